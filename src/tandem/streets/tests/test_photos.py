"""Photos in the hands of the office: added, looked at, shown to everybody, taken back."""

import io
import json
import uuid

import pytest
from django.urls import reverse
from PIL import Image

from tandem.cases import actions as cases
from tandem.journal.models import Entry
from tandem.streets import photos
from tandem.streets.choices import Shot
from tandem.streets.errors import NotNow
from tandem.streets.models import Photo
from tandem.streets.tests.reported import at_work, case_of_voice, member, reported
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import OrganisationFactory, scope_of
from tests.photographed import HOSTILE, SECRET, face, jpeg, upload

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030", telephone="02 000 10 30")


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


@pytest.fixture
def report(town):
    return reported(town)


def page(report, name="office_report", *more):
    return reverse(f"streets:{name}", args=[report.sign, *more])


def kept(town):
    with within(scope_of(town)):
        return list(Photo.objects.order_by("pk"))


def photo_of(town, report, picture=None):
    """With whoever told us of it."""
    with at_work(town):
        voice = report.voices.get()
        return photos.keep_added(report, voice, uuid.uuid4(), picture or jpeg(600, 300))


def send(client, report, content=None, **said):
    said = {"shot": "after", "photo": upload(content)} | said
    return client.post(page(report, "photo_add"), said)


def seen_by(client, address):
    return Image.open(io.BytesIO(client.get(address).content))


def test_an_officer_adds_one_and_nothing_is_kept_but_what_one_sees(client, town, report):
    member(client, town)

    assert send(client, report).status_code == 302

    [photo] = kept(town)
    assert (photo.shot, photo.released, photo.voice) == (Shot.AFTER, False, None)
    assert SECRET.encode() not in bytes(photo.sealed)
    drawn = client.get(page(report, "photo_seen", photo.key)).content
    assert Image.open(io.BytesIO(drawn)).width == 1600
    assert SECRET.encode() not in drawn
    assert not Image.open(io.BytesIO(drawn)).getexif()
    assert page(report, "photo_seen", photo.key) in client.get(page(report)).text


@pytest.mark.parametrize("name", ["a drawing that runs", "twelve megabytes", "nothing"])
def test_a_hostile_file_is_refused_in_words_and_nothing_is_kept(client, town, report, name):
    member(client, town)
    make, _why = HOSTILE[name]

    answer = send(client, report, make())

    assert answer.status_code == 422
    assert kept(town) == []


def test_no_report_takes_photos_without_end(client, town, report):
    with at_work(town):
        for _number in range(photos.MOST):
            photos.add(report, Shot.BEFORE, jpeg(60, 30))
    member(client, town)
    assert (
        "many photos already"
        in client.post(
            page(report, "photo_add"), {"shot": "after", "photo": upload(jpeg(60, 30))}, follow=True
        ).text
    )
    assert len(kept(town)) == photos.MOST


def test_who_sees_a_photo_of_somebody_leaves_a_look_first(client, town, report):
    photo = photo_of(town, report)
    member(client, town)
    with within(scope_of(town)):
        person = report.voices.get().person
        before = Entry.objects.looks().about(person.key).count()
    client.get(page(report, "photo_seen", photo.key))
    with within(scope_of(town)):
        words = [entry.word for entry in Entry.objects.looks().about(person.key)]
    assert len(words) == before + 1
    assert "streets.photo_looked" in words


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.ADMINISTRATOR, "elsewhere"])
def test_nobody_else_opens_or_releases_it(client, town, report, role):
    photo = photo_of(town, report)
    if role == "elsewhere":
        member(client, OrganisationFactory(area__postal_code="5000"))
    else:
        member(client, town, role)

    release = {"deed": "release", "seen": "plain"}
    assert client.get(page(report, "photo_seen", photo.key)).status_code == 404
    assert client.get(page(report, "office_photo", photo.key)).status_code == 404
    assert client.post(page(report, "office_photo", photo.key), release).status_code == 404
    assert send(client, report).status_code == 404
    assert [one.released for one in kept(town)] == [False]
    assert len(kept(town)) == 1


