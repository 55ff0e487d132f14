import pytest


@pytest.fixture
def english(client):
    client.cookies["language"] = "en"
    return client
