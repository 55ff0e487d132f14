"""The works service of a commune that is shown has something of everything to show."""

import pytest
from django.utils import timezone

from tandem.cases.choices import State as CaseState
from tandem.cases.models import Case, Reply
from tandem.desk.region import broken, ground
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.streets.choices import State
from tandem.streets.models import Handover, Job, Report, Rule, Team, Visit
from tandem.tenancy.scope import within
from tandem.territory.models import Organisation
from tandem.toolbox.invented.facts import read_communes
from tests.factories import scope_of

SLUG = "schaerbeek"


@pytest.mark.django_db
def test_the_works_service_that_is_shown_has_something_of_everything():
    facts = next(one for one in read_communes() if one.slug == SLUG)
    ground.open_platforms(ground.lay_areas(), [facts])
    town = Organisation.objects.get(area__nis=facts.nis, takes_in=True)

    broken.happen(7, town, facts, shown=True)

    with within(scope_of(town)):
        assert Team.objects.count() == 2 and Rule.objects.count() == 1
        states = set(Report.objects.values_list("state", flat=True))
        jobs = list(Job.objects.values_list("day", flat=True))
        first = Report.objects.open().order_by("-rank").first()
        assert Handover.objects.count() == 1
        assert Case.objects.filter(state=CaseState.CONTESTED).count() == 1
        # Nobody of the demo has to ring or to write to those who were told of each step.
        told = Message.objects.exclude(subject__startswith="streets.handover:")
        assert set(told.values_list("wanted", flat=True)) <= {Channel.DESK}
        # Somebody else can go and look at a repair; the region is written to, and has answered.
        assert Visit.objects.filter(verdict="").count() == 1
        assert Reply.objects.filter(case=None, read_at=None).count() == 1
    assert {State.NEW, State.REPAIRED, State.PLANNED, State.UNDER_WAY, State.HANDED_OVER} <= states
    assert jobs and min(jobs) > timezone.localdate()
    # The one that is contested comes first.
    assert first.reopened == 1
