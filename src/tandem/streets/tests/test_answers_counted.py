"""Each time that people are asked whether it is repaired is counted, and each word they gave."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tandem.streets import counting, verdicts
from tandem.streets.choices import State, Verdict
from tandem.streets.models import Report
from tandem.streets.tests.reported import at_work, moved, repaired
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def test_a_no_stays_a_no_when_the_work_is_done_anew_and_she_is_asked_again():
    town = OrganisationFactory()
    report = repaired(town)
    with at_work(town):
        verdicts.say(report.voices.get(), Verdict.NO)
        moved(Report.objects.get(pk=report.pk), State.LOOKED_AT, State.REPAIRED)
        voice = report.voices.get()
        assert (voice.verdict, voice.refusals) == ("", 0)
        verdicts.say(voice, Verdict.YES)
        # Said twice, it is said once.
        verdicts.say(report.voices.get(), Verdict.YES)

        said = counting.counted(town.pk, timezone.localdate() + timedelta(days=1))["voices"]

    assert said == {"all": 1, "asked": 2, "repaired": 1, "repaired_noted": 0, "not_repaired": 1}
