"""Whoever asks by text message with her reference reads where the report itself stands."""

import pytest
from django.utils.translation import override

from tandem.cases import standing
from tandem.services.drafts import Code
from tandem.streets.choices import Closed, State
from tandem.streets.models import Report
from tandem.streets.tests.reported import WHY, a_day, at_work, moved, reported
from tandem.territory import signposts
from tandem.ui.formats import day
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030")


def asked(report, word=""):
    """As the door asks: by the reference, or by the reference and the word."""
    case = report.told_in
    code = Code(case.reference, word)
    with at_work(case.organisation):
        kind, name = ("case", str(code)) if word else ("state", case.reference)
        signposts.put(kind, name, case, case.pk)
    with override("en"):
        return standing.state_of_code(code) if word else standing.state_of(case.reference)


def test_the_day_of_the_repair_is_told_also_of_one_opened_again(town):
    report = reported(town)
    with at_work(town):
        Report.objects.filter(pk=report.pk).update(
            state=State.PLANNED, planned_for=a_day(), reopened=1
        )
    with override("en"):
        told = f"The repair is planned for {day(a_day())}."
    assert asked(report) == told


def test_without_a_day_the_one_of_the_answer_is_told(town):
    said = asked(reported(town))
    assert said.startswith("We have received it, and look at it soon.")
    assert "You will have an answer by" in said


def test_what_the_service_wrote_is_told_with_the_word_alone(town):
    report = reported(town)
    with at_work(town):
        moved(report, State.CLOSED, because=Closed.NO_MEANS, words=WHY)
    bare = asked(report)
    assert "It is closed without a repair." in bare
    assert WHY not in bare
    assert asked(report, word="bakafado").endswith(WHY)
