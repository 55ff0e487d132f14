"""Every service on paper, in every language, in both sizes: accessible, complete, readable."""

from itertools import combinations, product

import numpy
import page
import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from django.utils.translation import override

from engines.sheets import paper
from tandem.doors.models import PaperForm
from tandem.doors.paper import actions, codes, printing
from tandem.doors.paper.wording import Wanted
from tandem.journal.choices import Door
from tandem.services.catalogue import known, services
from tandem.services.composites import Composite
from tandem.services.picture import ENCLOSED, FILE, Picture
from tandem.services.questions import HalfDays

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PRINTS = [
    pytest.param(service, language, large, id=f"{service.slug}-{language}-{large}")
    for service, language, large in product(services(), LANGUAGES, (False, True))
    if Door.PAPER not in service.impossible
]
DPI = 200
MM = DPI / 25.4


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker):
    """Each form is made once for all that is asked of it."""
    made = {}

    def print_once(service, language, large):
        key = (service.slug, language, large)
        if key not in made:
            form = actions.form_today(Wanted(service, language, large))
            made[key] = form, printing.copies(form, 1, author="Lilac")
        return made[key]

    return print_once


def words(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(one.get_textpage().get_text_range().split()) for one in document)


def plain(said):
    """As a reader of the file finds it: spaces counted once, wherever lines end."""
    return "".join(str(said).split())


@pytest.mark.django_db
@pytest.mark.parametrize(("service", "language", "large"), PRINTS)
def test_every_form_is_accessible_and_complete(printed, service, language, large):
    form, pdf = printed(service, language, large)

    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert (report.is_compliant, report.failures) == (True, [])
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == form.pages
    with override(language):
        said = plain(words(pdf))
        for name, question in service.form({}).questions():
            for text in (question.label, question.help_text, question.example, question.why):
                assert plain(text) in said, name


@pytest.mark.django_db
@pytest.mark.parametrize(("service", "language", "large"), PRINTS)
def test_nothing_stands_on_a_mark_or_on_another_box(printed, service, language, large):
    form, _pdf = printed(service, language, large)

    for sheet in form.layout.pages:
        places = [(b.x, b.y, b.size, b.size) for b in sheet.boxes]
        places += [(r.x, r.y, r.width, r.height) for r in sheet.regions]
        for x, y, width, height in places:
            assert x >= 10 and y >= 40, "too near to the edge or to the code"
            assert x + width <= paper.PAGE_WIDTH - 10
            assert y + height <= paper.MARKS[1].y - paper.QUIET
        for one, other in combinations(places, 2):
            least = paper.APART if one[2] == other[2] == one[3] else 0
            assert apart(one, other) >= least - 0.01


def apart(one, other):
    """The distance between two rectangles, along the axis that parts them most."""
    (x, y, width, height), (u, v, wide, high) = one, other
    return max(x - (u + wide), u - (x + width), y - (v + high), v - (y + height))


@pytest.mark.django_db
@pytest.mark.parametrize(("service", "language", "large"), PRINTS)
def test_each_question_and_each_answer_stands_on_it_once(printed, service, language, large):
    form, _pdf = printed(service, language, large)
    layout, meaning = form.layout, form.meaning

    boxes = [box.key for sheet in layout.pages for box in sheet.boxes]
    regions = [region.key for sheet in layout.pages for region in sheet.regions]
    assert sorted(boxes) == sorted(meaning.ticks)
    assert sorted(regions) == sorted(meaning.writings)
    assert meaning.questions() and set(meaning.questions()) == set(service.form.base_fields)
    for name, question in service.form({}).questions():
        if isinstance(question, Picture):
            # It cannot stand on paper: a box says that one is enclosed.
            enclosed = [t.value for t in meaning.ticks.values() if t.name == f"{name}_{FILE}"]
            assert enclosed == [ENCLOSED]
            continue
        assert set(question.names(name)) <= set(meaning.names())
        fields = question.parts.items() if isinstance(question, Composite) else [("", question)]
        for (_part, field), html in zip(fields, question.names(name), strict=True):
            values = [str(value) for value, _label in getattr(field, "choices", ()) if value != ""]
            ticked = [t.value for t in meaning.ticks.values() if t.name == html and t.place is None]
            assert sorted(ticked) == sorted(values)


@pytest.mark.django_db
@pytest.mark.parametrize("large", [False, True])
def test_on_the_page_a_dark_frame_stands_where_the_layout_says(printed, large):
    form, pdf = printed(services()[0], "nl", large)

    with pypdfium2.PdfDocument(pdf) as document:
        for sheet, one in zip(form.layout.pages, document, strict=True):
            picture = one.render(scale=DPI / 72, grayscale=True).to_numpy()
            for box in sheet.boxes:
                dark_around, dark_within = frame_of(picture, box)
                assert dark_around > 0.95, box
                assert dark_within < 0.01, box
            for region in sheet.regions:
                assert edge_of(picture, region) > 0.95, region


