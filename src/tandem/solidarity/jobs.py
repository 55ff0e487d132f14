"""Work done outside the web process. Arguments are keys only; each job says whose rows it opens."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from tandem.cases.measuring import last_whole_quarter
from tandem.register.actions import is_measured, keep_measured
from tandem.register.changing import keep_effects
from tandem.register.models import Change
from tandem.solidarity import (
    engine,
    following_up,
    importing,
    measuring,
    recruiting,
    repairing,
    rules,
    simulating,
    weighing,
)
from tandem.solidarity.card import PAIRING
from tandem.solidarity.choices import ArrangementState, Side, Went
from tandem.solidarity.errors import NotNow
from tandem.solidarity.goods import engine as goods
from tandem.solidarity.goods import measuring as goods_measuring
from tandem.solidarity.goods.card import SHARING
from tandem.solidarity.models import Arrangement, Gift
from tandem.solidarity.neighbours import actions as company
from tandem.solidarity.neighbours import ending as company_ending
from tandem.solidarity.neighbours import engine as neighbours
from tandem.solidarity.neighbours import measuring as company_measuring
from tandem.solidarity.neighbours.card import COMPANY
from tandem.solidarity.neighbours.choices import CircleState, SeekerState
from tandem.solidarity.neighbours.models import Circle, Seeker
from tandem.solidarity.neighbours.rules import ANSWERED_WITHIN
from tandem.solidarity.queue import CIRCLES, LOOK_FOR, PROPOSE, SHARE_OUT, SIMULATE
from tandem.tenancy.scope import Scope, transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation
from tandem.territory.queries import coordinating

log = logging.getLogger(__name__)
MEASURED = (
    (PAIRING, measuring.asked_in),
    (SHARING, goods_measuring.asked_in),
    (COMPANY, company_measuring.asked_in),
)
"""Each program of the room, and who asked for what it proposes."""
Step = Callable[[Arrangement, datetime], object]
Due = QuerySet[Arrangement]


@app.task(name=PROPOSE)
def propose(organisation: int) -> None:
    """New proposals for one organisation, fair across those that share the pool."""
    taking_in = Organisation.objects.get(pk=organisation)
    with transaction_within(coordinating(taking_in, timezone.localdate())):
        engine.propose(taking_in)
        repairing.look_for_repairs(taking_in)


@app.task(name=LOOK_FOR)
def whom_to_look_for(organisation: int) -> None:
    """Which new volunteers would help most people, of those left out by the last run."""
    asking = Organisation.objects.get(pk=organisation)
    with transaction_within(coordinating(asking, timezone.localdate())):
        recruiting.reckon(asking)


@app.task(name=SHARE_OUT)
def share_out(organisation: int, gift: int, aside: dict[str, int]) -> None:
    """How what is left of a gift could be shared out; `aside`: what was said by hand, by ask."""
    sharing = Organisation.objects.get(pk=organisation)
    with transaction_within(coordinating(sharing, timezone.localdate())):
        goods.propose(Gift.objects.get(pk=gift), aside)


@app.task(name=CIRCLES)
def form_circles(organisation: int) -> None:
    """Twos and threes of all who look for company here."""
    forming = Organisation.objects.get(pk=organisation)
    with transaction_within(coordinating(forming, timezone.localdate())):
        neighbours.propose(forming)


@app.task(name=SIMULATE)
def simulate(change: int) -> None:
    """The questions of the last months, solved with the weights that are and with those proposed."""
    proposed = Change.objects.select_related("organisation").get(pk=change)
    with transaction_within(coordinating(proposed.organisation, timezone.localdate())):
        keep_effects(proposed, simulating.effects(proposed, timezone.now()))


@app.periodic(cron="53 2 * * *")
@app.task(name="solidarity.measure")
def measure(timestamp: int) -> None:
    """What became of whoever asked in the last quarter that is over; counted once and kept."""
    period = last_whole_quarter(timezone.localdate())
    for card, asked_in in MEASURED:
        if is_measured(card, period.until):
            continue
        asked: list[measuring.Asked] = []
        for organisation in Organisation.objects.filter(takes_in=True).order_by("pk"):
            with transaction_within(scopes.of_organisation(organisation)):
                asked += asked_in(organisation, period)
        keep_measured(card, period.since, period.until, measuring.figures(asked))


@app.periodic(cron="23 * * * *")
@app.task(name="solidarity.throw_away_lists")
def throw_away_lists(timestamp: int) -> None:
    """A volunteers' list that nobody took in is gone after a day, whoever sends another or not."""
    for organisation in Organisation.objects.filter(takes_in=True).order_by("pk"):
        with transaction_within(scopes.of_organisation(organisation)):
            importing.throw_away_old(timezone.now())


