"""Whoever invites may own the mailbox she invites: nothing opens before a second colleague's yes."""

import contextlib
import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from tandem.accounts.actions import open_account
from tandem.tenancy.scope import transaction_within, within
from tandem.territory import inviting, rules
from tandem.territory.actions import give_role
from tandem.territory.choices import Role
from tandem.territory.errors import NotAllowed
from tandem.territory.jobs import ask_for_second_yes, tell_of_newcomer
from tandem.territory.models import Invitation, Membership
from tests.factories import MembershipFactory, OrganisationFactory, PlatformFactory, scope_of

pytestmark = pytest.mark.django_db
PUPPET = "puppet@invented.example"


def signed_in(account):
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


@pytest.fixture
def runs():
    place = OrganisationFactory(platform=PlatformFactory())
    return MembershipFactory(role=Role.ADMINISTRATOR, organisation=place)


@pytest.fixture
def own(runs):
    return runs.organisation


def invited(runs, role="coordinator", email=PUPPET):
    page = f"/team/{runs.organisation_id}/invite/"
    said = {"email": email, "role": role}
    return signed_in(runs.account).post(page, said, follow=True).text


def waits(own):
    with transaction_within(scope_of(own)):
        return Invitation.objects.without_second().get()


def works_here(own, email=PUPPET):
    return Membership.objects.in_force().filter(organisation=own, account__email=email)


def newcomer(own):
    return MembershipFactory(organisation=own, since=timezone.now())


def said_yes(account, own):
    page = f"/team/newcomers/{waits(own).pk}/agree/"
    return signed_in(account).post(page, follow=True).text


@pytest.mark.parametrize("role", list(Role))
def test_a_second_mailbox_of_hers_is_no_colleague_by_one_word(runs, own, role, mailoutbox):
    colleague = MembershipFactory(organisation=own)

    text = invited(runs, role)

    assert "before a second colleague says yes" in text
    assert "Waits for a second yes" in text
    assert not works_here(own)
    assert not mailoutbox, "Nobody has a link to a password by it."
    # She says yes herself, and so do her two.
    assert "another colleague has to agree" in said_yes(runs.account, own)
    assert "thirty days" in said_yes(newcomer(own).account, own)
    assert not works_here(own)

    said_yes(colleague.account, own)

    assert works_here(own).get().role == role
    assert "/invitation/" in mailoutbox[-1].body
    assert mailoutbox[-1].to == [PUPPET]


def test_twin_without_the_rule_her_two_mailboxes_let_each_other_in(runs, own, monkeypatch):
    monkeypatch.setattr(inviting, "whose_yes", lambda _asked: rules.Yes.NOBODY)

    invited(runs)

    assert works_here(own).exists()


def test_a_puppet_is_refused_by_the_rows_whatever_the_program_says(runs, own, monkeypatch):
    MembershipFactory(organisation=own)
    invited(runs)
    monkeypatch.setattr(inviting, "why_not_agree", lambda *_: "")
    with within(scope_of(own)):
        with pytest.raises(NotAllowed, match="too_new"):
            inviting.agree(waits(own), by=newcomer(own).account)
        rows = Invitation.objects.filter(pk=waits(own).pk)
        for change in ({"alone": True}, {"agreed_by": runs.account}, {"begun_at": timezone.now()}):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**change)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_the_pages_give_no_role_but_by_an_invitation(runs, own, acting_as, guarded):
    """Without the guard, one forged row is a colleague."""
    told = "ENABLE" if guarded else "DISABLE"
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE territory_membership {told} TRIGGER by_invitation")
    try:
        with within(scope_of(own)):
            try:
                give_role(own, open_account(PUPPET), Role.COORDINATOR)
            except DatabaseError as error:
                assert "two agreed to" in str(error)
        assert works_here(own).exists() != guarded
        invited(runs, email="first@example.example")
        assert works_here(own, "first@example.example").exists(), "The way of the pages is open."
    finally:
        with acting_as("owner"), connection.cursor() as cursor:
            cursor.execute("ALTER TABLE territory_membership DISABLE TRIGGER by_invitation")


