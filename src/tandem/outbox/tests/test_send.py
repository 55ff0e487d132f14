import pytest
from django.db import transaction
from django.utils.translation import get_language
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.outbox.actions import send
from tandem.outbox.choices import State
from tandem.outbox.models import Message
from tandem.outbox.tests.sending import SECRET, a_text, sent_to
from tandem.people.actions import merge
from tandem.people.choices import Channel
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db


def jobs():
    return list(ProcrastinateJob.objects.filter(task_name="outbox.deliver").order_by("pk"))


def test_a_message_is_composed_in_the_language_of_the_person(town_hall):
    person = PersonFactory(organisation=town_hall, language="nl")
    heard = []

    message = send(person, lambda: heard.append(get_language()) or a_text(), about=person)

    assert heard == ["nl"]
    assert (message.state, message.wanted, message.language) == (
        State.WAITING,
        Channel.CALL,
        "nl",
    )


def test_what_is_said_is_kept_sealed(town_hall):
    message = sent_to(PersonFactory(organisation=town_hall))

    assert SECRET.encode() not in bytes(message.sealed)
    assert message.text.paragraphs == (SECRET,)


def test_five_hundred_recipients_are_one_job(
    town_hall, django_capture_on_commit_callbacks, django_assert_num_queries
):
    person = PersonFactory(organisation=town_hall)

    with django_capture_on_commit_callbacks() as hooks:
        messages = [sent_to(person) for _ in range(501)]
    with django_assert_num_queries(1):
        for hook in hooks:
            hook()

    assert [len(job.args["keys"]) for job in jobs()] == [500, 1]
    assert jobs()[0].args["keys"][0] == messages[0].pk
    assert set(jobs()[0].args) == {"territory", "organisation", "keys"}


def test_each_organisation_has_jobs_of_its_own(town_hall, django_capture_on_commit_callbacks):
    other = OrganisationFactory()

    with django_capture_on_commit_callbacks(execute=True):
        sent_to(PersonFactory(organisation=town_hall))
        sent_to(PersonFactory(organisation=other))

    assert {job.args["organisation"] for job in jobs()} == {town_hall.pk, other.pk}


def test_a_message_of_a_deed_that_was_undone_is_never_sent(
    town_hall, django_capture_on_commit_callbacks
):
    person = PersonFactory(organisation=town_hall)

    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(RuntimeError), transaction.atomic():
            sent_to(person)
            raise RuntimeError("undone")
        kept = sent_to(person)

    assert [message.pk for message in Message.objects.all()] == [kept.pk]
    assert [job.args["keys"] for job in jobs()] == [[kept.pk]]


def test_a_person_joined_to_another_record_is_reached_there(town_hall):
    double, person = (PersonFactory(organisation=town_hall) for _ in range(2))
    merge(double, into=person)
    double.refresh_from_db()

    assert sent_to(double).person == person


def test_a_neighbour_s_helper_is_written_to_by_the_neighbour(town_hall):
    neighbour = OrganisationFactory()
    helper = PersonFactory(organisation=neighbour)

    message = send(helper, a_text, about=PersonFactory(organisation=town_hall))

    assert message.organisation == neighbour
    assert not Message.objects.filter(pk=message.pk).exists()
    with within(scope_of(neighbour)):
        assert Message.objects.filter(pk=message.pk).exists()
