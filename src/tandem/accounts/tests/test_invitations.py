from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from tandem.accounts import invitations
from tandem.accounts.actions import open_account
from tests.factories import AccountFactory
from tests.factories.territory import PASSWORD

CHOSEN = {"password": "violet tractor sings softly", "again": "violet tractor sings softly"}


@pytest.fixture
def invited(db):
    return open_account("karim@example.example")


def test_who_is_invited_chooses_a_password_and_is_signed_in(client, invited):
    response = client.post(invitations.link_for(invited), CHOSEN)

    invited.refresh_from_db()
    assert response.url == "/start/"
    assert invited.check_password(CHOSEN["password"])
    assert client.session[SESSION_KEY] == str(invited.pk)


def test_a_link_works_once(client, invited):
    link = invitations.link_for(invited)
    client.post(link, CHOSEN)

    assert client.get(link).status_code == 404


def test_a_link_that_was_only_looked_at_still_works(client, invited):
    link = invitations.link_for(invited)

    assert client.get(link).status_code == 200
    assert client.get(link).status_code == 200


def test_a_link_works_for_seven_days(client, invited):
    link = invitations.link_for(invited)

    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        assert client.get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert client.get(link).status_code == 404


def test_a_link_that_somebody_changed_opens_nothing(client, invited):
    other = AccountFactory()
    link, another = invitations.link_for(invited), invitations.link_for(other)
    head, _, tail = link.rpartition(":")

    assert client.get(f"{another.rpartition(':')[0]}:{tail}").status_code == 404
    assert client.get(f"{head}:AAAA{tail[4:]}").status_code == 404


@pytest.mark.parametrize(
    ("password", "again"),
    [
        ("short", "short"),
        ("password1234", "password1234"),
        ("a long one indeed", "another one here"),
    ],
)
def test_a_weak_password_or_two_different_ones_are_refused(client, invited, password, again):
    response = client.post(invitations.link_for(invited), {"password": password, "again": again})

    invited.refresh_from_db()
    assert response.status_code == 422
    assert not invited.has_usable_password()


def test_an_address_known_already_keeps_its_account_and_its_password(invited):
    known = AccountFactory(email="odette@example.example")

    assert open_account(" Odette@Example.example ") == known
    assert known.check_password(PASSWORD)


def test_changing_a_password_signs_out_the_other_machines(client, db):
    account = AccountFactory()
    other = type(client)()
    client.force_login(account)
    other.force_login(account)

    response = client.post("/password/", {"now": PASSWORD, **CHOSEN})

    assert response.status_code == 302
    assert client.get("/password/").status_code == 200
    assert other.get("/password/").status_code == 302


def test_nobody_changes_a_password_without_knowing_it(client, db):
    account = AccountFactory()
    client.force_login(account)

    response = client.post("/password/", {"now": "not it, no", **CHOSEN})

    account.refresh_from_db()
    assert response.status_code == 422
    assert account.check_password(PASSWORD)
