"""After the asking: reminders, how it went, and what happens when a volunteer leaves."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import override

from tandem.cases import actions as cases
from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.cases.rules import OWED
from tandem.journal.write import record
from tandem.outbox.actions import send
from tandem.register.actions import count
from tandem.register.choices import Result
from tandem.solidarity import beside, messages, queue, rules, weighing, whereabouts
from tandem.solidarity.actions import hold, look_again, owe_again
from tandem.solidarity.arranging import (
    cancel,
    fell_away,
    moved,
    never_again,
    record_no,
    tell_helper,
)
from tandem.solidarity.card import PAIRING
from tandem.solidarity.choices import (
    ArrangementState,
    HowOften,
    NeedState,
    OfferState,
    Settled,
    Side,
    Went,
)
from tandem.solidarity.ending import end_as_done, end_need
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Arrangement, Feedback, Need, Offer
from tandem.solidarity.seating import hold_offer
from tandem.solidarity.usual import may_come_again
from tandem.tenancy.scope import required, within
from tandem.territory import scopes


@transaction.atomic
def lapse(arrangement: Arrangement) -> Arrangement:
    """No answer in time counts as no for this need, and as nothing else."""
    arrangement = moved(arrangement, ArrangementState.LAPSED)
    record_no(arrangement)
    fell_away(arrangement, for_good=False)
    return arrangement


@transaction.atomic
def say_how_it_went(
    arrangement: Arrangement,
    side: Side,
    went: Went,
    words: str = "",
    *,
    rather_somebody_else: bool = False,
) -> Arrangement:
    """One side's word. The person's own closes the case; if it did not happen, it goes on. Where
    the two do not agree, a coordinator decides, and until then it counts as a help.
    """
    if arrangement.state not in rules.TOLD_OF:
        raise NotNow(arrangement.state)
    if went == Went.BADLY and not arrangement.feedbacks.filter(went=Went.BADLY).exists():
        count(PAIRING, Result.BADLY)
    contradicts = _keep(arrangement, side, went, words)
    need = arrangement.need
    record(
        "solidarity.feedback_given",
        arrangement,
        persons=[need.person],
        facts={"side": side, "went": went},
    )
    if rather_somebody_else:
        never_again(arrangement)
    if contradicts:
        return _put_to_a_coordinator(arrangement, side, went)
    if side == Side.HELPER and went != Went.NOT and _asker_has_spoken(arrangement):
        return arrangement
    if went == Went.NOT:
        return _did_not_happen(arrangement)
    if arrangement.state in {ArrangementState.AGREED, ArrangementState.NOT_DONE}:
        arrangement = moved(arrangement, ArrangementState.DONE)
    if side == Side.ASKER and went == Went.BADLY:
        _went_badly(need)
    elif side == Side.ASKER:
        _happened(need)
    return arrangement


def _keep(arrangement: Arrangement, side: Side, went: Went, words: str) -> bool:
    """Whether it contradicts what the other side said."""
    other = arrangement.feedbacks.exclude(side=side).first()
    contradicts = other is not None and rules.contradict(went, Went(other.went))
    arrangement.feedbacks.exclude(side=side).update(contradicts=False)
    said = {
        "went": went,
        "contradicts": contradicts,
        "seen_at": None,
        "sealed": beside.sealed_feedback(arrangement, side, words),
    }
    Feedback.objects.update_or_create(
        arrangement=arrangement,
        side=side,
        defaults=said,
        create_defaults=said
        | {
            "territory_id": arrangement.territory_id,
            "organisation_id": arrangement.organisation_id,
        },
    )
    return contradicts


def _asker_has_spoken(arrangement: Arrangement) -> bool:
    return arrangement.feedbacks.filter(side=Side.ASKER).exists()


def _put_to_a_coordinator(arrangement: Arrangement, side: Side, went: Went) -> Arrangement:
    """Neither word weighs more: it stays, or is again, a help had; the need is looked after."""
    if arrangement.decided_at is None and arrangement.state != ArrangementState.DONE:
        arrangement = moved(arrangement, ArrangementState.DONE)
    if side == Side.ASKER and went == Went.NOT:
        _look_after_again(arrangement)
    return arrangement


def _did_not_happen(arrangement: Arrangement) -> Arrangement:
    if arrangement.state == ArrangementState.NOT_DONE:
        return arrangement
    arrangement = moved(arrangement, ArrangementState.NOT_DONE)
    _look_after_again(arrangement)
    send(arrangement.need.person, lambda: messages.nobody_came(arrangement), about=arrangement.need)
    return arrangement


def _look_after_again(arrangement: Arrangement) -> None:
    case = Case.objects.get(pk=arrangement.need.case_id)
    if case.state == State.ANSWERED and arrangement.need.state in rules.ENDED:
        # It had been thought done; the case opens again, and its need with it.
        cases.reopen(case)
    else:
        look_again(arrangement.need)


def _happened(need: Need) -> None:
    if need.state in rules.ENDED:
        return
    if rules.after_it_happened(HowOften(need.how_often)) == NeedState.OPEN:
        _answer_once(need)
        may_come_again(need)
        look_again(need)
    elif not Arrangement.objects.in_force().filter(need=need).exists():
        end_as_done(need)


def _went_badly(need: Need) -> None:
    """A coordinator looks at it before anything is answered; a weekly help goes on meanwhile."""
    if need.state in rules.ENDED:
        return
    if rules.after_it_happened(HowOften(need.how_often)) == NeedState.OPEN:
        look_again(need)
    elif not Arrangement.objects.in_force().filter(need=need).exists():
        hold(need.pk)
        Need.objects.filter(pk=need.pk).update(state=NeedState.BADLY)
        owe_again(need)


def to_look_at(need: Need) -> QuerySet[Feedback]:
    rows: QuerySet[Feedback] = Feedback.objects.to_look_at().filter(arrangement__need=need)
    return rows


def disputed(need: Need) -> QuerySet[Feedback]:
    rows: QuerySet[Feedback] = Feedback.objects.disputed().filter(arrangement__need=need)
    return rows


def may_settle(need: Need) -> bool:
    """Whether a coordinator says what follows; a weekly help, and one that is promised, go on."""
    goes_on = need.state in rules.ENDED or need.how_often == HowOften.WEEKLY
    return not goes_on and not Arrangement.objects.in_force().filter(need=need).exists()


@transaction.atomic
def look_at_feedback(
    need: Need, then: Settled | None, words: str = "", *, took_place: bool | None = None
) -> None:
    """A coordinator has looked at what did not go well, and says what follows from it; and where
    the two do not agree, whether it took place.
    """
    need = hold(need.pk)
    _decide_whether(need, took_place, words)
    to_look_at(need).update(seen_at=timezone.now())
    record("solidarity.feedback_seen", need, persons=[need.person], facts={"then": then or ""})
    if then is None or not may_settle(need):
        return
    if then == Settled.AGAIN:
        look_again(need)
    else:
        end_need(need, NeedState.DONE, Reason.DONE, words)


def _decide_whether(need: Need, took_place: bool | None, words: str) -> None:
    rows = Arrangement.objects.filter(pk__in=disputed(need).values("arrangement")).order_by("pk")
    for arrangement in list(rows):
        if took_place is None or not rules.says_why(words):
            raise NotNow("say_why")
        to = ArrangementState.DONE if took_place else ArrangementState.NOT_DONE
        if arrangement.state != to:
            arrangement = moved(arrangement, to)
        Arrangement.objects.filter(pk=arrangement.pk).update(decided_at=timezone.now())
        facts = {"took_place": took_place}
        record("solidarity.dispute_decided", arrangement, persons=[need.person], facts=facts)
        compose = partial(messages.decided_whether, arrangement, took_place, words)
        send(need.person, compose, about=need)


def _answer_once(need: Need) -> None:
    """A weekly help is answered when it first took place, and goes on."""
    case = Case.objects.get(pk=need.case_id)
    if case.state in OWED:
        with override(case.language):
            words = messages.every_week()
        cases.answer_by_work(case, words)


@transaction.atomic
def believe_helper(arrangement: Arrangement) -> None:
    """The person said nothing for a week: the helper's word that it took place is enough."""
    _happened(arrangement.need)


