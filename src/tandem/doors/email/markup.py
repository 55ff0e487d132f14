"""The words of a mail that was written as a page; nothing of it is run, kept or fetched."""

import re
from html import unescape
from html.parser import HTMLParser

BREAKS = frozenset({"p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "pre"})
UNSAID = frozenset({"script", "style", "head", "title", "template", "svg", "math", "object"})
DEEPEST_QUOTE = 20
MOST_TAGS = 20_000
MOST_REMARKS = 500
"""Beyond these the parser takes ages: whoever writes so gets no more than the bare words."""
TAG = re.compile(r"<[^<>]{0,2000}>")


def text_of(page: str) -> str:
    """Its words line by line; what it quotes begins with `>`, as in plain mail."""
    if page.count("<") > MOST_TAGS or page.count("<!") + page.count("<?") > MOST_REMARKS:
        return unescape(TAG.sub(" ", page))
    words = _Words()
    words.feed(page)
    words.close()
    return words.text()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSAID:
            self._silent.append(tag)
        elif tag == "br":
            self._end_line()
        elif tag == "blockquote":
            self._end_line(only_full=True)
            self._quotes = min(self._quotes + 1, DEEPEST_QUOTE)
        elif tag in BREAKS:
            self._end_line(only_full=True)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag == "blockquote":
            self._end_line(only_full=True)
            self._quotes = max(0, self._quotes - 1)
        elif tag in BREAKS:
            self._end_line(only_full=True)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._line.append(data)

    def text(self) -> str:
        self._end_line(only_full=True)
        return "\n".join(self._lines)

    def _end_line(self, *, only_full: bool = False) -> None:
        said = " ".join("".join(self._line).split())
        self._line.clear()
        if said or not only_full:
            self._lines.append("> " * self._quotes + said)
