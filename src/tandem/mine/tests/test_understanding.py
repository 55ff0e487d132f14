"""Whether it was understood is told by language and by door, and nobody is found by a small number."""

from datetime import date

import pytest
import time_machine

from tandem.mandates import consenting, consents
from tandem.mine import understanding
from tandem.mine.consenting_texts import PROGRESS
from tandem.mine.tests.letting import commune
from tandem.tenancy.scope import within
from tests.factories import PersonFactory, scope_of

pytestmark = pytest.mark.django_db
RIGHT = {one.name: one.right for one in PROGRESS.scenarios}
IN_SUMMER, IN_AUTUMN = "2026-08-12 10:00", date(2026, 11, 27)


def consented(town, count, language, *, wrong_first=False):
    for _each in range(count):
        answers = dict(RIGHT)
        if wrong_first:
            first = PROGRESS.scenarios[0]
            answers |= {first.name: min(first.wrong), first.again: first.right}
        answered = consents.heard(PROGRESS, answers)
        person = PersonFactory(organisation=town)
        with time_machine.travel(IN_SUMMER, tick=False):
            consenting.consent(person, PROGRESS, answered, days=30, language=language, whose=person)


@pytest.fixture
def town():
    return commune()


def shown(town):
    with within(scope_of(town)):
        return understanding.told(town.pk, IN_AUTUMN)


def test_by_language_with_who_needed_other_words(town):
    with within(scope_of(town)):
        consented(town, 6, "fr")
        consented(town, 5, "nl", wrong_first=True)

    rows = {row[0]: row[1:] for row in shown(town).by_language}

    assert rows["Français"] == ("6", "6", "6", "0")
    assert rows["Nederlands"] == ("5", "5", "0", "5")
    assert list(rows.values())[-1] == ("11", "11", "6", "5")


def test_a_small_number_is_hidden_and_is_not_what_is_left_of_the_sum(town):
    with within(scope_of(town)):
        consented(town, 9, "fr")
        consented(town, 6, "nl")
        consented(town, 2, "de")

    rows = {row[0]: row[1] for row in shown(town).by_language}

    assert (rows["Deutsch"], rows["Nederlands"]) == ("–", "–")
    assert rows["Français"] == "9"


def test_the_page_is_for_everybody_and_a_quarter_that_goes_on_is_not_told(client, town):
    with within(scope_of(town)):
        consented(town, 6, "fr")
    page = "/understanding/1030/"

    with time_machine.travel("2026-11-27 10:00"):
        assert "6" in client.get(page).text
    with time_machine.travel("2026-09-02 10:00"):
        assert "<table" not in client.get(page).text
    assert client.get("/understanding/9999/").status_code == 404
