"""How a question is answered on paper, where its kind does not say it already."""

from dataclasses import dataclass

from tandem.toolbox.texts import Text

ANY = "0123456789"


@dataclass(frozen=True, slots=True)
class Figures:
    """A number that a machine reads: for each place the figures that one may tick."""

    places: tuple[str, ...]
    says: Text = ""
    """A short name above its places, where several numbers stand side by side."""
    together: Text = ""
    """What such numbers are together, said above the first of them."""


@dataclass(frozen=True, slots=True)
class Comb:
    """A sign a cell, for what must be copied without a mistake: a number, an address."""

    cells: int
    beside: bool = False
    """Whether it stands beside the part before it, where there is room for two."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Room to write."""

    count: int
    beside: bool = False
    """The same."""


Paper = Figures | Comb | Lines


@dataclass(frozen=True, slots=True)
class Keepsake:
    """A page that goes out with a form and stays at home: a picture, and the same in words."""

    title: str
    words: tuple[str, ...]
    picture: str
    """As SVG."""
    alt: str
    lines: tuple[str, ...]
    """An index, short lines that stand in columns."""
    alone: tuple[str, ...] = ()
    """The words in place of these where it stands beside no form, as on a leaflet."""


def up_to(most: int) -> Figures:
    """As many places as the largest number needs."""
    return Figures((ANY,) * len(str(most)))
