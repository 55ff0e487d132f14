"""A photo on pages: taken in, shown before it is sent, replaced, taken away, refused."""

import io

import pytest
from django.http import Http404
from django.utils.translation import override
from PIL import Image

from tandem.accounts import throttle
from tandem.cases import access, late_photos, queries
from tandem.cases.models import CasePicture
from tandem.cases.sealed import photo_in
from tandem.doors import photos
from tandem.outbox.models import Message
from tandem.outbox.text import opened
from tandem.services import catalogue, draft_pictures, drafts
from tandem.services.picture import REFUSED
from tandem.tenancy.scope import within
from tandem.toolbox import drawing
from tests.factories import scope_of
from tests.parity.drivers import Kiosk, Web
from tests.parity.pages import Page
from tests.photographed import EAST, HOSTILE, NORTH, SECRET, Broken, face, upload

pytestmark = pytest.mark.django_db
AT = f"/s/{Broken.slug}/photo/"
SEEN = f"/s/{Broken.slug}/photo.jpg"
KEPT = "Your photo as we keep it"
SEVERAL = 3
SENT = {name: file for name, file in HOSTILE.items() if name != "nothing"}
"""A browser sends no file of nothing."""
MOST_WEIGHT = 60_000


@pytest.fixture(autouse=True)
def _in_english():
    """What the tests read in the declarations; each page speaks the language of who looks."""
    with override("en"):
        yield


@pytest.fixture
def started(web, broken, broken_answers):
    """Somebody on the web who has come as far as the photo."""
    web.begin(broken)
    web.answer({name: broken_answers[name] for name in ("where", "what")})
    return web


def send(web, content=None, **more):
    # As a browser does, with the key that stands hidden on the page.
    files = [*_values(web).get("photo_file", []), upload(content)]
    response = web.browser.client.post(AT, {"photo_file": files, **more}, follow=True)
    assert response.status_code == 200
    return Page(response.text)


def code_of(web):
    return drafts.read_code(*web.save())


def known(web):
    return list(draft_pictures.of_draft(code_of(web)).values())


def test_she_sees_the_photo_as_it_will_be_seen_and_goes_on(started):
    page = send(started)

    assert KEPT in page.html and f'src="{SEEN}"' in page.html
    shown = started.browser.client.get(SEEN)
    picture = Image.open(io.BytesIO(shown.content))
    assert (shown["Content-Type"], picture.size) == ("image/jpeg", (1_600, 800))
    assert "no-store" in shown["Cache-Control"]
    assert SECRET.encode() not in shown.content and b"Exif" not in shown.content
    on = started.browser.client.post(AT, page.values, follow=True)
    assert on.redirect_chain[-1][0].endswith("/who/")


def test_no_page_weighs_more_than_a_slow_line_carries(started):
    page = send(started)

    assert len(page.html.encode()) < MOST_WEIGHT


def test_nobody_else_opens_it(started, visitor):
    send(started)

    assert visitor.get(SEEN).status_code == 404


def test_where_it_was_taken_is_kept_only_if_she_ticks_it(started):
    send(started)
    assert [one.place for one in known(started)] == [None]

    page = send(started, photo_place="yes")
    assert [one.place for one in known(started)] == [(NORTH, EAST)]

    values = {name: said for name, said in page.values.items() if name != "photo_place"}
    started.browser.client.post(AT, values)
    assert [one.place for one in known(started)] == [None]


def test_faces_become_unreadable_when_it_is_asked_for_at_once_or_afterwards(started):
    send(started, face())
    plain = started.browser.client.get(SEEN).content

    started.browser.client.post(AT, {**_values(started), "photo_blur": "yes"})
    after = started.browser.client.get(SEEN).content
    send(started, face(), photo_blur="yes")
    at_once = started.browser.client.get(SEEN).content

    assert [one.blurred for one in known(started)] == [True]
    assert plain != after and plain != at_once


def _values(web):
    return Page(web.browser.client.get(AT).text).values


def test_another_one_takes_its_place(started):
    send(started)
    first = started.browser.client.get(SEEN).content

    send(started, face())

    assert started.browser.client.get(SEEN).content != first
    assert len(known(started)) == 1


def test_she_takes_it_away_and_nothing_of_it_remains(started):
    page = send(started)

    started.browser.client.post(AT, {**page.values, "photo_away": "yes"})

    assert known(started) == []
    assert started.browser.client.get(SEEN).status_code == 404
    assert KEPT not in started.browser.client.get(AT).text


