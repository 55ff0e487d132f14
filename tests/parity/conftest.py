import pytest

from tandem.services import catalogue
from tests.factories import OrganisationFactory


@pytest.fixture
def organisation(db):
    """The commune whose postal code the answers name."""
    return OrganisationFactory(area__postal_code="1030")


@pytest.fixture
def offered(monkeypatch):
    """Offers a service of the test's own, for this test alone."""

    def offer(service):
        monkeypatch.setitem(catalogue._offered, service.slug, service)
        return service

    return offer
