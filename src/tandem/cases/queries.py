"""Reads made for the page of one case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.accounts.models import Account
from tandem.cases import rules
from tandem.cases.choices import Reason, State, StepKind
from tandem.cases.models import Case, CasePicture, Note, Reply, Step
from tandem.cases.sealed import Written, answers_of, words_of, written_in
from tandem.journal import words as journal_words
from tandem.journal.choices import Door, Purpose
from tandem.journal.models import Entry
from tandem.outbox.choices import Heard, Outcome, Proof
from tandem.outbox.choices import State as Sent
from tandem.outbox.models import Attempt, Message
from tandem.people import protection
from tandem.people.choices import Channel
from tandem.people.models import Person
from tandem.people.queries import record_in_use
from tandem.people.who_looked import OWN, Lookers
from tandem.services.catalogue import find
from tandem.services.picture import Known
from tandem.territory.choices import Role
from tandem.territory.models import Membership
from tandem.toolbox.texts import Text
from tandem.ui.components.lists import Moment
from tandem.ui.formats import day, day_time, number

ANSWERING = (Role.COORDINATOR, Role.OFFICER)
A_PAGE = 50
A_PAGE_OF_LOOKS = 50
MOST_DIGITS = 18
STEPPED: dict[State, Text] = {State.IN_HAND: gettext_lazy("Somebody began to work on it")}
MESSAGE = gettext_lazy("A message to you")
NAMING = frozenset({"introduction"})
"""Kinds of messages that begin with the name of a helper, who may have left since."""


def title_of(case: Case) -> str:
    service = find(case.service)
    return str(service.title) if service else case.service


def is_answered_in_room(case: Case) -> bool:
    """Whether its answer follows from the work of its room, and not from the page of the case."""
    service = find(case.service)
    return service is not None and service.answered_in_room


def state_in_words(case: Case, today: date | None = None) -> str:
    """Where it stands, as one tells the person: a whole sentence, lateness first."""
    state = State(case.state)
    if rules.is_late(state, case.due_on, today or timezone.localdate()):
        said = _("Late: we owed you an answer on %(date)s. We are sorry.")
    else:
        said = {
            State.RECEIVED: _("We have received it. You will have an answer by %(date)s."),
            State.IN_HAND: _("Somebody works on it. You will have an answer by %(date)s."),
            State.ANSWERED: _("It was answered on %(answered)s."),
            State.REOPENED: _(
                "It was said not to be solved. You will have a new answer by %(date)s."
            ),
            State.CONTESTED: _(
                "You do not agree. Another person looks at it and answers by %(date)s."
            ),
            State.CLOSED: _("It is solved and closed. You can still open it again."),
            State.WITHDRAWN: _("You withdrew it. You can still open it again."),
        }[state]
    if state == State.WITHDRAWN and was_called_off(case):
        said = _(
            "We were told that you no longer need it. If that is not so, you can open it again."
        )
    answered = day(case.answered_at) if case.answered_at else ""
    return said % {"date": day(case.due_on), "answered": answered}


def state_for_colleagues(case: Case) -> str:
    """Where it stands, as one tells whoever answers it."""
    said = {"state": State(case.state).label, "date": day(case.due_on)}
    if case.urgent and State(case.state) in rules.OWED and not is_late(case):
        return _("%(state)s. It cannot wait: an answer is owed by %(date)s.") % said
    if is_late(case):
        return _("%(state)s. Late: an answer was owed on %(date)s.") % said
    if State(case.state) in rules.OWED:
        return _("%(state)s. An answer is owed by %(date)s.") % said
    return f"{said['state']}."


def is_late(case: Case) -> bool:
    return rules.is_late(State(case.state), case.due_on, timezone.localdate())


def moments(case: Case, *, by: dict[int, str] | None = None) -> list[Moment]:
    """The timeline; with the colleagues' names only where `by` tells them."""
    steps: list[Step] = list(case.steps.all())
    told = [
        Moment(
            step.at,
            _happened(step),
            words_of(step, case),
            _who(step, by),
            "now" if step is steps[-1] else "past",
        )
        for step in steps
    ]
    return sorted([*told, *_said_by_telephone(case)], key=lambda moment: moment.when)


def _said_by_telephone(case: Case) -> list[Moment]:
    """What was said to the person in a call, how one knows that it arrived, and who heard it."""
    said = Attempt.objects.filter(message__in=Message.objects.about(case), outcome=Outcome.SAID)
    return [
        Moment(
            one.ended_at,
            str(Outcome.SAID.label),
            ". ".join(str(word) for word in (_proof(one), _heard(one)) if word),
            str(Door.PHONE.label),
        )
        for one in said
        if one.ended_at is not None
    ]


def _proof(one: Attempt) -> Text:
    return Proof(one.proof).label if one.proof else ""


def _heard(one: Attempt) -> Text:
    return Heard(one.heard_by).label if one.heard_by else ""


