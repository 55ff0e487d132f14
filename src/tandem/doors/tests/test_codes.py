from datetime import timedelta

import pytest
import time_machine

from tandem.accounts.throttle import FREE, FREE_ELSE
from tandem.toolbox.reference import new_reference, spaced
from tests.parity.drivers import Web
from tests.parity.pages import Page

pytestmark = pytest.mark.django_db
WAIT = "Too many tries."


def try_code(visitor, reference: str, word: str = "dafuvile") -> Page:
    return Page(visitor.post("/draft/", {"reference": reference, "word": word}).text)


@pytest.fixture
def kept(service, answers):
    """A draft, and what its owner wrote down."""
    web = Web()
    web.begin(service)
    web.answer({"where": answers["where"]})
    return web.save()


def test_a_mistyped_reference_is_noticed_and_shown_again(visitor, kept):
    wrong = kept[0][:-1] + ("2" if kept[0][-1] != "2" else "3")

    page = try_code(visitor, wrong)

    assert page.errors == [
        "There is a mistake in this reference. Compare it with what you wrote down."
    ]
    assert page.values["reference"] == [wrong]


def test_a_wrong_word_does_not_tell_that_the_form_exists(visitor, kept):
    known = try_code(visitor, kept[0]).text
    unknown = try_code(visitor, spaced(new_reference())).text

    assert "We have no form with this reference and word." in known
    assert known == unknown


def test_guessing_brings_delays_that_end_by_themselves(visitor, kept, service):
    with time_machine.travel("2026-11-24 10:00+00:00", tick=False) as now:
        for _guess in range(FREE_ELSE + 1):
            assert WAIT not in try_code(visitor, kept[0]).text
        assert WAIT in try_code(visitor, *kept).text
        now.shift(timedelta(seconds=41))

        visitor.post("/draft/", {"reference": kept[0], "word": kept[1]})

    page = Page(visitor.get("/s/ask-for-help/where/").text)
    assert page.values["where_postal_code"] == ["1030"]


def test_many_guesses_from_one_place_keep_nobody_out_who_is_there_and_knows(visitor, kept):
    guessed = new_reference()
    with time_machine.travel("2026-11-24 10:00+00:00", tick=False):
        for _guess in range(FREE["address"] + 1):
            try_code(visitor, new_reference())
        try_code(visitor, guessed)

        assert WAIT in try_code(visitor, guessed).text
        assert WAIT not in try_code(visitor, *kept).text


def test_a_code_of_another_service_opens_its_own_form(visitor, kept):
    response = visitor.post("/draft/", {"reference": kept[0], "word": kept[1]})

    assert response["Location"] == "/s/ask-for-help/kind/"
    assert kept[1] not in response["Location"]