@transaction.atomic
def leave(offer: Offer) -> int:
    """The volunteer leaves: everybody who still expects him is told and looked after anew."""
    hold_offer(offer.pk)
    Offer.objects.filter(pk=offer.pk).update(state=OfferState.LEFT)
    record("solidarity.offer_changed", offer, persons=[offer.person], facts={"state": "left"})
    to_come = [row for row in tasks_of(offer) if not _was_to_happen(row)]
    for arrangement in to_come:
        keys = scopes.of_keys(arrangement.territory_id, arrangement.organisation_id)
        with within(required() | keys):
            cancel(arrangement, by=Side.HELPER)
    queue.look_for_helpers(offer)
    return len(to_come)


def promises_of(offer: Offer) -> int:
    """How many people count on this volunteer; who is only asked for is promised nothing."""
    rows = tasks_of(offer)
    return sum(row.state == ArrangementState.AGREED and not _was_to_happen(row) for row in rows)


def _was_to_happen(row: Arrangement) -> bool:
    """He agreed, and its moment is past: it stays, so that both can say how it went."""
    return row.state == ArrangementState.AGREED and weighing.is_over(row)


def tasks_of(offer: Offer) -> list[Arrangement]:
    """What the volunteer was asked and has promised, on either side of a border."""
    with within(required() | whereabouts.where_tasks_are(offer)):
        rows = Arrangement.objects.in_force().leading().filter(offer=offer)
        return list(rows.order_by("need_id", "pk"))


