"""The line of the street is public: it tells where a thing is, and of nobody."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from tandem.cases import actions as cases
from tandem.cases.choices import State as CaseState
from tandem.people.retention import erase
from tandem.streets.choices import Overridden, State
from tandem.streets.forms import ReportBrokenForm
from tandem.streets.models import Override, Report
from tandem.streets.tests.reported import (
    another_voice,
    at_work,
    case_of_voice,
    member,
    moved,
    reported,
)
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
HERS = "Rue Oubli 5 chez Jeanne Oublie"


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030")


def wrong(name, said, commune):
    raw = {
        "where_postal_code": ["1030"],
        "where_street": ["Rue Delta 3"],
        "where_landmark": [""],
        "where_mark": [""],
    }
    with override("en"):
        form = ReportBrokenForm(raw | {name: [said]}, place=commune)
        form.check(only=["where"])
        return str(form.errors.get("where", ""))


@pytest.mark.parametrize(
    "line",
    [
        "Rue Delta 3, chez Mme Dupont",
        "Lindestraat 4 bij Jan",
        "Lindenweg 4, bei Anna",
        "Delta 3 0470 12 34 56",
        "Delta 3 +32 2 123 45 67",
        "Delta 3 a@example.example",
    ],
)
def test_a_line_that_tells_of_somebody_is_refused_and_says_what_to_do(town, line):
    for name in ("where_street", "where_mark"):
        assert "What stands near it?" in wrong(name, line, town.area)


@pytest.mark.parametrize(
    "line", ["Bij Sint-Jacob 7", "Rue du 11 Novembre 12-14", "Place Colignon", "Rue Delta 3 bte 2"]
)
def test_a_street_and_number_is_taken(town, line):
    assert not wrong("where_street", line, town.area)


def test_it_is_no_longer_than_a_street_is(town):
    assert not wrong("where_street", "a" * 80, town.area)
    assert wrong("where_street", "a" * 81, town.area)


def test_a_colleague_corrects_the_place_and_what_stood_there_is_not_kept(client, town):
    town.area.postal_codes.create(code="1031")
    report = reported(town, street=HERS)
    member(client, town)
    client.cookies["language"] = "en"
    page = reverse("streets:correct", args=[report.sign])
    said = {"category": "lamp", "team": "", "postal_code": "1031", "street": "Rue Oubli 5"}
    assert HERS in client.get(page).text

    assert client.post(page, said | {"street": HERS}).status_code == 422
    assert client.post(page, said | {"postal_code": "1000"}).status_code == 422
    client.post(page, said | {"mark": "LP-7"})

    with at_work(town):
        now = Report.objects.get(pk=report.pk)
        assert (now.street, now.street_folded, now.house_number) == ("Rue Oubli 5", "rue oubli", 5)
        assert (now.postal_code, now.mark) == ("1031", "LP7")
        (noted,) = Override.objects.all()
    assert (noted.what, noted.was, noted.now) == (
        Overridden.PLACE,
        "…, 1030",
        "Rue Oubli 5, 1031, LP7",
    )
    shown = client.get(reverse("streets:office_report", args=[report.sign])).text
    assert "from “(a line that is not kept), 1030” to “Rue Oubli 5, 1031, LP7”" in shown
    assert "Jeanne" not in shown


@pytest.mark.parametrize(
    ("street", "others", "left"),
    [
        (HERS, 0, ""),
        ("villa Les Dupont-Martin a cote du douze", 0, ""),
        ("Rue des Tilleuls, 12", 0, "Rue des Tilleuls, 12"),
        (HERS, 1, HERS),
    ],
)
def test_who_is_erased_takes_a_line_along_that_tells_more_than_a_street(town, street, others, left):
    with at_work(town):
        report = reported(town, street=street)
        voice = report.voices.get()
        for _ in range(others):
            another_voice(report)
        moved(report, State.REPAIRED)
        cases.move(case_of_voice(voice), CaseState.CLOSED)

        erase(voice.person)

        now = Report.objects.get(pk=report.pk)
        assert now.street == left
        assert bool(now.street_folded) == bool(left)
