"""Who may do what among organisations, on plain values."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from tandem.territory.choices import Role

LONGEST_AGREEMENT = timedelta(days=3 * 366)
GRACE = timedelta(days=30)
"""For a new organisation: so long its staff may take to find themselves a second proof."""

RECOVERY_WAITS = timedelta(hours=72)
"""Time for her to read her post, and to say that she never asked."""
RECOVERY_OPEN = timedelta(days=7)
"""So long the link may be used once it opens."""


def may_run(roles: Iterable[str]) -> bool:
    """Invite colleagues, end a membership, agree with neighbours."""
    return Role.ADMINISTRATOR in set(roles)


def may_end(role: str, administrators: int) -> bool:
    """The last administrator stays: nobody could invite the next one."""
    return role != Role.ADMINISTRATOR or administrators > 1


def is_a_fair_term(until: date, today: date) -> bool:
    """An agreement ends by itself one day; it is never for ever."""
    return today < until <= today + LONGEST_AGREEMENT


def may_give_link(
    *, has_password: bool, works_for: Collection[int], run: Collection[int], is_a_resident: bool
) -> bool:
    """A link to choose a password opens everything its account opens: so it is handed over only
    while there is nothing it could take from anybody. Whoever has a password gets a new link by
    her own post, which no administrator reads.
    """
    return not has_password and not is_a_resident and set(works_for) <= set(run)


def asks_proof(since: date | None, today: date) -> bool:
    """Whether staff must show a second proof: from the day on that their administrator chose."""
    return since is not None and since <= today


def why_not_agree(*, asked_by: int, account: int, by: int, works_here: bool, decided: bool) -> str:
    """Empty where she may be the second of two who let a colleague in again."""
    if not works_here:
        return "not_yours_to_agree"
    if by == asked_by:
        return "two_are_needed"
    if by == account:
        return "not_for_yourself"
    return "decided_already" if decided else ""


def recovery_opens(now: datetime, *, asked_seen: bool, agreed_seen: bool) -> datetime:
    """At once where both had her before them and know her; nobody is known by a voice alone."""
    return now if asked_seen and agreed_seen else now + RECOVERY_WAITS
