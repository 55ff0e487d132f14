"""A photo by e-mail, by a program, on paper; and a text message that says how it comes."""

import io
import json
from base64 import b64encode

import pytest
from django.utils.translation import override
from PIL import Image

from tandem.cases import queries
from tandem.cases.models import CasePicture
from tandem.cases.sealed import photo_in
from tandem.doors.api import access
from tandem.services import draft_pictures, drafts
from tandem.services.picture import LATER_BY_VOICE, REFUSED
from tandem.tenancy.scope import within
from tandem.toolbox.reference import clean
from tests.factories import scope_of
from tests.parity.drivers import Api, Email, Paper, Web
from tests.parity.drivers.email import DOMAIN
from tests.parity.outcome import case_of
from tests.photographed import EAST, HOSTILE, NORTH, SECRET, SVG, Broken, face, jpeg, saved

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
LOGO = saved(Image.new("RGB", (16, 16), "red"), "PNG")


@pytest.fixture(autouse=True)
def _in_english():
    """What the tests read in the declarations; each page speaks the language of who looks."""
    with override("en"):
        yield


def known(code):
    return list(draft_pictures.of_draft(drafts.read_code(*code)).values())


def but_the_photo(answers):
    return {name: raw for name, raw in answers.items() if name != "photo"}


def pictures_of(commune):
    with within(scope_of(commune)):
        return [photo_in(row, row.case) for row in CasePicture.objects.all()]


@pytest.fixture
def mailer(broken):
    return Email()


# --- By e-mail


def test_what_is_attached_to_an_answer_answers_it(mailer, broken, broken_answers, commune):
    mailer.begin(broken)
    mailer.answer(broken_answers)

    told = mailer.send()

    said = f"A photo. The place where it was taken goes with it: {NORTH}, {EAST}."
    assert said in " ".join(told.read_back.split())
    [picture] = pictures_of(commune)
    assert SECRET.encode() not in picture and b"Exif" not in picture


def test_a_photo_that_comes_with_the_first_mail_is_not_asked_again(mailer, broken):
    mailer.write(f"{broken.slug}@{DOMAIN}", "Look at this!", [jpeg()])

    assert [one.place for one in known(mailer.save())] == [None]


def test_the_logo_of_a_signature_is_not_taken_for_the_photo(mailer, broken):
    mailer.write(f"{broken.slug}@{DOMAIN}", "Look at this!", [LOGO, jpeg(), LOGO])

    code = drafts.read_code(*mailer.save())
    assert Image.open(io.BytesIO(draft_pictures.seen(code, "photo"))).size == (1_600, 800)


def test_an_attachment_that_is_no_photo_is_said(mailer, broken):
    mailer.write(f"{broken.slug}@{DOMAIN}", "Look at this!", [SVG])

    assert REFUSED["not_opened"] in mailer.page.errors


def test_what_she_agrees_to_later_counts_for_the_photo_that_is_there(mailer, broken):
    mailer.write(f"{broken.slug}@{DOMAIN}", "Look at this!", [face()])

    mailer.answer({"photo": {"photo_blur": ["yes"]}})

    assert [one.blurred for one in known(mailer.save())] == [True]


def test_with_reference_and_word_it_is_added_to_what_was_sent(
    mailer, broken, broken_answers, commune
):
    web = Web()
    web.begin(broken)
    web.answer(broken_answers | {"photo": dict.fromkeys(broken_answers["photo"], "")})
    told = web.send()
    assert pictures_of(commune) == []

    mailer.write(f"help@{DOMAIN}", f"{told.reference} {told.word}", [jpeg()])

    assert "Your photo is now with your request." in mailer.text
    assert len(pictures_of(commune)) == 1
    case = case_of(told.reference)
    assert case.has_unread
    with within(scope_of(commune)):
        [(label, _row)] = queries.pictures_of(case)
    assert label.startswith("Added on")


def test_with_a_wrong_word_nothing_is_added(mailer, broken, broken_answers, commune):
    web = Web()
    web.begin(broken)
    web.answer(broken_answers | {"photo": dict.fromkeys(broken_answers["photo"], "")})
    told = web.send()

    mailer.write(f"help@{DOMAIN}", f"{told.reference} babebibobuba", [jpeg()])

    assert pictures_of(commune) == []


# --- By a program


def coded(content, kind="image/jpeg"):
    return f"data:{kind};base64,{b64encode(content).decode()}"


@pytest.fixture
def partner(broken):
    made = Api()
    made.begin(broken)
    return made


def patch(partner, **photo):
    answered = partner._with_code("patch", "", {"answers": {"photo": photo}})
    assert answered.status_code == 200, answered.content
    return answered.json()


