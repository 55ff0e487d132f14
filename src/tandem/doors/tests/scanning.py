"""A short form for the tests of scans, and what is done with it at the desk."""

import io
import zlib

from tandem.journal.choices import Purpose
from tandem.services.composites import Reach, Someone, Where
from tandem.services.declaration import Promise, Service
from tandem.services.forms import ServiceForm
from tandem.services.questions import OneOf, Short, SomeOf
from tandem.territory.choices import Role
from tests import paper
from tests.parity.drivers import Paper

WHY = "To know whom we answer."
ANSWERS = {
    "where_postal_code": ["1030"],
    "where_street": ["Rue des Tilleuls Inventés 12"],
    "colour": ["green"],
    "who_first_name": ["Rosa"],
    "who_last_name": ["Vandenput"],
    "reach_channel": ["letter"],
}


class LampForm(ServiceForm):
    where = Where("Where is the lamp?", why=WHY)
    colour = OneOf("Which colour has it?", choices=[("green", "Green"), ("blue", "Blue")])
    noises = SomeOf("What does it do?", choices=[("hum", "Hum"), ("tick", "Tick")], optional=True)
    nickname = Short("What do you call it?", optional=True)
    who = Someone("What is your name?", why=WHY)
    reach = Reach("How do we reach you?", why=WHY)


class Lamp(Service):
    slug = "lamp-for-the-tests"
    title = "Report a lamp"
    summary = "A lamp of the tests is out."
    room = "solidarity"
    form = LampForm
    promise = Promise(working_days=3)
    purpose = Purpose.ANSWER
    handled_by = frozenset({Role.COORDINATOR})
    why_online = "So that the tests have light."

    @staticmethod
    def submit(answers, *, case):
        """Nothing more than the case itself."""


def filled(service, answers=None, *, more=()) -> paper.PaperSheet:
    """A copy with these answers, and a tick in each box that `more` names."""
    sheet = paper.printed(service)
    sheet.fill_in(ANSWERS if answers is None else answers)
    sheet.mark(more)
    return sheet


def bomb() -> bytes:
    """A PNG of a few kilobytes that says it is 30,000 pixels square."""
    chunk = io.BytesIO()

    def put(kind: bytes, data: bytes) -> None:
        chunk.write(len(data).to_bytes(4) + kind + data)
        chunk.write(zlib.crc32(kind + data).to_bytes(4))

    chunk.write(b"\x89PNG\r\n\x1a\n")
    put(b"IHDR", (30_000).to_bytes(4) * 2 + bytes([8, 0, 0, 0, 0]))
    put(b"IDAT", zlib.compress(bytes(30_001 * 300), 9))
    put(b"IEND", b"")
    return chunk.getvalue()


def pdf(drawing: bytes, *more: bytes, resources: bytes = b"", catalog: bytes = b"") -> bytes:
    """One page of A4, drawn so, with whatever else is to stand in it."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << %s >> >>" % resources,
        drawing,
        *more,
    ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(drawing: bytes, dictionary: bytes = b"") -> bytes:
    """What is drawn, as an object of a PDF."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, len(drawing), drawing)


def box(sheet: paper.PaperSheet, name: str, value: str) -> str:
    """The key of the box by which `value` is given under `name`."""
    ticks = sheet.form.meaning.ticks.items()
    return next(key for key, tick in ticks if (tick.name, tick.value) == (name, value))


def hand_in(desk: Paper, *files: bytes, name: str = "scan.pdf"):
    """The page of the batch, once the worker has read it."""
    return desk.browser.get(paper.handed_in(desk.browser.client, *files, name=name))


def scan(desk: Paper, sheet: paper.PaperSheet):
    return hand_in(desk, paper.as_tiff(sheet.scanned()))


sheets_on = Paper.sheets_on


def read(desk: Paper, path: str, do: str, **typed: str):
    """The colleague types, on the page as it is shown, and presses a button."""
    page = desk.browser.get(path)
    said = page.values | {name: [value] for name, value in typed.items()} | {"do": [do]}
    return desk.browser.post(f"{path}read/", said)
