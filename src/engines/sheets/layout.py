"""Where a form was printed: its boxes to tick and its places to write, page by page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A square to tick; `x` and `y` are its outer top left corner, in millimetres."""

    key: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Region:
    """A place to write by hand: kept as a picture, typed by a person."""

    key: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page, numbered from 1."""

    number: int
    boxes: tuple[Box, ...]
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Every page of one form, in order; no key stands twice."""

    pages: tuple[PageLayout, ...]