def test_on_the_first_day_one_word_does_and_the_platform_is_told(runs, own, mailoutbox):
    there = OrganisationFactory(platform=own.platform)
    told = MembershipFactory(role=Role.DATA_OFFICER, organisation=there).account

    assert "/invitation/" in invited(runs)

    tell_of_newcomer(membership=works_here(own).get().pk)
    assert {told.email, runs.account.email} == {mail.to[0] for mail in mailoutbox}


def test_where_only_newcomers_are_one_of_them_is_the_second(runs, own):
    other = newcomer(own)

    invited(runs)
    said_yes(other.account, own)

    assert works_here(own).exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_ended_all_others_is_not_alone_by_it(runs, own, acting_as):
    """However short they stayed; and the pages cannot say what the installation has to."""
    now = timezone.now()
    MembershipFactory(organisation=own, since=now - timedelta(days=5), left_at=now)

    text = invited(runs)

    assert "agree_to_newcomer" in text
    with pytest.raises(CommandError, match="TANDEM_ROLE=worker"):
        call_command("agree_to_newcomer", PUPPET)
    assert not works_here(own)
    with acting_as("worker"):
        call_command("agree_to_newcomer", PUPPET)
    assert works_here(own).exists()


def test_the_rows_too_let_nobody_be_alone_who_ended_the_others(runs, own, monkeypatch):
    newcomer(own)
    Membership.objects.exclude(pk=runs.pk).update(left_at=timezone.now())
    monkeypatch.setattr(inviting, "whose_yes", lambda _asked: rules.Yes.NOBODY)

    with pytest.raises(IntegrityError, match="nobody_is_alone"):
        invited(runs)


def link_to(account, mailoutbox):
    found = [mail.body for mail in mailoutbox if mail.to == [account.email]]
    return re.search(r"/invited/\S+/", found[-1]).group()


def test_an_invitation_of_the_first_day_waits_once_others_work_there(runs, own, mailoutbox):
    hers = MembershipFactory().account
    invited(runs, email=hers.email)
    honest = newcomer(own).account

    text = signed_in(hers).post(link_to(hers, mailoutbox), follow=True).text

    assert "has to agree first" in text
    assert not works_here(own, hers.email)
    assert hers.email in signed_in(honest).get("/team/newcomers/").text
    said_yes(honest, own)
    signed_in(hers).post(link_to(hers, mailoutbox))
    assert works_here(own, hers.email).exists()


def test_invited_again_it_waits_too(runs, own):
    hers = MembershipFactory().account
    invited(runs, email=hers.email)
    newcomer(own)

    assert "before a second colleague says yes" in invited(runs, email=hers.email)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guard", ["by_invitation", "one_word_does", ""])
def test_the_rows_ask_again_when_the_role_begins(runs, own, monkeypatch, acting_as, guard):
    """Without either guard, whoever was invited on the first day comes in beside the others."""
    hers = MembershipFactory().account
    invited(runs, email=hers.email)
    newcomer(own)
    monkeypatch.setattr(inviting, "waits_after_all", lambda _asked: False)
    tables = {"by_invitation": "territory_membership", "one_word_does": "territory_invitation"}

    def turn(enabled):
        with acting_as("owner"), connection.cursor() as cursor:
            for name, table in tables.items():
                told = "ENABLE" if name in enabled else "DISABLE"
                cursor.execute(f"ALTER TABLE {table} {told} TRIGGER {name}")

    turn([guard])
    try:
        with contextlib.suppress(DatabaseError), transaction_within(scope_of(own)):
            inviting.begin(Invitation.objects.open().get())
        assert works_here(own, hers.email).exists() == (not guard)
    finally:
        turn(["one_word_does"])


def test_the_installation_says_no_yes_for_colleagues_who_can(runs, own):
    MembershipFactory(organisation=own)
    invited(runs)

    with pytest.raises(CommandError, match="themselves"):
        call_command("agree_to_newcomer", PUPPET)


