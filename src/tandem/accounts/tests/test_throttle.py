from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.test import RequestFactory, override_settings
from django.utils import timezone

from tandem.accounts import throttle
from tandem.accounts.models import Hindrance

NOON = "2026-11-24T12:00:00Z"


def test_delays_grow_and_never_become_a_lock():
    delays = [throttle.delay_after(failures) for failures in range(40)]

    assert delays[:5] == [timedelta()] * 5
    assert all(before <= after for before, after in pairwise(delays))
    assert max(delays) == throttle.LONGEST


@pytest.mark.django_db
def test_a_few_mistakes_cost_nothing():
    for _ in range(throttle.FREE_ELSE):
        throttle.failed("sign_in:account", "odette@example.example")

    assert throttle.wait_for("sign_in:account", "odette@example.example") is None


@pytest.mark.django_db
def test_the_next_one_costs_a_second_that_passes():
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(throttle.FREE_ELSE + 1):
            throttle.failed("sign_in:account", "odette@example.example")
        assert throttle.wait_for("sign_in:account", "odette@example.example") == timedelta(
            seconds=1
        )

        clock.shift(timedelta(seconds=2))
        assert throttle.wait_for("sign_in:account", "odette@example.example") is None


@pytest.mark.django_db
def test_many_people_may_err_behind_one_address():
    for _ in range(throttle.FREE["address"]):
        throttle.failed("follow:address", "192.0.2.7")
    assert throttle.wait_for("follow:address", "192.0.2.7") is None

    throttle.failed("follow:address", "192.0.2.7")
    assert throttle.wait_for("follow:address", "192.0.2.7") is not None


@pytest.mark.django_db
def test_after_an_hour_it_is_forgotten_and_after_a_day_thrown_away():
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(30):
            throttle.failed("sign_in:account", "odette@example.example")

        clock.shift(timedelta(hours=1, seconds=1))
        assert throttle.wait_for("sign_in:account", "odette@example.example") is None

        clock.shift(timedelta(days=1))
        throttle.failed("sign_in:account", "karim@example.example")
        assert Hindrance.objects.count() == 1


@pytest.mark.django_db
def test_who_succeeds_begins_anew():
    for _ in range(30):
        throttle.failed("sign_in:account", "odette@example.example")

    throttle.succeeded("sign_in:account", "odette@example.example")

    assert throttle.wait_for("sign_in:account", "odette@example.example") is None


@pytest.mark.django_db
def test_of_a_place_that_many_share_one_who_knows_takes_half_away():
    for _ in range(throttle.FREE["address"] + 5):
        throttle.failed("follow:address", "192.0.2.7")

    throttle.succeeded("follow:address", "192.0.2.7")

    assert throttle.wait_for("follow:address", "192.0.2.7") is None
    assert Hindrance.objects.get().failures == (throttle.FREE["address"] + 5) // 2


@pytest.mark.django_db
def test_nothing_kept_tells_whom_it_is_about():
    throttle.failed("sign_in:account", "odette@example.example")

    kept = Hindrance.objects.values().get()

    assert "odette" not in str(kept).lower()
    assert kept["last_at"] <= timezone.now()


def test_an_address_is_where_the_request_comes_from():
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="203.0.113.9")

    assert throttle.address_of(request) == "192.0.2.7"
    with override_settings(BEHIND_TLS=True):
        assert throttle.address_of(request) == "203.0.113.9"


@override_settings(BEHIND_TLS=True)
def test_what_a_visitor_writes_into_the_header_herself_counts_for_nothing():
    said = "198.51.100.1, 203.0.113.9"
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=said)

    assert throttle.address_of(request) == "203.0.113.9"


def test_of_an_ipv6_address_only_the_network_counts():
    one = RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2::1")
    other = RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2:ffff::9")

    assert throttle.address_of(one) == throttle.address_of(other)
