"""Photos of a request: who sees them, that the look is noted, and how one is added afterwards."""

import io

import pytest
from django.utils.translation import override
from PIL import Image

from tandem.cases import actions, late_photos, queries
from tandem.cases.choices import Reason
from tandem.cases.errors import NotNow
from tandem.cases.models import Case, CasePicture
from tandem.cases.retention import empty_cases_of
from tandem.cases.sealed import photo_in
from tandem.journal.models import Entry
from tandem.services import catalogue
from tandem.services.picture import REFUSED
from tandem.tenancy.scope import within
from tandem.toolbox import drawing
from tests.factories import CaseFactory, MembershipFactory, open_session, scope_of
from tests.photographed import HOSTILE, SECRET, Broken, face, jpeg, upload

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
ADD = "/follow/photo/"


@pytest.fixture(autouse=True)
def _in_english():
    """What the tests read in the declarations; each page speaks the language of who looks."""
    with override("en"):
        yield


@pytest.fixture
def case(monkeypatch):
    monkeypatch.setitem(catalogue._offered, Broken.slug, Broken)
    return CaseFactory(service=Broken.slug, answers={"what": ["The lamp"]})


def add(case, content=b"a picture of a lamp"):
    with within(scope_of(case.organisation)):
        return actions.add_picture(Case.objects.get(pk=case.pk), content)


def kept(case):
    with within(scope_of(case.organisation)):
        return [photo_in(row, row.case) for row in CasePicture.objects.select_related("case")]


def noted(case, word):
    with within(scope_of(case.organisation)):
        return list(Entry.objects.filter(word=word))


def address(case, row):
    return f"/cases/{case.reference}/{row.key}.jpg"


def test_a_colleague_sees_it_on_the_page_of_the_request_and_the_look_is_noted(english, case):
    row = add(case)
    officer = MembershipFactory(organisation=case.organisation, role="coordinator")
    english.force_login(officer.account)

    assert f'src="{address(case, row)}"' in english.get(f"/cases/{case.reference}/").text
    shown = english.get(address(case, row))

    assert (shown["Content-Type"], shown.content) == ("image/jpeg", b"a picture of a lamp")
    looks = noted(case, "cases.picture_looked")
    assert [entry.account for entry in looks] == [officer.account.pk]


@pytest.mark.parametrize("role", ["operator", "administrator"])
def test_who_answers_no_requests_does_not_see_it(english, case, role):
    row = add(case)
    english.force_login(MembershipFactory(organisation=case.organisation, role=role).account)

    assert english.get(address(case, row)).status_code == 404


def test_a_colleague_of_another_organisation_does_not_see_it(english, case):
    row = add(case)
    english.force_login(MembershipFactory(role="coordinator").account)

    assert english.get(address(case, row)).status_code == 404
    assert noted(case, "cases.picture_looked") == []


def test_a_photo_of_one_request_is_not_opened_by_the_address_of_another(english, case):
    row = add(case)
    other = CaseFactory(organisation=case.organisation)
    officer = MembershipFactory(organisation=case.organisation, role="coordinator")
    english.force_login(officer.account)

    assert english.get(address(other, row)).status_code == 404


def test_with_reference_and_word_a_photo_is_added(english, case):
    open_session(english, case)
    assert ADD in english.get("/follow/").text

    response = english.post(ADD, {"photo": upload()}, follow=True)

    assert "Your photo is now with your request." in response.text
    [picture] = kept(case)
    assert Image.open(io.BytesIO(picture)).size == (1_600, 800)
    assert SECRET.encode() not in picture
    with within(scope_of(case.organisation)):
        assert Case.objects.get().has_unread
    assert len(noted(case, "cases.picture_added")) == 1


def test_faces_are_made_unreadable_there_as_well(english, case):
    open_session(english, case)

    english.post(ADD, {"photo": upload(face())})
    english.post(ADD, {"photo": upload(face()), "blur": "on"})

    plain, unreadable = kept(case)
    assert plain != unreadable


def test_while_nothing_looks_for_faces_it_waits_there_as_well(english, case, monkeypatch, tmp_path):
    open_session(english, case)
    with monkeypatch.context() as broken:
        broken.setattr(drawing, "BLURRING", tmp_path / "nowhere.py")
        english.post(ADD, {"photo": upload(face()), "blur": "on"})
        late_photos.draw_all()
        assert waiting(case) == [True]

    late_photos.draw_all()

    assert waiting(case) == [False]
    assert kept(case) == [drawing.blurred(drawing.photo(face()).jpeg)]


def waiting(case):
    with within(scope_of(case.organisation)):
        return list(CasePicture.objects.values_list("waits", flat=True))


@pytest.mark.parametrize(("content", "why"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_photo_is_refused_in_words(english, case, content, why):
    open_session(english, case)

    response = english.post(ADD, {"photo": upload(content())})

    assert response.status_code == 422
    assert str(REFUSED[why]) in response.text
    assert kept(case) == []


def test_without_reference_and_word_there_is_no_such_page(english, case):
    assert english.post(ADD, {"photo": upload()}).headers["Location"] == "/follow/"
    assert kept(case) == []


def test_a_request_that_asks_for_no_photo_takes_none(english, case):
    other = CaseFactory(organisation=case.organisation)
    open_session(english, other)

    assert ADD not in english.get("/follow/").text
    assert english.post(ADD, {"photo": upload()}).status_code == 302
    assert kept(case) == []


def test_neither_does_one_that_is_answered_nor_one_that_has_many(case):
    for _time in range(actions.MOST_ADDED):
        add(case)
    with pytest.raises(NotNow):
        add(case)
    answered = CaseFactory(service=Broken.slug, organisation=case.organisation)
    with within(scope_of(case.organisation)):
        actions.answer(answered, Reason.DONE, "It was mended.")
        assert not queries.takes_photos(Case.objects.get(pk=answered.pk))
    with pytest.raises(NotNow):
        add(answered)


def test_it_is_gone_when_its_person_is_forgotten(case):
    add(case, jpeg())

    with within(scope_of(case.organisation)):
        empty_cases_of(case.person)

    assert kept(case) == []
