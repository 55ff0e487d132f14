"""Mails made to do harm: each is kept, nothing in it is obeyed, and the line goes on."""

import io
import zipfile
import zlib
from time import monotonic

import pytest
from django.core import mail
from PIL import Image

from tandem.cases.models import Enclosure, Reply
from tandem.cases.sealed import written_in
from tandem.doors.email import letters
from tandem.doors.email.enclosures import MOST_PICTURES, clean
from tandem.doors.email.letters import File
from tandem.doors.email.markup import words_of
from tandem.doors.tests.mailing import DOMAIN, ROSA, answer_to, arrives, letter
from tandem.outbox.actions import send
from tandem.outbox.tests.sending import a_text, delivered
from tandem.people.choices import Channel
from tandem.tenancy.scope import within
from tests.factories import CaseFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
AT_MOST = 10
"""Seconds, on a slow machine under load."""


@pytest.fixture(autouse=True)
def _mail_comes_in(settings):
    settings.MAIL_IN_DOMAIN = DOMAIN


@pytest.fixture
def message(db):
    town = OrganisationFactory()
    with within(scope_of(town)):
        rosa = PersonFactory(organisation=town, channel=Channel.EMAIL, email=ROSA)
        yield delivered(send(rosa, a_text, about=CaseFactory(organisation=town, person=rosa)))


def nested(depth):
    head = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)
    )
    return b"From: rosa@example.example\n" + head + b"Content-Type: text/plain\n\nHello\n"


def many_files(count):
    part = b"--b\nContent-Type: image/png\n\nx\n"
    head = b'From: rosa@example.example\nContent-Type: multipart/mixed; boundary="b"\n\n'
    return head + part * count + b"--b--\n"


