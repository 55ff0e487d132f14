"""Who somebody meets: first names and quarters, once all have said yes, and to those who did alone."""

from collections.abc import Iterable

from tandem.journal.asker import INSIDE, acting
from tandem.journal.choices import Purpose
from tandem.people.reveal import reveal
from tandem.solidarity.neighbours import messages
from tandem.solidarity.neighbours.choices import LIVE
from tandem.solidarity.neighbours.messages import Neighbour
from tandem.solidarity.neighbours.models import Circle, CircleMember


def neighbours_in(circle: Circle, members: Iterable[CircleMember]) -> dict[int, Neighbour]:
    """By member; the look is noted first. Whoever was erased meanwhile is missing."""
    told = list(members)
    # They learn of each other, and not whoever notes the last yes: excluded or not.
    with acting(INSIDE):
        who = reveal(
            [one.seeker.person for one in told],
            Purpose.SOLIDARITY,
            what="solidarity.company_named",
            about=circle,
        )
    return {
        one.pk: Neighbour(who[one.seeker.person_id].first_name, one.seeker.postal_code)
        for one in told
        if one.seeker.person_id in who
    }


def meeting_of(member: CircleMember, *, named: bool) -> list[str]:
    """Where and when she meets, and whom; not the names where a colleague reads it to her, and not of
    who left or was erased.
    """
    circle, others = member.circle, []
    if named:
        rows = circle.members.filter(state__in=LIVE, seeker__person__erased_at__isnull=True)
        still = rows.exclude(pk=member.pk).select_related("seeker__person").order_by("seeker_id")
        others = [*neighbours_in(circle, still).values()]
    return messages.meeting(circle, others)