@transaction.atomic
def note_in_touch(arrangement: Arrangement, now: datetime) -> None:
    """The two have spoken with each other: nobody has to bring them together any more."""
    agreed = Arrangement.objects.filter(pk=arrangement.pk, state=ArrangementState.AGREED)
    if agreed.filter(in_touch_at__isnull=True).update(in_touch_at=now):
        record("solidarity.in_touch", arrangement, persons=[arrangement.need.person])
    elif not agreed.exists():
        arrangement.refresh_from_db(fields=["state"])
        raise NotNow(arrangement.state)


@transaction.atomic
def remind_unanswered(arrangement: Arrangement, now: datetime) -> None:
    tell_helper(arrangement, lambda: messages.reminded(arrangement))
    _noted(arrangement, "reminded_at", now)


@transaction.atomic
def remind_of_tomorrow(arrangement: Arrangement, now: datetime) -> None:
    """Both are reminded the day before."""
    need = arrangement.need
    reference = need.case.shown_reference
    send(need.person, lambda: messages.tomorrow(arrangement, reference), about=need)
    tell_helper(arrangement, lambda: messages.tomorrow(arrangement, arrangement.shown_reference))
    _noted(arrangement, "told_tomorrow_at", now)


@transaction.atomic
def ask_how_it_went(arrangement: Arrangement, now: datetime) -> None:
    """Both are asked, each by her own way."""
    need = arrangement.need
    reference, own = need.case.shown_reference, arrangement.shown_reference
    send(
        need.person,
        lambda: messages.how_did_it_go(arrangement, reference, "/follow/"),
        about=need,
    )
    tell_helper(arrangement, lambda: messages.how_did_it_go(arrangement, own, messages.ANSWER))
    _noted(arrangement, "questioned_at", now)


def _noted(arrangement: Arrangement, when: str, now: datetime) -> None:
    Arrangement.objects.filter(pk=arrangement.pk).update(**{when: now})
