import pytest

from tests.factories import OrganisationFactory


@pytest.fixture
def commune(db):
    """A town hall that takes in reports."""
    return OrganisationFactory(
        area__postal_code="1030", area__lat=50.867, area__lon=4.3735, telephone="02 000 10 30"
    )
