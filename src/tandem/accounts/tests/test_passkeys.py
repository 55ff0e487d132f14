"""A passkey answers our question, at our address, once."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from tandem.accounts.models import Passkey
from tandem.accounts.second import passkeys, standing
from tests.authenticator import Authenticator
from tests.factories import AccountFactory
from tests.factories.territory import PASSWORD

OURS = "https://tandem.example"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = OURS


@pytest.fixture
def account(db):
    return AccountFactory()


@pytest.fixture
def device(account):
    """Added on the page, as she does it."""
    made = Authenticator(OURS)
    client = with_password(account)
    client.post(
        "/sign-in/proofs/passkey/", {"passkey": made.make(asked(client, "proofs/passkey/"))}
    )
    return made


def with_password(account):
    client = Client()
    client.post("/sign-in/", {"email": account.email, "password": PASSWORD})
    return client


def asked(client, page="second/"):
    """What the page tells the browser to ask."""
    text = client.get(f"/sign-in/{page}").text
    return text.partition('data-question="')[2].partition('"')[0].replace("&#34;", '"')


def shows(client, answer):
    client.post("/sign-in/second/", {"passkey": answer})
    return SESSION_KEY in client.session


def test_password_and_passkey_open(account, device):
    client = with_password(account)

    assert SESSION_KEY not in client.session
    assert shows(client, device.show(asked(client)))
    assert standing.rescues_left(account) == 10


def test_an_answer_given_on_a_page_that_only_looks_like_ours_opens_nothing(account, device):
    client = with_password(account)
    device.origin = "https://tandem.example.evil.example"

    assert not shows(client, device.show(asked(client)))


def test_were_the_address_not_looked_at_it_would_open(account, device, monkeypatch):
    """The twin."""
    anywhere = passkeys.Fido2Server
    monkeypatch.setattr(
        passkeys, "Fido2Server", lambda party, verify_origin: anywhere(party, verify_origin=bool)
    )
    client = with_password(account)
    device.origin = "https://tandem.example.evil.example"

    assert shows(client, device.show(asked(client)))


def test_an_answer_is_good_once(account, device):
    client = with_password(account)
    answer = device.show(asked(client))
    assert shows(client, answer)

    elsewhere = with_password(account)
    asked(elsewhere)
    assert not shows(elsewhere, answer)


def test_a_key_that_was_copied_shows_by_its_count(account, device):
    client = with_password(account)
    device.count = 7
    assert shows(client, device.show(asked(client)))

    copy = with_password(account)
    device.count = 3
    assert not shows(copy, device.show(asked(copy)))


def test_the_key_of_another_account_opens_nothing(account, device):
    other = AccountFactory()
    client = with_password(other)
    theirs = Authenticator(OURS)
    client.post(
        "/sign-in/proofs/passkey/", {"passkey": theirs.make(asked(client, "proofs/passkey/"))}
    )

    client = with_password(account)
    assert not shows(client, theirs.show(asked(client)))


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", '{"id": 1}', "x" * 30_000, "{" * 900])
def test_nonsense_proves_nothing_and_breaks_nothing(account, device, answer):
    client = with_password(account)
    asked(client)

    assert not shows(client, answer)


def test_a_key_that_does_not_count_is_taken_each_time(account):
    plain = Authenticator(OURS, counts=False)
    client = with_password(account)
    client.post(
        "/sign-in/proofs/passkey/", {"passkey": plain.make(asked(client, "proofs/passkey/"))}
    )

    for _ in range(2):
        client = with_password(account)
        assert shows(client, plain.show(asked(client)))
    assert Passkey.objects.get().used_at is not None


@pytest.mark.parametrize(
    ("site", "may"),
    [
        ("https://tandem.example", True),
        ("http://localhost:8000", True),
        ("http://tandem.example", False),
        ("https://192.0.2.7", False),
        ("http://127.0.0.1:8000", False),
    ],
)
def test_passkeys_are_offered_where_browsers_make_them(settings, site, may):
    settings.SITE_URL = site

    assert passkeys.possible() == may
