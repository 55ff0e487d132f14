"""The bench says which of its goals are missed, and ends so that a program notices."""

import pytest
from bench.__main__ import main
from bench.goals import FIRST_PAGE, LIST, missed
from bench.sheets.pages import GOALS
from bench.streets.pages import CODE, GOAL
from bench.web.broken import fill
from bench.web.ground import open_cases
from bench.web.load import Page
from bench.web.pages import Contestant, lines

from tandem.cases.models import Case
from tandem.streets.models import Report
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of


def page(name, goal, *, times, queries):
    asked = {"queries": queries, "around": 2, "round_trips": 3}
    cost = {"server": [times], "database": [0.0], "slow": [times]}
    return Contestant(name, Page(0), goal, asked, **cost)


def measured(*contestants):
    return list(lines([page("bare", None, times=1.0, queries=0), *contestants]))


def ends(found):
    return main(["web"], {"web": lambda _asked: found})


def test_goals_that_are_met_end_well(capsys):
    found = measured(
        page("a list", LIST, times=12.0, queries=5),
        page("the first page", FIRST_PAGE, times=3.0, queries=9),
    )

    assert ends(found) == 0
    assert "Every goal is met." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("contestant", "said"),
    [
        (page("a list", LIST, times=12.1, queries=5), "a list: least is 12.1"),
        (page("a list", LIST, times=2.0, queries=6), "a list: queries is 6"),
        (page("the first page", FIRST_PAGE, times=3.2, queries=0), "the first page: least is 3.2"),
    ],
)
def test_a_missed_goal_is_named_and_ends_badly(contestant, said, capsys):
    assert ends(measured(contestant)) == 1
    assert said in capsys.readouterr().out


def test_what_has_a_goal_and_was_not_measured_has_missed_it():
    assert list(missed([{"page": "a list", "goal_queries": 5}]))
    assert not list(missed([{"page": "a bare answer", "least": 1.0}]))


def scans(**said):
    line = {"condition": "all at once", "right %": 99.9, "read alone": 10_000, **said}
    return [{**line, **GOALS["all at once"], "light pencil to a person %": 100.0}]


def test_scans_read_well_enough_end_well():
    assert main(["sheets"], {"sheets": lambda _asked: scans()}) == 0


@pytest.mark.parametrize("said", [{"right %": 99.899}, {"read alone": 9_999}, {"right %": None}])
def test_scans_read_wrongly_or_too_few_of_them_end_badly(said, capsys):
    assert main(["sheets"], {"sheets": lambda _asked: scans(**said)}) == 1
    assert "all at once: " in capsys.readouterr().out


def many_reports(ratio):
    line = {"page": "the office's inbox", "p95, times few": ratio, "goal p95, times few": GOAL}
    return main(["streets"], {"streets": lambda _asked: [line]})


def test_a_hundred_thousand_reports_may_take_twice_as_long_as_a_thousand_and_no_longer(capsys):
    assert GOAL == 2.0
    assert many_reports(2.0) == 0
    assert many_reports(2.01) == 1
    assert "the office's inbox: p95, times few is 2.01" in capsys.readouterr().out
    assert many_reports(None) == 1


@pytest.mark.django_db
def test_the_reports_that_are_measured_can_still_be_laid_out():
    city = OrganisationFactory(area__postal_code=CODE)

    fill(city, 64)

    with within(scope_of(city)):
        assert Report.objects.open().count() == 40
        assert not Report.objects.filter(state="closed", ended_at=None).exists()


@pytest.mark.django_db
def test_what_is_measured_can_still_be_laid_out():
    """Its rows are written by SQL, which a new column of a case does not know of."""
    city = OrganisationFactory()

    open_cases(city, 60, 0)

    with within(scope_of(city)):
        assert Case.objects.owed().count() == 24
        assert Case.objects.filter(has_unread=True).count() == 2
