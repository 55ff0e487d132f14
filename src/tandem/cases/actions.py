from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.cases import messages, queries, rules
from tandem.cases.choices import Reason, State, StepKind
from tandem.cases.errors import NotNow
from tandem.cases.models import Case, CasePicture, Closure, Enclosure, Note, Reply, Step
from tandem.cases.sealed import Written, sealed_photo, sealed_picture, sealed_reply, sealed_words
from tandem.journal import asker
from tandem.journal.write import record
from tandem.mandates.actions import acted_for
from tandem.outbox.actions import send
from tandem.outbox.models import Message
from tandem.outbox.text import Compose
from tandem.people.models import Person
from tandem.services.catalogue import known
from tandem.territory.models import Organisation
from tandem.toolbox.drawing import Waiting
from tandem.toolbox.never_kept import masked
from tandem.toolbox.turns import wait_for

STEP_TO = {
    State.IN_HAND: StepKind.MOVED,
    State.ANSWERED: StepKind.ANSWERED,
    State.REOPENED: StepKind.REOPENED,
    State.CONTESTED: StepKind.CONTESTED,
    State.CLOSED: StepKind.CLOSED,
    State.WITHDRAWN: StepKind.WITHDRAWN,
}
MOST_ADDED = 5
"""Photos, to one request, after it was sent."""
WORDS = {
    State.ANSWERED: "cases.answered",
    State.CONTESTED: "cases.contested",
}


def add_step(case: Case, kind: StepKind, *, words: str = "") -> Step:
    who = asker.current()
    return Step.objects.create(
        case=case,
        kind=kind,
        state=case.state,
        account=who.account,
        door=who.door,
        sealed=sealed_words(case, words) if words else None,
        territory_id=case.territory_id,
        organisation_id=case.organisation_id,
    )


@transaction.atomic
def move(
    case: Case,
    to: State,
    *,
    words: str = "",
    reason: Reason | None = None,
    step: StepKind | None = None,
) -> Case:
    """The case in its new state, with its line in the timeline; NotNow if it may not go there."""
    # Locked: two colleagues may be answering the same case.
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not rules.may_move(State(case.state), to):
        raise NotNow(case.state)
    case.state = to
    if reason is not None:
        case.reason = reason
        case.answered_at = timezone.now()
    case.save(update_fields=["state", "reason", "answered_at"])
    add_step(case, step or STEP_TO[to], words=words)
    record(WORDS.get(to, "cases.moved"), case, persons=persons_of(case), facts={"state": to})
    known(case.service).moved(case=case, state=to)
    return case


def take_in_hand(case: Case) -> Case:
    """Somebody works on it; nothing happens if somebody already does."""
    if case.state == State.IN_HAND or not rules.may_move(State(case.state), State.IN_HAND):
        return case
    return move(case, State.IN_HAND)


@transaction.atomic
def assign(case: Case, to: Account) -> Case:
    case = take_in_hand(case)
    case.handled_by = to
    case.save(update_fields=["handled_by"])
    add_step(case, StepKind.ASSIGNED)
    record("cases.assigned", case, persons=persons_of(case), facts={"to": to.pk})
    return case


@transaction.atomic
def answer(
    case: Case, reason: Reason, words: str, *, said: Compose | None = None, enclosed: str = ""
) -> Case:
    """The reasoned answer, sent through the person's own door.

    `said`: the room's own text of it, where it asks something at once: one message, not two.
    `enclosed`: what lies in the envelope, if it goes by letter.
    """
    if not rules.says_enough(reason, words):
        raise NotNow("say_why")
    me = asker.current().account
    handling = queries.handling(case.service)
    others = queries.colleagues(case.organisation_id, handling).keys() - {me}
    if not rules.may_judge_again(queries.contested_answerer(case), me, others):
        raise NotNow("another_person")
    case = move(case, State.ANSWERED, words=words, reason=reason)
    read_replies(case)
    if case.person is not None:
        text = said or (lambda: messages.answer(case, reason, words))
        send(case.person, text, about=case, enclosed=enclosed)
    return case


