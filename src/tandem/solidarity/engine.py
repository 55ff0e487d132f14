"""The bridge: rows → Question → engine → Answer → register → proposals."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from engines import pairing
from engines.pairing.exchange import answer_to_json, question_to_json, reason_to_json
from tandem.journal.write import Held
from tandem.people.sameness import Together, counted_together
from tandem.register.actions import keep_run
from tandem.solidarity import matching, rules, shares
from tandem.solidarity.card import PAIRING
from tandem.solidarity.choices import ArrangementState, ProposalState, Side
from tandem.solidarity.models import Arrangement, Need, Offer, Proposal
from tandem.solidarity.parameters import BUILT_IN, Parameters, in_force
from tandem.solidarity.usual import usual_helpers
from tandem.territory.models import Organisation
from tandem.toolbox.distance import metres
from tandem.toolbox.half_days import from_bits, next_date

MOST_OTHERS = 5
Busy = Sequence[tuple[date, int]]
"""Day and half-day of each task already promised."""
NEVER_AWAY: Busy = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """What was read, so that keys lead back to rows."""

    question: pairing.Question
    needs: dict[str, Need]
    offers: dict[str, Offer]
    promised: dict[str, int]
    """How many tasks each offer had promised before, by its key."""


def read_pool(
    today: date, under: Parameters = BUILT_IN, undone: Iterable[Arrangement] = ()
) -> Pool:
    """Every open need and free offer in the scope: the organisation's own and, where borders are
    open, its neighbours', so that shares are fair across those who share the pool.

    `undone`: agreed tasks that are asked about as if they were not agreed.
    """
    undone = list(undone)
    needs = {_need_key(need, hand): need for need, hand in _open_hands()}
    needs |= {str(task.need.key): task.need for task in undone}
    offers = {str(offer.key): offer for offer in Offer.objects.active().order_by("pk")}
    busy, away = _week_of([offer.pk for offer in offers.values()], today, undone)
    together = counted_together()
    persons = {need.person_id for need in needs.values()}
    had = shares.received(persons, today, together, under.window)
    counted = {str(together.of(person)): times for person, times in had.items()}
    for task in undone:
        counted[str(together.of(task.need.person_id))] -= 1
    usual = usual_helpers(needs.values(), today, under.window)
    question = pairing.Question(
        today=today,
        offers=tuple(
            _offer(offer, busy.get(offer.pk, []), today, together, away.get(offer.pk, []))
            for offer in offers.values()
        ),
        needs=tuple(_need(key, need, together, usual.get(need.pk)) for key, need in needs.items()),
        received=counted,
        refusals=shares.refusals(needs.values(), offers.values(), together),
        rules=under.rules,
    )
    question = pairing.gathered(
        question,
        {key: offer.outings for key, offer in offers.items() if offer.outings},
        {key: {at for _day, at in busy.get(offer.pk, [])} for key, offer in offers.items()},
    )
    promised = {key: len(busy.get(offer.pk, [])) for key, offer in offers.items()}
    return Pool(pairing.nameless(question), needs, offers, promised)


@transaction.atomic
def propose(organisation: Organisation) -> int:
    """New proposals for the open needs of `organisation`; the run is kept with its reasons."""
    pool = read_pool(timezone.localdate(), in_force(organisation.pk))
    if not pool.needs:
        return 0
    answer = matching.solved(pool.question)
    run = keep_run(
        PAIRING,
        question_to_json(pool.question),
        answer_to_json(answer),
        Held(organisation.area_id, organisation.pk),
    )
    own = [key for key, need in pool.needs.items() if need.organisation_id == organisation.pk]
    _replace({pool.needs[key].pk for key in own})
    pairs = {pair.need: pair for pair in answer.pairs}
    unserved = {one.need: one for one in answer.unserved}
    rows: list[Proposal] = []
    for key, together in _first_asked(pool, own, pairs).items():
        row = _proposal(pool, answer, key, pairs.get(key), unserved.get(key), run.pk)
        row.hands = together
        rows.append(row)
    Proposal.objects.bulk_create(rows)
    return len(rows)


def _first_asked(pool: Pool, own: Iterable[str], pairs: dict[str, pairing.Pair]) -> dict[str, int]:
    """Of each need one key, for one is proposed at a time: that of the offer that comes with most in
    one half-day, and with how many.
    """
    hands: dict[int, list[str]] = {}
    for key in own:
        hands.setdefault(pool.needs[key].pk, []).append(key)
    found = {}
    for keys in hands.values():
        groups: dict[tuple[str, int], list[str]] = {}
        for key in keys:
            if key in pairs:
                groups.setdefault((pairs[key].offer, pairs[key].slot), []).append(key)
        most = max(groups.values(), key=len, default=keys[:1])
        found[most[0]] = len(most)
    return found


def _open_hands() -> Iterable[tuple[Need, int]]:
    needs = list(Need.objects.open().filter(no_program=False).order_by("pk"))
    in_force = Arrangement.objects.in_force().filter(need__in=needs)
    taken = dict(in_force.values_list("need").annotate(times=Count("pk")).order_by())
    for need in needs:
        for hand in range(taken.get(need.pk, 0), need.hands):
            yield need, hand


def _need_key(need: Need, hand: int) -> str:
    return f"{need.key}.{hand}" if hand else str(need.key)


def _need(key: str, need: Need, together: Together, usual: str | None = None) -> pairing.Need:
    return pairing.Need(
        key=key,
        person=str(together.of(need.person_id)),
        at=(need.east, need.north),
        skill=need.skill,
        languages=frozenset(need.languages),
        slots=frozenset(from_bits(need.half_days)),
        safeguards=frozenset(need.safeguards),
        vital=need.vital,
        usual=usual,
    )


def _offer(
    offer: Offer, busy: Busy, today: date, together: Together, away: Busy = NEVER_AWAY
) -> pairing.Offer:
    """`away`: tasks that the helper called off; nobody asks him for that very moment again, a group
    neither, however many of it were asked.
    """
    taken, gone = Counter(busy), {*away}
    moments = {
        half_day: (next_date(half_day, today), half_day) for half_day in from_bits(offer.half_days)
    }
    free = [
        half_day
        for half_day, moment in moments.items()
        if taken[moment] < offer.at_once and moment not in gone
    ]
    return pairing.Offer(
        key=str(offer.key),
        at=(offer.east, offer.north),
        radius_m=offer.radius_m,
        skills=frozenset(offer.skills),
        languages=frozenset(offer.languages),
        slots=frozenset(free),
        capacity=max(0, offer.capacity - len(busy)),
        safeguards=frozenset(offer.safeguards),
        likes=frozenset(offer.likes),
        at_once=offer.at_once,
        person=str(together.of(offer.person_id)),
    )


def _busy(
    offers: Iterable[Offer], today: date, undone: Iterable[Arrangement] = ()
) -> Mapping[int, Busy]:
    """What each offer has promised for the coming week, also to communes across the border."""
    return _busy_of([offer.pk for offer in offers], today, undone)


def _busy_of(
    offers: Iterable[int], today: date, undone: Iterable[Arrangement] = ()
) -> Mapping[int, Busy]:
    return _week_of(offers, today, undone)[0]


def _week_of(
    offers: Iterable[int], today: date, undone: Iterable[Arrangement] = ()
) -> tuple[Mapping[int, Busy], Mapping[int, Busy]]:
    """What each offer has promised for the coming week, and what it promised and called off."""
    busy: dict[int, list[tuple[date, int]]] = defaultdict(list)
    away: dict[int, list[tuple[date, int]]] = defaultdict(list)
    rows = Arrangement.objects.filter(
        Q(state__in=rules.IN_FORCE) | Q(cancelled_by=Side.HELPER),
        offer__in=list(offers),
        day__gt=today,
        day__lte=today + rules.WEEK,
    ).exclude(pk__in=[task.pk for task in undone])
    for offer, day, half_day, state in rows.values_list("offer_id", "day", "half_day", "state"):
        week = away if state == ArrangementState.CANCELLED else busy
        week[offer].append((day, half_day))
    return dict(busy), dict(away)


def tasks_of_week(offers: Iterable[int], today: date) -> dict[int, int]:
    """How many tasks each offer has promised for the coming week."""
    return {offer: len(busy) for offer, busy in _busy_of(offers, today).items()}


def _replace(needs: set[int]) -> None:
    Proposal.objects.filter(need__in=needs, state=ProposalState.OPEN).update(
        state=ProposalState.STALE
    )


def _proposal(
    pool: Pool,
    answer: pairing.Answer,
    key: str,
    pair: pairing.Pair | None,
    unserved: pairing.Unserved | None,
    run: int,
) -> Proposal:
    need = pool.needs[key]
    told = pair.reasons if pair else unserved.reasons if unserved else ()
    others = pairing.alternatives(pool.question, answer, key)[:MOST_OTHERS]
    return Proposal(
        need=need,
        offer_key=pair.offer if pair else None,
        half_day=pair.slot if pair else 0,
        run_id=run,
        reasons=[_told(pool, reason, pair.offer if pair else "") for reason in told],
        others=[
            {
                "offer": other.offer,
                "distance_m": other.distance_m,
                "half_days": list(other.slots),
                "is_free": other.is_free,
                "reason": _told(pool, other.reason, other.offer),
            }
            for other in others
        ],
        territory_id=need.territory_id,
        organisation_id=need.organisation_id,
    )


def _told(pool: Pool, reason: pairing.Reason, offer: str) -> dict[str, Any]:
    """As people count: with the tasks that the engine was not asked about, already promised."""
    said = reason_to_json(reason)
    facts = said["facts"]
    promised = pool.promised.get(str(facts.get("offer", offer)), 0)
    for name in ("tasks", "capacity"):
        if name in facts:
            facts[name] += promised
    return said


@dataclass(frozen=True, slots=True)
class Choice:
    """One offer as a coordinator sees it who chooses by hand."""

    offer: Offer
    distance_m: int
    half_days: tuple[int, ...]
    """Those that both have and in which the volunteer is still free."""
    tasks: int
    """Promised for the coming week."""
    broken: tuple[str, ...]
    """The hard limits that this choice would break; it may be made only where there are none."""
    perhaps_herself: bool
    """The volunteer is perhaps the person who asks: a colleague has not decided yet."""

    @property
    def may_be_chosen(self) -> bool:
        return not self.broken and bool(self.half_days) and self.tasks < self.offer.capacity


def choices_by_hand(need: Need) -> list[Choice]:
    """Every active offer in the scope: those that may be chosen first, nearest first."""
    today = timezone.localdate()
    offers = list(Offer.objects.active().exclude(person=need.person_id).order_by("pk"))
    busy = _busy(offers, today)
    met = _between(need, offers)
    found = [_choice(need, offer, busy.get(offer.pk, []), met, today) for offer in offers]
    return sorted(found, key=lambda one: (not one.may_be_chosen, one.distance_m, one.offer.pk))


@dataclass(frozen=True, slots=True)
class Between:
    """What stands between a need and some offers: who is one person, and who said no to whom."""

    together: Together
    refusals: frozenset[tuple[str, str]]


def _between(need: Need, offers: Iterable[Offer]) -> Between:
    together = counted_together()
    return Between(together, shares.refusals([need], offers, together))


def _choice(need: Need, offer: Offer, busy: Busy, met: Between, today: date) -> Choice:
    free = _offer(offer, busy, today, met.together)
    return Choice(
        offer=offer,
        distance_m=metres((need.east, need.north), (offer.east, offer.north)),
        half_days=tuple(sorted(free.slots & {*from_bits(need.half_days)})),
        tasks=len(busy),
        broken=_broken(need, _offer(offer, [], today, met.together), met, today),
        perhaps_herself=met.together.is_undecided(need.person_id)
        and met.together.of(need.person_id) == met.together.of(offer.person_id),
    )


def limits_broken(need: Need, offer: Offer) -> tuple[str, ...]:
    """The hard limits that a choice by hand would break; empty when it may be made."""
    today, met = timezone.localdate(), _between(need, [offer])
    return _broken(need, _offer(offer, [], today, met.together), met, today)


def who_comes_first(need: Need, offer: Offer, *, by_hand: bool = False) -> list[Need]:
    """Open needs of others that come first and could be met by this volunteer instead.

    Of people who refused the program: the engine was not asked about them, and cannot keep their
    place. Chosen `by_hand`, also of all others who are worse off, for nobody kept theirs either.
    Who is worse off comes first in any case; who is as badly off and waits longer, where this
    volunteer has no room for all of them.
    """
    today, together = timezone.localdate(), counted_together()
    free = _offer(offer, _busy([offer], today).get(offer.pk, []), today, together)
    if free.capacity == 0:
        return []
    before = _worse_off_or_waiting_longer(need, today, together, by_hand=by_hand)
    between = Between(together, shares.refusals(before, [offer], together))
    found = [other for other in before if not _broken(other, free, between, today)]
    worse = [other for other in found if before[other]]
    return list(found) if len(found) >= free.capacity else worse


def _worse_off_or_waiting_longer(
    need: Need, today: date, together: Together, *, by_hand: bool
) -> dict[Need, bool]:
    """Each need that comes before this one, and whether its person is worse off."""
    waiting = Need.objects.open().longest_waiting_first()
    rows = [
        other
        for other in (waiting if by_hand else waiting.filter(no_program=True))
        if together.of(other.person_id) != together.of(need.person_id)
    ]
    persons = [need.person_id, *(row.person_id for row in rows)]
    window = in_force(need.organisation_id).window
    had = shares.received(persons, today, together, window)

    def rank(one: Need) -> tuple[bool, int]:
        return not one.vital, had.get(one.person_id, 0)

    before = {row: rank(row) < rank(need) for row in rows}
    return {
        row: worse
        for row, worse in before.items()
        if worse
        # Between equals who take part the program draws lots; only its order is to be kept.
        or (row.no_program and rank(row) == rank(need) and row.made_at < need.made_at)
    }


def _broken(need: Need, offer: pairing.Offer, met: Between, today: date) -> tuple[str, ...]:
    question = pairing.Question(
        today=today,
        offers=(offer,),
        needs=(_need(str(need.key), need, met.together),),
        refusals=met.refusals,
    )
    return pairing.may_pair(question, str(need.key), offer.key)
