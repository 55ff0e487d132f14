"""Reports that look alike: proposed with the reasons, joined with one press, or said to be two."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.journal.models import Entry
from tandem.streets import office, resembling
from tandem.streets.choices import State, Trouble
from tandem.streets.models import Report, Resemblance
from tandem.streets.queue import FIND_ALIKE
from tandem.streets.tests.reported import a_team, at_work, member, reported, told
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
INBOX = "/streets/office/"


@pytest.fixture
def town(client):
    client.cookies["language"] = "en"
    return OrganisationFactory(area__postal_code="1030")


@pytest.fixture
def lamps(town):
    """Two lamps, eight metres apart by their houses; the second told last."""
    pair = reported(town), reported(town, street="Rue des Tilleuls 14")
    found(town)
    return pair


def found(town):
    """What waits to be looked for is looked for, as the worker does."""
    rows = ProcrastinateJob.objects.filter(task_name=FIND_ALIKE).order_by("pk")
    keys = [row.args["key"] for row in rows]
    with within(scope_of(town)):
        for key in keys:
            resembling.find(key)


def pressed(client, one, other, **said):
    return client.post(reverse("streets:alike", args=[one.sign, other.sign]), said, follow=True)


def state_of(report):
    with within(scope_of(report.organisation)):
        return Report.objects.get(pk=report.pk).state


def test_two_that_look_alike_stand_in_the_inbox_and_on_both_pages_with_the_reasons(
    client, town, lamps
):
    older, newer = lamps
    far = reported(town, street="Avenue Louis Bertrand 8")
    found(town)
    member(client, town)

    inbox = client.get(INBOX).text
    assert inbox.count("Perhaps the same as") == 2
    assert "The same street, house numbers close by, the same category, told on the same day." in (
        inbox
    )
    assert "Somebody else had told us of the same." in inbox
    only = client.get(f"{INBOX}?view=alike").text
    assert newer.shown_sign in only
    assert far.shown_sign not in only
    page = client.get(reverse("streets:office_report", args=[newer.sign])).text
    assert f"Joined, they go on under the sign {older.shown_sign}." in page
    assert "1 reporter then reads" in page


def test_one_press_joins_them_and_the_reporter_of_the_newer_is_told(client, town, lamps):
    older, newer = lamps
    member(client, town)

    back = pressed(client, older, newer, deed="join", stays=older.sign, list="view=alike")

    assert "The two go on as one" in back.text
    assert back.redirect_chain[-1][0] == f"{INBOX}?view=alike"
    assert (state_of(older), state_of(newer)) == (State.NEW, State.JOINED)
    with within(scope_of(town)):
        assert [message.person_id for message in told("step")] == [newer.told_in.person_id]


def test_what_is_said_to_be_two_is_never_proposed_again(client, town, lamps):
    older, newer = lamps
    account = member(client, town)
    assert "Perhaps the same as" in client.get(INBOX).text

    pressed(client, newer, older, deed="apart")
    found(town)

    assert "Perhaps the same as" not in client.get(INBOX).text
    page = client.get(reverse("streets:office_report", args=[older.sign])).text
    assert "Said not to be the same" in page
    assert account.email in page
    with within(scope_of(town)):
        assert Entry.objects.filter(word="streets.said_apart").count() == 2
    assert (state_of(older), state_of(newer)) == (State.NEW, State.NEW)


def test_what_was_joined_and_taken_apart_is_not_proposed_again(client, town, lamps):
    older, newer = lamps
    with at_work(town):
        office.take_step(newer, State.JOINED, seen=State.NEW, other=older)
        office.take_step(Report.objects.get(pk=newer.pk), State.NEW, seen=State.JOINED)
    found(town)
    member(client, town)

    assert "Perhaps the same as" not in client.get(INBOX).text


def test_a_danger_keeps_its_sign_then_what_has_a_day_then_what_was_told_first(town, lamps):
    older, newer = lamps
    with within(scope_of(town)):
        assert resembling.which_goes(older, newer) == (newer, older)
        newer.state = State.PLANNED
        assert resembling.which_goes(older, newer) == (older, newer)
        older.danger = True
        assert resembling.which_goes(older, newer) == (newer, older)
        older.state = newer.state = State.HANDED_OVER
        assert resembling.which_goes(older, newer) is None


def test_a_button_of_yesterday_joins_nothing_the_other_way_round(client, town, lamps):
    older, newer = lamps
    team = a_team(town)
    with at_work(town):
        Report.objects.filter(pk=newer.pk).update(
            state=State.PLANNED, team=team, planned_for=timezone.localdate() + timedelta(days=1)
        )
    member(client, town)

    back = pressed(client, newer, older, deed="join", stays=older.sign)

    assert "Something changed meanwhile" in back.text
    assert state_of(newer) == State.PLANNED


def test_what_is_corrected_is_compared_anew(client, town, lamps):
    _older, newer = lamps
    with at_work(town):
        office.override(newer, category=Trouble.TREE.value)
    found(town)
    member(client, town)

    assert "Perhaps the same as" not in client.get(INBOX).text


def test_no_word_that_somebody_wrote_is_kept_with_the_reasons(town):
    for _number in range(2):
        reported(town, street="", landmark="Behind the chapel of Odette")
    found(town)

    with within(scope_of(town)):
        kept = Resemblance.objects.get()
    assert [code for code, _facts in kept.reasons][:1] == ["same_landmark"]
    assert "odette" not in str(kept.reasons).casefold()


def test_a_stranger_and_whoever_only_writes_down_press_nothing(client, town, lamps):
    older, newer = lamps
    address = reverse("streets:alike", args=[older.sign, newer.sign])
    member(client, town, Role.OPERATOR)
    assert client.post(address, {"deed": "apart"}).status_code == 404
    assert "Not the same" not in client.get(INBOX).text

    member(client, OrganisationFactory(area__postal_code="1050"))
    assert client.post(address, {"deed": "apart"}).status_code == 404
    with within(scope_of(town)):
        assert not Resemblance.objects.filter(apart_at__isnull=False).exists()
