"""No more of these: by an address of her own, without signing in."""

import pytest
from django.test import Client

from tandem.broadcast.messages import stop_path
from tandem.tenancy.scope import within
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def test_whoever_holds_her_own_address_stops_and_begins_again_without_signing_in(client, hall):
    person = PersonFactory(organisation=hall)
    page = stop_path(person.territory_id, person.organisation_id, person.pk)
    client.cookies["language"] = "en"

    with within(None):
        asked = client.get(page)
        stopped = client.post(page, follow=True)

    assert "Van Kerckhoven" not in asked.text + stopped.text
    assert "No more messages that go to many people?" in asked.text
    assert "You get no more of them." in stopped.text
    person.refresh_from_db()
    assert person.no_broadcasts
    with within(None):
        client.post(page, {"again": "yes"})
    person.refresh_from_db()
    assert not person.no_broadcasts


def test_a_mail_program_presses_from_elsewhere(hall):
    """RFC 8058: no cookie, no form of ours, one press."""
    person = PersonFactory(organisation=hall)
    page = stop_path(person.territory_id, person.organisation_id, person.pk)
    program = Client(enforce_csrf_checks=True)

    with within(None):
        pressed = program.post(page, {"List-Unsubscribe": "One-Click"})

    assert pressed.status_code == 302
    person.refresh_from_db()
    assert person.no_broadcasts


def test_looking_at_the_page_stops_nothing(client, hall):
    """Mail programs open every link to see what is behind it."""
    person = PersonFactory(organisation=hall)

    with within(None):
        client.get(stop_path(person.territory_id, person.organisation_id, person.pk))

    person.refresh_from_db()
    assert not person.no_broadcasts


@pytest.mark.parametrize("token", ["x", "____", "A" * 59, "%00", "é", "A" * 3000, "1:2:3"])
def test_an_address_nobody_was_given_leads_nowhere(client, hall, token):
    assert client.get(f"/no-more/{token}/").status_code == 404
    assert client.post(f"/no-more/{token}/").status_code == 404


def test_an_address_changed_in_one_sign_leads_nowhere(client, hall):
    person = PersonFactory(organisation=hall)
    page = stop_path(person.territory_id, person.organisation_id, person.pk)
    other = page[:-10] + ("A" if page[-10] != "A" else "B") + page[-9:]

    assert client.post(other).status_code == 404
    person.refresh_from_db()
    assert not person.no_broadcasts