def hold(keys: Iterable[int]) -> dict[int, Case]:
    """These cases, for this transaction alone. A room that answers them from its own rows holds them
    before those, in the order in which a case that goes its own way holds both.
    """
    rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=set(keys)).order_by("pk")
    return {case.pk: case for case in rows}


@transaction.atomic
def answer_by_work(case: Case, words: str, *, said: Compose | None = None) -> bool:
    """What was done is the answer, where one is owed. False where none is, or where she did not
    accept the last one: then another person looks at everything, and no work does so unseen.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if State(case.state) not in rules.OWED or _is_contested(case):
        return False
    answer(case, Reason.DONE, words, said=said)
    return True


def _is_contested(case: Case) -> bool:
    """Whoever answered, and also while somebody works on it again."""
    judged = case.steps.filter(kind__in=[StepKind.ANSWERED, StepKind.CONTESTED])
    return bool(judged.values_list("kind", flat=True).last() == StepKind.CONTESTED)


@transaction.atomic
def take_more_time(case: Case, due_on: date, words: str) -> Case:
    """The law lets it be answered later, once, if she is told why before the first day is over."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    taken = case.steps.filter(kind=StepKind.MORE_TIME).exists()
    if taken or State(case.state) not in rules.OWED or timezone.localdate() > case.due_on:
        raise NotNow("no_more_time")
    if not rules.says_why(words):
        raise NotNow("say_why")
    case.due_on = due_on
    case.save(update_fields=["due_on"])
    add_step(case, StepKind.MORE_TIME, words=words)
    record("cases.more_time", case, persons=persons_of(case))
    if case.person is not None:
        send(case.person, lambda: messages.more_time(case, words), about=case)
    return case


@transaction.atomic
def reopen(case: Case, words: str = "") -> Case:
    """The person says it is not solved."""
    return _owed_again(case, State.REOPENED, words)


@transaction.atomic
def contest(case: Case, words: str) -> Case:
    """The person does not accept the answer: another person looks at it, within the promise."""
    case = _owed_again(case, State.CONTESTED, words)
    if case.person is not None:
        send(case.person, lambda: messages.contest_received(case), about=case)
    return case


def _owed_again(case: Case, state: State, words: str) -> Case:
    case = move(case, state, words=words)
    case.due_on = messages.promise_of(case).due_on(timezone.localdate())
    case.answered_at = None
    case.save(update_fields=["due_on", "answered_at"])
    return case


@transaction.atomic
def withdraw(case: Case) -> Case:
    """The person no longer asks, and need not say why."""
    return move(case, State.WITHDRAWN)


