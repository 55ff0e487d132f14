"""Decisions about mandates and consents, on plain values. `now` is an argument, never asked for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tandem.mandates.choices import Act, Guardian, Known, Level, Proof, Skill, Way

LONGEST = 365
WITNESSES = 2
BEFORE_THE_END = timedelta(days=14)
"""So long before its last day both are told that a mandate ends."""
SHORT = timedelta(days=31)
"""One no longer than this is told of a day before: it was given for one errand."""
FEWEST_SHOWN = 5
"""Fewer people than this are not told apart from none in a public figure."""


@dataclass(frozen=True, slots=True)
class Given:
    """A mandate as far as the question "may this be done?" goes."""

    confirmed_at: datetime | None
    until: date | None
    ended_at: datetime | None
    acts: Mapping[str, datetime | None]
    """Each with when it was taken back."""
    helpers: Mapping[int, datetime | None]
    """Each with when he was let go."""
    added: Mapping[int, datetime | None] = field(default_factory=dict)
    """Those named after it began, each with when she was told of him."""


def why_not(
    given: Given, act: str, helper: int, *, now: datetime, today: date, member: bool
) -> str:
    """Why this helper may not do this act for her now, as a code; empty where he may.

    >>> now, today = datetime(2026, 3, 1, 9), date(2026, 3, 1)
    >>> mandate = Given(now, today, None, {"letters": None}, {7: None})
    >>> why_not(mandate, "letters", 7, now=now, today=today, member=True)
    ''
    >>> why_not(mandate, "money", 7, now=now, today=today, member=True)
    'not_in_it'
    """
    if given.confirmed_at is None or given.confirmed_at > now:
        return "not_confirmed"
    if given.ended_at is not None and given.ended_at <= now:
        return "ended"
    if given.until is None or today > given.until:
        return "ran_out"
    if act not in given.acts:
        return "not_in_it"
    if (taken_back := given.acts[act]) is not None and taken_back <= now:
        return "taken_back"
    if helper not in given.helpers:
        return "not_named"
    if (let_go := given.helpers[helper]) is not None and let_go <= now:
        return "not_named"
    if helper in given.added and (late := _came_later(given.added[helper], act, now)):
        return late
    return "" if member else "left_the_organisation"


def _came_later(told: datetime | None, act: str, now: datetime) -> str:
    """One named after it began: she is told first, and for money she gives a new one."""
    if told is None or told > now:
        return "not_told_yet"
    return "money_anew" if act == Act.MONEY else ""


def last_day(first: date, days: int) -> date:
    """A mandate of one day ends on the day on which it begins."""
    return first + timedelta(days=days - 1)


def tell_from(first: date, last: date) -> date:
    """From which day both are told that it ends soon."""
    if last - first <= SHORT:
        return last - timedelta(days=1)
    return last - BEFORE_THE_END


def needs_representative(guardian: Guardian, acts: Collection[str]) -> bool:
    """Whether whoever a judge named must agree before she is helped so.

    About her person, with everything; about her goods, with money matters and what costs or brings
    in money.
    """
    if guardian in {Guardian.PERSON, Guardian.BOTH}:
        return True
    return guardian == Guardian.GOODS and not ABOUT_MONEY.isdisjoint(acts)


ABOUT_MONEY = frozenset({Act.MONEY, Act.BENEFITS, Act.HOUSING, Act.ENERGY})


@dataclass(frozen=True, slots=True)
class Came:
    """How it reached the house, as the program knows it; no colleague says so."""

    paper: bool = False
    """The signed form itself came in, or a scan of it."""
    signed_in: bool = False
    """Sent by the account of that very person."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a colleague saw and heard, beside what the program knows of it."""

    proof: Proof
    known: Known
    came: Came
    acts: Collection[str]
    witnesses: Collection[str] = ()
    recording: str = ""
    helpers: Collection[int] = ()
    by: int | None = None
    by_names: Collection[str] = ()
    """How the confirming colleague is called."""
    needed: bool = False
    """Whoever a judge named must agree."""
    agreed: bool = False


def level_of(proof: Proof, known: Known) -> Level:
    """What may be stated together at all is for `lacks` to say."""
    if known == Known.NOT or (known == Known.ACCOUNT and proof != Proof.SIGNED_IN):
        return Level.WEAK
    return Level.FIRM if proof in {Proof.PAPER, Proof.SIGNED_IN} else Level.FAIR


