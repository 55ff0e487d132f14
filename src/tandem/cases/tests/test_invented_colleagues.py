"""One administrator invents two colleagues, who open together what nobody opens alone."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.accounts.actions import open_account
from tandem.cases.models import Case
from tandem.journal.asker import Asker, acting
from tandem.outbox.models import Message
from tandem.people import flags, openings, protection
from tandem.people.choices import Channel, FlagState
from tandem.people.errors import NotYours
from tandem.people.models import Flag, Opening
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
    """The twin: rule and rows alike take the second of them for a colleague of long standing."""
    second = invented(hall, "sock2@example.example")
    monkeypatch.setattr(long_standing, "is_so", lambda *_: True)
    MembershipFactory(
        account_id=second.session["_auth_user_id"], organisation=hall, role=Role.OFFICER
    )

    page, _said = attacked(hall, case, second)

    assert STREET in page


def test_with_the_rule_switched_off_the_rows_refuse_the_second_of_them(hall, case, monkeypatch):
    """Also where a row says that it was asked in a year, when he will be of long standing."""
    monkeypatch.setattr(long_standing, "is_so", lambda *_: True)
    second = MembershipFactory(organisation=hall, since=timezone.now()).account
    with within(scope_of(hall)):
        with acting(Asker(AccountFactory().pk, hall.pk)):
            opening = openings.ask_for_address(case.person, "The ambulance asks.")
        with (
            acting(Asker(second.pk, hall.pk)),
            pytest.raises(IntegrityError, match="no_newcomer_opens"),
            transaction.atomic(),
        ):
            openings.agree(opening)
        now = timezone.now()
        late = Opening(
            **{name: getattr(opening, name) for name in ("kind", "account", "person", "sealed")},
            decided_by=second.pk,
            agreed_at=now,
            until=now + timedelta(hours=1),
            territory_id=hall.area_id,
            organisation_id=hall.pk,
        )
        with time_machine.travel(now + timedelta(days=365)):
            late.asked_at = timezone.now()
            with pytest.raises(IntegrityError, match="no_newcomer_opens"), transaction.atomic():
                late.save(force_insert=True)


def test_whoever_watches_over_data_looks_at_each_newcomer_and_not_who_invited_him(hall):
    administrator = MembershipFactory(organisation=hall, role=Role.ADMINISTRATOR).account
    watches = MembershipFactory(organisation=hall, role=Role.DATA_OFFICER).account
    with acting(Asker(administrator.pk, hall.pk)), within(scope_of(hall)):
        joined = give_role(hall, open_account("sock@example.example"), Role.COORDINATOR)
    with within(scope_of(hall)):
        flag = Flag.objects.get()
        for own in (joined.account, administrator):
            # Whoever invites may have given herself this role too.
            with acting(Asker(own.pk, hall.pk)), pytest.raises(NotYours, match="own_look"):
                flags.decide(flag, FlagState.IN_ORDER, "I know him.")
    page = signed_in(watches).get(f"/looks/unusual/{flag.key}/")

    assert "sock@example.example" in page.text
    with acting(Asker(watches.pk, hall.pk)), within(scope_of(hall)):
        assert flags.decide(flag, FlagState.NOT_IN_ORDER, "Nobody knows him.").decided_by


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
