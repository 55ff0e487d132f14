import pytest
from django.test import Client

from tandem.services.catalogue import known
from tests.factories import OrganisationFactory
from tests.parity.drivers import Sms, Telephone, Web


@pytest.fixture
def commune(db):
    """A town hall that takes in; its postal code is the one in the answers."""
    return OrganisationFactory(
        area__postal_code="1030", area__lat=50.867, area__lon=4.3735, telephone="02 000 10 30"
    )


@pytest.fixture
def service(db):
    return known("report-broken")


@pytest.fixture
def web():
    return Web()


@pytest.fixture
def mobile(commune):
    return Sms()


@pytest.fixture
def desk(commune):
    return Telephone(desk=commune)


@pytest.fixture
def visitor():
    return Client(headers={"Accept-Language": "en"})


@pytest.fixture
def told():
    """What a resident says of a lamp that is out, by question."""
    return {
        "where": {
            "where_postal_code": ["1030"],
            "where_street": ["Rue des Tilleuls Inventés 12"],
            "where_landmark": ["Before the baker's"],
            "where_mark": [""],
        },
        "what": {"what": ["The lamp has been out since Monday."]},
        "kind": {"kind": ["lamp"]},
        "photo": {"photo_file": [""], "photo_place": [""], "photo_blur": [""]},
        "reach": {
            "reach_channel": ["desk"],
            **{
                f"reach_{part}": [""]
                for part in (
                    *("email", "phone", "safe_contact"),
                    *("first_name", "last_name", "street", "postal_code"),
                )
            },
        },
    }
