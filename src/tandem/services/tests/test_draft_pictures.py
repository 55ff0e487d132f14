import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override

from tandem.journal.choices import Door
from tandem.services import draft_pictures, drafts
from tandem.services.catalogue import known
from tandem.services.draft_pictures import Wishes
from tandem.services.models import Draft, DraftPicture
from tandem.services.picture import ENCLOSED, Known, Picture, key_in, refused
from tandem.services.retention import throw_away_expired
from tandem.tenancy.scope import within
from tandem.toolbox.drawing import Photo
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
TAKEN = Photo(b"a picture of a lamp", (50.84671, 4.35245))
AGREED = Wishes(use_place=True)


@pytest.fixture
def code():
    return drafts.begin(known("ask-for-help"), "nl", door=Door.WEB).code


def kept(code, wishes=AGREED, photo=TAKEN):
    return draft_pictures.keep(code, "photo", photo, wishes)


def question(**pictures):
    made = Picture("A photo?")
    made.know(pictures)
    return made


def cleaned(made, file, place="", blur=""):
    return made.clean([file, place, blur])


def rows():
    return DraftPicture.objects.count()


def test_it_waits_for_whoever_has_the_code(code):
    key = kept(code)

    assert draft_pictures.of_draft(code) == {key: Known(False, TAKEN.place)}
    assert draft_pictures.seen(code, "photo") == TAKEN.jpeg


def test_another_draft_opens_none_of_it(code):
    kept(code)
    other = drafts.begin(known("ask-for-help"), "nl", door=Door.WEB).code

    assert draft_pictures.of_draft(other) == {}
    assert draft_pictures.seen(other, "photo") is None
    with drafts.presenting(other), transaction.atomic():
        assert rows() == 0
        assert DraftPicture.objects.update(question="other") == 0


def test_the_desk_that_holds_the_draft_and_no_other_finds_it(code):
    kept(code)
    desk, other = OrganisationFactory(), OrganisationFactory()
    drafts.hand_to_desk(code, desk.pk)

    with within(scope_of(desk)), transaction.atomic():
        assert rows() == 1
    with within(scope_of(other)), transaction.atomic():
        assert rows() == 0


def test_it_stands_readable_nowhere_in_the_database(code):
    kept(code)

    with drafts.presenting(code), connection.cursor() as cursor:
        cursor.execute("SELECT services_draftpicture::text FROM services_draftpicture")
        row = cursor.fetchone()[0]
    assert TAKEN.jpeg.hex() not in row and b"50.84671".hex() not in row


def test_where_it_was_taken_is_kept_only_where_she_agrees_and_as_long_as_she_does(code):
    key = kept(code, Wishes())
    assert draft_pictures.of_draft(code)[key].place is None

    key = kept(code)
    draft_pictures.forget_place(code, "photo")

    with drafts.presenting(code):
        assert DraftPicture.objects.get().sealed_place is None
    assert draft_pictures.of_draft(code)[key].place is None


def test_the_last_one_takes_the_place_of_the_one_before(code):
    first, second = kept(code), kept(code, photo=Photo(b"another"))

    assert first != second
    assert draft_pictures.of_draft(code).keys() == {second}


def test_it_is_gone_when_it_is_taken_away_thrown_away_or_sent(code):
    for gone in (
        lambda: draft_pictures.drop(code, "photo"),
        lambda: drafts.mark_sent(code, {}),
        lambda: drafts.erase(code.digest),
    ):
        kept(code) if not drafts.take_up(code).sent else None
        gone()
        with drafts.presenting(code):
            assert rows() == 0


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_expires_takes_it_along(code, acting_as):
    kept(code)
    with drafts.presenting(code), transaction.atomic():
        Draft.objects.update(expires_at=timezone.now())

    with acting_as("worker"):
        throw_away_expired(timezone.now())

    with drafts.presenting(code), transaction.atomic():
        assert rows() == 0 and Draft.objects.count() == 0


def test_nothing_is_added_to_a_draft_that_was_sent(code):
    drafts.mark_sent(code, {})

    assert kept(code) is None


def test_a_room_takes_it_for_a_row_of_its_own(code):
    key = kept(code)

    with drafts.presenting(code):
        taken = draft_pictures.take({"key": key})
        assert draft_pictures.take({}) is None
        assert draft_pictures.take({"key": uuid.uuid4().hex}) is None

    assert taken == TAKEN.jpeg


def test_an_answer_tells_the_place_only_where_she_ticked_it():
    made = question(abc=Known(place=(50.8, 4.3)))

    told = cleaned(made, "abc", place="yes")
    assert (told["key"], told["lat"], told["lon"]) == ("abc", 50.8, 4.3)
    assert "lat" not in cleaned(made, "abc")


@pytest.mark.parametrize("typed", ["def", "0" * 32, refused("not_opened", "abc"), "x" * 5000])
def test_a_key_of_another_draft_is_no_answer(typed):
    with pytest.raises(ValidationError):
        cleaned(question(abc=Known()), typed)


def test_what_was_refused_leaves_the_one_before_in_its_place():
    assert key_in(refused("too_large", "abc")) == "abc"
    assert key_in(refused("too_large", refused("not_opened", "abc"))) == "abc"
    assert key_in(refused("too_large")) == ""


@override("en")
def test_it_is_read_back_in_words():
    made = question(abc=Known(blurred=True, place=(50.8, 4.3)), plain=Known())

    assert made.said(cleaned(made, "")) == ""
    assert made.said(cleaned(made, "plain")) == "A photo."
    assert made.said(cleaned(made, ENCLOSED)) == "A photo is enclosed with the form."
    assert made.said(cleaned(made, "abc", "yes", "yes")) == (
        "A photo. Faces and number plates that a machine found are unreadable. "
        "The place where it was taken goes with it: 50.8, 4.3."
    )
    assert made.said(cleaned(made, "plain", "yes")) == (
        "A photo. The place where it was taken is not known."
    )
