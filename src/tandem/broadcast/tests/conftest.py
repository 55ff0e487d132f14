"""A commune, its author and its second person."""

import pytest

from tandem.broadcast.tests.town import (
    colleague,
    town_hall,
)
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import scope_of


@pytest.fixture
def hall(db):
    made = town_hall()
    with within(scope_of(made)):
        yield made


@pytest.fixture
def author(hall):
    return colleague(hall)


@pytest.fixture
def second(hall):
    return colleague(hall, Role.ADMINISTRATOR)


@pytest.fixture
def texts(settings, tmp_path, monkeypatch):
    settings.SMS_GATEWAY = "tandem.outbox.tests.gateways.Gateway"
    file = tmp_path / "texts"
    monkeypatch.setenv("TEXTS", str(file))
    return file