def moments_told(case: Case) -> list[Moment]:
    """The timeline as its person reads it, with every message that was sent to her about it."""
    rows = Message.objects.filter(person=case.person, reference=case.shown_reference)
    told = [
        Moment(
            row.queued_at,
            f"{Channel(row.channel).label}. {Sent(row.state).label}",
            _which(row),
            MESSAGE,
        )
        for row in (rows.order_by("pk") if case.person is not None else ())
    ]
    return sorted([*moments(case), *told], key=lambda moment: moment.when)


def _which(message: Message) -> str:
    """How it began, by which she knows which it was; not where it names somebody else."""
    return "" if message.kind in NAMING else f"“{message.text.paragraphs[0]}”"


def _happened(step: Step) -> Text:
    """What a step was, and not only that there was one."""
    if step.kind == StepKind.MOVED:
        return STEPPED.get(State(step.state), State(step.state).label)
    return StepKind(step.kind).label


def _who(step: Step, by: dict[int, str] | None) -> str:
    door = str(Door(step.door).label)
    if by is None or step.account is None:
        return door
    return f"{by.get(step.account, _('a former colleague'))}, {door}"


class Answer(NamedTuple):
    """The answer given, with its reason."""

    reason: str
    words: str


def answer_of(case: Case) -> Answer | None:
    """The answer in force; None while one is owed."""
    if not case.reason or State(case.state) in rules.OWED:
        return None
    last: Step | None = case.steps.filter(kind=StepKind.ANSWERED).last()
    return Answer(str(Reason(case.reason).label), words_of(last, case) if last else "")


def read_back(case: Case) -> list[tuple[str, str]]:
    """Each question that was asked, and what was answered; after a look was noted."""
    service = find(case.service)
    if service is None:
        return []
    told = answers_of(case)
    form = service.form(told.get("raw", {}), place=case.territory)
    form.know({key: Known.of(kept) for key, kept in told.get("pictures", {}).items()})
    form.check()
    hidden = {form.reach_question, *([form.place_question] if form.place_is_home else [])}
    hides = protection.hides_address(case.person)
    return [
        (str(form.fields[name].label), form.said(name))
        for name in form.asked()
        if not (hides and name in hidden)
    ]


def takes_photos(case: Case) -> bool:
    """Whether a photo may still come to it: its form asks for one, and an answer is owed."""
    service = find(case.service)
    asks = service is not None and service.form({}).asks_for_pictures()
    return asks and State(case.state) in rules.OWED


def pictures_of(case: Case) -> list[tuple[str, CasePicture]]:
    """Each photo with what it answers, or when it was added; they stay sealed."""
    service = find(case.service)
    labels = {name: one.label for name, one in service.form.base_fields.items()} if service else {}
    added = _("Added on %(date)s")
    return [
        (str(labels.get(row.question, "")) or added % {"date": day_time(row.at)}, row)
        for row in case.pictures.filter(waits=False).defer("sealed")
    ]


def changes_by_door(case: Case) -> list[tuple[str, str, str]]:
    """Question, door and time of each change, where a draft went through several doors."""
    changes = answers_of(case).get("changes", [])
    service = find(case.service)
    if service is None or len({change["door"] for change in changes}) < 2:
        return []
    labels = {name: str(field.label) for name, field in service.form.base_fields.items()}
    return [
        (
            labels.get(change["question"], change["question"]),
            str(Door(change["door"]).label),
            day_time(datetime.fromisoformat(change["at"])),
        )
        for change in changes
    ]


class Looks(NamedTuple):
    """A page of who looked at her data, newest first."""

    moments: list[Moment]
    earlier: int | None
    """Where the looks before these begin; None when these are the first."""


def looks_at(person: Person, *, by: dict[int, str] | None = None, before: str = "") -> Looks:
    """Who looked at her data. She reads the service; colleagues read the name.

    Her own looks are one line however many they are: nobody can push a colleague's out of sight
    by opening the page again and again.
    """
    # What is sent to her is sent from the record that hers was joined to.
    records = [*_records_of(person), record_in_use(person).pk]
    keys = Person.objects.filter(pk__in=records).values_list("key", flat=True)
    rows = Entry.objects.looks().filter(persons__overlap=list(keys))
    others = rows.exclude(OWN)
    place = int(before) if before.isdecimal() and len(before) <= MOST_DIGITS else None
    if place is not None:
        others = others.filter(pk__lte=place)
    entries = list(others[: A_PAGE_OF_LOOKS + 1])
    named = Lookers.of(entries)
    shown = [
        Moment(
            entry.at,
            journal_words.sentence(entry.word),
            str(Purpose(entry.purpose).label) if entry.purpose else "",
            _seen_by(entry, named, by),
        )
        for entry in entries[:A_PAGE_OF_LOOKS]
    ]
    more = entries[A_PAGE_OF_LOOKS:]
    own = _own_looks(rows) if place is None else []
    return Looks([*own, *shown], more[0].pk if more else None)


