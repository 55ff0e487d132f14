from dataclasses import replace
from datetime import date, timedelta

import page
import pypdfium2
import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from tandem.journal.models import Entry
from tandem.outbox import pressing, printing
from tandem.outbox.choices import Obstacle, Outcome, PrintState, State
from tandem.outbox.errors import NotNow
from tandem.outbox.jobs import UNPOSTED
from tandem.outbox.models import Attempt, Message
from tandem.outbox.paper.letter import Addressed
from tandem.outbox.paper.press import press
from tandem.outbox.tests.sending import SECRET, a_text, delivered, sent_to
from tandem.people import protection
from tandem.people.choices import Channel
from tandem.territory.models import PostalCode
from tests.factories import OrganisationFactory, PersonFactory, identity_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
TODAY = date(2026, 11, 24)


def to_post(town_hall, **facts):
    person = PersonFactory(organisation=town_hall, channel=Channel.LETTER, **facts)
    return delivered(sent_to(person))


def made(town_hall):
    asked = printing.ask_printing(town_hall)
    pressing.make(asked.pk)
    asked.refresh_from_db()
    return asked


def words(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(one.get_textpage().get_text_bounded().split()) for one in document]


def addressed(town_hall, language="en", **facts):
    known = {
        "message": 1,
        "language": language,
        "text": a_text(),
        "identity": identity_of(postal_code="1030"),
        "locality": "Lilac",
        "organisation": town_hall,
        "large": False,
    }
    return Addressed(**{**known, **facts})


def is_accessible(pdf):
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    return report.is_compliant, report.failures


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("fr", "24 novembre 2026"),
        ("nl", "24 november 2026"),
        ("de", "24. November 2026"),
        ("en", "24 November 2026"),
    ],
)
def test_a_letter_says_all_that_is_needed_in_every_language(town_hall, language, day):
    with override("fr"):
        pdf = press([addressed(town_hall, language)], language="fr", today=TODAY, with_cover=False)

    [sheet] = words(pdf)
    for said in (
        "Odette Van Kerckhoven",
        "Rue des Tilleuls Inventés 4",
        "1030 Lilac",
        "ZKQ7 4MPA",
        SECRET,
        day,
        "02 000 11 22",
        "http://127.0.0.1:8000/follow/",
        "Square of the Invented Hall 1",
    ):
        assert said in sheet
    assert is_accessible(pdf) == (True, [])


def test_letters_with_their_cover_and_in_large_print_can_be_read_aloud(town_hall):
    plain, large = addressed(town_hall), addressed(town_hall, "nl", large=True)

    pdf = press([plain, large], language="de", today=TODAY)

    assert is_accessible(pdf) == (True, [])
    # A cover, a page, and two pages of large letters.
    assert [page.split()[-1] for page in words(pdf)[1:]] == ["1", "1", "2"]


def test_large_print_is_large(town_hall):
    def height(large):
        pdf = press(
            [addressed(town_hall, large=large)], language="en", today=TODAY, with_cover=False
        )
        with pypdfium2.PdfDocument(pdf) as document:
            found = document[0].get_textpage()
            start = found.get_text_range().index("kidney")
            _left, bottom, _right, top = found.get_charbox(start)
            return top - bottom

    assert height(large=True) == pytest.approx(height(large=False) * 1.5, rel=0.02)


def test_the_address_stands_in_the_window_of_the_envelope(town_hall):
    pdf = press([addressed(town_hall)], language="en", today=TODAY, with_cover=False)

    with pypdfium2.PdfDocument(pdf) as document:
        textpage, height = document[0].get_textpage(), document[0].get_height()
        start = textpage.get_text_range().index("Odette")
        left, _bottom, _right, top = textpage.get_charbox(start)
    millimetre = 72 / 25.4
    assert left / millimetre == pytest.approx(110, abs=1)
    assert 45 < (height - top) / millimetre < 60


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("#panic() *bold* $x$ <b>", "#panic() *bold* $x$ <b>"),
        ("\\ \" ' { [", "\\ \" ' { ["),
        ("bell\x07 nul\x00", "bell nul"),
        ("two\nlines", "two lines"),
    ],
)
def test_whatever_a_person_wrote_is_printed_as_written(town_hall, said, printed):
    text = a_text(paragraphs=(said, "The end."))

    [sheet] = words(
        press([addressed(town_hall, text=text)], language="en", today=TODAY, with_cover=False)
    )

    assert f"{printed} The end." in sheet


