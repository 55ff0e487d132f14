"""A report goes to whoever has to repair it, its news come back, and so may it itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.journal import asker
from tandem.journal.write import record
from tandem.outbox.actions import send
from tandem.people import things
from tandem.streets import letting_go, messages, priority, queue
from tandem.streets.actions import hold, move, note_move
from tandem.streets.choices import Closed, Ground, HandoverState, State
from tandem.streets.errors import NotNow
from tandem.streets.landmark import landmark_outside
from tandem.streets.models import Handover, Move, Report, System
from tandem.streets.models.abroad import IN_FORCE
from tandem.streets.rules import ENDED, OPEN
from tandem.tenancy.scope import required, within
from tandem.territory import scopes, signposts
from tandem.territory.models import Organisation
from tandem.toolbox.reference import new_reference

WAITS = tuple(timedelta(minutes=number) for number in (5, 15, 60, 180))
"""Between one try to send and the next."""
MOST_WORDS = 500
SAME = (
    *("trouble", "danger", "may_be_danger", "postal_code", "street", "street_folded"),
    *("house_number", "mark", "square", "lat", "lon", "rough", "place_confirmed", "effort"),
    "due_on",
)
"""Of a report, what its row at another organisation says too."""


@dataclass(frozen=True, slots=True)
class To:
    """Who gets it: an organisation here, a system, or somebody by name."""

    ground: Ground
    organisation: Organisation | None = None
    system: System | None = None
    name: str = ""

    @property
    def is_named_by_hand(self) -> bool:
        """Perhaps a private person: the line of the hand-over is public."""
        return self.organisation is None and self.system is None

    @property
    def shown(self) -> str:
        return str(self.organisation or self.system or self.name)[:120]


@transaction.atomic
def hand_over(report: Report, to: To, words: str) -> Handover:
    """`words` are the colleague's, for them: what the reporter wrote stays here."""
    report = hold(report.pk)
    if report.state not in OPEN:
        raise NotNow(report.state)
    if in_force(report) is not None:
        raise NotNow("with_somebody")
    if to.system is not None and not to.system.takes(report.category):
        raise NotNow("no_service")
    handover = Handover.objects.create(
        report=report,
        ground=to.ground,
        to_organisation=to.organisation,
        to_system=to.system,
        to_name=to.shown,
        state=HandoverState.TO_SEND if _is_called(to) else HandoverState.SENT,
        words=words.strip()[:MOST_WORDS],
        territory_id=report.territory_id,
        organisation_id=report.organisation_id,
    )
    Report.objects.filter(pk=report.pk).update(ground=to.ground)
    if to.organisation is not None:
        _give(report, to.organisation, handover)
    elif to.system is not None:
        _tell(to.system, handover)
    record("streets.handed_over", report, facts={"handover": handover.pk, "ground": to.ground})
    move(report, State.HANDED_OVER, words="" if to.is_named_by_hand else to.shown)
    return handover


def _is_called(to: To) -> bool:
    return to.system is not None and not to.system.is_written_to


def _tell(system: System, handover: Handover) -> None:
    """Their program is called; where there is none, they are written to."""
    if system.contact is None:
        queue.send_handover(handover)
    else:
        near = landmark_outside(handover.report)
        send(system.contact, lambda: messages.yours_to_repair(handover, near), about=handover)


def in_force(report: Report) -> Handover | None:
    """With whom it is, if it is with somebody."""
    rows = Handover.objects.filter(report=report, state__in=IN_FORCE)
    return rows.select_related("to_organisation", "to_system").first()


def _give(report: Report, to: Organisation, handover: Handover) -> None:
    """A row of their own: the thing and its place; no voice, no word of who told it but what stands
    near it, where this alone is the place and a colleague has read it.
    """
    near = landmark_outside(report)
    with within(required() | scopes.of_organisation(to)):
        theirs = Report.objects.filter(organisation=to, given_key=report.key).first()
        if theirs is None:
            theirs = _copy(report, to)
            # The landmark first, as whoever tells it writes it first.
            said = "\n".join(filter(None, [near, handover.words]))
            if said:
                theirs.sealed = things.seal(theirs, said.encode(), theirs.place)
            theirs.save(force_insert=True)
            # There is one public page of it, whichever sign somebody has.
            signposts.put("report", theirs.sign, report, report.pk)
            note_move(theirs)
            priority.keep(theirs)
        else:
            theirs.may_be_danger = theirs.may_be_danger or report.may_be_danger
            theirs.given_voices = report.voices_count
            theirs.save(update_fields=["may_be_danger", "given_voices"])
            if theirs.state not in OPEN:
                # They had it once: they see what was before.
                move(theirs, State.NEW, words=handover.words)
            priority.keep(theirs)
        record("streets.given", theirs, facts={"by": report.organisation_id})


