"""Told by text message, planned and repaired on the office's pages, denied and agreed by text."""

import pytest

from tandem.cases.choices import State as CaseState
from tandem.services.catalogue import known
from tandem.streets.choices import State
from tandem.toolbox.reference import clean
from tests.journeys.at_the_works import (
    LAMP,
    SERVICE,
    in_the_inbox,
    officer,
    open_report,
    reports_of,
    take_step,
    team_of,
    the_case,
    told,
)
from tests.journeys.steps import press
from tests.journeys.texting import LONG, NUMBER, talk, through, told_by_text, wait_for
from tests.kannel import until
from tests.processes import WORKER, running

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "looks"]),
    pytest.mark.parametrize("script", [False], indirect=True, ids=["without script"]),
]
BY_TEXT = {
    **{name: said for name, said in LAMP.items() if not name.startswith("reach")},
    "reach_channel": ["sms"],
    "reach_phone": [NUMBER],
}


def asked_whether_repaired(telephone, reference, times):
    """She is asked so many times by now."""
    asked = f"JA {reference}"
    until(lambda: sum(asked in text for text in telephone.texts) == times, LONG)


def test_she_is_asked_whether_it_is_repaired_and_her_no_comes_first(
    town, house, kannel, telephone, somebody
):
    team_of(town.schaerbeek)
    told(where_street="Ergens Anders 1")
    desk = somebody(officer(town.schaerbeek))
    with running(*WORKER, SITE_URL=house, **through(kannel)):
        shown, _word = told_by_text(telephone, known(SERVICE), BY_TEXT, more="nee")
        reference = clean(shown)
        _other, ours = reports_of(town.schaerbeek)
        assert "Ergens Anders" in in_the_inbox(desk)[0]

        # A day, and the job of that day is done.
        open_report(desk, ours.sign)
        press(desk, "Plan a day")
        press(desk, "Plan it and tell the reporters")
        wait_for(telephone, f"{shown}: gepland")
        press(desk, "All else is repaired")
        asked_whether_repaired(telephone, reference, 1)

        # It is not.
        assert "opnieuw" in talk(telephone, f"NEE {reference}")
        (again,) = reports_of(town.schaerbeek, pk=ours.pk)
        assert (again.state, again.reopened) == (State.NEW, 1)
        assert the_case(shown).state == CaseState.REOPENED
        first, second = in_the_inbox(desk)
        assert "Verzonnenstraat" in first and "Ergens Anders" in second

        # Now it is.
        open_report(desk, ours.sign)
        take_step(desk, "It is repaired")
        asked_whether_repaired(telephone, reference, 2)
        talk(telephone, f"JA {reference}")

    assert the_case(shown).state == CaseState.CLOSED
    assert reports_of(town.schaerbeek, pk=ours.pk)[0].state == State.REPAIRED
    assert len(in_the_inbox(desk)) == 1
