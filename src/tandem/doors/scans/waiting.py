"""Deeds of the waiting room: from what a colleague reads to a case, or back to the person."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from tandem.cases.errors import Incomplete, Unserved
from tandem.cases.intake import place_of
from tandem.cases.models import Case
from tandem.cases.opening import Receipt, identity_of, open_case
from tandem.doors import presenting
from tandem.doors.actions import keep_no_promise_about
from tandem.doors.models import ScannedPage, Sheet, Typing
from tandem.doors.paper.actions import ENCLOSED, sheet_to_go_on
from tandem.doors.scans import messages, rules, sheets
from tandem.doors.scans.choices import PageState, SheetState
from tandem.doors.scans.errors import NotAgreed
from tandem.doors.scans.gathered import gathered
from tandem.journal import asker
from tandem.journal.choices import Door
from tandem.journal.write import record
from tandem.outbox import enclosing
from tandem.outbox.actions import send as send_message
from tandem.people import things
from tandem.people.actions import Reach, register_person, with_care
from tandem.people.choices import Care
from tandem.people.models import Person
from tandem.people.words import text_of
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.services.conditions import Raw
from tandem.services.drafts import Code, OpenDraft
from tandem.services.forms import ServiceForm
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import scopes
from tandem.territory.models import Organisation


@transaction.atomic
def take(sheet: Sheet) -> None:
    """A colleague has it open: the others see it. What went back may be looked at again."""
    sheet.held_by, sheet.held_at = asker.current().account, timezone.now()
    if sheet.state == SheetState.BACK:
        sheet.state, sheet.settled_at = SheetState.WAITING, None
    sheet.save(update_fields=["held_by", "held_at", "state", "settled_at"])
    if drafts.take_up(sheet.code) is None:
        # Nobody touched it for so long that its draft was thrown away; the paper is still there.
        sheets.begin_draft(sheet)
        found = gathered(sheet)
        sheets.keep_sure_answers(sheet, found, found.pages)
        sheet.looked_at = []
        sheet.save(update_fields=["looked_at"])


@transaction.atomic
def keep(
    sheet: Sheet, answers: Raw, *, asked: Iterable[str], looked_at: Iterable[str] = ()
) -> None:
    """What a colleague reads goes before what the machine read."""
    asked = list(asked)
    drafts.keep(sheet.code, answers, asked=asked, door=Door.PAPER)
    sheet.looked_at = sorted({*sheet.looked_at, *asked, *looked_at})
    sheet.save(update_fields=["looked_at"])


@transaction.atomic
def cannot_read(sheet: Sheet, questions: Iterable[str]) -> None:
    """Of these a colleague says that nobody can: the person is asked, whatever was guessed."""
    sheet.illegible = sorted(questions)
    sheet.save(update_fields=["illegible"])
    form = known(sheet.service).form({})
    names = [html for name in sheet.illegible for html in form.question(name).names(name)]
    drafts.ask_again(sheet.code, names)


@transaction.atomic
def send(sheet: Sheet) -> Receipt:
    """As from every door: one draft, one case, and the receipt by the person's own way.

    Raises Incomplete with what is wrong, Unserved where no organisation takes in requests, and
    NotAgreed where a second colleague has still to read it.
    """
    if known(sheet.service).two_readers and not sheet.agreed:
        raise NotAgreed(sheet.pk)
    receipt = open_case(sheet.code, door=Door.PAPER)
    if draft := drafts.take_up(sheet.code):
        keep_no_promise_about(draft)
    _settle(sheet, SheetState.SENT)
    _pass_on(sheet, receipt)
    return receipt


def _pass_on(sheet: Sheet, receipt: Receipt) -> None:
    """What was scanned tells of her, and goes with her."""
    organisation = Organisation.objects.get(pk=receipt.organisation)
    with within((current() or Scope()) | scopes.of_organisation(organisation)):
        case = Case.objects.select_related("person").get(reference=receipt.reference)
        if case.person is not None:
            things.pass_on(_sealed_in(sheet), case.person)


def _sealed_in(sheet: Sheet) -> Iterator[bytes | memoryview | None]:
    yield sheet.sealed_code
    yield from Typing.objects.filter(sheet=sheet).values_list("sealed", flat=True)
    for page in ScannedPage.objects.filter(sheet=sheet):
        yield from (page.sealed_reading, page.sealed_picture)


def go_by_itself(sheet: Sheet) -> bool:
    """A sheet on which nothing is written by hand and nothing is unsure needs no colleague."""
    draft = drafts.take_up(sheet.code)
    if draft is None or sheet.doubtful or sheet.copy > 1:
        return False
    if sheet.state != SheetState.WAITING or gathered(sheet).questions_to_look_at(sheet.looked_at):
        return False
    if _is_perhaps_known(draft):
        # A colleague looks whether it is the same, as whoever is read back would.
        return False
    try:
        send(sheet)
    except (Incomplete, Unserved, NotAgreed):
        return False
    return True


def _is_perhaps_known(draft: OpenDraft) -> bool:
    form = presenting.form_of(draft)
    return not form.check() and bool(form.alike())


@transaction.atomic
def send_back(sheet: Sheet) -> Person | None:
    """The person is told which questions are open, by her own way; the draft stays at every door.

    None where nothing on the sheet says who she is or how to reach her.
    """
    draft = drafts.take_up(sheet.code)
    if draft is None:
        return None
    form = presenting.form_of(draft)
    wrong = form.check()
    names = presenting.still_to_ask(form)
    found = place_of(draft)
    organisation = found[1] if found else sheet.organisation
    with within((current() or Scope()) | scopes.of_organisation(organisation)):
        person = _person(sheet, draft, form, organisation)
        if person is not None:
            _ask_person(sheet, draft, person, names)
            things.pass_on(_sealed_in(sheet), person)
    _settle(sheet, SheetState.BACK)
    record("doors.sheet_went_back", sheet, facts={"questions": len(names), "wrong": len(wrong)})
    return person


def _ask_person(sheet: Sheet, draft: OpenDraft, person: Person, names: list[str]) -> None:
    onward = sheet_to_go_on(draft, person.organisation, large=person.large_print)
    # Made again in her language, in which the errors are said too.
    with override(person.language):
        form = presenting.form_of(draft)
        wrong = form.check()
        text = messages.still_open(draft, form, names, wrong)
    send_message(person, lambda: text, about=sheet, enclosed=enclosing.name(ENCLOSED, onward.key))


def _person(
    sheet: Sheet, draft: OpenDraft, form: ServiceForm, organisation: Organisation
) -> Person | None:
    """Who is written to: whom the draft names already, else whom this form names."""
    person = Person.objects.present().filter(pk=draft.facts.get("person") or 0).first()
    if person is not None:
        return person
    who, care = identity_of(form), _care(sheet, form)
    channel = rules.way_back(
        (form.cleaned_data.get(form.reach_question) or {}).get("channel", ""),
        named=bool(who.last_name),
        address=bool(who.street and who.postal_code),
        never_write=Care.NEVER_WRITE in care,
    )
    if channel is None:
        return None
    reach = with_care(Reach(draft.row.language, channel, form.postal_code()), care)
    person = register_person(who, reach, organisation)
    drafts.note(draft.code, person=person.pk)
    return person


def _care(sheet: Sheet, form: ServiceForm) -> list[str]:
    """What she asks us to heed, also where that contradicts the rest; the worst if unreadable."""
    if form.care_question in sheet.illegible:
        return [Care.NEVER_WRITE]
    return [said for said in form.raw.get(form.care_question, ()) if said in Care.values]


@transaction.atomic
def set_aside(sheet: Sheet) -> None:
    """Nothing comes of it: it was a trial, or the person does not want it any more."""
    draft = drafts.take_up(sheet.code)
    if draft and not draft.sent and {change["door"] for change in draft.changes} <= {Door.PAPER}:
        drafts.throw_away(sheet.code)
    _settle(sheet, SheetState.ASIDE)
    record("doors.sheet_set_aside", sheet)


@transaction.atomic
def join(sheet: Sheet, code: Code) -> bool:
    """What stands on it goes on with a form begun elsewhere, whose reference and word were given."""
    begun, own = drafts.take_up(code), drafts.take_up(sheet.code)
    if begun is None or begun.sent or begun.row.service != sheet.service or own is None:
        return False
    if begun.code != own.code:
        given = {name: said for name, said in own.answers.items() if any(said)}
        asked = [
            name
            for name, question in own.service.form({}).questions()
            if given.keys() & set(question.names(name))
        ]
        drafts.keep(code, given, asked=asked, door=Door.PAPER)
        drafts.throw_away(own.code)
        sheets.follow(sheet, begun)
    return True


@dataclass(frozen=True, slots=True)
class Reading:
    """What one colleague read."""

    account: int
    answers: Raw


def readings_of(sheet: Sheet) -> list[Reading]:
    return [
        Reading(
            row.account, json.loads(text_of(None, row.sealed, place_of_reading(sheet, row.account)))
        )
        for row in Typing.objects.filter(sheet=sheet)
    ]


@transaction.atomic
def read_by(sheet: Sheet, account: int, answers: Raw, *, asked: Iterable[str]) -> rules.Verdict:
    """Where two must read the same: kept apart, until two agree or a third has decided."""
    # Locked, so that two who read at once are compared with each other.
    Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    others = [one.answers for one in readings_of(sheet) if one.account != account]
    verdict = rules.verdict(answers, others)
    Typing.objects.update_or_create(
        sheet=sheet,
        account=account,
        defaults={
            "sealed": things.seal(
                sheet, json.dumps(answers).encode(), place_of_reading(sheet, account)
            ),
            "territory_id": sheet.territory_id,
            "organisation_id": sheet.organisation_id,
        },
    )
    if verdict in {rules.Verdict.AGREED, rules.Verdict.DECIDED}:
        keep(sheet, answers, asked=asked)
        sheet.agreed = True
        sheet.save(update_fields=["agreed"])
    return verdict


def place_of_reading(sheet: Sheet, account: int) -> str:
    return f"{sheet.place}:{account}"


def _settle(sheet: Sheet, state: SheetState) -> None:
    sheet.state, sheet.settled_at = state, timezone.now()
    sheet.held_by = sheet.held_at = None
    sheet.save(update_fields=["state", "settled_at", "held_by", "held_at"])


@transaction.atomic
def deal_with(page: ScannedPage) -> None:
    """A colleague has seen to a page that was read for nobody: typed it, or put it aside."""
    if page.state == PageState.REFUSED:
        page.state = PageState.DEALT
        page.save(update_fields=["state"])
        record("doors.scan_dealt_with", page)


@transaction.atomic
def belongs_to(page: ScannedPage, sheet: Sheet) -> bool:
    """A colleague says of which copy it is a page."""
    taken = ScannedPage.objects.filter(sheet=sheet, page=page.page, state=PageState.SHEET)
    if not _may_move(page) or page.printed != sheet.printed or taken.exists():
        return False
    page.sheet, page.state, page.refusal = sheet, PageState.SHEET, ""
    page.save(update_fields=["sheet", "state", "refusal"])
    sheets.settle(sheet, [page.page or 0])
    record("doors.scan_moved", page)
    return True


@transaction.atomic
def is_of_its_own(page: ScannedPage) -> bool:
    """A colleague sees that somebody else filled it in: a copy of its own begins with it."""
    return _may_move(page) and belongs_to(page, sheets.another_copy(page))


def _may_move(page: ScannedPage) -> bool:
    return page.may_be_moved and page.sealed_reading is not None
