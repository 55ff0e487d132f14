"""The squares around the stops of a job as a picture for the press: the sheet says the same in words."""

from tandem.streets.map_sheet import Drawn

EDGE = 22
"""Room for letters and figures, in the units of the picture."""


def svg(map_: Drawn) -> str:
    """Lines, letters and numbers only: nothing that anybody wrote stands in it."""
    left, top = map_.left - EDGE, map_.top - EDGE
    width, height = map_.width + 2 * EDGE, map_.height + 2 * EDGE
    lines = [f'<path d="M{x} {map_.top}v{map_.height}"/>' for x in map_.lines_x]
    lines += [f'<path d="M{map_.left} {y}h{map_.width}"/>' for y in map_.lines_y]
    names = [_text(x, map_.top - 7, letter) for letter, x in map_.columns]
    names += [_text(map_.left - 12, y + 4, figure) for figure, y in map_.rows]
    dots = [f'<circle cx="{dot.x}" cy="{dot.y}" r="7"/>' for dot in map_.dots]
    numbers = [_text(dot.x, dot.y + 3.5, str(dot.number)) for dot in map_.dots]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {width} {height}" '
        f'width="{width}" height="{height}">'
        f'<g stroke="#888" stroke-width="0.6" fill="none">{"".join(lines)}</g>'
        f'<g font-family="Atkinson Hyperlegible" font-size="11" text-anchor="middle">{"".join(names)}'
        f'</g>{"".join(dots)}<g font-family="Atkinson Hyperlegible" font-size="10" fill="#fff" '
        f'font-weight="bold" text-anchor="middle">{"".join(numbers)}</g></svg>'
    )


def _text(x: float, y: float, said: str) -> str:
    return f'<text x="{x}" y="{y}">{said}</text>'