@app.periodic(cron="*/15 7-20 * * *")
@app.task(name="solidarity.follow_up")
def follow_up(timestamp: int) -> None:
    """Reminders before the day, a question after it, and silence taken for a no."""
    for organisation in Organisation.objects.filter(takes_in=True).order_by("pk"):
        follow_up_for(organisation, timezone.now())
        follow_up_company(organisation, timezone.now())


def follow_up_for(organisation: Organisation, now: datetime) -> None:
    scope = coordinating(organisation, timezone.localdate(now))
    for step in STEPS:
        with transaction_within(scope):
            ours = Arrangement.objects.leading().filter(organisation=organisation).order_by("pk")
            keys = list(STEPS[step](ours, now).values_list("pk", flat=True))
        for key in keys:
            _alone(scope, partial(_step, step, key, now), f"Arrangement {key}")


def follow_up_company(organisation: Organisation, now: datetime) -> None:
    """A circle that somebody left unanswered lapses; whoever never said her age is asked once."""
    scope = coordinating(organisation, timezone.localdate(now))
    with transaction_within(scope):
        circles = list(
            Circle.objects.filter(
                organisation=organisation,
                state=CircleState.ASKED,
                asked_at__lte=now - ANSWERED_WITHIN,
            ).order_by("pk")
        )
        ageless = list(
            Seeker.objects.filter(
                organisation=organisation,
                state=SeekerState.OPEN,
                of_age__isnull=True,
                age_asked_at__isnull=True,
                limited=False,
            ).order_by("pk")
        )
    for circle in circles:
        _alone(scope, partial(company_ending.lapse, circle), str(circle))
    for seeker in ageless:
        _alone(scope, partial(company.ask_age, seeker, now), str(seeker))


def _alone(scope: Scope, deed: Callable[[], object], of: str) -> None:
    """In a transaction of its own, so that one that fails leaves the others done."""
    try:
        with transaction_within(scope):
            deed()
    except NotNow:
        # Answered in the meantime.
        return
    except Exception:
        log.exception("%s could not be followed up.", of)


def _step(step: Step, key: int, now: datetime) -> None:
    step(Arrangement.objects.get(pk=key), now)


def _lapse(arrangement: Arrangement, _now: datetime) -> None:
    following_up.lapse(arrangement)


def _believe(arrangement: Arrangement, _now: datetime) -> None:
    following_up.believe_helper(arrangement)


def _too_late(ours: Due, now: datetime) -> Due:
    return ours.filter(pk__in=[one.pk for one in _asked(ours) if weighing.answer_by(one) <= now])


def _silent(ours: Due, now: datetime) -> Due:
    waiting = _asked(ours).filter(reminded_at__isnull=True)
    return ours.filter(
        pk__in=[
            one.pk
            for one in waiting
            if rules.remind_at(one.asked_at, weighing.answer_by(one)) <= now
        ]
    )


def _asked(ours: Due) -> Due:
    return ours.filter(state=ArrangementState.ASKED).select_related("need")


def _tomorrow(ours: Due, now: datetime) -> Due:
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    agreed = ours.filter(state=ArrangementState.AGREED)
    return agreed.filter(day=tomorrow, told_tomorrow_at__isnull=True)


def _past(ours: Due, now: datetime) -> Due:
    agreed = ours.filter(state=ArrangementState.AGREED, questioned_at__isnull=True)
    return agreed.filter(day__lt=timezone.localdate(now))


def _only_helper_spoke(ours: Due, now: datetime) -> Due:
    done = ours.filter(state=ArrangementState.DONE).exclude(need__state__in=rules.ENDED)
    long_ago = done.filter(day__lt=timezone.localdate(now) - rules.BELIEVED_AFTER)
    return long_ago.exclude(feedbacks__side=Side.ASKER).exclude(feedbacks__went=Went.BADLY)


STEPS: dict[Step, Callable[[Due, datetime], Due]] = {
    _lapse: _too_late,
    following_up.remind_unanswered: _silent,
    following_up.remind_of_tomorrow: _tomorrow,
    following_up.ask_how_it_went: _past,
    _believe: _only_helper_spoke,
}
"""What may be due for an arrangement, and which ones it is due for."""