@pytest.mark.parametrize("said", ["你好", "نص عربي", "\U0001f600"])
def test_a_sign_no_font_knows_does_not_keep_a_letter_from_leaving(town_hall, said):
    text = a_text(paragraphs=(said, "The end."))

    [sheet] = words(
        press([addressed(town_hall, text=text)], language="en", today=TODAY, with_cover=False)
    )

    assert "The end." in sheet


def test_letters_are_printed_in_postal_order_under_a_cover_sheet(town_hall):
    PostalCode.objects.create(code="1348", commune=town_hall.area)
    last = to_post(town_hall, postal_code="1348", last_name="Zonder", safe_contact="Ring twice.")
    first = to_post(town_hall, postal_code="1030", street="Avenue Imaginaire 2", language="nl")
    second = to_post(town_hall, postal_code="1030", street="Rue Rêvée 9")

    with override("en"):
        asked = made(town_hall)

    cover, *sheets = words(printing.pdf_of(asked))
    assert "Number of letters 3" in cover
    assert "Ring twice." in cover
    assert ["Imaginaire" in sheets[0], "Rêvée" in sheets[1], "Zonder" in sheets[2]] == [True] * 3
    assert f"1348 {town_hall.area.name}" in sheets[2]
    numbers = Message.objects.order_by("number").values_list("pk", "number", "state")
    assert list(numbers) == [
        (first.pk, 1, State.PRINTED),
        (second.pk, 2, State.PRINTED),
        (last.pk, 3, State.PRINTED),
    ]


def test_letters_are_kept_sealed_until_posted_and_then_no_more(town_hall):
    to_post(town_hall)
    asked = made(town_hall)
    assert b"%PDF" not in bytes(asked.sealed)
    assert printing.pdf_of(asked).startswith(b"%PDF")

    printing.mark_posted(asked)

    asked.refresh_from_db()
    assert (asked.state, asked.sealed) == (PrintState.POSTED, None)
    letter = Message.objects.get()
    assert (letter.state, letter.left_at is None) == (State.SENT, False)
    assert Entry.objects.filter(word="outbox.letters_posted").count() == 1


def test_a_letter_that_does_not_exist_is_not_said_to_be_spoilt(town_hall):
    letters = [to_post(town_hall) for _ in range(3)]
    asked = made(town_hall)

    with pytest.raises(NotNow, match="no_such_letter"):
        printing.mark_posted(asked, spoilt=[2, 9])

    keys = [letter.pk for letter in letters]
    assert Message.objects.filter(pk__in=keys, state=State.PRINTED).count() == 3


def test_a_spoilt_letter_is_printed_again_with_the_next_ones(town_hall):
    letters = [to_post(town_hall) for _ in range(3)]
    asked = made(town_hall)

    assert printing.mark_posted(asked, spoilt=[2]) == 2

    again = Message.objects.letters_to_print().get()
    assert again.pk == letters[1].pk
    assert Attempt.objects.get(message=again).outcome == Outcome.JAMMED
    assert made(town_hall).count == 1


def test_one_letter_is_printed_once_however_often_it_is_asked_for(town_hall):
    to_post(town_hall)

    asked = made(town_hall)
    pressing.make(asked.pk)

    assert printing.ask_printing(town_hall) is None
    assert Attempt.objects.count() == 1


def test_posting_is_said_once(town_hall):
    to_post(town_hall)
    asked = made(town_hall)
    printing.mark_posted(asked)

    with pytest.raises(NotNow):
        printing.mark_posted(asked)


def test_letters_printed_long_ago_and_never_said_to_be_posted_are_in_doubt(town_hall):
    to_post(town_hall)
    with time_machine.travel(timezone.now() - UNPOSTED - timedelta(hours=1)):
        made(town_hall)

    printing.doubt_unposted(timezone.now() - UNPOSTED)

    assert Message.objects.get().state == State.UNSURE


def test_no_letter_is_made_for_who_must_not_be_written_to(town_hall):
    person = PersonFactory(organisation=town_hall, never_write=True)

    message = delivered(sent_to(person, channel=Channel.LETTER))

    assert (message.channel, message.obstacle) == (Channel.CALL, Obstacle.NEVER_WRITE)
    assert printing.ask_printing(town_hall) is None


def test_whoever_asks_at_the_desk_finds_her_text_there(town_hall):
    message = delivered(sent_to(PersonFactory(organisation=town_hall, channel=Channel.DESK)))

    assert (message.state, message.text.paragraphs) == (State.DONE, (SECRET,))


