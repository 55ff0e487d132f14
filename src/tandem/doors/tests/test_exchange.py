"""What a telephone exchange tells, and what a forger, a replay or a flood can do."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from tandem.accounts import throttle
from tandem.doors.forgetting import forget_numbers
from tandem.doors.line import actions, rules
from tandem.doors.line.access import look_at_number
from tandem.doors.models import Call, CallBack
from tandem.journal.models import Entry
from tandem.project.databases import databases
from tandem.tenancy.scope import transaction_within, within
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db
NUMBER = "0450 11 22 33"


@pytest.fixture
def token(commune):
    with transaction_within(scope_of(commune)):
        return actions.open_line(commune, "Exchange")[1]


def tell(token, event, *, call="a1", form=False, **said):
    told = {"call": call, "event": event, "number": NUMBER, **said}
    headers = {"Authorization": f"Bearer {token}"}
    if form:
        return Client().post("/line/call/", told, headers=headers)
    return Client().post(
        "/line/call/", json.dumps(told), content_type="application/json", headers=headers
    )


def calls(commune):
    with within(scope_of(commune)):
        return list(Call.objects.order_by("pk"))


def to_return(commune):
    with within(scope_of(commune)):
        return list(CallBack.objects.still_to_make())


@pytest.fixture
def colleague(operator):
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(operator)
    return client


@pytest.mark.parametrize("form", [True, False])
def test_a_call_that_rings_stands_first_on_the_line(token, commune, colleague, form):
    assert tell(token, "ringing", language="nl", form=form).status_code == 204

    page = colleague.get("/desk/line/").text

    assert "Rings now" in page
    assert "Dutch" in page
    assert NUMBER not in page
    assert "+32450112233" not in bytes(calls(commune)[0].sealed).decode("latin-1")


def test_who_takes_it_sees_the_people_known_by_the_number_as_a_proposal(token, commune, colleague):
    PersonFactory(organisation=commune, phone=NUMBER, first_name="Odette")
    PersonFactory(organisation=commune, phone=NUMBER, first_name="Fernand")
    tell(token, "ringing")
    key = calls(commune)[0].key

    page = colleague.post(f"/desk/line/calls/{key}/take/", follow=True).text

    assert "Odette" in page
    assert "Fernand" in page
    assert "Several may share it" in page
    with within(scope_of(commune)):
        looks = set(Entry.objects.looks().values_list("word", flat=True))
    assert {"doors.call_opened", "people.searched"} <= looks


def test_the_exchanges_own_program_opens_the_screen_of_a_call(token, commune, colleague):
    tell(token, "ringing", call="sip:77@hall")

    assert str(calls(commune)[0].key) in colleague.get("/desk/line/open/sip:77@hall").url


def test_a_missed_call_is_to_be_returned_once_however_often_it_rang(token, commune):
    for number in range(5):
        tell(token, "ringing", call=f"a{number}")
        tell(token, "ended", call=f"a{number}")

    assert [row.state for row in calls(commune)] == ["missed"] * 5
    assert len(to_return(commune)) == 1


def test_who_rings_again_and_is_heard_is_not_called_back(token, commune):
    tell(token, "ringing")
    tell(token, "ended")
    assert len(to_return(commune)) == 1

    tell(token, "ringing", call="a2")
    tell(token, "answered", call="a2")

    assert to_return(commune) == []


def test_a_withheld_number_can_be_answered_and_not_returned(token, commune, colleague):
    tell(token, "ringing", number="")
    key = calls(commune)[0].key
    assert "withheld" in colleague.get(f"/desk/line/calls/{key}/").text

    tell(token, "ended", number="")

    assert to_return(commune) == []


def test_what_is_told_again_or_out_of_order_changes_nothing(token, commune):
    for event in ("ringing", "answered", "ended", "ended", "answered", "ringing"):
        assert tell(token, event).status_code == 204

    assert [row.state for row in calls(commune)] == ["ended"]
    assert to_return(commune) == []


def test_what_happened_long_ago_is_refused(token, commune):
    old = (timezone.now() - timedelta(minutes=11)).isoformat()

    assert tell(token, "ringing", at=old).status_code == 409
    assert tell(token, "ringing", at=timezone.now().isoformat()).status_code == 204
    assert len(calls(commune)) == 1


def test_a_forged_token_makes_no_call_and_soon_waits(token, commune):
    answers = [tell("made-up", "ringing") for _ in range(throttle.FREE["address"] + 2)]

    assert {one.status_code for one in answers[:-2]} == {401}
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) >= 1
    assert calls(commune) == []


def test_a_line_that_was_ended_tells_nothing_any_more(token, commune):
    with transaction_within(scope_of(commune)):
        actions.end_line(actions.Line.objects.get())

    assert tell(token, "ringing").status_code == 401


@pytest.mark.parametrize(
    "said",
    [
        {"event": "exploded"},
        {"call": ""},
        {"call": "x" * 81},
        {"call": "a\0b"},
        {"at": "yesterday"},
        {"event": ["ringing"]},
    ],
)
def test_what_cannot_be_understood_is_refused_in_one_word(token, commune, said):
    answer = tell(token, **{"event": "ringing", **said})

    assert (answer.status_code, answer.json()) == (400, {"error": "unreadable"})
    assert calls(commune) == []


@pytest.mark.parametrize("body", ["", "[]", "{", "[" * 3000, '"x"' + " " * 5000])
def test_a_body_that_is_no_object_is_refused(token, body):
    answer = Client().post(
        "/line/call/",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )

    assert answer.status_code == 400


def test_a_flood_of_calls_makes_no_more_rows_than_an_exchange_can_have(token, commune, monkeypatch):
    monkeypatch.setattr(rules, "MOST_A_MINUTE", 5)

    answers = [tell(token, "ringing", call=f"a{number}").status_code for number in range(8)]

    assert answers == [204] * 5 + [429] * 3
    assert len(calls(commune)) == 5


def test_another_organisation_sees_no_call(token, commune):
    tell(token, "ringing")
    stranger = Client()
    stranger.cookies["language"] = "en"
    stranger.force_login(MembershipFactory(role="operator").account)

    assert "Rings now" not in stranger.get("/desk/line/").text
    key = calls(commune)[0].key
    assert stranger.get(f"/desk/line/calls/{key}/").status_code == 404
    assert stranger.post(f"/desk/line/calls/{key}/take/").status_code == 404


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_two_operators_who_take_one_call_at_once_are_one_who_has_it():
    commune = OrganisationFactory()
    with transaction_within(scope_of(commune)):
        token = actions.open_line(commune, "Exchange")[1]
    members = MembershipFactory.create_batch(4, organisation=commune, role="operator")
    tell(token, "ringing")
    with transaction_within(scope_of(commune)):
        key = Call.objects.get().key

    def take(member):
        client = Client()
        client.force_login(member.account)
        answer = client.post(f"/desk/line/calls/{key}/take/")
        connections.close_all()
        return answer.url

    with ThreadPoolExecutor(4) as pool:
        led_to = list(pool.map(take, members))

    assert sorted(led_to) == ["/desk/line/"] * 3 + [f"/desk/line/calls/{key}/"]


@contextmanager
def the_worker():
    """The database sees the role of the worker, as in the running house."""
    connection = connections["default"]
    before = dict(connection.settings_dict)
    connection.close()
    worker = databases(settings.DATA, "worker")["default"]
    for name in ("USER", "PASSWORD", "HOST", "PORT"):
        connection.settings_dict[name] = worker.get(name, "")
    yield
    connection.close()
    connection.settings_dict.update(before)


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_the_worker_forgets_numbers_after_a_month_and_touches_no_other_call():
    commune = OrganisationFactory()
    with transaction_within(scope_of(commune)):
        token = actions.open_line(commune, "Exchange")[1]
    tell(token, "ringing", call="old")
    tell(token, "ringing", call="new")
    with transaction_within(scope_of(commune)):
        long_ago = timezone.now() - timedelta(days=31)
        Call.objects.filter(exchange_id="old").update(came_at=long_ago)

    with the_worker():
        forget_numbers(timezone.now())

    with transaction_within(scope_of(commune)):
        kept = {row.exchange_id: bool(row.sealed) for row in Call.objects.all()}
        assert kept == {"old": False, "new": True}
        assert look_at_number(Call.objects.get(exchange_id="old")) == ""
