"""What somebody wrote after each number, whatever her program made of our mail.

She may write between our lines or above all of them, with quoting marks or without, in another
order, and leave numbers out. Lines of ours are known, because what was sent is kept.
"""

import re

from tandem.doors.email.cutting import ends, is_parting, own_words

QUOTES = re.compile(r"^(\s{0,3}>)+ ?")
BRACKET = re.compile(r"^\s*\[(\d{1,3})\]\s*:?[ \t]?(.*)$")
PLAIN = re.compile(r"^\s*(\d{1,3})\s*[.):]\s*(.*)$")


def typed_answers(text: str, sent: str, numbers: int) -> dict[int, str]:
    """By number, what was typed; numbers with nothing after them are left out."""
    found = _between(text, sent, numbers)
    return found or _above(text, numbers)


def _between(text: str, sent: str, numbers: int) -> dict[int, str]:
    """After the brackets of our own mail, or on the lines that follow."""
    ours = {_same(line) for line in sent.split("\n")}
    lines = text.split("\n")
    # Where her program marks what it quotes, a line without mark is hers, whatever it says.
    marked = any(QUOTES.match(line) and _same(QUOTES.sub("", line)) in ours for line in lines)
    found: dict[int, list[str]] = {}
    number = 0
    for at, line in enumerate(lines):
        quoted = bool(QUOTES.match(line))
        bare = QUOTES.sub("", line)
        if start := BRACKET.match(bare):
            number = int(start.group(1))
            if 1 <= number <= numbers and start.group(2).strip():
                found.setdefault(number, []).append(start.group(2))
        elif not bare.strip():
            # It may stand within an answer; a line of ours ends it.
            found.get(number, []).append("")
        elif _same(bare) in ours and (quoted or not marked):
            number = 0
        elif not number:
            continue
        elif not quoted and (ends(line) or is_parting(lines, at)):
            number = 0
        elif number <= numbers:
            found.setdefault(number, []).append(bare)
    return {key: said for key, kept in found.items() if (said := "\n".join(kept).strip())}


def _above(text: str, numbers: int) -> dict[int, str]:
    """In a list of her own: "1. 1030", "2) yes"."""
    found: dict[int, list[str]] = {}
    number = 0
    for line in own_words(text).split("\n"):
        start = PLAIN.match(line)
        if start and 1 <= int(start.group(1)) <= numbers:
            number = int(start.group(1))
            found[number] = [start.group(2)]
        elif number:
            found[number].append(line)
    return {key: said for key, kept in found.items() if (said := "\n".join(kept).strip())}


def _same(line: str) -> str:
    return " ".join(line.split())
