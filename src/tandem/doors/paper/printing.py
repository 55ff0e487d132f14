"""From a form kept to paper in hand: so many copies, each with a number of its own."""

from tandem.doors.models import PaperForm, PersonalSheet
from tandem.doors.paper import codes, press
from tandem.doors.paper.press import Copy


def copies(form: PaperForm, count: int, *, author: str) -> bytes:
    """One file; printed again, it would be other copies."""
    sheets = [Copy(form.key, codes.new_sheet(), form.pages) for _ in range(count)]
    return press.pdf_of(form.words, sheets, author=author)


def personal(sheet: PersonalSheet, *, author: str) -> bytes:
    """The one copy of somebody known."""
    copy = Copy(sheet.form.key, sheet.sheet, sheet.form.pages)
    return press.pdf_of(sheet.form.words, [copy], author=author)
