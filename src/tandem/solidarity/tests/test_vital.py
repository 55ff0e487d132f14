"""A coordinator corrects what is vital, with a reason; the person is told and may contest it."""

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.cases.queries import waits_for_another_answer
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.mandates.models import Acting
from tandem.outbox.models import Message
from tandem.solidarity import vital
from tandem.solidarity.choices import Skill
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import HelpKind, Need
from tandem.solidarity.queue import PROPOSE
from tandem.solidarity.tests.factories import NeedFactory, member
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import MembershipFactory, OrganisationFactory, open_session, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
WHY = "The pharmacy brings it to the door today."


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


@pytest.fixture
def need(town):
    return NeedFactory(organisation=town, vital=True, vital_said=True)


def now(need):
    return Need.objects.get(pk=need.pk)


def page(need, name="vital"):
    return reverse(f"solidarity:{name}", args=[need.key])


def test_a_coordinator_corrects_it_with_a_reason(client, town, need):
    member(client, town)
    told = Message.objects.filter(person=need.person).count()

    silent = client.post(page(need), {"vital": "no", "words": ""})
    client.post(page(need), {"vital": "no", "words": WHY})

    assert silent.status_code == 422
    assert now(need).vital is False
    assert Entry.objects.get(word="solidarity.vital_corrected").facts == {"vital": False}
    assert Message.objects.filter(person=need.person).count() == told + 1
    assert ProcrastinateJob.objects.filter(task_name=PROPOSE).exists()
    assert WHY in client.get(page(need, "need")).text


def test_what_the_list_does_not_count_is_put_first_by_a_coordinator(client, town):
    letter = NeedFactory(organisation=town, kind="letter", skill=Skill.LETTER, vital_said=True)
    member(client, town)

    shown = client.get(page(letter, "need")).text
    client.post(page(letter), {"vital": "yes", "words": "It holds her ration card."})

    assert "The person says that it is vital" in shown
    assert now(letter).vital is True


def test_the_person_contests_it_and_another_settles_it(client, town, need):
    mine = MembershipFactory(organisation=town).account
    other = MembershipFactory(organisation=town).account
    with acting(Asker(mine.pk, town.pk, Door.WEB)):
        vital.correct(need, False, WHY)
    open_session(client, need.case)

    shown = client.get("/follow/").text
    client.post("/solidarity/yours/vital/", {"words": "The pharmacy is closed."})

    assert WHY in shown and "/solidarity/yours/vital/" in shown
    assert now(need).vital_contested
    assert waits_for_another_answer(need.case)
    with acting(Asker(mine.pk, town.pk, Door.WEB)), pytest.raises(NotNow, match="another_person"):
        vital.correct(need, False, WHY)
    with acting(Asker(other.pk, town.pk, Door.WEB)):
        vital.correct(need, True, "It is closed indeed.")
    assert (now(need).vital, now(need).vital_contested) == (True, False)


def test_who_telephones_contests_it_too_with_the_trace_of_it(client, town, need):
    vital.correct(need, False, WHY)
    account = member(client, town, Role.OPERATOR)

    client.post(page(need, "vital_contested"), {"words": "The pharmacy is closed."})

    assert now(need).vital_contested
    trace = Acting.objects.get()
    assert (trace.helper, trace.door, trace.person) == (account, Door.PHONE, need.person)


def test_nothing_is_contested_that_nobody_corrected(town, need):
    with pytest.raises(NotNow):
        vital.contest(need, "Why not?")


def test_a_commune_marks_its_kinds(client, town):
    member(client, town)

    client.post("/solidarity/kinds/lift/", {"vital": "on"})
    client.post("/solidarity/kinds/meal/", {})

    marked = dict(HelpKind.objects.values_list("code", "vital"))
    assert (marked["lift"], marked["meal"], marked["medicines"]) == (True, False, None)
    assert "May be vital" in client.get("/solidarity/kinds/").text


def test_each_page_asks_before_anything_changes(client, town, need):
    vital.correct(need, False, WHY)
    open_session(client, need.case)
    hers = client.get("/solidarity/yours/vital/")
    member(client, town)

    pages = [client.get(page(need)), client.get(page(need, "vital_contested"))]

    assert WHY in hers.text and WHY in pages[0].text
    assert [one.status_code for one in pages] == [200, 200]
    assert not now(need).vital_contested