def _copy(report: Report, to: Organisation) -> Report:
    return Report(
        **{name: getattr(report, name) for name in SAME},
        sign=new_reference(),
        # Theirs may word it otherwise; what it means is the same.
        category=report.trouble,
        ground=Ground.COMMUNE,
        door=asker.current().door,
        given_by_id=report.organisation_id,
        given_key=report.key,
        given_voices=report.voices_count,
        voices_count=report.voices_count,
        organisation=to,
        territory_id=to.area_id,
    )


@transaction.atomic
def give_back(theirs: Report, words: str) -> Report:
    """Whoever was given a report says that it is not theirs: a bounce, counted at the giver's."""
    if theirs.given_by_id is None:
        raise NotNow("not_given")
    return move(theirs, State.CLOSED, because=Closed.NOT_OURS, words=words)


@transaction.atomic
def came_back(handover: Handover, words: str) -> Handover:
    """They say that it is not theirs."""
    handover = _locked(handover)
    handover.returned_at = timezone.now()
    _finish(handover, HandoverState.RETURNED, words)
    record("streets.came_back", handover, facts={"report": handover.report_id})
    _go_on(handover, State.LOOKED_AT, words)
    return handover


@transaction.atomic
def take_back(handover: Handover) -> Handover:
    """We do it ourselves, or somebody else does; their row of it is closed."""
    handover = _locked(handover)
    letting_go.end(Handover.objects.filter(pk=handover.pk))
    if handover.to_organisation is not None:
        with within(required() | scopes.of_organisation(handover.to_organisation)):
            let_go(handover.to_organisation, handover.report)
    record("streets.taken_back", handover, facts={"report": handover.report_id})
    _go_on(handover, State.LOOKED_AT, "")
    return handover


def let_go(given: Organisation, report: Report) -> None:
    """Their row of it is closed: it is with them no more."""
    rows = Report.objects.filter(organisation=given, given_key=report.key, state__in=OPEN)
    theirs = rows.first()
    if theirs is not None:
        move(theirs, State.CLOSED, because=Closed.NOT_OURS)


@dataclass(frozen=True, slots=True)
class News:
    """What whoever has it says of it."""

    state: State
    words: str = ""
    closed_because: str = ""
    planned_for: date | None = None


@transaction.atomic
def hear(handover: Handover, news: News, kept: str) -> None:
    """Their news become ours, and go to the reporters from here; each once."""
    handover = _locked(handover)
    if handover.their_state == kept:
        return
    handover.their_state, handover.updated_at = kept, timezone.now()
    handover.save(update_fields=["their_state", "updated_at"])
    if news.state == State.CLOSED and news.closed_because in {"", Closed.NOT_OURS}:
        came_back(handover, news.words)
    elif news.state in {State.CLOSED, State.REPAIRED}:
        _finish(handover, HandoverState.ENDED)
        because = Closed(news.closed_because) if news.closed_because else None
        words = news.words if because is None else f"{because.label} {news.words}".strip()
        _go_on(handover, news.state, words, because=because)
    elif news.state != State.NEW:
        _finish(handover, HandoverState.ACCEPTED)
        Report.objects.filter(pk=handover.report_id).update(planned_for=news.planned_for)
        _go_on(handover, State.HANDED_OVER, news.words)


