"""Whoever is ended by another reads of it at once, and so does whoever could know better."""

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.territory import leavers
from tandem.territory.choices import Role
from tandem.territory.jobs import tell_of_leaver
from tests.factories import MembershipFactory, OrganisationFactory, PlatformFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def runs():
    place = OrganisationFactory(platform=PlatformFactory())
    return MembershipFactory(role=Role.ADMINISTRATOR, organisation=place)


def ended(runs, membership):
    client = Client()
    client.force_login(runs.account)
    client.post(f"/team/{runs.organisation_id}/members/{membership.pk}/end/")
    job = ProcrastinateJob.objects.get(task_name=leavers.TELL)
    tell_of_leaver(**job.args)


def test_she_hears_of_it_and_so_does_who_watches(runs, mailoutbox):
    place = runs.organisation
    watches = MembershipFactory(role=Role.DATA_OFFICER, organisation=place).account
    left = MembershipFactory(role=Role.COORDINATOR, organisation=place)

    ended(runs, left)

    assert [mail.to for mail in mailoutbox] == [[left.account.email], [watches.email]]
    assert left.account.email in mailoutbox[1].body


def test_whoever_ends_the_last_of_them_is_known_to_the_platform(runs, mailoutbox):
    """Her own second role makes nobody of hers a witness."""
    place = runs.organisation
    MembershipFactory(account=runs.account, role=Role.COORDINATOR, organisation=place)
    there = OrganisationFactory(platform=place.platform)
    told = MembershipFactory(role=Role.ADMINISTRATOR, organisation=there).account
    left = MembershipFactory(role=Role.OFFICER, organisation=place)

    ended(runs, left)

    assert [mail.to for mail in mailoutbox] == [[left.account.email], [told.email]]
