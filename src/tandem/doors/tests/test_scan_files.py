"""Files that scanners, telephones and hostile people make; each is drawn in a process of its own."""

import io
import os

import pillow_heif
import pytest
from PIL import Image, PngImagePlugin

from tandem.doors.scans import apart, rendering
from tandem.doors.scans.apart import pages_of
from tandem.doors.scans.errors import RefusedFile
from tandem.doors.tests.scanning import bomb, pdf
from tests.paper import as_pdf, as_tiff


def drawn(content: bytes, **more):
    return [(page.width, page.height) for page in pages_of(content, **more)]


def saved(picture: Image.Image, kind: str, **more) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def grey(width=300, height=420, level=255) -> Image.Image:
    return Image.new("L", (width, height), level)


def test_every_page_of_a_pdf_is_drawn_at_200_dots_per_inch():
    pdf = as_pdf([grey(1240, 1754), grey(1240, 1754)])

    assert drawn(pdf) == [(1654, 2339)] * 2


def test_every_frame_of_a_tiff_is_a_page_and_one_may_go_on_in_the_middle():
    tiff = as_tiff([grey(level=level) for level in (10, 20, 30)])

    assert [page.grey[0] for page in pages_of(tiff)] == [10, 20, 30]
    assert [(page.number, page.grey[0]) for page in pages_of(tiff, after=2)] == [(3, 30)]


def test_a_telephone_photograph_is_turned_upright_and_shrunk():
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = saved(Image.new("RGB", (4000, 3000), "white"), "JPEG", exif=exif)

    ((width, height),) = drawn(photo)

    assert width < height
    assert width * height <= rendering.KEPT_PIXELS


def test_the_format_of_some_telephones_is_read_too():
    heif = pillow_heif.from_pillow(Image.new("RGB", (640, 480), "white"))
    out = io.BytesIO()
    heif.save(out)

    assert drawn(out.getvalue()) == [(640, 480)]


def test_what_can_be_seen_through_lies_on_white_paper():
    clear = Image.new("RGBA", (300, 400), (0, 0, 0, 0))

    (page,) = pages_of(saved(clear, "PNG"))

    assert set(page.grey) == {255}


def test_sixteen_bits_of_grey_are_not_taken_for_white():
    deep = Image.new("I;16", (300, 400), 0x4000)

    (page,) = pages_of(saved(deep, "PNG"))

    assert set(page.grey) == {0x40}


def _fax(width=2480, height=3508) -> Image.Image:
    """Strokes a pixel wide, which would be grey were they drawn at another size."""
    fax = Image.new("1", (width, height), 1)
    for left in range(300, 900, 7):
        fax.paste(0, (left, 400, left + 1, 900))
    return fax


A4_AT_600 = (4960, 7016)


@pytest.mark.parametrize("size", [(1728, 2200), A4_AT_600])
@pytest.mark.parametrize(
    "save",
    [
        lambda fax: saved(fax, "TIFF", compression="group4"),
        lambda fax: saved(fax, "PNG"),
        lambda fax: saved(fax, "PDF", resolution=fax.width / 8.27),
    ],
    ids=["tiff", "png", "pdf"],
)
def test_black_and_white_comes_to_the_engine_pixel_for_pixel(save, size):
    fax = _fax(*size)

    (page,) = pages_of(save(fax))

    assert (page.width, page.height) == size
    assert page.grey == fax.convert("L").tobytes()


@pytest.mark.parametrize(
    "matrix",
    [b"-595.4 0 0 842.00 595.4 0 cm", b"300.00 0 0 842.04 0 0 cm"],
    ids=["mirrored", "on half of the page"],
)
def test_black_and_white_that_is_not_the_page_as_it_looks_is_drawn(matrix):
    plain = saved(_fax(1700, 2404), "PDF", resolution=205.59)
    placed = b"595.359696 0 0 841.908653 0 0 cm"
    pdf = plain.replace(placed, matrix.ljust(len(placed)))
    assert pdf != plain

    ((width, height),) = drawn(pdf)

    assert (width, height) == (1654, 2339)


def test_black_and_white_too_large_to_be_read_as_it_is_is_refused():
    with pytest.raises(RefusedFile, match="too_many_pixels"):
        drawn(saved(_fax(8000, 7600), "TIFF", compression="group4"))


def _deep_text() -> bytes:
    """A PNG whose text unpacks to far more than a picture needs."""
    info = PngImagePlugin.PngInfo()
    info.add_text("comment", "x" * 80_000_000, zip=True)
    return saved(grey(), "PNG", pnginfo=info)


def test_a_pdf_with_a_script_is_only_drawn(tmp_path):
    script = (
        b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9/'\\)) >> "
        b"/AA << /WC << /S /Launch /F (touch) /Win << /P (%s) >> >> >>"
        % os.fsencode(tmp_path / "ran")
    )
    scripted = pdf(b"<< /Length 0 >>\nstream\n\nendstream", catalog=script)

    assert drawn(scripted) == [(1653, 2339)]
    assert list(tmp_path.iterdir()) == []


LOCKED = (
    b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 "
    b"/O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>"
)


def _locked_pdf() -> bytes:
    plain = pdf(b"<< /Length 0 >>\nstream\n\nendstream", LOCKED)
    more = b"/Encrypt 5 0 R /ID [<" + b"33" * 16 + b"> <" + b"33" * 16 + b">] /Root"
    return plain.replace(b"/Root", more)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: as_pdf([grey(9, 9)] * 300), "too_many_pages"),
        (lambda: as_tiff([grey(9, 9)] * 201), "too_many_pages"),
        (bomb, "too_many_pixels"),
        (_locked_pdf, "locked"),
        (lambda: b"%PDF-1.7\nnothing of the kind", "damaged"),
        (lambda: as_pdf([grey()])[:400], "damaged"),
        (lambda: saved(grey(), "JPEG")[:200], "damaged"),
        (lambda: b"II*\x00" + b"\xff" * 400, "damaged"),
        (_deep_text, "damaged"),
        (lambda: b"PK\x03\x04 with a name that ends in .pdf", "unknown_kind"),
        (lambda: b"<svg><script>alert(1)</script></svg>", "unknown_kind"),
        (lambda: b"<!doctype html><title>%PDF-1.7</title>", "unknown_kind"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(content, code):
    with pytest.raises(RefusedFile) as refused:
        drawn(content())

    assert str(refused.value) == code


def test_a_file_that_would_fill_all_memory_ends_its_own_process_alone(monkeypatch):
    greedy = (
        "from tandem.doors.scans import rendering; rendering.take_little(240);"
        "bytearray(3 << 30); print('{\"pages\": 0}')"
    )
    monkeypatch.setattr(apart, "COMMAND", ("-c", greedy))

    with pytest.raises(RefusedFile, match="too_heavy"):
        drawn(b"%PDF-1.7")


def test_a_process_that_dies_says_so_and_keeps_what_it_had_drawn(monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE", 0.0)

    with pytest.raises(RefusedFile, match="too_heavy"):
        drawn(as_tiff([grey()] * 3))


def test_the_process_knows_no_key_of_ours(monkeypatch, tmp_path):
    monkeypatch.setenv("TANDEM_KEY", "secret")
    seen = tmp_path / "seen"
    monkeypatch.setattr(
        apart,
        "COMMAND",
        ("-c", f"import os; open({str(seen)!r}, 'w').write(repr(dict(os.environ)))"),
    )

    with pytest.raises(RefusedFile):
        drawn(b"%PDF-1.7")

    assert "secret" not in seen.read_text()
