"""Looking for company: asking each, bringing together those who said yes, and leaving."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date

from tandem.cases import actions as cases
from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.cases.rules import OWED, may_move
from tandem.journal.asker import INSIDE, acting
from tandem.journal.choices import Purpose
from tandem.journal.write import record
from tandem.outbox.actions import no_longer_to_say, send
from tandem.people.models import Person
from tandem.people.reveal import reveal
from tandem.register.actions import count, keep_decision
from tandem.register.choices import Outcome, Result
from tandem.services.declaration import Answers, CaseLike
from tandem.solidarity import queue
from tandem.solidarity.errors import NotNow
from tandem.solidarity.neighbours import engine, messages
from tandem.solidarity.neighbours.card import COMPANY
from tandem.solidarity.neighbours.choices import (
    LIVE,
    CircleState,
    Matter,
    MemberState,
    NotThese,
    SeekerState,
)
from tandem.solidarity.neighbours.models import Circle, CircleMember, Seeker
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


def hold(circle: Circle) -> tuple[Circle, list[CircleMember]]:
    """The circle and those in it, for this transaction alone; the seekers are locked first."""
    keys = list(circle.members.order_by("seeker_id").values_list("seeker_id", flat=True))
    list(Seeker.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    circle = Circle.objects.select_for_update(of=("self",)).get(pk=circle.pk)
    members = circle.members.select_related("seeker__person", "seeker__case")
    return circle, list(members.order_by("seeker_id"))


@transaction.atomic
def ask(circle: Circle, where_when: str) -> None:
    """The proposal is followed: each is asked by her own way, and learns of nobody yet."""
    circle, members = hold(circle)
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
        _move([member.seeker], SeekerState.ASKED)
        record("solidarity.company_asked", member.seeker, persons=[member.seeker.person])
        cases.take_in_hand(member.seeker.case)
        _send(member, messages.asked)


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
    for other in list(proposed):
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
    circle, members = hold(member.circle)
    member = next(one for one in members if one.seeker_id == seeker.pk)
    if circle.state != CircleState.ASKED or member.state != MemberState.ASKED:
        raise NotNow("circle_changed")
    member.state = MemberState.YES if yes else MemberState.NO
    member.answered_at = timezone.now()
    member.save(update_fields=["state", "answered_at"])
    _asked_no_more(member)
    record("solidarity.company_answered", seeker, persons=[member.seeker.person])
    if not yes:
        _come_to_nothing(circle, members, silent=member)
    elif all(one.state == MemberState.YES for one in members):
        _meet(circle, members)


def _asked(seeker: Seeker) -> CircleMember:
    found = CircleMember.objects.filter(seeker=seeker, state=MemberState.ASKED)
    member = found.select_related("circle").first()
    if member is None:
        raise NotNow("circle_changed")
    return member


def _meet(circle: Circle, members: list[CircleMember]) -> None:
    # They learn of each other, and not whoever notes the last yes: excluded or not.
    with acting(INSIDE):
        who = reveal(
            [one.seeker.person for one in members],
            Purpose.SOLIDARITY,
            what="solidarity.company_named",
            about=circle,
        )
    if len(who) < len(members):
        raise NotNow("circle_changed")
    circle.state, circle.met_at = CircleState.MET, timezone.now()
    circle.save(update_fields=["state", "met_at"])
    _move([one.seeker for one in members], SeekerState.MET)
    for member in members:
        others = [
            messages.Neighbour(who[one.seeker.person_id].first_name, one.seeker.postal_code)
            for one in members
            if one is not member
        ]
        record("solidarity.company_met", member.seeker, persons=[member.seeker.person])
        case = Case.objects.get(pk=member.seeker.case_id)
        text = messages.introduction(circle, member.seeker, others)
        if case.state in OWED:
            cases.answer(case, Reason.DONE, messages.met(case.language), said=text)
        else:
            send(member.seeker.person, text, about=member.seeker)


def _come_to_nothing(
    circle: Circle, members: list[CircleMember], *, silent: CircleMember | None
) -> None:
    """Whoever had been asked keeps her place; who said no, nobody learns."""
    was_met = circle.state == CircleState.MET
    circle.state = CircleState.ENDED
    circle.save(update_fields=["state"])
    for member in members:
        if member.state in LIVE:
            _asked_no_more(member)
            member.state = MemberState.OVER
            member.save(update_fields=["state"])
            if silent is None or member.pk != silent.pk:
                _send(member, messages.left if was_met else messages.not_this_time)
        if member.seeker.state != SeekerState.ENDED:
            _move([member.seeker], SeekerState.OPEN)


@transaction.atomic
def lapse(circle: Circle) -> None:
    """Somebody has not answered in time: whoever was asked keeps her place, and all are looked at
    anew. Silence is no no: it stands between them for some weeks only, and for the program alone.
    """
    circle, members = hold(circle)
    if circle.state != CircleState.ASKED:
        raise NotNow("circle_changed")
    for member in members:
        if member.state == MemberState.ASKED:
            _asked_no_more(member)
            member.state = MemberState.SILENT
            member.save(update_fields=["state"])
            record("solidarity.company_unanswered", member.seeker, persons=[member.seeker.person])
            _send(member, messages.unanswered)
    _come_to_nothing(circle, members, silent=None)
    queue.form_circles(circle.organisation_id)


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
    _question_answered(seeker)
    record("solidarity.company_age_said", seeker, persons=[seeker.person])


def _held(seeker: Seeker) -> Seeker:
    rows = Seeker.objects.select_for_update(of=("self",)).select_related("person", "case")
    return rows.get(pk=seeker.pk)


@transaction.atomic
def leave(seeker: Seeker) -> None:
    """At any time, without a reason; whoever was with her looks for company again."""
    _hold_all_around(seeker)
    live = CircleMember.objects.filter(seeker=seeker, state__in=LIVE).select_related("circle")
    member = live.first()
    circle, members = hold(member.circle) if member is not None else (None, [])
    _move([seeker], SeekerState.ENDED)
    if circle is not None:
        mine = next(one for one in members if one.seeker_id == seeker.pk)
        mine.seeker.state = SeekerState.ENDED
        _come_to_nothing(circle, members, silent=mine)
    Circle.objects.filter(state=CircleState.PROPOSED, members__seeker=seeker).update(
        state=CircleState.ENDED
    )
    record("solidarity.company_left", seeker, persons=[seeker.person])
    case = Case.objects.get(pk=seeker.case_id)
    if case.state in OWED and may_move(State(case.state), State.WITHDRAWN):
        cases.withdraw(case)


def _hold_all_around(seeker: Seeker) -> None:
    """She and whoever is in a circle with her, locked in the order that everybody keeps: what is
    read afterwards of her circles is how they stand.
    """
    going_on = Circle.objects.filter(
        members__seeker=seeker,
        state__in=[CircleState.PROPOSED, CircleState.ASKED, CircleState.MET],
    )
    keys = CircleMember.objects.filter(circle__in=going_on).values_list("seeker_id", flat=True)
    rows = Seeker.objects.select_for_update(of=("self",)).filter(pk__in={seeker.pk, *keys})
    list(rows.order_by("pk"))


def follow_case(*, case: CaseLike, state: str) -> None:
    """The case went its own way, on its page or at the desk."""
    seeker = Seeker.objects.select_related("person").filter(case=case.pk).first()
    if seeker is None:
        return
    if state == State.WITHDRAWN and seeker.state != SeekerState.ENDED:
        leave(seeker)
    elif state in {State.REOPENED, State.CONTESTED}:
        Seeker.objects.filter(pk=seeker.pk, state=SeekerState.ENDED).update(state=SeekerState.OPEN)
    elif state in {State.ANSWERED, State.CLOSED} and seeker.state == SeekerState.OPEN:
        _move([seeker], SeekerState.ENDED)


def _move(seekers: Iterable[Seeker], to: SeekerState) -> None:
    for seeker in seekers:
        seeker.state = to
        seeker.save(update_fields=["state"])


def _send(member: CircleMember, compose: messages.OfMember) -> None:
    person: Person = member.seeker.person
    send(person, lambda: compose(member), about=member.seeker)


def _asked_no_more(member: CircleMember) -> None:
    _question_answered(member.seeker)


def _question_answered(seeker: Seeker) -> None:
    no_longer_to_say(seeker, messages.QUESTIONS, seeker.case.shown_reference, knows=True)
