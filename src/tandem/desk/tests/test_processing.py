"""The register for everybody; what the program cannot know, an organisation says itself."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from tandem.journal.models import Entry
from tandem.people.models import Clearing
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tandem.territory.models import Controller, Platform
from tandem.toolbox.queueing import job
from tests.factories import MembershipFactory, OrganisationFactory, PlatformFactory, scope_of

pytestmark = pytest.mark.django_db
SAID = {
    "legal_name": "Commune of Schaerbeek, 0207.394.180",
    "reached": "Place Colignon, 1030",
    "data_officer": "dpo@schaerbeek.example",
    "hosted_by": "The commune itself, in its town hall",
    "processors": "Printer Smit, letters, contract 12",
    "transfers": "",
    "opinion": "The risk that is left is low; looked at with five residents.",
}


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def officer():
    town = OrganisationFactory(area__postal_code="1030", platform=PlatformFactory())
    return MembershipFactory(organisation=town, role=Role.DATA_OFFICER)


def test_anybody_reads_the_register_and_the_impact(client):
    told = client.get("/privacy/register/").text
    assert "To arrange help between people" in told and "after the last step" in told

    assert "looks for somebody’s address" in client.get("/privacy/impact/").text
    assert client.get("/privacy/register/7/").status_code == 404


def test_the_data_officer_says_what_the_program_cannot_know(client, officer):
    client.force_login(officer.account)
    page = f"/accountable/{officer.organisation_id}/"

    assert client.post(page, SAID, follow=True).status_code == 200

    stated = Controller.objects.get(organisation=officer.organisation)
    assert stated.legal_name == SAID["legal_name"]
    with within(scope_of(officer.organisation)):
        assert Entry.objects.filter(word="territory.controller_stated").exists()
    client.logout()
    told = client.get(f"/privacy/register/{officer.organisation_id}/").text
    assert SAID["hosted_by"] in told and SAID["processors"] in told
    assert SAID["opinion"] in client.get("/privacy/impact/").text


def test_a_night_without_report_or_with_a_rule_that_failed_is_seen(client, officer):
    client.force_login(officer.account)
    now = timezone.now()
    Platform.objects.update(opened_at=now - timedelta(days=3))
    assert "There is no report of last night" in client.get("/accountable/").text
    assert "days without a report of erasing" in client.get("/staff/").text

    Clearing.objects.create(
        began_at=now - timedelta(hours=9),
        ended_at=now - timedelta(hours=8),
        counts={"outbox.messages": 3},
        failed=["cases.requests"],
    )

    told = client.get("/accountable/").text
    assert "There is no report" not in told
    assert "3 rows taken out" in told and "It could not be carried out" in told
    assert "rule of erasing not carried out" in client.get("/staff/").text


def test_work_that_was_given_up_is_seen(client, officer):
    client.force_login(officer.account)
    nothing_yet = client.get("/staff/").text, client.get("/accountable/").text
    job("streets.any").defer(secret="not to be shown")
    with connection.cursor() as cursor:
        for state in ("doing", "failed"):
            cursor.execute("UPDATE procrastinate_jobs SET status = %s", [state])

    said = {"/staff/": "of the machine given up", "/accountable/": "Work that was given up"}
    for before, page in zip(nothing_yet, said, strict=True):
        told = client.get(page).text
        assert said[page] in told and said[page] not in before
        assert "streets.any" in told and "not to be shown" not in told


def test_whoever_has_just_begun_has_missed_no_night(client, officer):
    client.force_login(officer.account)

    told = client.get("/accountable/").text
    assert "There is no report" not in told and "The first night is still to come." in told
    assert "of erasing" not in client.get("/staff/").text


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.COORDINATOR, Role.OFFICER])
def test_others_cannot_tell_that_the_page_exists(client, officer, role):
    other = MembershipFactory(organisation=officer.organisation, role=role)
    client.force_login(other.account)

    assert client.get("/accountable/").status_code == 404
    assert client.post(f"/accountable/{other.organisation_id}/", SAID).status_code == 404


def test_the_command_prints_it_in_the_language_asked(capsys):
    call_command("register_of_processing", language="nl")

    assert "Wiens gegevens" in capsys.readouterr().out