def lacks(said: Stated) -> str:
    """What is still missing before it may be in force, as a code; empty for nothing."""
    if said.known == Known.NOT and Act.MONEY in said.acts:
        return "money_of_somebody_unknown"
    if said.needed and not said.agreed:
        return "representative"
    if not said.helpers:
        return "who_helps"
    return _does_not_fit(said) or _not_heard(said)


def _does_not_fit(said: Stated) -> str:
    if said.proof == Proof.PAPER and not said.came.paper:
        return "came_without_paper"
    if said.proof == Proof.SIGNED_IN and not said.came.signed_in:
        return "came_without_account"
    if said.known == Known.ACCOUNT and not said.came.signed_in:
        return "known_without_account"
    return ""


def _not_heard(said: Stated) -> str:
    if said.proof == Proof.WITNESSES:
        names = {_parts(one) for one in said.witnesses}
        if names & {_parts(one.partition("@")[0]) for one in said.by_names}:
            return "not_your_own_witness"
        if len(names) < WITNESSES:
            return "two_witnesses"
        return "" if all(len(parts) > 1 for parts in names) else "witness_in_full"
    if said.proof == Proof.RECORDING and not is_substantial(said.recording):
        return "which_recording"
    return ""


def is_substantial(recording: str) -> bool:
    """Whether it can be found again: a number or a place, not a sign put there to go on.

    >>> is_substantial("x"), is_substantial("------"), is_substantial("2026-0412")
    (False, False, True)
    """
    bare = _bare(recording)
    return len(bare) >= LEAST_RECORDING and len(set(bare)) >= LEAST_SIGNS


LEAST_RECORDING, LEAST_SIGNS = 5, 3


def _parts(name: str) -> frozenset[str]:
    """Of a name, in whichever order it is written; an initial is none of them.

    >>> _parts("Piet PEETERS") == _parts("peeters.piet"), len(_parts("J. D."))
    (True, 0)
    """
    found = "".join(sign if sign.isalpha() else " " for sign in name.casefold()).split()
    return frozenset(part for part in found if len(part) > 1)


def _bare(said: str) -> str:
    return "".join(sign for sign in said.casefold() if sign.isalnum())


def needs_second(
    acts: Collection[str], helpers: Collection[int], by: int | None, proof: Proof
) -> bool:
    """Whether another colleague must agree before it begins: with money and benefits, where whoever
    confirms is one of the helpers, and where all that shows it is what this colleague says.

    >>> needs_second({"letters"}, {7}, 9, Proof.PAPER), needs_second({"letters"}, {7}, 9, Proof.SHEET)
    (False, True)
    """
    return by in helpers or proof not in SHOWN or not TAKES_TWO.isdisjoint(acts)


TAKES_TWO = frozenset({Act.MONEY, Act.BENEFITS})
SHOWN = frozenset({Proof.PAPER, Proof.SIGNED_IN})
"""The program knows of these itself that it came in so."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something was done in each way, in one stretch of time."""

    alone: int = 0
    together: int = 0
    for_her: int = 0

    @property
    def all(self) -> int:
        return self.alone + self.together + self.for_her

    @property
    def share_alone(self) -> float:
        """In hundredths; together counts as half."""
        return 100 * (self.alone + self.together / 2) / self.all if self.all else 0.0


ENOUGH = 3
"""Of fewer acts in a stretch nobody says which way they go."""


def goes(before: Counted, lately: Counted) -> str:
    """Whether she does more of it by herself: "more", "less", "same", or "unsure".

    >>> goes(Counted(for_her=4), Counted(alone=3, together=1)), goes(Counted(), Counted(alone=9))
    ('more', 'unsure')
    """
    if before.all < ENOUGH or lately.all < ENOUGH:
        return "unsure"
    change = lately.share_alone - before.share_alone
    return "same" if abs(change) < 10 else ("more" if change > 0 else "less")


def counted(ways: Collection[str]) -> Counted:
    said = list(ways)
    return Counted(said.count(Way.ALONE), said.count(Way.TOGETHER), said.count(Way.FOR_HER))


SKILL_OF = {
    Act.REQUESTS: Skill.TALK,
    Act.LETTERS: Skill.FIND,
    Act.FORMS: Skill.MAKE,
    Act.APPOINTMENTS: Skill.TALK,
    Act.PAPERS: Skill.MAKE,
}


def skill_for(act: Act) -> Skill:
    """Where nobody says which it was."""
    return SKILL_OF.get(act, Skill.FIND)


def shown(count: int) -> str:
    """A public figure about few people is told as "fewer than five".

    >>> shown(0), shown(3), shown(12)
    ('0', '< 5', '12')
    """
    return f"< {FEWEST_SHOWN}" if 0 < count < FEWEST_SHOWN else str(count)
