"""Sheets for somebody known, or to go on with a draft: a code in place of her data, once."""

from datetime import timedelta

import numpy
import pypdfium2
import pytest
import time_machine
from django.db import ProgrammingError, transaction
from django.utils import timezone

from engines.sheets import paper
from tandem.doors.models import PaperForm, PersonalSheet
from tandem.doors.paper import actions, codes, printing
from tandem.doors.paper.queries import form_print, place_of_sheet
from tandem.doors.paper.wording import Wanted
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.outbox import delivery, pressing
from tandem.outbox import printing as letters
from tandem.outbox.choices import Obstacle
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.solidarity.models import HelpKind
from tandem.tenancy.scope import Scope, within
from tests.factories import OrganisationFactory, PersonFactory, scope_of
from tests.paper import codes_on, pictures

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
DPI = 150
MM = DPI / 25.4


@pytest.fixture
def hall(commune):
    with within(scope_of(commune)):
        yield commune


def somebody(hall, **facts):
    return PersonFactory(organisation=hall, language="nl", large_print=True, **facts)


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def test_a_personal_sheet_speaks_her_language_and_shows_nothing_of_her(hall, service):
    ana = somebody(hall, first_name="Anastasia", phone="0450 99 88 77")

    sheet = actions.sheet_for(ana, service)

    pdf = printing.personal(sheet, author=str(hall))
    assert (sheet.form.language, sheet.form.large, sheet.form.commune) == ("nl", True, hall.area)
    assert not {"where", "who", "reach", "care"} & set(sheet.form.meaning.questions())
    for secret in ("Anastasia", "Kerckhoven", "99 88", "Tilleuls"):
        assert secret not in text_of(pdf)
    assert {page.sheet for one in pictures(pdf) for page in codes_on(one)} == {sheet.sheet}


def test_its_number_leads_to_her_and_is_used_once(hall, service):
    ana = somebody(hall)
    sheet = actions.sheet_for(ana, service)
    number = sheet.sheet

    # Whoever scans it stands in no scope yet; the number is all there is.
    with within(Scope()):
        used, again = actions.use_sheet(number), actions.use_sheet(number)

    assert (used.pk, used.person, again) == (sheet.pk, ana, None)
    words = Entry.objects.about(ana.key).values_list("word", flat=True)
    assert {"doors.sheet_made", "doors.sheet_used"} <= set(words)


def test_a_sheet_of_nobody_leads_nowhere(hall):
    assert place_of_sheet(codes.new_sheet()) is None
    assert actions.use_sheet(codes.new_sheet()) is None


def test_a_sheet_that_lay_too_long_is_refused(hall, service):
    with time_machine.travel(timezone.now() - actions.LIVES - timedelta(days=1)):
        sheet = actions.sheet_for(somebody(hall), service)

    assert actions.use_sheet(sheet.sheet) is None


def test_the_number_stands_sealed_and_a_neighbour_finds_nothing(hall, service):
    sheet = actions.sheet_for(somebody(hall), service)

    assert sheet.sheet.encode() not in bytes(sheet.sealed)
    with within(scope_of(OrganisationFactory())):
        assert not PersonalSheet.objects.exists()


def test_a_sheet_goes_on_with_a_draft_and_asks_only_what_is_open(hall, service, answers):
    draft = drafts.begin(service, "fr", door=Door.PHONE, organisation=hall.pk)
    given = {
        html: said for name in ("where", "when", "who") for html, said in answers[name].items()
    }
    draft = drafts.keep(draft.code, given, asked=["where", "when", "who"], door=Door.PHONE)

    sheet = actions.sheet_to_go_on(draft, hall)

    asked = set(sheet.form.meaning.questions())
    assert not asked & {"where", "when", "who"}
    # How many is asked only of goods, and nobody said yet what is needed.
    assert {"kind", "quantity", "reach"} <= asked
    assert actions.use_sheet(sheet.sheet).code == draft.code


def test_questions_that_the_answers_do_not_call_for_stay_away(hall, service, answers):
    draft = drafts.begin(service, "fr", door=Door.PHONE, organisation=hall.pk)
    given = {**answers["where"], "kind": ["meal"]}
    draft = drafts.keep(draft.code, given, asked=["where", "kind"], door=Door.PHONE)

    sheet = actions.sheet_to_go_on(draft, hall)

    assert not {"kind", "quantity"} & set(sheet.form.meaning.questions())


def test_a_letter_brings_her_own_sheet_with_boxes_where_they_are_kept(hall, service):
    there = [
        somebody(hall, postal_code=code, street="Invented Street 1") for code in ("1348", "1030")
    ]
    first = there[1]

    sent = actions.post_forms(there, service)
    deliver(sent)
    asked = letters.ask_printing(hall)
    pressing.make(asked.pk)
    asked.refresh_from_db()

    pages = pictures(letters.pdf_of(asked), DPI)
    sheets = {sheet.person: sheet for sheet in PersonalSheet.objects.all()}
    read = [page for one in pages for page in codes_on(one)]
    of_first = sheets[first]
    # A cover; then each letter followed by its form, in postal order.
    assert [page.sheet for page in read[: of_first.form.pages]] == [of_first.sheet] * (
        of_first.form.pages
    )
    assert len(read) == sum(sheet.form.pages for sheet in sheets.values())
    form_pages = [one for one in pages if codes_on(one)]
    for layout, picture in zip(of_first.form.layout.pages, form_pages, strict=False):
        for box in layout.boxes:
            assert is_framed(picture, box), box


def deliver(messages):
    """As the worker does it, in the same process."""
    delivery.deliver([message.pk for message in messages], job=None)


def is_framed(picture, box):
    half = paper.FRAME / 2
    middle = box.size / 2
    spots = [
        (box.x + half, box.y + middle),
        (box.x + box.size - half, box.y + middle),
        (box.x + middle, box.y + half),
        (box.x + middle, box.y + box.size - half),
    ]
    around = [
        picture[round(y * MM) - 1 : round(y * MM) + 2, round(x * MM) - 1 : round(x * MM) + 2]
        for x, y in spots
    ]
    return all(numpy.min(one) < 140 for one in around)


def test_a_form_is_not_posted_to_who_must_not_be_written_to(hall, service):
    ana = somebody(hall, never_write=True, channel=Channel.CALL)

    deliver(actions.post_forms([ana], service))

    assert Message.objects.get().obstacle == Obstacle.NEVER_WRITE


def test_a_print_once_kept_is_never_changed():
    form = actions.form_today(Wanted(known("offer-help"), "de"))

    for change in (
        lambda: PaperForm.objects.filter(pk=form.pk).update(language="fr"),
        lambda: PaperForm.objects.filter(pk=form.pk).delete(),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()
    assert form_print(form.key) == form
    assert form_print("ZKQ74MPA9TUV") is None


def test_a_commune_s_own_words_stand_on_its_form(hall, service):
    name = "Eine unvorstellbar lange Bezeichnung " * 12
    HelpKind.objects.create(commune=hall.area, code="own", skill="own_words", names={"de": name})

    form = actions.form_today(Wanted(service, "de", True, hall.area))

    assert any(tick.value == "own" for tick in form.meaning.ticks.values())
    pdf = printing.copies(form, 1, author="Lilac")
    assert "".join(name.split()) in "".join(text_of(pdf).split())
    for layout in form.layout.pages:
        assert all(box.y + box.size <= 272 and box.y >= 40 for box in layout.boxes)
