"""A picture of another program is an addition: taken in, bounded, and never in the way of a report."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from tandem.accounts import throttle
from tandem.streets.models import Photo, Report
from tandem.streets.sealed import photo_in
from tandem.streets.tests.abroad import key_of, rows
from tandem.streets.tests.programs import listening
from tandem.tenancy.scope import within
from tandem.toolbox.redraw import GPS
from tests.factories import scope_of
from tests.photographed import SECRET, jpeg

pytestmark = pytest.mark.django_db
TREE = {"service_code": "tree", "address_string": "Rue des Tilleuls Inventés 12, 1030 Schaerbeek"}
TAKEN = "The picture is with the report"
NOT_TAKEN = "The report is taken in without its picture: "


@pytest.fixture
def post(client, commune):
    key = key_of(commune)

    def sent(headers=None, **said):
        told = {"accept-language": "en", **(headers or {})}
        answer = client.post("/open311/v2/requests.json", {"api_key": key, **said}, headers=told)
        assert answer.status_code == 201, answer.content
        return answer.json()[0]["service_notice"]

    return sent


@pytest.fixture
def elsewhere(settings):
    settings.CALL_PRIVATE_ADDRESSES = True
    with listening() as program:
        program.says("/tree.jpg", 200, jpeg(), "image/jpeg")
        program.says("/page", 200, b"<html>", "text/html")
        program.says("/gone", 404)
        program.says("/huge", 200, b"\xff\xd8\xff" + bytes(10_000_000), "image/jpeg")
        yield program


def photos(commune):
    found = rows(commune, Photo)
    with within(scope_of(commune)):
        return [photo_in(one, one.sealed) for one in found]


def test_a_file_that_was_sent_along_is_drawn_anew_and_seen_by_colleagues_alone(post, commune):
    notice = post(**TREE, media=SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg"))

    assert TAKEN in notice
    [drawn] = photos(commune)
    assert SECRET.encode() not in drawn
    assert GPS not in Image.open(io.BytesIO(drawn)).getexif()
    [photo] = rows(commune, Photo)
    [report] = rows(commune, Report)
    assert not photo.released
    # Where it was taken was agreed to by nobody.
    assert (report.lat, report.lon) == (None, None)


def test_a_picture_is_fetched_from_its_address_once(post, commune, elsewhere):
    said = {**TREE, "media_url": f"{elsewhere.url}/tree.jpg"}
    key = {"idempotency-key": "the-same"}
    assert TAKEN in post(headers=key, **said)
    elsewhere.says("/tree.jpg", 404)
    assert TAKEN in post(headers=key, **said)

    assert len(photos(commune)) == len(rows(commune, Report)) == 1


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/gone", "its address did not answer with it"),
        ("/page", "it could not be opened"),
        ("/huge", "its address did not answer with it"),
    ],
)
def test_what_cannot_be_fetched_costs_nothing_but_the_picture(post, commune, elsewhere, path, why):
    assert NOT_TAKEN + why in post(**TREE, media_url=elsewhere.url + path)
    assert photos(commune) == []
    assert len(rows(commune, Report)) == 1


def test_an_address_within_our_own_network_is_not_called(post, commune, elsewhere, settings):
    settings.CALL_PRIVATE_ADDRESSES = False

    assert NOT_TAKEN in post(**TREE, media_url=f"{elsewhere.url}/tree.jpg")
    assert elsewhere.heard == []


def test_a_wrong_report_fetches_nothing(client, commune, elsewhere):
    wrong = {**TREE, "api_key": key_of(commune), "media_url": f"{elsewhere.url}/tree.jpg"}
    wrong["service_code"] = "no-such-thing"

    assert client.post("/open311/v2/requests.json", wrong).status_code == 404
    assert elsewhere.heard == []


def test_who_sends_many_keeps_every_report_but_not_every_picture(post, commune, monkeypatch):
    monkeypatch.setitem(throttle.FREE, "sending", 2)
    # At one moment: on a slow machine the wait would be over before the last one comes.
    with time_machine.travel(timezone.now(), tick=False):
        said = [
            post(**TREE, media=SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg"))
            for _ in range(8)
        ]

    assert NOT_TAKEN + "it could not be opened" in said[0]
    assert NOT_TAKEN + "many came just now" in said[-1]
    assert len(rows(commune, Report)) == 8
