from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import signals
from django.db import close_old_connections
from django.utils import timezone

from tandem.doors.api.actions import let_in
from tandem.doors.choices import Right
from tandem.tenancy.scope import transaction_within
from tests.factories import MembershipFactory, OrganisationFactory, scope_of


@pytest.fixture
def one_transaction(db) -> Iterator[None]:
    """A server ends the connection with each request; here it is that of the test."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def commune(db):
    """A town hall that takes in; its postal code is the one in the examples of the document."""
    return OrganisationFactory(area__postal_code="1030")


@pytest.fixture
def let_program_in(commune):
    """A partner's program of this commune: what it may do, and until when; its secret."""
    member = MembershipFactory(organisation=commune, role="administrator")

    def let(*rights: Right, until=None) -> str:
        until = until or timezone.localdate() + timedelta(days=30)
        with transaction_within(scope_of(commune)):
            _token, secret = let_in(
                commune, "Caravan", list(rights or Right), until, by=member.account
            )
        return secret

    return let


@pytest.fixture
def secret(let_program_in) -> str:
    return let_program_in()
