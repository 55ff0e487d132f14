"""One administrator invents two colleagues, who open together what nobody opens alone."""

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.accounts.actions import open_account
from tandem.cases.models import Case
from tandem.journal.asker import Asker, acting
from tandem.outbox.models import Message
from tandem.people import protection
from tandem.people.choices import Channel
from tandem.people.models import Opening
from tandem.tenancy.scope import within
from tandem.territory import long_standing, newcomers
from tandem.territory.actions import give_role
from tandem.territory.choices import Role
from tandem.territory.jobs import tell_of_newcomer
from tests.factories import (
    AccountFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    scope_of,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
STREET = "Rue du Refuge 9"


@pytest.fixture
def hall():
    return OrganisationFactory(area__postal_code="1030", platform=PlatformFactory(), takes_in=True)


@pytest.fixture
def case(hall) -> Case:
    person = PersonFactory(organisation=hall, street=STREET, channel=Channel.LETTER)
    made = CaseFactory(organisation=hall, person=person)
    with acting(Asker(AccountFactory().pk, hall.pk)), within(scope_of(hall)):
        protection.protect(person)
    return made


def invented(hall, email):
    """As an administrator makes one up: invited a minute ago, with a password she chose herself."""
    with within(scope_of(hall)):
        account = give_role(hall, open_account(email), Role.COORDINATOR).account
    account.set_password("chosen by the administrator")
    account.save(update_fields=["password"])
    return signed_in(account)


def signed_in(account):
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(account)
    return client


def attacked(hall, case, agreeing):
    """What the first of them reads of her once the second said yes; and what the second was told."""
    sock = invented(hall, "sock@example.example")
    sock.post(f"/cases/{case.reference}/address/", {"why": "The ambulance asks for the street."})
    with within(scope_of(hall)):
        opening = Opening.objects.get()
    said = agreeing.post(f"/looks/asked/{opening.key}/", {"said": "yes"}, follow=True).text
    return sock.get(f"/cases/{case.reference}/").content.decode(), said


def test_two_who_were_invented_a_minute_ago_open_no_protected_address(hall, case):
    page, said = attacked(hall, case, invented(hall, "sock2@example.example"))

    assert STREET not in page
    assert "thirty days" in said


def test_without_the_rule_the_two_of_them_read_where_she_stays(hall, case, monkeypatch):
    """The twin."""
    monkeypatch.setattr(long_standing, "is_so", lambda *_: True)

    page, _said = attacked(hall, case, invented(hall, "sock2@example.example"))

    assert STREET in page


def test_a_colleague_of_long_standing_still_agrees(hall, case):
    page, _said = attacked(hall, case, signed_in(MembershipFactory(organisation=hall).account))

    assert STREET in page
    with within(scope_of(hall)):
        told = Message.objects.get(kind="look")
        assert told.channel == Channel.DESK, "No letter goes where she hides."
        assert "Refuge" not in " ".join(told.text.paragraphs)


def test_whoever_reads_people_and_the_data_officer_hear_of_a_new_colleague(hall, mailoutbox):
    known = [MembershipFactory(organisation=hall, role=role).account for role in Role]
    with within(scope_of(hall)):
        joined = give_role(hall, open_account("sock@example.example"), Role.COORDINATOR)
        runs = give_role(hall, open_account("runs@example.example"), Role.ADMINISTRATOR)
    asked = ProcrastinateJob.objects.filter(task_name=newcomers.TELL)
    assert [one.args["membership"] for one in asked.order_by("id")] == [joined.pk, runs.pk]

    tell_of_newcomer(membership=joined.pk)

    deaf = {Role.ADMINISTRATOR}
    expected = {a.email for a, role in zip(known, Role, strict=True) if role not in deaf}
    assert {mail.to[0] for mail in mailoutbox} == expected
    assert "sock@example.example" in mailoutbox[0].body


def test_a_second_mailbox_of_an_administrator_is_told_to_those_who_read(hall, mailoutbox):
    reads = MembershipFactory(organisation=hall, role=Role.COORDINATOR).account
    with within(scope_of(hall)):
        joined = give_role(hall, open_account("sock@example.example"), Role.ADMINISTRATOR)

    tell_of_newcomer(membership=joined.pk)

    assert [mail.to for mail in mailoutbox] == [[reads.email]]
    assert "sock@example.example" in mailoutbox[0].body


def test_a_colleague_who_was_let_go_and_came_back_is_new_again(hall):
    old = MembershipFactory(organisation=hall, left_at=timezone.now())
    MembershipFactory(organisation=hall, account=old.account, since=timezone.now())

    assert not long_standing.is_so(old.account_id, hall.pk, timezone.now())