def test_who_could_say_yes_reads_of_it_in_her_post_and_on_her_overview(runs, own, mailoutbox):
    colleague = MembershipFactory(organisation=own).account
    invited(runs)
    asked = waits(own)

    ask_for_second_yes(asked.pk, asked.territory_id, own.pk)

    assert [mail.to for mail in mailoutbox] == [[colleague.email]]
    assert "/team/newcomers/" in mailoutbox[0].body
    said = "new colleague waits for a second yes"
    assert said in signed_in(colleague).get("/staff/").text
    assert said not in signed_in(runs.account).get("/staff/").text
    assert PUPPET in signed_in(colleague).get("/team/newcomers/").text
    # Whoever works elsewhere knows nothing of it.
    elsewhere = signed_in(MembershipFactory().account)
    assert PUPPET not in elsewhere.get("/team/newcomers/").text
    assert elsewhere.post(f"/team/newcomers/{asked.pk}/agree/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_worker_asks_them_too(runs, own, mailoutbox, acting_as):
    """In a transaction of its own: nobody has opened one for a job."""
    colleague = MembershipFactory(organisation=own).account
    invited(runs)
    asked = waits(own)

    with acting_as("worker"):
        ask_for_second_yes(asked.pk, asked.territory_id, own.pk)

    assert [mail.to for mail in mailoutbox] == [[colleague.email]]


@pytest.mark.parametrize("by", ["who runs it", "a colleague"])
def test_an_invitation_is_taken_back(runs, own, by):
    colleague = MembershipFactory(organisation=own).account
    invited(runs)
    key = waits(own).pk

    if by == "a colleague":
        signed_in(colleague).post(f"/team/newcomers/{key}/stop/")
    else:
        signed_in(runs.account).post(f"/team/{own.pk}/invited/{key}/take-back/")

    assert signed_in(colleague).post(f"/team/newcomers/{key}/agree/").status_code == 404
    assert not works_here(own)
    assert "Take back" not in signed_in(runs.account).get(f"/team/{own.pk}/").text


def test_who_works_elsewhere_is_asked_only_after_the_second_yes(runs, own, mailoutbox):
    colleague = MembershipFactory(organisation=own).account
    hers = MembershipFactory().account
    invited(runs, email=hers.email)
    asked = waits(own)
    again = f"/team/{own.pk}/invited/{asked.pk}/ask-again/"
    assert "before a second" in signed_in(runs.account).post(again, follow=True).text
    assert not mailoutbox

    said_yes(colleague, own)

    assert "Waits for her own yes" in signed_in(runs.account).get(f"/team/{own.pk}/").text
    signed_in(runs.account).post(again)
    assert len(mailoutbox) == 2
    link = re.search(r"/invited/\S+/", mailoutbox[-1].body).group()
    assert signed_in(hers).post(link).status_code == 302
    assert works_here(own, hers.email).exists()


def test_whoever_is_asked_for_two_roles_says_yes_to_each(runs, own, mailoutbox):
    """In any order: the yes to one leaves the link to the other as it was."""
    account = MembershipFactory().account
    roles = [Role.COORDINATOR, Role.OFFICER]
    for role in roles:
        invited(runs, role, account.email)
    links = [
        re.search(r"/invited/\S+/", mail.body)[0]
        for mail in mailoutbox
        if mail.to == [account.email]
    ]

    for link in links:
        assert signed_in(account).post(link).status_code == 302

    assert {one.role for one in works_here(own, account.email)} == {*roles}


def test_an_invitation_is_void_once_who_asked_runs_the_place_no_more(runs, own):
    colleague = MembershipFactory(organisation=own).account
    invited(runs)
    Membership.objects.filter(pk=runs.pk).update(left_at=timezone.now())

    assert "runs this service no more" in said_yes(colleague, own)


def test_nobody_is_told_twice_of_what_was_agreed_meanwhile(runs, own, mailoutbox):
    MembershipFactory(organisation=own)
    invited(runs)
    asked = waits(own)
    with within(scope_of(own)):
        inviting.take_back(asked)

    ask_for_second_yes(asked.pk, asked.territory_id, own.pk)

    assert not mailoutbox
