"""The works service of a commune that is shown has something of everything to show."""

import pytest
from django.utils import timezone

from tandem.cases.choices import State as CaseState
from tandem.cases.models import Case, Reply
from tandem.desk.region import broken, crowd, ground, inhabitants, seasons
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.streets import closings, priority
from tandem.streets.choices import Closed, State
from tandem.streets.jobs import count_for
from tandem.streets.models import Draw, Figures, Handover, Job, Report, Rule, Team, Visit
from tandem.tenancy.scope import within
from tandem.territory.models import Inhabitants, Organisation
from tandem.toolbox.invented.facts import read_communes
from tandem.toolbox.invented.people import invent
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
        lot = Draw.objects.get()
        assert len(lot.candidates) > 1
        assert Visit.objects.filter(verdict="").count() == -(
            -len(lot.candidates) * lot.share // 100
        )
        assert Reply.objects.filter(case=None, read_at=None).count() == 1
    assert {State.NEW, State.REPAIRED, State.PLANNED, State.UNDER_WAY, State.HANDED_OVER} <= states
    assert jobs and min(jobs) > timezone.localdate()
    # The one that is contested comes first.
    assert first.reopened == 1


@pytest.mark.django_db
def test_five_quarters_have_something_in_each_figure_and_are_the_same_for_the_same_seed():
    facts = next(one for one in read_communes() if one.slug == "wavre")
    ground.open_platforms(ground.lay_areas(), [facts])
    town = Organisation.objects.get(area__nis=facts.nis, takes_in=True)
    people = invent(7, [facts], 30)
    crowd.settle(7, people, town, timezone.now())

    with within(scope_of(town)):
        inhabitants.say(town, facts.nis)
        seasons.go_by(7, town, facts, broken.BEFORE_WHERE_SHOWN)
        priority.keep_all(town, timezone.localdate())
        count_for(town, timezone.localdate())

    counted = Figures.objects.get(organisation=town).counted
    quarters = {line["quarter"] for line in counted["closings"]}
    assert len(quarters) == closings.QUARTERS
    whole = closings.summed(counted["closings"])
    # Where a quarter has just begun, little has happened in it.
    assert all(line["closed"] and line["repaired"] for line in whole[1:])
    assert sum(line["again"] for line in whole) > 5
    assert {line["name"] for line in counted["door"] if line["opened"]} >= {"web", "phone"}
    assert len(counted["area"]) == 2 and len(counted["because"]) == len(Closed)
    assert all(people for _code, _reports, people in counted["told_by"])
    assert Inhabitants.objects.get(commune=town.area).invented
    with within(scope_of(town)):
        assert Report.objects.filter(state=State.JOINED, joined_to__isnull=False).exists()
        once, again = (seasons.made(7, town, facts, 40).reports for _time in range(2))
    assert [(one.sign, one.street) for one in once] == [(one.sign, one.street) for one in again]
