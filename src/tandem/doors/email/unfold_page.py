"""Tells the words of a page line by line: run as a program, on one page it is given.

It stands alone, without the rest of the house: what it opens comes from strangers. A page is read
as browsers read it, also where its tags do not end. What such a mistake hides is not told; that
something is hidden is.
"""

import resource
import sys
from collections.abc import Iterator

from justhtml import Element, JustHTML, Node, Text

BREAKS = frozenset({
    "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "dt",
    "dd", "pre", "hr", "section", "article", "header", "footer", "address", "center", "fieldset",
    "figure", "caption", "option",
})  # fmt: skip
CELLS = frozenset({"td", "th"})
UNSAID = frozenset({"script", "style", "title"})
"""What nobody sees who reads the page; until its end tag, everything lies in it."""
SWALLOWED = frozenset({"eof-in-comment", "eof-in-tag"})
"""What the parser says where a remark or a tag never ended: all that follows lies in it."""
HALF_A_REMARK = ("<?", "</ ", "<!")
DEEPEST_QUOTE = 20
MEMORY = 1_500_000_000
CPU_SECONDS = 5
NOT_ALL = 3
"""How it ends where something of the page lies where nobody would see it."""

Step = tuple[Node | Text, bool]
"""A part of the page, and whether it begins or ends here."""


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    text, whole = said_in(sys.stdin.buffer.read().decode())
    sys.stdout.buffer.write(text.encode())
    return 0 if whole else NOT_ALL


def said_in(page: str) -> tuple[str, bool]:
    """Its words, what it quotes behind `>` as in plain mail; and whether that is all of them."""
    # Of faults all are wanted: the one that tells what was swallowed stands last.
    parsed = JustHTML(
        page, sanitize=False, fragment=True, collect_errors=True, max_errors=len(page) + 1
    )
    words = _Words()
    for part, begins in _walk(parsed.root):
        words.take(part, begins=begins)
    swallowed = any(fault.code in SWALLOWED for fault in parsed.errors)
    return words.text(), not (swallowed or _ends_unsaid(page.lower()))


def _walk(root: Node) -> Iterator[Step]:
    """Every part at its begin and at its end; without recursion, for pages may be very deep."""
    waiting: list[Step] = [(root, False), (root, True)]
    while waiting:
        part, begins = waiting.pop()
        yield part, begins
        if begins and isinstance(part, Node) and not _is_unsaid(part):
            inside = list(part.children or ())
            if isinstance(part, Element) and part.template_content is not None:
                inside += part.template_content.children or ()
            for child in reversed(inside):
                waiting += [(child, False), (child, True)]


def _is_unsaid(part: Node) -> bool:
    # Within a drawing these hold tags like anything else, and may hold the rest of the page.
    return part.name in UNSAID and not any(isinstance(one, Element) for one in part.children or ())


def _ends_unsaid(page: str) -> bool:
    """Whether the page ends within something of which nobody sees anything."""
    opened = [page.rfind(f"<{name}") > page.rfind(f"</{name}") for name in UNSAID]
    last = max(page.rfind(sign) for sign in HALF_A_REMARK)
    return any(opened) or last > page.rfind(">")


class _Words:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._as_typed = 0

    def take(self, part: Node | Text, *, begins: bool) -> None:
        if isinstance(part, Text):
            if begins:
                self._say(part.data or "")
        elif part.name == "br":
            if begins:
                self._end_line()
        elif part.name == "blockquote":
            self._end_line(only_full=True)
            self._quotes += 1 if begins else -1
        elif part.name in BREAKS:
            self._end_line(only_full=True)
            self._as_typed += (1 if begins else -1) if part.name == "pre" else 0
        elif part.name in CELLS:
            self._line.append(" ")

    def text(self) -> str:
        self._end_line(only_full=True)
        return "\n".join(self._lines)

    def _say(self, data: str) -> None:
        if not self._as_typed:
            self._line.append(data)
            return
        *full, rest = data.split("\n")
        for line in full:
            self._line.append(line)
            self._end_line()
        self._line.append(rest)

    def _end_line(self, *, only_full: bool = False) -> None:
        said = " ".join("".join(self._line).split())
        self._line.clear()
        if said or not only_full:
            self._lines.append("> " * min(self._quotes, DEEPEST_QUOTE) + said)


if __name__ == "__main__":
    sys.exit(main())