@transaction.atomic
def opened_again_there(handover: Handover, kept: str) -> None:
    """What ended with their word is with them again, and so is it here; not where a colleague of ours
    has gone on with it, or somebody else has it.
    """
    report = hold(handover.report_id)
    handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if handover.state != HandoverState.ENDED or not handover.their_state:
        return
    since = Move.objects.filter(report=report, at__gte=handover.updated_at)
    # Their last word made one line here.
    if report.state not in ENDED or since.count() != 1 or in_force(report) is not None:
        return
    handover.their_state, handover.updated_at = kept, timezone.now()
    handover.state = HandoverState.ACCEPTED
    handover.save(update_fields=["their_state", "updated_at", "state"])
    record("streets.opened_again_there", handover, facts={"report": report.pk})
    move(report, State.NEW)
    move(report, State.HANDED_OVER, words=_("It was not repaired after all."))


@transaction.atomic
def closed_there(handover: Handover, words: str, kept: str) -> None:
    """Their program says “closed” and not whether it is repaired: a colleague has to look."""
    handover = _locked(handover)
    handover.their_state, handover.updated_at = kept, timezone.now()
    handover.save(update_fields=["their_state", "updated_at"])
    _finish(handover, HandoverState.ENDED)
    _go_on(handover, State.LOOKED_AT, words)


def _locked(handover: Handover) -> Handover:
    # The report first, as where it goes a step: a colleague and a worker never wait for one another.
    hold(handover.report_id)
    found = Handover.objects.select_for_update(of=("self",)).select_related(
        "report", "to_organisation", "to_system"
    )
    handover = found.get(pk=handover.pk)
    if handover.state not in IN_FORCE:
        raise NotNow(handover.state)
    return handover


def _finish(handover: Handover, state: HandoverState, words: str = "") -> None:
    handover.state = state
    if state == HandoverState.RETURNED:
        # Ours were for them: nobody else reads them as theirs.
        handover.words = words.strip()[:MOST_WORDS]
    handover.save(update_fields=["state", "words", "returned_at"])


def _go_on(handover: Handover, to: State, words: str, *, because: Closed | None = None) -> None:
    """Not where a colleague has gone on with it meanwhile."""
    report = hold(handover.report_id)
    if report.state == State.HANDED_OVER:
        move(report, to, words=words[:MOST_WORDS], because=because)


# --- To another program -----------------------------------------------------------------


def begin_to_send(key: int) -> Handover | None:
    """Said to be perhaps sent before anything is: a process that dies leaves a doubt, no second sending."""
    now = timezone.now()
    rows = Handover.objects.filter(pk=key, state=HandoverState.TO_SEND).select_for_update(
        of=("self",)
    )
    handover = rows.select_related("to_system", "report__territory", "report__organisation").first()
    if handover is None or (handover.next_try_at and handover.next_try_at > now):
        return None
    handover.state = HandoverState.UNSURE
    handover.tried += 1
    handover.save(update_fields=["state", "tried"])
    return handover


@transaction.atomic
def note_sent(handover: Handover, reference: str) -> None:
    rows = Handover.objects.filter(pk=handover.pk, state=HandoverState.UNSURE)
    if rows.update(state=HandoverState.SENT, their_reference=reference, updated_at=timezone.now()):
        record("streets.handover_sent", handover, facts={"handover": handover.pk})


@transaction.atomic
def note_not_taken(handover: Handover, now: datetime) -> None:
    """Surely not taken in: tried again, by itself."""
    again = now + WAITS[min(handover.tried, len(WAITS)) - 1]
    Handover.objects.filter(pk=handover.pk, state=HandoverState.UNSURE).update(
        state=HandoverState.TO_SEND, next_try_at=again
    )
    handover.next_try_at = again
    queue.send_handover(handover)


@transaction.atomic
def send_again(handover: Handover) -> None:
    """A colleague has asked: it did not arrive."""
    handover = _locked(handover)
    if handover.state != HandoverState.UNSURE:
        raise NotNow(handover.state)
    handover.state, handover.next_try_at = HandoverState.TO_SEND, None
    handover.save(update_fields=["state", "next_try_at"])
    queue.send_handover(handover)


@transaction.atomic
def say_arrived(handover: Handover, reference: str) -> None:
    """A colleague has asked: they have it, under this reference."""
    handover = _locked(handover)
    if handover.state != HandoverState.UNSURE:
        raise NotNow(handover.state)
    note_sent(handover, reference)


def note_reference(handover: Handover, reference: str) -> None:
    """The token they gave has become a reference."""
    Handover.objects.filter(pk=handover.pk).update(their_reference=reference)