def test_who_can_be_reached_in_no_way_is_shown_to_a_colleague(town_hall):
    person = PersonFactory(organisation=town_hall, channel=Channel.CALL, phone="", street="")

    message = delivered(sent_to(person))

    assert (message.state, message.obstacle) == (State.FAILED, Obstacle.NO_PHONE)


def test_another_organisation_prints_its_own_letters_only(town_hall):
    to_post(town_hall)

    assert printing.ask_printing(OrganisationFactory()) is None


def test_what_one_person_is_told_on_one_day_goes_in_one_envelope(town_hall):
    person = PersonFactory(organisation=town_hall, channel=Channel.LETTER)
    first, second = delivered(sent_to(person)), delivered(sent_to(person))
    other = to_post(town_hall, first_name="Jeanne")

    asked = made(town_hall)

    for message in (first, second, other):
        message.refresh_from_db()
    assert (asked.count, first.number == second.number) == (2, True)
    assert other.number != first.number
    [_cover, *sheets] = words(printing.pdf_of(asked))
    [joined] = [sheet for sheet in sheets if sheet.count(SECRET) == 2]
    assert joined.count("With kind regards") + joined.count("Cordialement") <= 1
    printing.mark_posted(asked, spoilt=[first.number])
    second.refresh_from_db()
    assert second.state == State.READY


def test_each_text_in_one_envelope_leads_to_its_own_page(town_hall):
    question = a_text(reference="GDUR 2345", link="/solidarity/asked/GDUR2345.zeboliga/")
    letter = addressed(town_hall, also=((2, question), (3, a_text()), (4, a_text())))

    pdf = press([letter], language="en", today=TODAY, with_cover=False)

    said = " ".join(words(pdf)).replace(" ", "")
    assert said.count("/solidarity/asked/GDUR2345.zeboliga/") == 1
    assert said.count(":8000/follow/") == 2
    assert said.index(":8000/follow/") < said.index("GDUR2345") < said.index("zeboliga")
    assert said.index("zeboliga") < said.rindex(":8000/follow/")
    assert is_accessible(pdf) == (True, [])


@pytest.mark.parametrize("paragraphs", range(6, 22))
def test_the_closing_never_stands_alone_on_a_page(town_hall, paragraphs):
    text = replace(a_text(), paragraphs=("What you asked for is being looked into.",) * paragraphs)

    pdf = press(
        [addressed(town_hall, large=True, text=text)], language="en", today=TODAY, with_cover=False
    )

    assert "By post" in words(pdf)[-1]


def test_the_head_says_where_the_sender_is_and_the_address_speaks_one_language(town_hall):
    town_hall.area.names = {"nl": "Seringen", "fr": "Lilas"}
    town_hall.area.save()
    PostalCode.objects.update_or_create(code="1030", commune=town_hall.area)
    to_post(town_hall, language="nl")

    [_cover, sheet] = words(printing.pdf_of(made(town_hall)))

    assert "1030 Seringen" in sheet
    assert sheet.index("Square of the Invented Hall 1") < sheet.index("Odette")
    assert sheet.index("02 000 11 22") < sheet.index("Odette")


def test_no_printing_keeps_the_address_of_who_is_protected_from_now_on(town_hall):
    hers, other = to_post(town_hall), to_post(town_hall)
    asked = made(town_hall)
    waiting = delivered(sent_to(hers.person))
    # The twin: until then the file is opened with her letter in it.
    assert asked.count == 2 and printing.pdf_of(asked)

    protection.protect(hers.person)

    asked.refresh_from_db()
    assert (asked.state, asked.sealed) == (PrintState.FAILED, None)
    for letter in (hers, waiting):
        letter = delivered(letter)
        assert (letter.channel, letter.printing) == (Channel.CALL, None)
    assert list(Message.objects.letters_to_print()) == [other]
    assert made(town_hall).count == 1


def test_what_is_being_pressed_when_she_is_protected_is_not_kept(town_hall):
    hers, other = to_post(town_hall), to_post(town_hall)
    asked = printing.ask_printing(town_hall)
    prepared = pressing._prepare(asked.pk)

    protection.protect(hers.person)
    pressing._keep(prepared, b"%PDF with her address", None)

    asked.refresh_from_db()
    assert (asked.state, asked.sealed) == (PrintState.FAILED, None)
    assert list(Message.objects.letters_to_print()) == [other]