def code_of(partner):
    return partner.told["reference"], partner.told["word"]


def test_a_program_sends_the_file_and_reads_its_key(partner):
    told = patch(partner, file=coded(jpeg()), place="yes", blur="no")

    assert [one.place for one in known(code_of(partner))] == [(NORTH, EAST)]
    [key] = draft_pictures.of_draft(drafts.read_code(*code_of(partner)))
    assert told["answers"]["photo"] == {"file": key, "place": "yes", "blur": "no"}
    assert told["errors"] == {}
    # Unchanged, the key keeps it; emptied, it goes.
    assert patch(partner, file=key)["errors"] == {}
    assert len(known(code_of(partner))) == 1
    assert patch(partner, file="")["errors"] == {}
    assert known(code_of(partner)) == []


@pytest.mark.parametrize(("content", "why"), HOSTILE.values(), ids=HOSTILE)
def test_a_program_is_told_why_a_file_is_none(partner, content, why):
    file = content()
    if len(file) > access.MOST_BYTES_WITH_A_PHOTO * 3 // 4:
        refused = partner._with_code("patch", "", {"answers": {"photo": {"file": coded(file)}}})
        assert refused.status_code == 413
        return

    assert patch(partner, file=coded(file))["errors"] == {"photo": [REFUSED[why]]}


@pytest.mark.parametrize("file", ["data:image/jpeg;base64,%%%", "data:,x", "data:"])
def test_what_is_not_coded_as_it_says_is_no_photo(partner, file):
    assert patch(partner, file=file)["errors"] == {"photo": [REFUSED["not_opened"]]}


def test_a_form_without_a_photo_takes_no_more_than_before(partner, service):
    large = {"answers": {"what": "x" * access.MOST_BYTES}}

    answered = partner.call("post", f"services/{service.slug}/drafts", large)

    assert answered.status_code == 413


def test_the_document_says_how_a_photo_is_sent(partner):
    document = partner.call("get", "openapi.json").json()

    told = document["components"]["schemas"]["BrokenForTheTestsAnswers"]
    assert "data:image/jpeg;base64," in json.dumps(told["properties"]["photo"])
    assert "photo" not in told.get("required", [])


# --- On paper


def test_on_paper_a_tick_says_that_one_is_enclosed_and_a_colleague_sees_to_it(
    broken, broken_answers, commune
):
    paper = Paper(desk=commune)
    paper.begin(broken)
    assert "I enclose a photo. My name is on its back." in " ".join(paper.form.text.split())
    paper.answer(but_the_photo(broken_answers) | {"photo": {"photo_file": ["enclosed"]}})
    paper.answer(but_the_photo(broken_answers))

    told = paper.send()

    with within(scope_of(commune)):
        said = dict(queries.read_back(case_of(told.reference)))
    assert said["Do you have a photo of it?"] == "A photo is enclosed with the form."


def test_the_colleague_who_reads_the_sheet_puts_the_photo_where_it_belongs(
    broken, broken_answers, commune
):
    paper = Paper(desk=commune)
    paper.begin(broken)
    paper.answer(but_the_photo(broken_answers) | {"photo": {"photo_file": ["enclosed"]}})

    paper.answer(broken_answers)
    paper.send()

    assert len(pictures_of(commune)) == 1


# --- By text message


def test_the_last_message_says_how_a_photo_comes(mobile, broken, broken_answers):
    mobile.begin(broken)
    mobile.answer(but_the_photo(broken_answers))

    told = mobile.send()

    assert str(LATER_BY_VOICE) in " ".join(told.text.split())
    assert "photo" not in " ".join(mobile.asked).lower()


def test_a_photo_that_was_sent_before_goes_on_by_text_message(
    mobile, broken, broken_answers, commune
):
    web = Web()
    web.begin(broken)
    web.answer({name: broken_answers[name] for name in ("where", "what", "photo")})
    mobile.take_up(broken, web.save())
    mobile.answer({name: broken_answers[name] for name in ("who", "reach")})

    told = mobile.send()

    assert str(LATER_BY_VOICE) not in " ".join(told.text.split())
    assert len(pictures_of(commune)) == 1
    assert case_of(told.reference).reference == clean(told.reference)


def test_what_was_refused_on_the_web_holds_up_no_text_message(
    mobile, broken, broken_answers, commune
):
    web = Web()
    web.begin(broken)
    web.answer({name: broken_answers[name] for name in ("where", "what")})
    web.answer({"photo": {"photo_file": ["photo:drawing"]}})
    mobile.take_up(broken, web.save())
    mobile.answer({name: broken_answers[name] for name in ("who", "reach")})

    assert case_of(mobile.send().reference).service == Broken.slug
