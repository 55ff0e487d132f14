"""XML from a stranger: no entities, no document type, no more and no deeper than an answer can be."""

from xml.parsers.expat import ExpatError, ParserCreate

from tandem.streets.open311.rendering import ONE_OF, Value

DEEPEST = 12
MOST = 50_000
"""Elements."""


class NotRead(ValueError):
    """It is no answer that we read; nothing of it is kept."""


class _Reader:
    def __init__(self) -> None:
        self.parser = ParserCreate()
        # Whoever declares entities wishes them to grow, or to fetch a file.
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.open: list[tuple[str, list[tuple[str, Value]], list[str]]] = []
        self.number = 0
        self.read: tuple[str, Value] | None = None

    def _refuse(self, *_told: object) -> None:
        raise NotRead("document_type")

    def _begin(self, name: str, _attributes: dict[str, str]) -> None:
        self.number += 1
        if self.number > MOST or len(self.open) >= DEEPEST:
            raise NotRead("too_much")
        self.open.append((name, [], []))

    def _text(self, text: str) -> None:
        self.open[-1][2].append(text)

    def _end(self, name: str) -> None:
        _name, parts, text = self.open.pop()
        value: Value = "".join(text).strip()
        if name in ONE_OF:
            value = [held for _of, held in parts]
        elif parts:
            value = dict(parts)
        if self.open:
            self.open[-1][1].append((name, value))
        else:
            self.read = name, value


def read(said: bytes) -> Value:
    """What stands under the root: a list where GeoReport has one, else a dictionary or a text."""
    reader = _Reader()
    try:
        reader.parser.Parse(said, True)
    except (ExpatError, ValueError) as error:
        raise NotRead("not_xml") from error
    if reader.read is None:
        raise NotRead("nothing")
    return reader.read[1]
