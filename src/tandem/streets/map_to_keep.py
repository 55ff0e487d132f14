"""The map in squares for whoever fills in the form on paper: she finds her square, and keeps the page."""

from collections.abc import Sequence
from html import escape

from django.utils.translation import gettext as _

from tandem.services.paper import Keepsake
from tandem.streets import grid, orientation
from tandem.streets.orientation import Known, Sort
from tandem.territory.models import Area, Organisation
from tandem.toolbox.distance import to_metres

SIDE = 30
"""Of one square, in the units of the picture."""
EDGE = 22
MOST_LINES = 240
"""Of the index: two pages in all."""
LETTER, LINE = 5.2, 12
DRAWN = ("quarter", "neighbour", "place")


def map_to_keep(commune: Area, organisation: Organisation) -> Keepsake:
    places = orientation.known_in(commune, organisation)
    words = (
        _(
            "Look for your place on the map or in the list. Its square is a letter and a figure, as C4."
        ),
        _(
            "Write the square on the form, where we ask for a number. Then we find it without a street."
        ),
        _("Keep this page: do not send it back."),
    )
    return Keepsake(
        title=_("Map of %(commune)s in squares") % {"commune": commune},
        words=words,
        picture=_svg(commune, places),
        alt=_(
            "Squares of 300 metres, letters across and figures down. The list says the same in words."
        ),
        lines=tuple(_index(places)),
        alone=(
            words[0],
            _(
                "Tell us the square, by whatever way you come: by telephone, by text message or on paper. "
                "Then we find it without a street."
            ),
        ),
    )


def _index(places: Sequence[Known]) -> list[str]:
    """What people look for by name; a street in several squares stands once."""
    squares: dict[str, list[str]] = {}
    for one in places:
        found = squares.setdefault(one.name, [])
        if one.square not in found:
            found.append(one.square)
    return [f"{name}: {', '.join(found)}" for name, found in squares.items()][:MOST_LINES]


def _svg(commune: Area, places: Sequence[Known]) -> str:
    columns, rows = len(grid.COLUMNS), grid.ROWS
    wide, high = columns * SIDE, rows * SIDE
    lines = [f'<path d="M{n * SIDE} 0v{high}"{_strong(n)}/>' for n in range(columns + 1)]
    lines += [f'<path d="M0 {n * SIDE}h{wide}"{_strong(n)}/>' for n in range(rows + 1)]
    half = SIDE / 2
    signs = [
        _text(n * SIDE + half, y, name)
        for n, name in enumerate(grid.COLUMNS)
        for y in (-7, high + 15)
    ]
    signs += [
        _text(x, n * SIDE + half + 4, str(n + 1)) for n in range(rows) for x in (-12, wide + 12)
    ]
    dots, names = _drawn(commune, places, wide)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-EDGE} {-EDGE} {wide + 2 * EDGE} '
        f'{high + 2 * EDGE}" width="{wide + 2 * EDGE}" height="{high + 2 * EDGE}">'
        f'<g stroke="#777" stroke-width="0.5" fill="none">{"".join(lines)}</g>'
        f'<g font-family="Atkinson Hyperlegible" font-size="11" text-anchor="middle">{"".join(signs)}</g>'
        f'<g fill="#0b5750">{"".join(dots)}</g>'
        f'<g font-family="Atkinson Hyperlegible" font-size="10" text-anchor="middle">{"".join(names)}</g>'
        "</svg>"
    )


def _drawn(commune: Area, places: Sequence[Known], wide: int) -> tuple[list[str], list[str]]:
    """A dot at each place, and its name where no other stands; all of them are in the list."""
    dots, names, taken = [], [], list[tuple[float, float, float]]()
    behind = []
    shown = [one for one in places if one.sort in DRAWN]
    for one in sorted(shown, key=lambda one: (DRAWN.index(one.sort), one.name)):
        x, y = _at(commune, one)
        is_area = one.sort in {Sort.QUARTER, Sort.NEIGHBOUR}
        if not is_area:
            dots.append(f'<circle cx="{x}" cy="{y}" r="2.5"/>')
        said = one.name.split("/")[0].strip()
        half, below = len(said) * LETTER / 2, y if is_area else y - 5
        x = min(max(x, half), wide - half)
        free = all(abs(x - a) > half + b or abs(below - c) > LINE for a, b, c in taken)
        if free:
            taken.append((x, half, below))
            names.append(_text(x, below, said, strong=is_area))
            # White behind it: no line of the squares goes through what is read.
            behind.append(
                f'<rect x="{x - half:.1f}" y="{below - 8:.1f}" width="{2 * half:.1f}" height="10" fill="#fff"/>'
            )
    return [*behind, *dots], names


def _at(commune: Area, one: Known) -> tuple[float, float]:
    frame, (east, north) = grid.frame_of(commune), to_metres(*one.point)
    scale = SIDE / grid.SIDE
    return round((east - frame.west) * scale, 1), round((frame.north - north) * scale, 1)


def _strong(line: int) -> str:
    """Large squares have stronger edges, as on the page where one looks for them."""
    return ' stroke="#222" stroke-width="1"' if line % grid.ACROSS == 0 else ""


def _text(x: float, y: float, said: str, *, strong: bool = False) -> str:
    weight = ' font-weight="bold"' if strong else ""
    return f'<text x="{x}" y="{y}"{weight}>{escape(said)}</text>'
