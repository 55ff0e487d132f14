"""What stands near a thing is said with its place, and not once more with what was seen."""

import pytest

from tandem.streets import job_sheet
from tandem.streets.tests.reported import reported
from tandem.tenancy.scope import within
from tests.factories import scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def test_a_stop_names_what_stands_near_it_once(commune):
    report = reported(commune, street="", landmark="Behind the old chapel", what="It is dark.")

    with within(scope_of(commune)):
        [stop] = job_sheet.stops([report], {}, with_words=True)

    assert stop.where == "1030, Behind the old chapel"
    assert stop.words == "It is dark."
