"""The bridge: rows → Question → engine → Answer → register → circles that are proposed."""

from collections.abc import Iterable
from datetime import datetime
from itertools import combinations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from engines import company
from engines.company.exchange import answer_to_json, question_to_json, reason_to_json
from engines.company.question import Matter
from tandem.journal.write import Held
from tandem.people.sameness import Together, counted_together
from tandem.register.actions import keep_run
from tandem.register.models import Run
from tandem.solidarity.neighbours import rules
from tandem.solidarity.neighbours.card import COMPANY
from tandem.solidarity.neighbours.choices import CircleState, MemberState, SeekerState
from tandem.solidarity.neighbours.models import Circle, CircleMember, Seeker
from tandem.territory.models import Organisation
from tandem.toolbox.half_days import from_bits, to_bits


def looking(organisation: Organisation) -> list[Seeker]:
    """All who look for company here, whoever asked first at the top."""
    rows = Seeker.objects.filter(organisation=organisation, state=SeekerState.OPEN, limited=False)
    return list(rows.select_related("case").order_by("pk"))


@transaction.atomic
def propose(organisation: Organisation) -> int:
    """New circles of all who look for company and let the program propose; the run is kept."""
    now = timezone.now()
    proposed = Circle.objects.filter(organisation=organisation, state=CircleState.PROPOSED)
    # What a coordinator brought together by hand waits for her; not for ever.
    forgotten = Q(made_at__lte=now - rules.ANSWERED_WITHIN)
    proposed.filter(forgotten | Q(run__isnull=False)).update(state=CircleState.ENDED)
    by_hand = set(proposed.values_list("members__seeker", flat=True))
    people = [
        one
        for one in looking(organisation)
        if one.of_age and not one.no_program and one.pk not in by_hand
    ]
    if len(people) < 2:
        return 0
    question = _question(people, now)
    answer = company.solve(question)
    whose = Held(organisation.area_id, organisation.pk)
    run = keep_run(COMPANY, question_to_json(question), answer_to_json(answer), whose)
    by_key = {str(one.key): one for one in people}
    for circle in answer.circles:
        _propose(circle, [by_key[key] for key in circle.people], run)
    return len(answer.circles)


def _propose(circle: company.Circle, people: list[Seeker], run: Run) -> None:
    held = {"territory_id": run.territory_id, "organisation_id": run.organisation_id}
    facts = {one.code: one.facts for one in circle.reasons}
    slots = facts["shared_half_days"]["slots"]
    made = Circle.objects.create(
        run=run,
        interests=list(facts["shared_interests"]["interests"]),  # type: ignore[arg-type]
        half_days=to_bits(slots),  # type: ignore[arg-type]
        reasons=[reason_to_json(one) for one in circle.reasons],
        **held,
    )
    CircleMember.objects.bulk_create(
        CircleMember(circle=made, seeker=one, **held) for one in people
    )


def _question(people: list[Seeker], now: datetime) -> company.Question:
    matters: dict[str, Matter] = {
        "interests": "interests",
        "moments": "moments",
        "place": "place",
    }
    return company.Question(
        timezone.localdate(now),
        tuple(
            company.Person(
                key=str(one.key),
                interests=frozenset(one.interests),
                languages=frozenset(one.languages),
                slots=frozenset(from_bits(one.half_days)),
                place=one.postal_code,
                matter=matters[one.matter],
                three=one.three,
            )
            for one in people
        ),
        frozenset(apart(people, silent_since=now - rules.SILENCE_STANDS)),
    )


def apart(
    people: list[Seeker], *, silent_since: datetime | None = None
) -> Iterable[frozenset[str]]:
    """Who is perhaps one person, whose circle somebody said no to, who left whom, and whom a
    coordinator would not ask.

    By person: a new request forgets no answer to an older one. `silent_since`: and between whom
    somebody did not answer since.
    """
    together = counted_together()
    refused = _refused(people, together, silent_since)
    for one, other in combinations(people, 2):
        both = frozenset((together.of(one.person_id), together.of(other.person_id)))
        if len(both) == 1 or both in refused:
            yield frozenset((str(one.key), str(other.key)))


def _refused(
    people: list[Seeker], together: Together, silent_since: datetime | None
) -> set[frozenset[int]]:
    """Two people between whom a no stands, of any of their requests, by their counted records."""
    said: dict[int, list[CircleMember]] = {}
    gone = CircleMember.objects.filter(
        circle__members__seeker__person__in=together.every_record(one.person_id for one in people),
        circle__state__in=[CircleState.ENDED, CircleState.REFUSED],
    )
    for member in gone.select_related("circle", "seeker").distinct():
        said.setdefault(member.circle_id, []).append(member)
    return {
        frozenset((together.of(left.seeker.person_id), together.of(right.seeker.person_id)))
        for members in said.values()
        for left, right in combinations(members, 2)
        if _came_to_no(members)
        or MemberState.LEFT in {left.state, right.state}
        or (MemberState.SILENT in {left.state, right.state} and _since(left.circle, silent_since))
    }


def _came_to_no(members: list[CircleMember]) -> bool:
    """For all of them: of three, two that are not held apart would say that the third said no."""
    refused = members[0].circle.state == CircleState.REFUSED
    return refused or any(one.state == MemberState.NO for one in members)


def _since(circle: Circle, since: datetime | None) -> bool:
    return since is not None and circle.asked_at is not None and circle.asked_at >= since
