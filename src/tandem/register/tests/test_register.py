from dataclasses import replace
from datetime import date

import pytest
import time_machine

from engines.pairing import Totals, solve
from engines.pairing.exchange import question_from_json
from tandem.register import cards
from tandem.register.actions import count, keep_measured, keep_run
from tandem.register.cards import find
from tandem.register.models import Run
from tandem.register.queries import by_month, followed
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

CARD = cards.every()[0]


@pytest.fixture
def english(client):
    client.cookies["language"] = "en"
    return client


def test_an_algorithm_is_registered_once():
    with pytest.raises(ValueError, match="twice"):
        cards.register(replace(CARD, version="another"))


@pytest.mark.parametrize("card", cards.every(), ids=lambda card: card.slug)
def test_a_card_leaves_nothing_unsaid(card):
    for said in (
        card.title,
        card.purpose,
        card.data,
        card.not_used,
        card.answers_for,
        card.decides,
    ):
        assert str(said).strip()
    assert card.rules
    assert card.version


@pytest.mark.django_db
def test_everybody_reads_which_algorithms_are_in_use(english):
    text = english.get("/algorithms/").content.decode()

    for card in cards.every():
        assert f"/algorithms/{card.slug}/" in text


@pytest.mark.django_db
def test_how_often_people_depart_from_it_is_public(english):
    for outcome in ("followed", "followed", "followed", "departed"):
        count(CARD, outcome)

    text = english.get(f"/algorithms/{CARD.slug}/").content.decode()

    assert "Of 4 proposals, people departed from 25%" in text.replace("\xa0", "").replace(" %", "%")
    assert followed(CARD.slug).total == 4


@pytest.mark.django_db
def test_departures_are_counted_by_month_and_name_nobody():
    with time_machine.travel("2026-10-31T12:00:00Z", tick=False):
        count(CARD, "refused")
    with time_machine.travel("2026-11-02T12:00:00Z", tick=False):
        count(CARD, "followed")

    told = by_month(CARD.slug)

    assert [(month.isoformat(), counts) for month, counts in told] == [
        ("2026-11-01", [1, 0, 0]),
        ("2026-10-01", [0, 0, 1]),
    ]


@pytest.mark.django_db
def test_a_page_without_decisions_says_so(english):
    assert "Nobody has decided" in english.get(f"/algorithms/{CARD.slug}/").content.decode()
    assert english.get("/algorithms/astrology/").status_code == 404


@pytest.mark.django_db
def test_a_run_is_kept_where_it_was_made():
    town = OrganisationFactory()
    with within(scope_of(town)):
        keep_run(CARD, {"needs": ["a"]}, {"pairs": []}, town)

        assert Run.objects.get().question == {"needs": ["a"]}
    with within(scope_of(OrganisationFactory())):
        assert not Run.objects.exists()


@pytest.mark.django_db
def test_a_made_up_question_is_there_for_everybody_to_run(client):
    example = client.get("/algorithms/pairing/question.json").json()

    answer = solve(question_from_json(example))

    assert answer.totals == Totals(vital=0, levels=(2, 1), cost=190)
    assert client.get("/algorithms/sheets/question.json").status_code == 404


@pytest.mark.django_db
def test_what_was_measured_is_told_with_how_sure_it_is(english):
    cells = [
        {"group": "fr", "asked": 100, "helped": 90, "days": 2},
        {"group": "nl", "asked": 40, "helped": 20, "days": None},
        {"group": "de", "asked": None, "helped": None, "days": None},
    ]
    figures = {"whole": {"asked": 150, "helped": 115}, "groups": {"language": cells}}
    keep_measured(find("pairing"), date(2026, 7, 1), date(2026, 10, 1), figures)

    text = english.get("/algorithms/pairing/").text.replace("\xa0", "")

    assert "150 needs; somebody was found for 115 of them (77%)" in text
    assert "83% – 94%" in text
    assert "By language: Français" in text
    assert "By language: Nederlands" in text
    assert "By language: Deutsch" not in text
