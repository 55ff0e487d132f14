"""Two colleagues at once, and she who takes it back at the same moment: by connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tandem.mandates import actions
from tandem.mandates.choices import Act, Way
from tandem.mandates.errors import NotNow
from tandem.mandates.models import Acting, Mandate
from tandem.mandates.tests.giving import at_work, checked, confirmed, wished
from tandem.tenancy.scope import transaction_within
from tests.factories import MembershipFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
ROUNDS = 4


@pytest.fixture
def town():
    return OrganisationFactory()


def helper_of(town):
    return MembershipFactory(organisation=town, role="operator").account


def at_once(*deeds):
    """Each on a connection of its own, begun together; what came of each."""
    ready = Barrier(len(deeds))

    def run(deed):
        try:
            ready.wait()
            return deed()
        except NotNow as error:
            return str(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def acts(town, helper, mandate):
    def deed():
        with transaction_within(scope_of(town)), at_work(helper, town):
            return actions.act_under(mandate, Act.LETTERS, Way.FOR_HER)

    return deed


def takes_back(town, mandate):
    def deed():
        with transaction_within(scope_of(town)):
            return actions.take_back(mandate)

    return deed


def test_no_act_is_noted_after_she_took_it_back_at_the_same_moment(town):
    one, other = helper_of(town), helper_of(town)
    for _round in range(ROUNDS):
        with transaction_within(scope_of(town)):
            mandate = confirmed(wished(town), checked(one, other))

        first, second, ended = at_once(
            acts(town, one, mandate), acts(town, other, mandate), takes_back(town, mandate)
        )

        assert set(ended) == {Act.LETTERS, Act.FORMS}
        done = [came for came in (first, second) if isinstance(came, Acting)]
        with transaction_within(scope_of(town)):
            mandate = Mandate.objects.get(pk=mandate.pk)
            kept = list(Acting.objects.filter(mandate=mandate))
            assert {row.pk for row in kept} == {came.pk for came in done}
            assert all(row.at <= mandate.ended_at for row in kept)


def test_taken_back_twice_at_once_it_ends_once(town):
    with transaction_within(scope_of(town)):
        mandate = confirmed(wished(town), checked(helper_of(town)))

    ended = at_once(takes_back(town, mandate), takes_back(town, mandate))

    assert sorted(map(len, ended)) == [0, 2]
