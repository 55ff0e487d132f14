"""Who lives where: pasted by the commune, dated, checked again; so that one sees who is not heard."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tandem.journal.models import Entry
from tandem.streets import priority
from tandem.streets.jobs import count_for
from tandem.streets.models import Heard
from tandem.streets.tests.factories import ReportFactory
from tandem.streets.tests.reported import at_work, member
from tandem.territory.actions import state_inhabitants
from tandem.territory.models import Inhabitants

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
TODAY = timezone.localdate()
PARTS = ("day", "month", "year")


@pytest.fixture
def town(commune):
    """Two postal codes: many live in the first, few in the second."""
    commune.area.postal_codes.create(code="1031")
    return commune


def said(**other):
    day = {"valid_on": TODAY - timedelta(days=30), "review_on": TODAY + timedelta(days=300)}
    parts = {
        f"{name}_{part}": str(getattr(when, part)) for name, when in day.items() for part in PARTS
    }
    told = {"lines": "1030; 120 000\n1031\t2.000", "whole": "", "source": "Population register"}
    return told | parts | other


def page(client, **post):
    where, english = reverse("streets:inhabitants"), {"accept-language": "en"}
    return client.post(where, post, follow=True, headers=english)


def test_the_commune_pastes_its_own_numbers_and_everybody_reads_where_they_come_from(
    town, client, visitor
):
    member(client, town)

    assert page(client, **said()).status_code == 200

    row = Inhabitants.objects.get(commune=town.area)
    assert row.counts == {"1030": 120_000, "1031": 2_000}
    assert row.whole == 122_000 and not row.invented
    with at_work(town):
        assert Entry.objects.filter(word="territory.inhabitants_stated").exists()
    _tell(town, {"1030": 12, "1031": 6})
    told = visitor.get("/streets/figures/1030/").text
    assert "Inhabitants: Population register" in told
    assert "To be checked<" not in told
    assert "Reports per 1,000 inhabitants" in told


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"lines": "1140; 20"}, "1140 is not one of yours: 1030, 1031."),
        ({"lines": "1030; 20\n1030; 30"}, "1030 stands there twice."),
        ({"lines": "many"}, "write a postal code, a semicolon and a number"),
        ({"lines": ""}, "Write at least one number."),
        ({"whole": "100000"}, "The postal codes together have more than that."),
        ({"source": ""}, "Say where the numbers come from."),
        ({"review_on_year": TODAY.year - 1}, "Choose a day that is still to come."),
        ({"valid_on_year": TODAY.year + 1}, "This day is still to come."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_kept(town, client, wrong, why):
    member(client, town)

    response = page(client, **said(**wrong))

    assert response.status_code == 422 and why in response.text
    assert not Inhabitants.objects.exists()


def test_past_its_day_it_is_to_be_checked_and_what_is_made_up_says_so(town, visitor):
    _state(town, review_on=TODAY)
    _tell(town, {"1030": 12, "1031": 6})
    assert "To be checked<" in visitor.get("/streets/figures/1030/").text

    Inhabitants.objects.update(invented=True)
    assert "Made-up numbers" in visitor.get("/streets/figures/1030/").text


def _state(town, counts=None, **facts):
    with at_work(town):
        when = {"valid_on": TODAY - timedelta(days=400), "review_on": TODAY + timedelta(days=5)}
        given = {"counts": counts or {"1030": 120_000, "1031": 2_000}, "source": "Register"}
        state_inhabitants(town, **given | when | facts)


def _tell(town, many):
    for code, times in many.items():
        for _time in range(times):
            ReportFactory(organisation=town, postal_code=code)
    with at_work(town):
        priority.keep_all(town, TODAY)
        count_for(town, TODAY + timedelta(days=1))


def test_who_is_not_heard_is_told_beside_who_lives_there(town):
    _tell(town, {"1030": 12, "1031": 6})
    assert _heard(town) == {"1030": (133, None), "1031": (67, None)}

    # The few that live in the second tell far more: the first is hardly heard, and comes forward.
    _state(town)
    _tell(town, {})
    assert _heard(town) == {"1030": (68, 120_000), "1031": (2033, 2_000)}

    # One of them is not known: nothing is compared with what is not known.
    _state(town, {"1030": 120_000})
    _tell(town, {})
    assert _heard(town) == {"1030": (133, 120_000), "1031": (67, None)}


def _heard(town):
    with at_work(town):
        rows = Heard.objects.values_list("postal_code", "percent", "inhabitants")
        return {code: (percent, people) for code, percent, people in rows}


def test_no_rate_is_told_of_few_reports(town, visitor):
    _state(town)
    _tell(town, {"1030": 12, "1031": 4})

    told = visitor.get("/streets/figures/1030/").text

    cells = told[told.index("How much what is told there comes forward") :]
    row = cells[cells.index(">1031<") :][:700]
    assert "–" in row and ">2<" not in row
