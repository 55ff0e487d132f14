"""Who may decide what, in which language somebody is told, and how much is too much."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tandem.broadcast.choices import LeftOutReason, State
from tandem.outbox.choices import Obstacle

WRITTEN = frozenset({State.DRAFT, State.ASKED})
"""While its words can change; a change asks the second person anew."""
TAKEN_BACK = frozenset({State.ASKED, State.APPROVED, State.SENT})


def may_write(state: State) -> bool:
    return state in WRITTEN


def may_approve(state: State, account: int | None, wrote: Collection[int | None]) -> bool:
    """Only somebody who wrote nothing of it."""
    return state == State.ASKED and account is not None and account not in wrote


def may_take_back(state: State) -> bool:
    return state in TAKEN_BACK


def is_narrowed(narrowing: Mapping[str, Any]) -> bool:
    """Whether fewer are meant than the whole of a public; from the age of nought on is said too."""
    return any(said not in (None, "", []) for said in narrowing.values())


def too_many(recipients: int, sent_today: int, *, most: int, a_day: int) -> str | None:
    """Why so many may not be written to now, as a code."""
    if not recipients:
        return "nobody"
    if recipients > most:
        return "too_many"
    return "too_many_today" if sent_today + recipients > a_day else None


@dataclass(frozen=True, slots=True)
class Wording:
    """In which language somebody is told, and whether it is one of hers."""

    language: str
    is_hers: bool


def wording_for(
    own: str, others: Sequence[str], written: Collection[str], fallback: str
) -> Wording:
    """Her own language; else another she knows; else the one the author chose for all others."""
    for language in (own, *others):
        if language in written:
            return Wording(language, is_hers=True)
    return Wording(fallback, is_hers=False)


REASONS = {
    Obstacle.COMES_BACK: LeftOutReason.COMES_BACK,
    Obstacle.NEVER_WRITE: LeftOutReason.PROTECTED,
    Obstacle.NOT_CHOSEN: LeftOutReason.PROTECTED,
    Obstacle.TOO_LONG: LeftOutReason.TOO_LONG,
    Obstacle.NO_GATEWAY: LeftOutReason.NO_GATEWAY,
}


def reason_of(obstacle: Obstacle | None, *, protected: bool) -> LeftOutReason:
    """Why nothing can be sent, in the words of this room."""
    if obstacle is None:
        return LeftOutReason.AT_DESK
    reason = REASONS.get(obstacle, LeftOutReason.NO_CONTACT)
    return LeftOutReason.PROTECTED if protected and reason == LeftOutReason.NO_CONTACT else reason
