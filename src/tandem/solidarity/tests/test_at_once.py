"""Two colleagues press a button at the same moment: real connections, real transactions."""

import threading
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from tandem.project.databases import databases
from tandem.solidarity.choices import NeedState
from tandem.solidarity.models import Arrangement, Need
from tandem.solidarity.tests.factories import CALLED_OFF, NeedFactory, OfferFactory, member, propose
from tandem.tenancy.scope import transaction_within
from tests.factories import AgreementFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
TUESDAY_AFTERNOON = 4
CONSTRAINT = "one_task_a_seat_in_a_half_day"


def at_once(*deeds):
    """What each deed answers, all begun at the same moment, each on its own connection."""
    together = threading.Barrier(len(deeds))
    said = [None] * len(deeds)

    def do(number, deed):
        try:
            together.wait()
            said[number] = deed()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return said


def coordinator(organisation):
    client = Client()
    client.cookies["language"] = "en"
    member(client, organisation)
    return client


def chooses(client, need, offer, half_day=TUESDAY_AFTERNOON):
    page = reverse("solidarity:choose_one", args=[need.key, offer.key])
    return lambda: client.post(page, {"half_day": str(half_day)}, follow=True).text


def arrangements(*organisations):
    with transaction_within(scope_of(*organisations)):
        return list(Arrangement.objects.order_by("pk"))


@contextmanager
def without(constraint):
    """The database as it would be if only the code stood guard."""
    owner = databases(settings.DATA, "owner")["default"]
    params = connection.get_connection_params() | {"user": owner["USER"]}
    names = ("dbname", "user", "password", "host", "port")
    place = {name: params[name] for name in names if params.get(name)}
    with psycopg.connect(**place, autocommit=True) as asked:
        definition = asked.execute(
            "SELECT indexdef FROM pg_indexes WHERE indexname = %s", [constraint]
        ).fetchone()[0]
        asked.execute(f"DROP INDEX {constraint}")
        try:
            yield
        finally:
            asked.execute("TRUNCATE solidarity_arrangement CASCADE")
            asked.execute(definition)


@transaction.atomic
def two_needs_and_one_volunteer():
    here, there = OrganisationFactory(), OrganisationFactory()
    AgreementFactory(one=here, other=there)
    needs = [NeedFactory(organisation=here), NeedFactory(organisation=there)]
    return here, there, needs, OfferFactory(organisation=here, capacity=5)


@transaction.atomic
def one_need_and_one_volunteer():
    town = OrganisationFactory()
    return town, NeedFactory(organisation=town), OfferFactory(organisation=town)


def test_two_coordinators_ask_the_same_volunteer_and_one_is_told_kindly():
    here, there, needs, offer = two_needs_and_one_volunteer()
    deeds = [
        chooses(coordinator(town), need, offer)
        for town, need in zip((here, there), needs, strict=True)
    ]

    said = at_once(*deeds)

    assert len(arrangements(here, there)) == 1
    assert sum("The volunteer is asked." in page for page in said) == 1
    assert sum("A colleague was faster" in page for page in said) == 1


def test_without_the_constraint_both_would_have_him():
    here, there, needs, offer = two_needs_and_one_volunteer()
    deeds = [
        chooses(coordinator(town), need, offer)
        for town, need in zip((here, there), needs, strict=True)
    ]

    with without(CONSTRAINT):
        at_once(*deeds)

        assert len(arrangements(here, there)) == 2


def test_a_weeks_capacity_holds_when_two_ask_for_different_moments():
    here, there, needs, offer = two_needs_and_one_volunteer()
    with transaction_within(scope_of(here)):
        type(offer).objects.filter(pk=offer.pk).update(capacity=1)
    deeds = [
        chooses(coordinator(here), needs[0], offer, half_day=4),
        chooses(coordinator(there), needs[1], offer, half_day=7),
    ]

    at_once(*deeds)

    assert len(arrangements(here, there)) == 1


def test_two_colleagues_follow_the_same_proposal_and_one_volunteer_is_asked():
    town, need, _offer = one_need_and_one_volunteer()
    (proposal,) = propose_in(town)
    page = reverse("solidarity:ask", args=[need.key])
    clients = [coordinator(town), coordinator(town)]

    said = at_once(
        *(
            lambda client=client: client.post(page, {"proposal": proposal.pk}, follow=True).text
            for client in clients
        )
    )

    assert len(arrangements(town)) == 1
    assert sum("The volunteer is asked." in one for one in said) == 1


def test_a_yes_and_a_withdrawal_at_once_leave_one_truth():
    town, need, offer = one_need_and_one_volunteer()
    client, other = coordinator(town), coordinator(town)
    chooses(client, need, offer)()
    (arrangement,) = arrangements(town)
    answer = reverse("solidarity:answered", args=[need.key, arrangement.key])
    withdraw = reverse("solidarity:withdraw", args=[need.key])

    at_once(
        lambda: client.post(answer, {"answer": "yes"}).status_code,
        lambda: other.post(withdraw, CALLED_OFF).status_code,
    )

    with transaction_within(scope_of(town)):
        assert Need.objects.get().state == NeedState.WITHDRAWN
        assert Arrangement.objects.get().state == "cancelled"


def propose_in(town):
    with transaction_within(scope_of(town)):
        return propose(town)