HOSTILE = {
    "nested a thousand deep": nested(1000),
    "nested deeper than anybody's": nested(15),
    "five thousand files": many_files(5_000),
    "no head at all": b"\n\n",
    "nothing": b"",
    "only null bytes": b"\x00" * 5_000,
    "a charset that is none": b"Content-Type: text/plain; charset=zlib\n\n\x9c\x00hello",
    "a charset that takes ages": b"Content-Type: text/plain; charset=punycode\n\n" + b"z" * 90_000,
    "a lie about its charset": b"Content-Type: text/plain; charset=utf-8\n\ncaf\xe9",
    "base64 that is none": b"Content-Transfer-Encoding: base64\n\n===@@@",
    "a head without end": b"X-A: " + b"b" * 300_000,
    "a boundary that never comes": b'Content-Type: multipart/mixed; boundary="x"\n\nhello',
    "a subject in broken code": b"Subject: =?utf-8?b?////?= =?x?q?\xff?=\n\nhello",
    "an address in a ring": b"From: " + b"<" * 20_000 + b"\n\nhello",
    "dashes without end": b"\n" + b"-" * 190_000 + b"x\n",
    "marks of quotation without end": b"\n" + b"> " * 90_000 + b"x\n",
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_whatever_comes_is_kept_and_worked_off_in_time(message, raw):
    began = monotonic()

    arrives(raw, answer_to(message))

    assert monotonic() - began < AT_MOST
    assert Reply.objects.count() == 1


PAGES = {
    "open remarks": "<!--" * 150_000,
    "open tags": "<a " * 200_000,
    "deep": "<div>" * 100_000 + "hello",
    "quotes": "<blockquote>" * 50_000 + "hello",
    "processing": "<?" * 300_000,
    "entities": "&" * 600_000,
    "crossed": "<b>" * 6_000 + "<div>" * 6_000 + "</b>" * 6_000,
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_made_to_be_slow_is_read_in_time(page):
    began = monotonic()

    words_of(page)

    assert monotonic() - began < AT_MOST


def test_nothing_of_a_page_is_run_kept_or_fetched(message):
    page = (
        "<html><head><title>t</title><style>a{b:url(http://evil.example/x)}</style></head><body>"
        "<script>alert(1)</script><svg onload=alert(2)></svg>"
        "<img src=http://evil.example/pixel.png onerror=alert(3)>"
        "<p>I come <b>on</b> Tuesday.<br>Rosa</p><blockquote>What we wrote</blockquote></body>"
    )

    arrives(letter("", html=page), answer_to(message))

    written = written_in(Reply.objects.get())
    assert written.words == "I come on Tuesday.\nRosa"
    assert not {"alert", "evil", "<"} & set(written.whole.replace("(", " ").split())


def test_signs_that_turn_or_hide_text_are_left_out(message):
    arrives(letter("Pay \u202e001 euro\x07\x1b[2J\x00 now."), answer_to(message))

    assert written_in(Reply.objects.get()).words == "Pay 001 euro[2J now."


def bomb():
    """A PNG of 900 million points in a few hundred thousand bytes."""
    out = io.BytesIO()
    Image.new("1", (100, 100)).save(out, "PNG")
    wide = (30_000).to_bytes(4, "big") * 2
    data = out.getvalue()
    head = data[:16] + wide + data[24:29]
    return head + zlib.crc32(head[12:]).to_bytes(4, "big") + data[33:]


def zipped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"0" * 50_000_000)
    return out.getvalue()


FILES = {
    "bomb.png": bomb(),
    "bomb.zip": zipped(),
    "picture.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "page.html": b"<script>alert(1)</script>",
    "broken.jpg": b"\xff\xd8\xff\xe0" + b"\x00" * 5_000,
    "broken.pdf": b"%PDF-1.7\n" + b"\x00" * 5_000,
    "movie.jpg": b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 5_000,
    "macro.docm": b"PK\x03\x04" + b"x" * 500,
    "empty.png": b"",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_made_to_do_harm_is_left_out(name):
    cleaned = clean([File(name, "image/png", FILES[name])])

    assert (cleaned.pictures, cleaned.left_out) == ((), (name,))


def test_files_beyond_ten_are_left_out():
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")

    cleaned = clean(File(f"{n}.png", "image/png", out.getvalue()) for n in range(12))

    assert len(cleaned.pictures) == 10
    assert cleaned.left_out == ("10.png", "11.png")


def a_fax(pages):
    drawn = [Image.new("L", (80, 100), 250 - number) for number in range(pages)]
    out = io.BytesIO()
    drawn[0].save(out, "TIFF", save_all=True, append_images=drawn[1:])
    return out.getvalue()


def test_every_page_of_a_fax_is_drawn():
    cleaned = clean([File("fax.tiff", "image/tiff", a_fax(3))])

    seen = {Image.open(io.BytesIO(one)).getpixel((9, 9)) for one in cleaned.pictures}
    assert seen == {(grey,) * 3 for grey in (250, 249, 248)}
    assert cleaned.left_out == ()


def test_a_fax_of_more_pages_than_there_is_room_for_is_named_as_left_out():
    cleaned = clean([File("fax.tiff", "image/tiff", a_fax(MOST_PICTURES + 1))])

    assert len(cleaned.pictures) == MOST_PICTURES
    assert cleaned.left_out == ("fax.tiff",)


def test_a_fax_cut_short_on_its_way_keeps_its_first_page_and_is_named():
    whole = a_fax(2)

    cleaned = clean([File("fax.tiff", "image/tiff", whole[: len(whole) * 2 // 3])])

    assert cleaned.left_out == ("fax.tiff",)


def test_a_document_is_kept_as_pictures_of_its_pages_alone(message):
    out = io.BytesIO()
    pages = [Image.new("RGB", (200, 300), colour) for colour in ("white", "grey")]
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], title="secret title")
    made = letter("My lease.")
    made.add_attachment(out.getvalue(), maintype="application", subtype="pdf", filename="a.pdf")

    arrives(made, answer_to(message))

    assert Enclosure.objects.count() == 2
    assert written_in(Reply.objects.get()).left_out == ()


@pytest.mark.parametrize(
    "sender", ["rosa@example.example\nBcc: all@example.example", '"a\r\nb"@example.example']
)
def test_nothing_a_sender_writes_becomes_a_header_of_ours(sender):
    raw = b"From: " + sender.encode() + b"\nMessage-ID: <a\r\n b>\nSubject: x\r\n y\n\nhello"

    arrives(raw, f"help@{DOMAIN}")

    for sent in mail.outbox:
        assert sent.message()["Bcc"] is None
        assert sent.to == ["rosa@example.example"]


def test_two_machines_that_write_to_one_another_fall_silent(settings):
    settings.MAIL_IN_ANSWERS = 3

    for _ in range(5):
        arrives(letter("hello"), f"help@{DOMAIN}")

    assert len(mail.outbox) == 3


def test_what_we_answered_ourselves_is_not_answered():
    arrives(letter("hello"), f"help@{DOMAIN}")

    arrives(mail.outbox[0].message().as_bytes(), f"help@{DOMAIN}")

    assert len(mail.outbox) == 1


def test_a_mail_that_lies_about_its_letters_is_still_words():
    lie = b"Content-Type: text/plain; charset=utf-8\n\ncaf\xe9 \xe0 midi"

    assert letters.read(lie).text == "café à midi"
