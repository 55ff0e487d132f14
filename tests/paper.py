"""A form in hand: printed as Tandem prints it, filled in with a pen, laid on a scanner."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random

import numpy as np
import pypdfium2
import segno
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from engines.sheets import Rules, locate
from engines.sheets import paper as marks
from engines.sheets.tests import degrade
from engines.sheets.tests import pen as pens
from engines.sheets.tests.sheet import DPI, pixels
from tandem.doors.models import PaperForm
from tandem.doors.paper import codes, printing
from tandem.doors.paper.actions import form_today
from tandem.doors.paper.codes import SheetPage
from tandem.doors.paper.meaning import Tick
from tandem.doors.paper.wording import Wanted
from tandem.doors.scans.jobs import read_scans
from tandem.doors.scans.queue import READ
from tandem.services.conditions import Raw
from tandem.tenancy.scope import within

Scan = Callable[[Image.Image, Random], Image.Image]


def quick(page: Image.Image, _chance: Random) -> Image.Image:
    """A good scanner at 150 dots per inch."""
    return degrade.at(150, page)


@dataclass
class PaperSheet:
    """One copy: its pages as pictures, and where its boxes are."""

    form: PaperForm
    pages: list[Image.Image]
    chance: Random = field(default_factory=lambda: Random(5))
    text: str = ""
    """What is printed on it."""

    def fill_in(self, given: Raw) -> None:
        """Ticks what can be ticked, and writes where one writes by hand."""
        meaning = self.form.meaning
        places = {tick.name: (tick.place or 0) + 1 for tick in meaning.ticks.values()}
        keys = {
            key
            for key, tick in meaning.ticks.items()
            if _is_meant(tick, given.get(tick.name, []), places[tick.name])
        }
        keys |= {
            key
            for key, writing in meaning.writings.items()
            if any(given.get(writing.name, ())) and writing.name not in self._ticked_names(keys)
        }
        self.mark(keys)

    def _ticked_names(self, keys: Iterable[str]) -> set[str]:
        return {self.form.meaning.ticks[key].name for key in keys}

    def mark(self, keys: Iterable[str], pen: pens.Pen = pens.BALLPOINT) -> None:
        """A tick in each of these boxes, a scrawl in each of these places."""
        wanted = set(keys)
        for layout, page in zip(self.form.layout.pages, self.pages, strict=True):
            for box in layout.boxes:
                if box.key in wanted:
                    pens.ticked(page, box, self.chance, pen)
            for region in layout.regions:
                if region.key in wanted:
                    pens.handwriting(page, region, self.chance, pen)

    def scanned(self, scan: Scan = quick) -> list[Image.Image]:
        return [scan(page, self.chance) for page in self.pages]


def _is_meant(tick: Tick, said: list[str], places: int) -> bool:
    if tick.place is None:
        return tick.value in said
    # Figures end at the right, as one writes numbers.
    return any(one.isdecimal() and one.rjust(places)[tick.place] == tick.value for one in said)


def printed(service, *, language: str = "en", large: bool = False, commune=None) -> PaperSheet:
    """A copy with a number of its own.

    Printed by Typst the first time; of later copies only the code is drawn anew, since nothing
    else of them differs and printing takes longer than all the rest.
    """
    form = form_today(Wanted(service, language, large, commune))
    if form.key not in _printed:
        pdf = printing.copies(form, 1, author="Tandem")
        _printed[form.key] = [as_png(page) for page in drawn(pdf)], text_of(pdf)
        return of_pdf(pdf)
    pictures_of, text = _printed[form.key]
    pages = [Image.open(io.BytesIO(page)) for page in pictures_of]
    number = codes.new_sheet()
    for page, picture in enumerate(pages, 1):
        stamp(picture, codes.write(SheetPage(form.key, number, page)))
    return PaperSheet(form, pages, text=text)


_printed: dict[str, tuple[list[bytes], str]] = {}


def stamp(page: Image.Image, text: str) -> None:
    """Another code in the place of the one that stands there."""
    made = segno.make(text, error="q", micro=False, boost_error=False)
    modules = np.array([[0 if on else 255 for on in row] for row in made.matrix], np.uint8)
    left, top, size = (pixels(mm) for mm in (marks.CODE_X, marks.CODE_Y, marks.CODE_SIZE))
    code = Image.fromarray(modules).resize((size, size), Image.Resampling.NEAREST)
    page.paste(code, (left, top))


def of_pdf(pdf: bytes) -> PaperSheet:
    """A copy somebody else printed, such as one to go on with; its code says what it is."""
    drawn_pages = drawn(pdf)
    found = [locate(page, Rules(begins=codes.BEGINS)).text for page in drawn_pages]
    codes_of = [codes.read(text) if text else None for text in found]
    # What goes out with a form and stays at home bears no code.
    pages = [page for page, code in zip(drawn_pages, codes_of, strict=True) if code]
    code = next(code for code in reversed(codes_of) if code)
    return PaperSheet(PaperForm.objects.get(key=code.form), pages[-code.page :], text=text_of(pdf))


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def drawn(pdf: bytes) -> list[Image.Image]:
    """Its pages as a printer leaves them, at the resolution of the pen."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]
    document.close()
    return pages


def as_png(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.convert("L").save(out, "PNG", compress_level=1)
    return out.getvalue()


def as_pdf(pages: list[Image.Image], dpi: int = 150) -> bytes:
    out = io.BytesIO()
    first, *others = [page.convert("L") for page in pages]
    first.save(out, "PDF", save_all=True, append_images=others, resolution=dpi, quality=90)
    return out.getvalue()


def as_jpeg(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=80)
    return out.getvalue()


def as_fax(pages: list[Image.Image]) -> bytes:
    """Black or white, as a fax machine saves it."""
    out = io.BytesIO()
    first, *others = pages
    first.save(out, "PDF", save_all=True, append_images=others, resolution=200)
    return out.getvalue()


def as_tiff(pages: list[Image.Image]) -> bytes:
    out = io.BytesIO()
    first, *others = pages
    first.save(out, "TIFF", save_all=True, append_images=others, compression="tiff_lzw")
    return out.getvalue()


def handed_in(client, *files: bytes, name: str = "scan.pdf") -> str:
    """Through the page of scans, then read as the worker does; the address of the batch."""
    uploads = [SimpleUploadedFile(name, content) for content in files]
    response = client.post("/desk/scans/", {"scans": uploads})
    assert response.status_code == 302, response.text
    work()
    return response["Location"]


def work() -> None:
    """Every job of the scans that waits, in this process."""
    for job in ProcrastinateJob.objects.filter(task_name=READ).order_by("pk"):
        with within(None):
            read_scans(**job.args)
    # The web role may not empty the queue; done jobs find their file read, and do nothing.


def pictures(pdf: bytes, dpi: int = 150) -> list[np.ndarray]:
    """Each page, in grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72, grayscale=True).to_numpy() for page in document]


def codes_on(picture: np.ndarray) -> list[SheetPage]:
    """What its codes name, of ours."""
    return [
        codes.read(code.text)
        for code in zxingcpp.read_barcodes(picture)
        if code.text.startswith("TDM1")
    ]