@pytest.mark.parametrize(("content", "why"), SENT.values(), ids=SENT)
def test_what_is_no_photo_is_refused_in_words_and_nothing_is_lost(started, content, why):
    page = send(started, content(), photo_place="yes")

    assert page.errors == [REFUSED[why]]
    assert known(started) == []
    answers = drafts.take_up(code_of(started)).answers
    assert answers["photo_place"] == ["yes"] and answers["what"]
    # It may be left open all the same.
    on = started.browser.client.post(AT, page.values, follow=True)
    assert on.redirect_chain[-1][0].endswith("/who/")


DIES = """
import os, signal, sys
sys.stdout.buffer.write(b"\\0\\0\\0\\4null\\0\\0")
sys.stdout.flush()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(params=["dies in the middle", "cannot be started"])
def drawing_fails(request, monkeypatch, tmp_path):
    """What draws photos is killed, as by a machine that has no memory left; call it to mend it."""
    with monkeypatch.context() as broken:
        if request.param == "cannot be started":
            broken.setattr(drawing.sys, "executable", str(tmp_path / "nowhere"))
        else:
            program = tmp_path / "dies.py"
            program.write_text(DIES)
            broken.setattr(drawing, "REDRAW", program)
        yield broken.undo


def test_where_the_drawing_of_photos_dies_hers_is_kept_locked_and_drawn_once_it_lives_again(
    started, broken_answers, commune, drawing_fails
):
    page = send(started, face(), photo_blur="yes")

    assert not drawing.is_at_work()
    assert page.errors == [] and "You need not send it again" in page.html
    assert started.browser.client.get(SEEN).status_code == 404
    typed = drafts.take_up(code_of(started)).answers
    assert typed["what"] == broken_answers["what"]["what"]
    started.browser.client.post(AT, page.values, follow=True)
    started.answer({name: broken_answers[name] for name in ("who", "reach")})
    told = started.send()
    with within(scope_of(commune)):
        [row] = CasePicture.objects.select_related("case")
        assert row.case.shown_reference == told.reference and row.waits
        assert face() not in bytes(row.sealed)
        assert queries.pictures_of(row.case) == []
        with pytest.raises(Http404):
            access.picture_opened(row.case, row.key)
    late_photos.draw_all()
    with within(scope_of(commune)):
        assert CasePicture.objects.get().waits, "nothing draws yet"

    drawing_fails()
    late_photos.draw_all()

    with within(scope_of(commune)):
        [row] = CasePicture.objects.select_related("case")
        [(label, _row)] = queries.pictures_of(row.case)
        seen = photo_in(row, row.case)
        assert not row.waits and row.case.has_unread and label.startswith("Added on")
    assert Image.open(io.BytesIO(seen)).format == "JPEG" and SECRET.encode() not in seen
    assert seen == drawing.blurred(drawing.photo(face()).jpeg)


def test_while_nothing_looks_for_faces_hers_waits_and_no_other_is_asked_for(
    started, monkeypatch, tmp_path
):
    with monkeypatch.context() as broken:
        broken.setattr(drawing, "BLURRING", tmp_path / "nowhere.py")
        page = send(started, face(), photo_blur="yes")
        assert page.errors == [] and "You need not send it again" in page.html
        assert started.browser.client.get(SEEN).status_code == 404
        assert [(one.waits, one.blurred) for one in known(started)] == [(True, True)]

    started.browser.client.post(AT, page.values)

    assert [(one.waits, one.blurred) for one in known(started)] == [(False, True)]
    seen = started.browser.client.get(SEEN).content
    assert seen == drawing.blurred(drawing.photo(face()).jpeg)


def test_whoever_is_still_at_it_when_it_lives_again_sees_her_photo_before_she_sends_it(
    started, drawing_fails
):
    page = send(started, photo_place="yes")
    drawing_fails()

    started.browser.client.post(AT, page.values)

    assert started.browser.client.get(SEEN).status_code == 200
    assert [(one.waits, one.place) for one in known(started)] == [(False, (NORTH, EAST))]


def test_what_turns_out_to_be_no_photo_is_thrown_away_and_she_is_told(
    started, broken_answers, commune, drawing_fails
):
    page = send(started, HOSTILE["a photo cut in half"][0]())
    started.browser.client.post(AT, page.values)
    started.answer({name: broken_answers[name] for name in ("who", "reach")})
    started.send()

    drawing_fails()
    late_photos.draw_all()

    with within(scope_of(commune)):
        assert not CasePicture.objects.exists()
        last = Message.objects.order_by("pk").last()
        assert "this one cannot be opened" in opened(last).paragraphs[0]


def test_a_photo_added_to_a_request_waits_as_well(started, broken_answers, commune, drawing_fails):
    started.browser.client.post(AT, _values(started))
    started.answer({name: broken_answers[name] for name in ("who", "reach")})
    reference, word = started.save()
    started.send()
    follower = started.browser.client
    follower.post("/follow/", {"reference": reference, "word": word})

    told = follower.post("/follow/photo/", {"photo": upload()}, follow=True).text

    assert "nobody sees it before our machine has cleaned it" in told
    drawing_fails()
    late_photos.draw_all()
    with within(scope_of(commune)):
        [row] = CasePicture.objects.select_related("case")
        assert Image.open(io.BytesIO(photo_in(row, row.case))).size == (1_600, 800)


def test_the_reason_is_said_in_her_language(broken, broken_answers):
    web = Web("nl")
    web.begin(broken)
    web.answer({name: broken_answers[name] for name in ("where", "what")})

    [said] = send(web, HOSTILE["a drawing that runs"][0]()).errors

    assert said and said != REFUSED["not_opened"]


def test_a_file_that_is_refused_leaves_the_one_before(started):
    send(started)

    page = send(started, HOSTILE["a drawing that runs"][0]())
    assert page.errors and KEPT in page.html

    started.browser.client.post(AT, page.values)
    assert len(known(started)) == 1
    assert photos.key_in(page.values["photo_file"][0])


def test_a_key_of_somebody_else_is_no_answer(started, broken, broken_answers):
    send(started)
    [key] = draft_pictures.of_draft(code_of(started))
    other = Web()
    other.begin(broken)

    page = other.browser.post(AT, {"photo_file": key})

    assert page.errors == ["We do not have this photo. Please send it again."]


def test_a_photo_chosen_while_she_changes_the_language_is_kept(started):
    started.browser.client.post(AT, {"photo_file": upload(), "speak": "nl"})

    assert len(known(started)) == 1


def test_many_photos_in_a_row_wait(started, monkeypatch):
    monkeypatch.setitem(throttle.FREE, "sending", SEVERAL)
    for _time in range(SEVERAL + 1):
        page = send(started)
        assert not page.errors

    # On a busy machine drawing takes so long that some of it is forgiven meanwhile.
    pages = (send(started) for _time in range(4 * SEVERAL))
    assert next((page.errors for page in pages if page.errors), []) == [REFUSED["too_many"]]


def test_it_is_shown_once_more_before_it_is_sent_and_the_case_has_it(
    started, broken_answers, commune
):
    send(started, photo_place="yes")
    started.answer({name: broken_answers[name] for name in ("who", "reach")})
    review = started.browser.get(started._at("review"))
    assert f'src="{SEEN}"' in review.html
    assert f"The place where it was taken goes with it: {NORTH}, {EAST}." in review.text

    started.send()

    with within(scope_of(commune)):
        [row] = CasePicture.objects.all()
        sealed, seen = bytes(row.sealed), photo_in(row, row.case)
    assert SECRET.encode() not in sealed and b"JFIF" not in sealed
    assert Image.open(io.BytesIO(seen)).size == (1_600, 800)
    # Nothing is left in the draft.
    assert started.browser.client.get(SEEN).status_code == 404


def test_a_kiosk_has_no_files_and_keeps_what_another_door_has_got(
    started, kiosk, broken, broken_answers
):
    send(started)
    code = started.save()

    kiosk.take_up(broken, code)
    page = kiosk.browser.get(kiosk._at("question", "photo"))
    assert "This machine takes no photo." in page.text
    assert not page.files and KEPT not in page.html
    kiosk.browser.post(kiosk._at("question", "photo"), page.values)

    assert len(draft_pictures.of_draft(drafts.read_code(*code))) == 1
    kiosk.answer({name: broken_answers[name] for name in ("who", "reach")})
    assert "A photo." in kiosk.browser.get(kiosk._at("review")).text


def test_what_was_refused_elsewhere_holds_up_no_kiosk(started, kiosk, broken, broken_answers):
    send(started, HOSTILE["a drawing that runs"][0]())

    kiosk.take_up(broken, started.save())
    page = kiosk.browser.get(kiosk._at("question", "photo"))
    after = kiosk.browser.post(kiosk._at("question", "photo"), page.values)

    assert kiosk.browser.path.endswith("/who/") and not after.errors


def test_a_colleague_puts_one_in_for_somebody_at_the_desk(desk, broken, broken_answers):
    desk.begin(broken)
    page = desk.answer(broken_answers)
    [src] = [part.split('"')[0] for part in page.html.split('src="') if ".jpg" in part[:90]]

    shown = desk.browser.client.get(src)

    assert Image.open(io.BytesIO(shown.content)).size == (1_600, 800)
    review = desk.review()
    assert src in review.html
    # Another desk has no such page.
    assert Kiosk().browser.client.get(src).status_code == 302


def test_every_service_that_asks_for_one_can_leave_it_open(broken):
    for service in catalogue.services():
        for _name, question in photos.pictures(service.form({})):
            assert not question.required