@transaction.atomic
def call_off(case: Case, words: str) -> Case:
    """She told a colleague that she no longer asks: written down for her, and told to herself.

    Never where she said that something is not solved or that she does not agree: that is answered.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not rules.says_why(words):
        raise NotNow("say_why")
    if queries.waits_for_another_answer(case):
        raise NotNow("answer_owed_again")
    if rules.may_move(State(case.state), State.WITHDRAWN):
        case = move(case, State.WITHDRAWN, words=words, step=StepKind.CALLED_OFF)
    else:
        # Something that goes on after its answer, such as a help of every week.
        add_step(case, StepKind.CALLED_OFF, words=words)
    if case.person is not None:
        acted_for(case.person, "withdraw-request", case, f"cases.case:{case.pk}")
        send(case.person, lambda: messages.called_off(case, words), about=case)
    return case


@transaction.atomic
def add_note(case: Case, words: str) -> Note:
    who = asker.current()
    if who.account is None:
        raise NotNow("sign_in")
    note = Note.objects.create(
        case=case,
        account=who.account,
        sealed=sealed_words(case, words),
        territory_id=case.territory_id,
        organisation_id=case.organisation_id,
    )
    record("cases.noted", case, persons=persons_of(case))
    return note


@transaction.atomic
def take_reply(
    to: Message,
    written: Written,
    *,
    from_her_address: bool,
    automatic: bool = False,
    pictures: Iterable[bytes] = (),
) -> Reply:
    """Kept with its case, for a person to read; what a program wrote marks nothing.

    Of what nobody may keep nothing is kept, by whichever door it came.
    """
    written = replace(written, words=masked(written.words), whole=masked(written.whole))
    case = queries.case_of_message(to)
    reply = Reply(
        case=case,
        to=to,
        person=to.person,
        door=asker.current().door,
        from_her_address=from_her_address,
        automatic=automatic,
        territory_id=to.territory_id,
        organisation_id=to.organisation_id,
    )
    reply.sealed = sealed_reply(reply, written)
    reply.save(force_insert=True)
    for number, picture in enumerate(pictures, 1):
        Enclosure.objects.create(
            reply=reply,
            number=number,
            sealed=sealed_picture(reply, number, picture),
            territory_id=to.territory_id,
            organisation_id=to.organisation_id,
        )
    if not automatic:
        _tell_of(reply)
    return reply


@transaction.atomic
def add_picture(case: Case, photo: bytes | Waiting) -> CasePicture:
    """A photo, drawn anew or waiting for it, that came after the request; a colleague has still to
    look at it.

    Raises NotNow where nothing is owed any more, or as many were added as one request has room for.
    """
    # Locked: two may come at the same moment.
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    added = CasePicture.objects.filter(case=case, question="").count()
    if State(locked.state) not in rules.OWED or added >= MOST_ADDED:
        raise NotNow(locked.state)
    row = keep_picture(case, photo)
    Case.objects.filter(pk=case.pk).update(has_unread=True)
    add_step(case, StepKind.WROTE)
    record("cases.picture_added", case, persons=persons_of(case))
    return row


def keep_picture(case: Case, photo: bytes | Waiting, question: str = "") -> CasePicture:
    row = CasePicture(
        case=case,
        question=question,
        territory_id=case.territory_id,
        organisation_id=case.organisation_id,
    )
    if isinstance(photo, Waiting):
        row.waits, row.to_be_unreadable = True, photo.blur
        row.sealed = sealed_photo(row, case, photo.content)
    else:
        row.sealed = sealed_photo(row, case, photo)
    row.save(force_insert=True)
    return row


def _tell_of(reply: Reply) -> None:
    if reply.case is not None:
        Case.objects.filter(pk=reply.case.pk).update(has_unread=True)
        add_step(reply.case, StepKind.WROTE)
    record("cases.reply_came", reply, persons=[reply.person] if reply.person else [])


@transaction.atomic
def read_replies(case: Case) -> int:
    """A colleague has read what the person wrote: the lists no longer mark it."""
    Case.objects.filter(pk=case.pk, has_unread=True).update(has_unread=False)
    case.has_unread = False
    unread = Reply.objects.filter(case=case, read_at__isnull=True)
    return int(unread.update(read_at=timezone.now()))


@transaction.atomic
def read_reply(reply: Reply) -> None:
    """The same for one that belongs to no case."""
    Reply.objects.filter(pk=reply.pk, read_at__isnull=True).update(read_at=timezone.now())


def persons_of(case: Case) -> list[Person]:
    return [case.person] if case.person is not None else []


@transaction.atomic
def close_intake(
    organisation: Organisation, service: str, reasons: dict[str, str], reopens_on: date
) -> Closure:
    """Every door says so from now on; what a former closure said no longer holds."""
    wait_for("intake", f"{organisation.pk}:{service}")
    reopen_intake(organisation, service)
    closure = Closure.objects.create(
        organisation=organisation,
        service=service,
        reasons=reasons,
        reopens_on=reopens_on,
        closed_by=asker.current().account,
    )
    record("cases.intake_closed", closure, facts={"service": service})
    return closure


@transaction.atomic
def reopen_intake(organisation: Organisation, service: str) -> None:
    """Taken in again from now on, whatever day was told."""
    rows = Closure.objects.select_for_update(of=("self",)).select_related("organisation")
    for closure in rows.filter(organisation=organisation, service=service, ended_at__isnull=True):
        closure.ended_at = timezone.now()
        closure.save(update_fields=["ended_at"])
        record("cases.intake_reopened", closure, facts={"service": service})
