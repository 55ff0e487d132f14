from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.outbox import inbox, progress
from tandem.outbox.choices import Outcome, State
from tandem.outbox.jobs import retry_waiting
from tandem.outbox.models import Attempt, Inbox, Message
from tandem.outbox.tests.sending import delivered, sent_to
from tandem.people.choices import Channel
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
LATER = timedelta(minutes=11)


def woken():
    return [job.args["keys"] for job in ProcrastinateJob.objects.order_by("pk")]


def test_a_message_whose_job_was_never_asked_for_is_found_again(town_hall):
    other = OrganisationFactory()
    ours, theirs = (
        sent_to(PersonFactory(organisation=organisation)) for organisation in (town_hall, other)
    )

    with within(None), time_machine.travel(timezone.now() + LATER):
        retry_waiting(timestamp=0)
        retry_waiting(timestamp=0)

    assert sorted(woken()) == [[ours.pk], [theirs.pk]]


def test_what_a_job_carries_already_is_not_woken_twice(town_hall):
    sent_to(PersonFactory(organisation=town_hall))

    with within(None):
        retry_waiting(timestamp=0)

    assert woken() == []


@pytest.mark.parametrize(
    ("channel", "state"), [(Channel.EMAIL, State.WAITING), (Channel.SMS, State.UNSURE)]
)
def test_an_attempt_nobody_will_ever_end_is_settled_after_an_hour(town_hall, channel, state):
    message = sent_to(PersonFactory(organisation=town_hall, channel=channel))
    Message.objects.update(state=State.SENDING)
    Attempt.objects.create(
        message=message,
        channel=channel,
        territory_id=message.territory_id,
        organisation_id=message.organisation_id,
    )

    with within(None), time_machine.travel(timezone.now() + timedelta(minutes=61)):
        retry_waiting(timestamp=0)

    message.refresh_from_db()
    assert message.state == state
    assert Attempt.objects.get().outcome == Outcome.UNKNOWN


def test_a_colleague_who_leads_a_message_another_way_is_not_overtaken(town_hall, mail):
    message = sent_to(PersonFactory(organisation=town_hall, channel="email", email="o@b.example"))
    Message.objects.update(state=State.DONE)

    delivered(message)

    assert (message.state, mail.letters) == (State.DONE, [])


def test_an_effect_is_had_once_for_each_organisation(town_hall):
    other = PersonFactory(organisation=OrganisationFactory())

    assert inbox.first_time("tidy:1", PersonFactory(organisation=town_hall))
    assert not inbox.first_time("tidy:1", PersonFactory(organisation=town_hall))
    with within(scope_of(other.organisation)):
        assert inbox.first_time("tidy:1", other)
        assert Inbox.objects.count() == 1


@pytest.mark.parametrize("moved", [{"state": State.DONE}, {"wanted": Channel.SMS}])
def test_what_went_another_way_since_it_was_read_is_neither_begun_nor_laid_down(town_hall, moved):
    """A colleague moves it between the moment a worker reads it and the moment he takes it up."""
    message = sent_to(PersonFactory(organisation=town_hall, channel="email", email="o@b.example"))
    Message.objects.filter(pk=message.pk).update(**moved)

    assert progress.begin(message, Channel.EMAIL, None, None) is None
    progress.lay_down(message, Channel.LETTER, None, State.READY)
    progress.put_off(message)

    assert not Attempt.objects.exists()
    now = Message.objects.get(pk=message.pk)
    assert (now.state, now.next_try_at) == (
        moved.get("state", State.WAITING),
        message.next_try_at,
    )
