"""A page as a browser sees it: what its forms would send, and what it says is wrong."""

from functools import cached_property
from html.parser import HTMLParser

from tandem.services.conditions import Raw

VOID = {"input", "br", "img", "link", "meta", "hr", "rect", "path"}
WRONG, UNSEEN = "wrong", "unseen"


class Page(HTMLParser):
    """`values` are what the form of the page would send if nobody touched it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.values: Raw = {}
        self.names: set[str] = set()
        self.files: set[str] = set()
        self.boxes: set[str] = set()
        """Those in which one types."""
        self.errors: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._typed: tuple[str, list[str]] | None = None
        self._select = ""
        self._said: list[str] = []
        self.feed(html)

    @cached_property
    def text(self) -> str:
        """Every word of it, spaces counted once."""
        return " ".join(" ".join(self._said).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append((tag, told.get("class", "")))
        if tag == "input":
            self._input(told)
        elif tag == "textarea":
            self._typed = (told["name"], [])
        elif tag == "select":
            self._select = told["name"]
            self.names.add(self._select)
        elif tag == "option" and "selected" in told:
            self.values.setdefault(self._select, []).append(told.get("value", ""))
        elif tag == "p" and self._inside(WRONG):
            self.errors.append("")

    def _input(self, told: dict[str, str]) -> None:
        name, kind = told.get("name", ""), told.get("type", "text")
        if kind == "file":
            # No page fills it in: what was chosen before is not sent again.
            self.files.add(name)
            return
        if kind not in {"radio", "checkbox", "hidden"}:
            self.boxes.add(name)
        self.names.add(name)
        ticked = "checked" in told or kind not in {"radio", "checkbox"}
        if name and ticked:
            self.values.setdefault(name, []).append(told.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._typed:
            name, said = self._typed
            self.names.add(name)
            self.boxes.add(name)
            # A browser leaves out the newline with which a text box begins.
            self.values.setdefault(name, []).append("".join(said).removeprefix("\n"))
            self._typed = None
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._typed:
            self._typed[1].append(data)
            return
        self._said.append(data)
        if self._inside(WRONG) and not self._inside(UNSEEN) and self.errors:
            self.errors[-1] += data

    def _inside(self, name: str) -> bool:
        return any(name in classes.split() for _tag, classes in self._open)
