"""What somebody wrote after each number, whatever her program made of our mail.

She may write between our lines or above all of them, with quoting marks or without, in another
order, and leave numbers out. Lines of ours are known, because what was sent is kept. A mark is
one of ours where it follows a line of ours. Any other line that begins with a number may be one
of hers, or part of what she tells: then she is told how it was taken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tandem.doors.email.cutting import RULE, ends, is_parting, own_words

QUOTES = re.compile(r"^(\s{0,3}>)+ ?")
BRACKET = re.compile(r"^\s*\[(\d{1,3})\]\s*:?[ \t]?(.*)$")
PLAIN = re.compile(r"^\s*(\d{1,3})\s*[.):]\s*(.*)$")


class Doubt(StrEnum):
    TAKEN = "taken"
    """A line that begins with a number became the answer to it."""
    LEFT_IN = "left_in"
    """Such a line stayed in the answer in which it stands: its number is answered elsewhere."""
    LEFT_OUT = "left_out"
    """What follows the sign of a signature, or of another's words."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Words that could have been meant otherwise."""

    doubt: Doubt
    words: str
    number: int
    """Of the answer it concerns."""


@dataclass(frozen=True, slots=True)
class Typed:
    answers: dict[int, str]
    """By number; numbers with nothing after them are left out."""
    doubts: tuple[Doubtful, ...] = ()


@dataclass(slots=True)
class _Piece:
    """What stands from one mark to the next, or to the next line of ours."""

    number: int
    head: str
    """The line with its mark."""
    ours: bool
    free: bool
    """A line of ours stands between it and the answer before."""
    lines: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        return "\n".join(self.lines).strip()


def typed_answers(text: str, sent: str, numbers: int) -> Typed:
    ours = {_same(line) for line in sent.split("\n")} - {""}
    found = _joined(list(_between(text, ours, numbers)))
    return found if found.answers else _above(text, ours, numbers)


def _between(text: str, ours: set[str], numbers: int) -> Iterator[_Piece]:
    """After the brackets of our own mail, or on the lines that follow."""
    lines = text.split("\n")
    # Where her program marks what it quotes, a line without mark is hers, whatever it says.
    marked = any(QUOTES.match(line) and _same(QUOTES.sub("", line)) in ours for line in lines)
    bare = [QUOTES.sub("", line) for line in lines]
    is_ours = [
        not BRACKET.match(said) and _same(said) in ours and (said != line or not marked)
        for line, said in zip(lines, bare, strict=True)
    ]
    last_of_ours = max((at for at, said in enumerate(is_ours) if said), default=-1)
    piece: _Piece | None = None
    free, after_ours = True, False
    for at, line in enumerate(bare):
        start = BRACKET.match(line)
        if start and 1 <= int(start.group(1)) <= numbers:
            if piece:
                yield piece
            piece = _Piece(int(start.group(1)), line, ours=after_ours, free=free)
            piece.lines.append(start.group(2))
            free = False
        elif is_ours[at]:
            if piece:
                yield piece
            piece, free = None, True
        elif piece and line.strip() and _is_cut(piece, lines, at, last_of_ours):
            piece.cut.append(line)
        elif piece:
            piece.lines.append(line)
        after_ours = is_ours[at] or (after_ours and not line.strip())
    if piece:
        yield piece


def _is_cut(piece: _Piece, lines: list[str], at: int, last_of_ours: int) -> bool:
    """Whether her answer is over: below it stands a signature, or what another wrote."""
    if piece.cut:
        return True
    # Between two questions of ours nobody signs: what looks so is part of her answer.
    if QUOTES.match(lines[at]) or (piece.ours and at < last_of_ours):
        return False
    return ends(lines[at]) or is_parting(lines, at)


def _joined(pieces: list[_Piece]) -> Typed:
    """Each piece with the number it answers; nothing of one answer lands in another unsaid."""
    at_marks = {piece.number for piece in pieces if piece.ours and piece.said}
    found: dict[int, list[str]] = {}
    doubts: list[Doubtful] = []
    inside, in_ours = 0, False
    for piece in pieces:
        within = 0 if piece.free else inside
        elsewhere = piece.number in at_marks or piece.number in found
        number, said, doubt = piece.number, piece.said, None
        if piece.ours or within == number or not said:
            pass
        elif within and elsewhere:
            number, doubt = within, Doubt.LEFT_IN
            said = "\n".join([piece.head, *piece.lines[1:]]).strip()
        elif elsewhere or (within and in_ours):
            doubt = Doubt.TAKEN
        if said:
            found.setdefault(number, []).append(said)
        if doubt:
            doubts.append(Doubtful(doubt, piece.head.strip(), number))
        doubts += _left_out(piece.cut, number)
        inside, in_ours = number, piece.ours or (in_ours and not piece.free)
    return Typed({number: "\n".join(said) for number, said in found.items()}, tuple(doubts))


def _left_out(cut: list[str], number: int) -> list[Doubtful]:
    """What stands below the sign, up to what another wrote: her name, or more of her answer."""
    if not cut or not (ends(cut[0]) or RULE.fullmatch(cut[0])):
        return []
    hers: list[str] = []
    for at, line in enumerate(cut[1:], 1):
        if QUOTES.match(line) or is_parting(cut, at):
            break
        hers.append(line)
    words = " ".join(" ".join(hers).split())
    return [Doubtful(Doubt.LEFT_OUT, words, number)] if words else []


def _above(text: str, ours: set[str], numbers: int) -> Typed:
    """In a list of her own: "1. 1030", "2) yes"."""
    found: dict[int, list[str]] = {}
    doubts: list[Doubtful] = []
    number = 0
    for line in _hers(own_words(text), ours).split("\n"):
        start = PLAIN.match(line)
        given = int(start.group(1)) if start else 0
        if start and 1 <= given <= numbers and given not in found:
            if given < number:
                # She may count what she needs within an answer.
                doubts.append(Doubtful(Doubt.TAKEN, line.strip(), given))
            number = given
            found[number] = [start.group(2)]
        elif number:
            found[number].append(line)
            if given in found:
                doubts.append(Doubtful(Doubt.LEFT_IN, line.strip(), number))
    answers = {key: said for key, kept in found.items() if (said := "\n".join(kept).strip())}
    lines = [line for line in text.split("\n") if _same(line) not in ours]
    cut = next((at for at, said in enumerate(lines) if ends(said) or RULE.fullmatch(said)), None)
    if answers and cut is not None:
        doubts += _left_out(lines[cut:], number)
    return Typed(answers, tuple(doubts))


def without_ours(own: str, sent: str) -> str:
    r"""Her own words; lines of ours are left out where she quoted several of them without a mark.

    >>> without_ours("1 A lamp", "[1]: \n1 A lamp"), without_ours("1 A\nHi\n2 B", "1 A\n2 B")
    ('1 A lamp', 'Hi')
    """
    return _hers(own, {_same(line) for line in sent.split("\n")} - {""})


def _hers(own: str, ours: set[str]) -> str:
    lines = own.split("\n")
    if sum(_same(line) in ours for line in lines) > 1:
        lines = [line for line in lines if _same(line) not in ours]
    return "\n".join(lines).strip()


def _same(line: str) -> str:
    return " ".join(line.split())
