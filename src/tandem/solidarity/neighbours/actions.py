"""Looking for company: asking each, and bringing together those who said yes."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date

from tandem.cases import actions as cases
from tandem.cases.choices import State
from tandem.journal.write import record
from tandem.outbox.actions import send
from tandem.register.actions import count, keep_decision
from tandem.register.choices import Outcome, Result
from tandem.services.declaration import Answers, CaseLike
from tandem.solidarity import queue
from tandem.solidarity.errors import NotNow
from tandem.solidarity.neighbours import engine, messages
from tandem.solidarity.neighbours.card import COMPANY
from tandem.solidarity.neighbours.choices import (
    CircleState,
    Matter,
    MemberState,
    NotThese,
    SeekerState,
)
from tandem.solidarity.neighbours.ending import (
    asked_no_more,
    come_to_nothing,
    hold,
    hold_with_cases,
    move,
    tell,
)
from tandem.solidarity.neighbours.models import Circle, CircleMember, Seeker
from tandem.solidarity.neighbours.naming import neighbours_in
from tandem.solidarity.rules import is_minor
from tandem.solidarity.where_when import sealed
from tandem.territory import signposts
from tandem.toolbox.half_days import from_bits, to_bits

ANSWER = "company"
"""A case’s reference leads to whoever is asked under it."""


def find_company(answers: Answers, *, case: CaseLike) -> None:
    if case.person is None:
        raise NotNow("nobody_asks")
    seeker = Seeker.objects.create(
        case_id=case.pk,
        person=case.person,
        interests=sorted(answers["interests"]),
        languages=sorted(answers["languages"]),
        half_days=to_bits(answers["when"]),
        matter=Matter(answers["matter"]),
        three=bool(answers["three"]),
        of_age=_is_of_age(answers),
        no_program=not answers["program"],
        postal_code="" if case.person.protected else answers["where"]["postal_code"],
        territory_id=case.territory_id,
        organisation_id=case.organisation_id,
    )
    signposts.put(ANSWER, case.reference, seeker, seeker.pk)
    record("solidarity.company_sought", seeker, persons=[seeker.person])
    if seeker.no_program:
        count(COMPANY, Result.BY_HAND)


def _is_of_age(answers: Answers) -> bool:
    """She says so, and gives no date that says otherwise."""
    born = (answers.get("who") or {}).get("born_on") or ""
    return bool(answers["adult"]) and not is_minor(parse_date(born), timezone.localdate())


@transaction.atomic
def ask(circle: Circle, where_when: str) -> None:
    """The proposal is followed: each is asked by her own way, and learns of nobody yet."""
    circle, members = hold_with_cases(circle)
    free = all(one.seeker.state == SeekerState.OPEN and not one.seeker.limited for one in members)
    if circle.state != CircleState.PROPOSED or not free:
        raise NotNow("circle_changed")
    _see_that_all_are_of_age([one.seeker for one in members])
    circle.state, circle.asked_at = CircleState.ASKED, timezone.now()
    circle.sealed_where = sealed(circle, where_when)
    circle.save(update_fields=["state", "asked_at", "sealed_where"])
    _decided(circle, Outcome.FOLLOWED)
    for member in members:
        member.state = MemberState.ASKED
        member.save(update_fields=["state"])
        move(member.seeker, SeekerState.ASKED)
        record("solidarity.company_asked", member.seeker, persons=[member.seeker.person])
        if member.seeker.case.state != State.CONTESTED:
            cases.take_in_hand(member.seeker.case)
        tell(member, messages.asked)


@transaction.atomic
def refuse(circle: Circle, because: str) -> None:
    """Not these: they are not proposed to each other again."""
    circle, _members = hold(circle)
    if circle.state != CircleState.PROPOSED:
        raise NotNow("circle_changed")
    if because not in NotThese.values:
        raise NotNow("say_why")
    circle.state, circle.refused_because = CircleState.REFUSED, because
    circle.save(update_fields=["state", "refused_because"])
    _decided(circle, Outcome.REFUSED, because)


@transaction.atomic
def take_back(circle: Circle) -> None:
    """What stood against them no longer does: they may be proposed to each other again."""
    circle, _members = hold(circle)
    if circle.state != CircleState.REFUSED:
        raise NotNow("circle_changed")
    circle.state = CircleState.ENDED
    circle.save(update_fields=["state"])
    record("solidarity.circle_taken_back", circle, facts={"because": circle.refused_because})
    queue.form_circles(circle.organisation_id)


@transaction.atomic
def bring_together(seekers: Iterable[Seeker], because: str = "") -> Circle:
    """By hand, whom a coordinator thinks right; what the program proposed of them is departed from."""
    chosen = sorted(seekers, key=lambda one: one.pk)
    locked = Seeker.objects.select_for_update(of=("self",)).filter(pk__in=[s.pk for s in chosen])
    chosen = list(locked.order_by("pk"))
    _see_that_they_may_meet(chosen)
    interests = set.intersection(*(set(one.interests) for one in chosen))
    half_days = set.intersection(*(set(from_bits(one.half_days)) for one in chosen))
    if not half_days:
        raise NotNow("no_moment_shared")
    proposed = Circle.objects.filter(
        state=CircleState.PROPOSED, members__seeker__in=chosen
    ).distinct()
    together = {one.pk for one in chosen}
    for other in list(proposed):
        if set(other.members.values_list("seeker", flat=True)) == together:
            # What was proposed is followed, and departed from by nobody.
            return other
        if because not in NotThese.values:
            raise NotNow("say_why")
        Circle.objects.filter(pk=other.pk).update(state=CircleState.ENDED)
        _decided(other, Outcome.DEPARTED, because)
    held = {"territory_id": chosen[0].territory_id, "organisation_id": chosen[0].organisation_id}
    circle = Circle.objects.create(
        interests=sorted(interests), half_days=to_bits(half_days), **held
    )
    CircleMember.objects.bulk_create(
        CircleMember(circle=circle, seeker=one, **held) for one in chosen
    )
    return circle


def _see_that_they_may_meet(chosen: list[Seeker]) -> None:
    """By hand the same stands between two as for the program, but for what each likes."""
    free = all(one.state == SeekerState.OPEN and not one.limited for one in chosen)
    if not 2 <= len(chosen) <= 3 or not free:
        raise NotNow("circle_changed")
    if len({one.person_id for one in chosen}) < len(chosen):
        raise NotNow("same_person")
    if len(chosen) == 3 and not all(one.three for one in chosen):
        raise NotNow("not_three")
    _see_that_all_are_of_age(chosen)
    if any(engine.apart(chosen)):
        raise NotNow("apart")
    if not set.intersection(*(set(one.languages) for one in chosen)):
        raise NotNow("no_language_shared")


def _see_that_all_are_of_age(seekers: Iterable[Seeker]) -> None:
    ages = {one.of_age for one in seekers}
    if False in ages:
        raise NotNow("minor")
    if None in ages:
        raise NotNow("age_unknown")


def _decided(circle: Circle, outcome: Outcome, because: str = "") -> None:
    if circle.run is not None:
        keep_decision(
            COMPANY,
            circle.run,
            str(circle.key),
            outcome,
            proposed={"people": circle.members.count()},
            decided={},
            because=because,
        )


@transaction.atomic
def answer(seeker: Seeker, *, yes: bool) -> None:
    """Hers, by whichever way; when all said yes they learn of each other, and not before."""
    member = _asked(seeker)
    circle, members = hold_with_cases(member.circle)
    member = next(one for one in members if one.seeker_id == seeker.pk)
    if circle.state != CircleState.ASKED or member.state != MemberState.ASKED:
        raise NotNow("circle_changed")
    member.state = MemberState.YES if yes else MemberState.NO
    member.answered_at = timezone.now()
    member.save(update_fields=["state", "answered_at"])
    asked_no_more(seeker)
    record("solidarity.company_answered", seeker, persons=[member.seeker.person])
    if not yes:
        come_to_nothing(circle, members)
    elif all(one.state == MemberState.YES for one in members):
        _meet(circle, members)


def _asked(seeker: Seeker) -> CircleMember:
    found = CircleMember.objects.filter(seeker=seeker, state=MemberState.ASKED)
    member = found.select_related("circle").first()
    if member is None:
        raise NotNow("circle_changed")
    return member


def _meet(circle: Circle, members: list[CircleMember]) -> None:
    neighbours = neighbours_in(circle, members)
    if len(neighbours) < len(members):
        raise NotNow("circle_changed")
    circle.state, circle.met_at = CircleState.MET, timezone.now()
    circle.save(update_fields=["state", "met_at"])
    for member in members:
        move(member.seeker, SeekerState.MET)
    for member in members:
        others = [who for key, who in neighbours.items() if key != member.pk]
        record("solidarity.company_met", member.seeker, persons=[member.seeker.person])
        text = messages.introduction(circle, member.seeker, others)
        said = messages.met(member.seeker.case.language)
        if not cases.answer_by_work(member.seeker.case, said, said=text):
            send(member.seeker.person, text, about=member.seeker)


@transaction.atomic
def ask_age(seeker: Seeker, now: datetime) -> None:
    """Whoever looked for company before it was asked is asked now, once; she keeps her place."""
    seeker = _held(seeker)
    if seeker.of_age is not None or seeker.age_asked_at is not None:
        raise NotNow("age_said")
    seeker.age_asked_at = now
    seeker.save(update_fields=["age_asked_at"])
    record("solidarity.company_age_asked", seeker, persons=[seeker.person])
    send(seeker.person, lambda: messages.age_asked(seeker), about=seeker)


@transaction.atomic
def say_age(seeker: Seeker, *, of_age: bool) -> None:
    """Hers, by whichever way; who has said it once is not asked again."""
    seeker = _held(seeker)
    if seeker.of_age is not None:
        raise NotNow("age_said")
    seeker.of_age = of_age
    seeker.save(update_fields=["of_age"])
    asked_no_more(seeker)
    record("solidarity.company_age_said", seeker, persons=[seeker.person])


def _held(seeker: Seeker) -> Seeker:
    rows = Seeker.objects.select_for_update(of=("self",)).select_related("person", "case")
    return rows.get(pk=seeker.pk)
