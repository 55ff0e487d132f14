"""A search shows who is meant, and not the whole family; and one is not asked twice."""

import pytest

from tandem.journal.models import Entry
from tandem.tenancy.scope import within
from tests.factories import PersonFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def odette(commune):
    return PersonFactory(organisation=commune, first_name="Odette", last_name="Van Kerckhoven")


def search(desk, **said):
    return desk.browser.post("/desk/search/", said)


def begun(desk, service, answers):
    desk.begin(service)
    desk.answer(answers)


def test_whoever_shares_the_family_name_alone_is_shown_when_asked_for(desk, odette, commune):
    cousin = PersonFactory(organisation=commune, first_name="Nicole", last_name="Van Kerckhoven")

    narrow = search(desk, name="Odette Van Kerckhoven")
    with within(scope_of(commune)):
        assert not Entry.objects.looks().about(cousin.key).exists()
    wide = search(desk, name="Odette Van Kerckhoven", others="on")

    assert "Nicole" not in narrow.text
    assert "Show others who share a part of the name" in narrow.text
    assert "Nicole" in wide.text and "Show others" not in wide.text
    with within(scope_of(commune)):
        assert Entry.objects.looks().about(cousin.key).filter(word="people.searched").exists()


def test_whoever_was_seen_and_not_chosen_is_not_proposed_again(desk, odette, service, answers):
    same = {
        "who": answers["who"] | {"who_first_name": ["Odette"], "who_last_name": ["Van Kerckhoven"]}
    }
    searched = {"name": "Odette Van Kerckhoven"}
    desk.browser.post("/desk/new/", {"service": service.slug, **desk.call, **searched})
    desk.draft = desk.browser.path
    desk.answer(answers | same)
    desk.answer({}, do="review")

    assert desk.browser.path == f"{desk.draft}review/"


def test_whoever_was_not_seen_is_proposed(desk, odette, service, answers):
    same = {
        "who": answers["who"] | {"who_first_name": ["Odette"], "who_last_name": ["Van Kerckhoven"]}
    }
    begun(desk, service, answers | same)
    desk.answer({}, do="review")

    assert desk.browser.path == f"{desk.draft}known/"
