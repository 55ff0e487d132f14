"""Who may do what among organisations, on plain values."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from stdnum.be import vat
from stdnum.exceptions import ValidationError

from tandem.territory.choices import Role

LONGEST_AGREEMENT = timedelta(days=3 * 366)
GRACE = timedelta(days=30)
"""For a new organisation: so long its staff may take to find themselves a second proof."""

RECOVERY_WAITS = timedelta(hours=72)
"""Time for her to read her post, and to say that she never asked."""
RECOVERY_OPEN = timedelta(days=7)
"""So long the link may be used once it opens."""
LONG_STANDING = timedelta(days=30)
"""Who agrees, or opens an administrator's account at once, was a colleague so long before it was asked."""
WATCHED = frozenset({Role.ADMINISTRATOR, Role.DATA_OFFICER})
"""Their accounts open others, or watch over them."""


VOUCHES = 2
PROBATION = timedelta(days=90)


def enterprise_number(typed: str) -> str | None:
    """Ten figures, of which the last two check the others (modulo 97); None where they do not.

    >>> enterprise_number("BE 0207.394.180") is None
    True
    >>> enterprise_number("0403.019.261")
    '0403019261'
    """
    try:
        return str(vat.validate(typed))
    except ValidationError:
        return None


def may_be_let_in(vouches: int, *, by: int, asked_by: int) -> bool:
    """Two organisations vouch, heard by two colleagues; a third step is nobody's alone."""
    return vouches >= VOUCHES and by != asked_by


def may_be_settled(let_in_at: datetime | None, now: datetime) -> bool:
    return let_in_at is not None and now >= let_in_at + PROBATION


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
    *,
    has_password: bool,
    works_for: Collection[int],
    run: Collection[int],
    is_a_resident: bool,
    first_of_all: bool,
) -> bool:
    """A link to choose a password opens everything its account opens: so it is handed over only
    while there is nothing it could take from anybody. Whoever has a password gets a new link by
    her own post, which no administrator reads. `first_of_all`: nobody but the administrator has
    ever worked there; else an address of her own making would open what people ask.
    """
    mine = set(works_for) <= set(run)
    return first_of_all and mine and not has_password and not is_a_resident


def asks_proof(since: date | None, today: date) -> bool:
    """Whether staff must show a second proof: from the day on that their administrator chose."""
    return since is not None and since <= today


@dataclass(frozen=True, slots=True)
class Second:
    """What is known of who would be the second of two."""

    works_here: bool
    long_standing: bool
    """A colleague, with a password of her own, since long before it was asked."""
    proven: bool
    """Showed a second proof just now, or none is asked for."""


def why_not_agree(*, asked_by: int, account: int, by: int, second: Second, decided: bool) -> str:
    """Empty where she may be the second of two who let a colleague in again."""
    if not second.works_here:
        return "not_yours_to_agree"
    if by == asked_by:
        return "two_are_needed"
    if by == account:
        return "not_for_yourself"
    if decided:
        return "decided_already"
    if not second.long_standing:
        return "too_new_to_agree"
    return "" if second.proven else "proof_first"


def recovery_opens(
    now: datetime, *, asked_seen: bool, agreed_seen: bool, may_hurry: bool
) -> datetime:
    """At once where both had her before them and know her; nobody is known by a voice alone."""
    return now if asked_seen and agreed_seen and may_hurry else now + RECOVERY_WAITS


def may_hurry(roles: Iterable[str], *, asker_long_standing: bool) -> bool:
    """An administrator's account, or a data officer's, opens at once only by two of long standing."""
    return asker_long_standing or not WATCHED & set(roles)


class Yes(StrEnum):
    """Whose yes lets a newcomer in, besides the word of who invites her."""

    LONG_STANDING = "long_standing"
    ANYBODY = "anybody"
    INSTALLATION = "installation"
    NOBODY = "nobody"


def whose_yes(*, long_standing: bool, others: bool, gone: bool) -> Yes:
    """Of the colleagues other than who invites and who is invited. Whoever ended everybody else
    (`gone`) is not alone by it: else she would end them all first.

    >>> whose_yes(long_standing=False, others=False, gone=False)
    <Yes.NOBODY: 'nobody'>
    """
    if long_standing:
        return Yes.LONG_STANDING
    if others:
        return Yes.ANYBODY
    return Yes.INSTALLATION if gone else Yes.NOBODY