def frame_of(picture, box):
    """How much of the four sides is dark, and how much of the middle."""
    left, top = box.x * MM, box.y * MM
    side, half = box.size * MM, paper.FRAME / 2 * MM
    along = numpy.linspace(left + 2 * half, left + side - 2 * half, 20).round().astype(int)
    down = along - round(left) + round(top)
    sides = [
        picture[round(top + half), along],
        picture[round(top + side - half), along],
        picture[down, round(left + half)],
        picture[down, round(left + side - half)],
    ]
    inner = round(3 * half)
    middle = picture[
        round(top) + inner : round(top + side) - inner,
        round(left) + inner : round(left + side) - inner,
    ]
    return min((one < 128).mean() for one in sides), (middle < 128).mean()


def edge_of(picture, region):
    """How much of the upper edge of a place to write is drawn."""
    rows = slice(round((region.y - 0.25) * MM), round((region.y + 0.25) * MM) + 1)
    columns = slice(round((region.x + 1.5) * MM), round((region.x + region.width - 1.5) * MM))
    return (picture[rows, columns].min(axis=0) < 200).mean()


@pytest.mark.django_db
def test_every_page_bears_its_marks_and_its_code(printed):
    form, pdf = printed(services()[0], "fr", False)

    with pypdfium2.PdfDocument(pdf) as document:
        for number, one in enumerate(document, 1):
            picture = one.render(scale=DPI / 72, grayscale=True).to_numpy()
            seen = {code.text: code.position for code in zxingcpp.read_barcodes(picture)}
            for mark in paper.MARKS:
                corner = seen.pop(mark.says).top_left
                assert corner.x / MM == pytest.approx(mark.x, abs=0.3)
                assert corner.y / MM == pytest.approx(mark.y, abs=0.3)
            [(text, corners)] = seen.items()
            assert codes.read(text).form == form.key
            assert codes.read(text).page == number
            assert corners.top_left.x / MM == pytest.approx(paper.CODE_X, abs=0.3)
            assert corners.bottom_right.y / MM == pytest.approx(38, abs=0.5)


@pytest.mark.django_db
@pytest.mark.parametrize("large", [False, True])
def test_nothing_is_printed_near_a_mark(printed, large):
    _form, pdf = printed(services()[2], "de", large)

    with pypdfium2.PdfDocument(pdf) as document:
        for one in document:
            picture = one.render(scale=DPI / 72, grayscale=True).to_numpy()
            for x, y, size in [
                *((mark.x, mark.y, paper.MARK_SIZE) for mark in paper.MARKS),
                (paper.CODE_X, paper.CODE_Y, paper.CODE_SIZE),
            ]:
                assert ring(picture, x, y, size).min() > 200


def ring(picture, x, y, size):
    """The quiet zone around a mark, without the mark itself."""
    quiet, hair = paper.QUIET - 0.1, 0.15
    outer = [
        round(edge * MM) for edge in (y - quiet, y + size + quiet, x - quiet, x + size + quiet)
    ]
    inner = [round(edge * MM) for edge in (y - hair, y + size + hair, x - hair, x + size + hair)]
    around = numpy.ones(picture.shape, dtype=bool)
    around[inner[0] : inner[1], inner[2] : inner[3]] = False
    cut = slice(outer[0], outer[1]), slice(outer[2], outer[3])
    return picture[cut][around[cut]]


@pytest.mark.django_db
def test_a_week_has_its_twenty_one_boxes_in_rows_and_columns(printed):
    service = services()[0]
    [name] = [n for n, q in service.form({}).questions() if isinstance(q, HalfDays)]
    form, _pdf = printed(service, "fr", False)

    boxes = {b.key: b for sheet in form.layout.pages for b in sheet.boxes}
    week = [boxes[f"{name}={half_day}"] for half_day in range(21)]
    assert len({round(box.y) for box in week}) == 7
    assert len({round(box.x) for box in week}) == 3


@pytest.mark.django_db
def test_a_form_that_did_not_change_is_printed_from_the_layout_kept():
    wanted = Wanted(services()[0], "fr")

    first, again = actions.form_today(wanted), actions.form_today(wanted)
    other = actions.form_today(Wanted(services()[0], "fr", large=True))

    assert first == again != other
    assert PaperForm.objects.count() == 2


@pytest.mark.django_db
def test_copies_bear_numbers_of_their_own():
    form = actions.form_today(Wanted(services()[1], "en"))

    pdf = printing.copies(form, 2, author="Lilac")

    with pypdfium2.PdfDocument(pdf) as document:
        sheets = []
        for one in document:
            picture = one.render(scale=DPI / 72, grayscale=True).to_numpy()
            found = [code.text for code in zxingcpp.read_barcodes(picture)]
            sheets += [codes.read(text) for text in found if text.startswith("TDM1")]
    assert [one.page for one in sheets] == [*range(1, form.pages + 1)] * 2
    assert len({one.sheet for one in sheets}) == 2


@pytest.mark.django_db
def test_boxes_are_kept_in_the_order_in_which_they_are_asked():
    service = known("ask-for-help")
    made = actions.form_today(Wanted(service, "en"))

    ticks = PaperForm.objects.get(pk=made.pk).meaning.ticks.values()

    form = service.form({})
    for name in ("kind", "care", "languages"):
        values = [tick.value for tick in ticks if tick.name == name]
        asked = [str(value) for value, _label in form.fields[name].choices]
        assert values == [value for value in asked if value in values]
