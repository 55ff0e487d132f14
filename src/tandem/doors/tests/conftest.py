import pytest
from django.test import Client

from tandem.doors.tests.scanning import Lamp
from tandem.services import catalogue
from tandem.services.catalogue import known
from tests.factories import MembershipFactory, OrganisationFactory
from tests.parity.answers import Somebody, by_question
from tests.parity.drivers import Kiosk, Paper, Sms, Telephone, Web
from tests.photographed import Broken


@pytest.fixture
def commune(db):
    """A town hall that takes in; its postal code is the one in the answers."""
    return OrganisationFactory(
        area__postal_code="1030", telephone="02 000 10 30", email="hall@example.example"
    )


@pytest.fixture
def service(db):
    return known("ask-for-help")


@pytest.fixture
def answers(service, commune):
    """Good answers by question, as typed."""
    return by_question(service, Somebody(), commune.area)


@pytest.fixture
def web():
    return Web()


@pytest.fixture
def kiosk(commune):
    """Somebody before the terminal of the commune."""
    return Kiosk(desk=commune)


@pytest.fixture
def mobile(commune):
    """Somebody with an old telephone."""
    return Sms()


@pytest.fixture
def operator(commune):
    return MembershipFactory(organisation=commune, role="operator").account


@pytest.fixture
def desk(commune):
    """Somebody at the telephone of the commune."""
    return Telephone(desk=commune)


@pytest.fixture
def visitor():
    client = Client()
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def lamp(db, monkeypatch):
    """A short form, offered for this test alone."""
    monkeypatch.setitem(catalogue._offered, Lamp.slug, Lamp)
    return Lamp


@pytest.fixture
def scanner(commune):
    """An operator of the commune who scans."""
    return Paper(desk=commune)


@pytest.fixture
def broken(commune, monkeypatch):
    """A service that asks for a photo."""
    monkeypatch.setitem(catalogue._offered, Broken.slug, Broken)
    return Broken


@pytest.fixture
def broken_answers(broken, commune):
    return by_question(broken, Somebody(), commune.area)


@pytest.fixture
def speaking(client, operator):
    client.force_login(operator)
    client.cookies["language"] = "en"
    return client
