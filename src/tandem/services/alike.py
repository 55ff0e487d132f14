"""What is known already and may be what somebody is about to tell: shown when she is read back."""

from dataclasses import dataclass

SAME_AS = "same_as"
"""Under this name stands, among the answers, which of them she says it is."""


@dataclass(frozen=True, slots=True)
class Alike:
    key: str
    label: str
    """As anybody may read it: what, where, since when."""
