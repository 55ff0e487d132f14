"""What the program weighs in one commune: the house's own numbers until the commune decides others."""

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from engines.pairing import Rules
from engines.pairing.question import Tie
from tandem.register.changing import in_force as decided
from tandem.solidarity import rules
from tandem.solidarity.card import PAIRING, weights_in_words


@dataclass(frozen=True, slots=True)
class Parameters:
    metres_per_point: int = Rules.metres_per_point
    dislike: int = Rules.dislike
    load: int = Rules.load
    tie: Tie = Rules.tie
    weeks: int = rules.WINDOW.days // 7
    """So long a help counts when shares are compared."""

    @property
    def rules(self) -> Rules:
        return Rules(self.metres_per_point, self.dislike, self.load, self.tie)

    @property
    def window(self) -> timedelta:
        return timedelta(weeks=self.weeks)

    def as_kept(self) -> dict[str, Any]:
        return asdict(self)


BUILT_IN = Parameters()


def in_force(organisation: int) -> Parameters:
    return from_kept(decided(PAIRING, organisation))


def from_kept(kept: dict[str, Any]) -> Parameters:
    return replace(BUILT_IN, **kept)


def in_words(one: Parameters) -> list[str]:
    return weights_in_words(one.as_kept())
