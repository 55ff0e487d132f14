import pytest

from tandem.desk import keeping


@pytest.fixture(autouse=True)
def _pages_made_anew():
    keeping.forget()
    yield
    keeping.forget()


@pytest.fixture
def english(client):
    client.cookies["language"] = "en"
    return client
