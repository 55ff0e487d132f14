"""Files that only the bounds of memory and time stop: nothing about them looks large."""

import io

import pytest
from PIL import Image

from tandem.doors.email import enclosures
from tandem.doors.email.letters import File
from tandem.doors.scans import apart, rendering
from tandem.doors.scans.errors import RefusedFile
from tandem.doors.scans.rules import AT_THE_DESK, FROM_HOME, Room
from tandem.doors.tests.scanning import pdf, stream
from tandem.toolbox import drawing, redraw

LITTLE = 100 << 20
"""Less than the programs themselves take: any picture of some size is too much."""
SCAN = "from tandem.doors.scans import rendering; rendering.{0} = {1}; rendering.main()"
MAIL = """
import importlib.util, sys
found = importlib.util.spec_from_file_location("redraw", {2!r})
redraw = importlib.util.module_from_spec(found)
found.loader.exec_module(redraw)
redraw.{0} = {1}
sys.exit(redraw.main())
"""
A_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
NEXT = b"%s /Resources << /XObject << /F %d 0 R >> >>"


def picture() -> bytes:
    """A few kilobytes, and tens of megabytes once it is unpacked."""
    out = io.BytesIO()
    Image.new("RGB", (3_000, 3_000), "white").save(out, "PNG")
    return out.getvalue()


def strokes(count: int) -> bytes:
    """Each of them is drawn in no time; together they take very long."""
    return pdf(stream(b"0 0 m 595 842 l S\n" * count))


def nested_forms(deep: int = 12, wide: int = 12) -> bytes:
    """Two kilobytes: a drawing that shows another one twelve times, and so on, twelve deep."""
    last = 5 + deep
    forms = [stream(b"/F Do " * wide, NEXT % (A_FORM, n + 1)) for n in range(5, last)]
    shown = b"/XObject << /F 5 0 R >>"
    return pdf(stream(b"/F Do"), *forms, stream(b"0 0 9 9 re f", A_FORM), resources=shown)


def scanned(content: bytes) -> int:
    return len(list(apart.pages_of(content)))


def mailed(content: bytes) -> int:
    return len(enclosures.clean([File("a", "", content)]).pictures)


@pytest.fixture
def bounded(monkeypatch, tmp_path):
    """Both programs as they are, with one of their own bounds drawn closer."""
    # That they were slow is not to be what stops them.
    monkeypatch.setattr(drawing, "SECONDS", apart.PATIENCE)

    def bound(name: str, most: int) -> None:
        monkeypatch.setattr(apart, "COMMAND", ("-c", SCAN.format(name, most)))
        program = tmp_path / "redraw.py"
        program.write_text(MAIL.format(name, most, str(drawing.REDRAW)))
        monkeypatch.setattr(drawing, "REDRAW", program)

    return bound


def test_a_scan_that_unpacks_to_more_memory_than_there_is_for_it_is_refused(bounded):
    assert scanned(picture()) == 1

    bounded("MEMORY", LITTLE)

    with pytest.raises(RefusedFile, match=r"damaged|too_heavy"):
        scanned(picture())


def test_a_picture_in_a_mail_that_unpacks_to_more_memory_than_there_is_for_it_is_left_out(bounded):
    assert mailed(picture()) == 1

    bounded("MEMORY", LITTLE)

    assert mailed(picture()) == 0


def test_a_scan_that_takes_more_time_than_there_is_for_it_ends():
    hurried = Room(seconds=1)
    assert len(list(apart.pages_of(strokes(10), room=hurried))) == 1

    with pytest.raises(RefusedFile, match="too_heavy"):
        list(apart.pages_of(strokes(20_000), room=hurried))


def test_a_document_in_a_mail_that_takes_more_time_than_there_is_for_it_is_left_out(bounded):
    assert mailed(strokes(10)) == 1

    bounded("CPU_SECONDS", 1)

    assert mailed(strokes(20_000)) == 0


def test_drawings_within_drawings_end_by_the_memory_they_take(bounded):
    bomb = nested_forms()
    assert len(bomb) < 4_000

    bounded("MEMORY", rendering.MEMORY // 4)

    with pytest.raises(RefusedFile, match="too_heavy"):
        scanned(bomb)
    assert mailed(bomb) == 0


def test_the_bounds_are_what_one_file_deserves():
    assert max(rendering.MEMORY, redraw.MEMORY) <= 2 << 30
    assert max(AT_THE_DESK.seconds, FROM_HOME.seconds) <= apart.PATIENCE
    assert redraw.CPU_SECONDS <= drawing.SECONDS