def _own_looks(rows: QuerySet[Entry]) -> list[Moment]:
    told = rows.filter(OWN).aggregate(many=Count("pk"), first=Min("at"), last=Max("at"))
    if not told["many"]:
        return []
    said = ngettext(
        "You, or somebody with your reference and word: %(many)s time",
        "You, or somebody with your reference and word: %(many)s times",
        told["many"],
    ) % {"many": number(told["many"])}
    since = _("the first time on %(date)s") % {"date": day_time(told["first"])}
    return [Moment(told["last"], said, since)]


def _seen_by(entry: Entry, named: Lookers, by: dict[int, str] | None) -> str:
    """Who, by which door, and the number by which she may speak of it."""
    known = by is not None and by.get(entry.account or 0)
    who = f"{known}, {named.house(entry)}" if known else named.who(entry)
    if by is not None and not known:
        who = named.looker(entry)
    number_of = _("number %(number)s") % {"number": entry.pk}
    return f"{who}, {Door(entry.door).label}, {number_of}"


def handling(slug: str) -> frozenset[Role]:
    """Roles that read the requests of this service; none for one that is offered no more."""
    service = find(slug)
    return service.handled_by if service else frozenset()


def colleagues(organisation: int, roles: Iterable[Role] = ANSWERING) -> dict[int, str]:
    """Those who may answer there: account and address, sorted."""
    rows = Membership.objects.in_force().filter(organisation=organisation, role__in=list(roles))
    pairs = rows.order_by("account__email").values_list("account", "account__email")
    return dict(pairs)


def names_of(accounts: Iterable[int | None]) -> dict[int, str]:
    """Addresses of colleagues, also of those who have left."""
    keys = {key for key in accounts if key is not None}
    return dict(Account.objects.filter(pk__in=keys).values_list("pk", "email"))


def notes_of(case: Case) -> list[tuple[Note, str]]:
    return [(note, words_of(note, case)) for note in case.notes.filter(sealed__isnull=False)]


def messages_about(case: Case) -> list[Message]:
    """What was sent to the person, oldest first; the texts stay sealed."""
    return list(Message.objects.about(case).defer("sealed").order_by("pk"))


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply as a colleague reads it."""

    reply: Reply
    written: Written
    pictures: list[int]


def letters_about(case: Case) -> list[Letter]:
    """What the person wrote back, oldest first; after a look was noted."""
    rows = case.replies.prefetch_related("enclosures")
    return [letter_of(reply, written_in(reply)) for reply in rows]


def letter_of(reply: Reply, written: Written) -> Letter:
    return Letter(reply, written, [picture.number for picture in reply.enclosures.all()])


def replies_without_case(organisations: Iterable[int], number: str | None) -> Page[Reply]:
    """Replies to messages that were about no request, unread first; nothing in them is opened."""
    rows = Reply.objects.filter(organisation__in=organisations, automatic=False).without_case()
    ordered = rows.defer("sealed").select_related("to").order_by("-read_at", "pk")
    return Paginator(ordered, A_PAGE).get_page(number)


def case_of_message(message: Message) -> Case | None:
    """The case a message was about; None where it was about something else."""
    table, _colon, key = message.subject.partition(":")
    if table != Case._meta.label_lower or not key.isdecimal():
        return None
    return Case.objects.filter(pk=int(key)).first()


def contested_answerer(case: Case) -> int | None:
    """Whose answer is contested just now; None when none is."""
    steps = case.steps.filter(kind__in=[StepKind.ANSWERED, StepKind.CONTESTED])
    told = list(steps.order_by("-pk").values_list("kind", "account")[:2])
    if len(told) == 2 and [kind for kind, _ in told] == [StepKind.CONTESTED, StepKind.ANSWERED]:
        return told[1][1]
    return None


def waits_for_another_answer(case: Case) -> bool:
    """She did not accept the answer, or a withdrawal in her name, and has no other yet."""
    kinds = [StepKind.ANSWERED, StepKind.CONTESTED, StepKind.REOPENED]
    last: Step | None = case.steps.filter(kind__in=kinds).last()
    return last is not None and last.kind != StepKind.ANSWERED


def was_called_off(case: Case) -> bool:
    """Whether somebody wrote it down for her that she no longer asks."""
    kinds = [StepKind.WITHDRAWN, StepKind.CALLED_OFF]
    last: Step | None = case.steps.filter(kind__in=kinds).last()
    return last is not None and last.kind == StepKind.CALLED_OFF


def cases_of(person: Person) -> list[Case]:
    """Her cases, newest first; also those of a record that was joined to hers."""
    rows = Case.objects.filter(person__in=_records_of(person))
    return list(rows.select_related("person")[:200])


def _records_of(person: Person) -> list[int]:
    joined = Person.objects.filter(merged_into=person.pk).values_list("pk", flat=True)
    return [person.pk, *joined]