def test_a_photo_is_not_found_under_another_report(client, town, report):
    photo = photo_of(town, report)
    member(client, town)
    assert client.get(page(reported(town), "photo_seen", photo.key)).status_code == 404


def test_the_public_sees_it_once_released_and_no_longer_once_taken_back(
    client, visitor, town, report
):
    photo = photo_of(town, report)
    public, address = page(report, "report"), page(report, "photo", photo.key)
    assert visitor.get(address).status_code == 404
    assert "<figure" not in visitor.get(public).text

    member(client, town)
    client.post(page(report, "office_photo", photo.key), {"deed": "release", "seen": "plain"})

    assert visitor.get(address)["Content-Type"] == "image/jpeg"
    shown = visitor.get(public).text
    assert address in shown
    assert "Photo: A street lamp: Rue des Tilleuls 12, 1030. As it was reported," in shown
    other = page(reported(town), "photo", photo.key)
    assert visitor.get(other).status_code == 404

    client.post(page(report, "office_photo", photo.key), {"deed": "take_back"})
    assert visitor.get(address).status_code == 404
    assert address not in visitor.get(public).text


def test_the_public_sees_the_unreadable_one_and_colleagues_keep_the_other(
    client, visitor, town, report
):
    photo = photo_of(town, report, face())
    member(client, town)
    there = page(report, "office_photo", photo.key)
    client.post(there, {"deed": "unreadable"})
    # Seen before it was made unreadable: that is not what would be shown now.
    client.post(there, {"deed": "release", "seen": "plain"})
    assert not kept(town)[0].released
    client.post(there, {"deed": "release", "seen": "unreadable"})

    at = (450, 300)
    before = seen_by(client, page(report, "photo_seen", photo.key))
    after = seen_by(visitor, page(report, "photo", photo.key))
    assert len(colours(after, at)) < len(colours(before, at)) / 4
    client.post(there, {"deed": "as_it_came"})
    assert colours(seen_by(visitor, page(report, "photo", photo.key)), at) == colours(after, at)


def colours(picture, at):
    """Those around a point: a face has many, six squares have few."""
    x, y = at
    small = picture.convert("RGB").crop((x - 60, y - 60, x + 60, y + 60))
    return {tuple(part // 24 for part in one) for _many, one in small.getcolors(20_000)}


def test_withdrawn_it_is_public_no_longer(client, visitor, town, report):
    photo = photo_of(town, report)
    with at_work(town):
        photos.release(photo, unreadable=False)
        cases.withdraw(case_of_voice(report.voices.get()))
    assert visitor.get(page(report, "photo", photo.key)).status_code == 404


def test_one_that_came_later_to_the_case_is_kept_with_the_report_once(client, town, report):
    with at_work(town):
        voice = report.voices.get()
        picture = cases.add_picture(case_of_voice(voice), jpeg(60, 30))
    member(client, town)
    address = page(report, "photo_keep", voice.pk, picture.key)
    assert address in client.get(page(report)).text

    client.post(address)
    client.post(address)

    [photo] = kept(town)
    assert photo.voice_id == voice.pk
    assert address not in client.get(page(report)).text


def test_other_programs_are_told_of_a_released_one_alone(client, town, report):
    photo = photo_of(town, report)
    ours = f"/open311/v2/requests/{report.sign}.json"
    data = "/streets/data/1030.geojson"
    assert client.get(ours).json()[0]["media_url"] is None
    assert feature(client, data)["photo"] is None

    with at_work(town):
        photos.release(photo, unreadable=False)

    url = client.get(ours).json()[0]["media_url"]
    assert url.endswith(page(report, "photo", photo.key))
    assert url.startswith("http")
    assert feature(client, data)["photo"] == url


def feature(client, address):
    told = b"".join(client.get(address).streaming_content)
    return json.loads(told)["features"][0]["properties"]


def test_what_everybody_sees_is_not_exchanged_under_their_eyes(town, report):
    photo = photo_of(town, report)
    with at_work(town):
        photos.release(photo, unreadable=False)
        with pytest.raises(NotNow):
            photos.make_unreadable(photo, jpeg(60, 30))
