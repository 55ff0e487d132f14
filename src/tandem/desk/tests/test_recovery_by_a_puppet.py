"""One administrator invites a colleague who is nobody but herself, and lets it agree with her."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tandem.accounts.actions import open_account
from tandem.accounts.models import AccessChange, CodeApp
from tandem.accounts.second.standing import SHOWN
from tandem.tenancy.scope import within
from tandem.territory import recovering, rules
from tandem.territory.actions import give_role
from tandem.territory.choices import Role
from tandem.territory.errors import NotAllowed
from tandem.territory.models import Recovery
from tandem.toolbox.sealing import seal
from tests.factories import MembershipFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db


def newcomer(own, role=Role.OPERATOR):
    return MembershipFactory(organisation=own, role=role, since=timezone.now()).account


def asked(lost, asker=None):
    own = lost.organisation
    by = asker or MembershipFactory(organisation=own, role=Role.ADMINISTRATOR).account
    return recovering.ask(own, lost.account, by=by, seen=True)


def test_a_puppet_is_refused_by_the_rule_and_by_the_rows(monkeypatch):
    """The twin: the rule off, the rows refuse; the same puppet as an old colleague would open it."""
    lost = MembershipFactory()
    own = lost.organisation
    with within(scope_of(own)):
        recovery = asked(lost)
        puppet = give_role(own, open_account("puppet@example.example"), Role.OPERATOR).account
        puppet.set_password("chosen by the administrator")
        puppet.save(update_fields=["password"])
        with pytest.raises(NotAllowed, match="too_new_to_agree"):
            recovering.agree(recovery, by=puppet, seen=True)

        monkeypatch.setattr(rules, "why_not_agree", lambda **_facts: "")
        with pytest.raises(IntegrityError, match="no_newcomer_lets_in"), transaction.atomic():
            recovering.agree(recovery, by=puppet, seen=True)

        MembershipFactory(
            account=puppet, organisation=own, since=timezone.now() - timedelta(days=31)
        )
        assert recovering.is_open(recovering.agree(recovery, by=puppet, seen=True))


def test_an_old_account_whose_first_password_was_chosen_just_now_is_a_puppet_too():
    lost = MembershipFactory()
    sleeper = MembershipFactory(organisation=lost.organisation).account
    sleeper.set_password("chosen by the administrator")
    sleeper.save(update_fields=["password"])
    assert AccessChange.objects.filter(account=sleeper.pk, what="password_changed").exists()

    with (
        within(scope_of(lost.organisation)),
        pytest.raises(NotAllowed, match="too_new_to_agree"),
    ):
        recovering.agree(asked(lost), by=sleeper, seen=True)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DATA_OFFICER])
def test_who_opens_or_watches_others_is_let_in_at_once_only_by_two_of_long_standing(
    role, monkeypatch
):
    lost = MembershipFactory(role=role)
    own = lost.organisation
    old = MembershipFactory(organisation=own).account
    with within(scope_of(own)):
        recovery = asked(lost, newcomer(own, Role.ADMINISTRATOR))
        with monkeypatch.context() as off:
            off.setattr(rules, "may_hurry", lambda *_roles, **_facts: True)
            with pytest.raises(IntegrityError, match="no_newcomer_hurries"), transaction.atomic():
                recovering.agree(recovery, by=old, seen=True)
        waits = recovering.agree(recovery, by=old, seen=True)
        assert waits.opens_at - waits.agreed_at == rules.RECOVERY_WAITS

        recovering.stop(waits)
        assert recovering.is_open(recovering.agree(asked(lost), by=old, seen=True))


def test_who_agrees_shows_a_proof_where_one_stood_and_she_herself_sees_and_stops_it():
    lost = MembershipFactory()
    own = lost.organisation
    CodeApp.objects.create(account=lost.account, sealed=seal("x", "y"))
    with within(scope_of(own)):
        recovery = asked(lost)
    agrees, herself = Client(), Client()
    for client, account in (
        (agrees, MembershipFactory(organisation=own).account),
        (herself, lost.account),
    ):
        client.cookies["language"] = "en"
        client.force_login(account)

    refused = agrees.post(f"/recoveries/{recovery.pk}/agree/", {"seen": "on"}, follow=True)
    assert "second proof first" in refused.text
    session = agrees.session
    session[SHOWN] = "code"
    session.save()
    agrees.post(f"/recoveries/{recovery.pk}/agree/")

    assert "you cannot sign in" in herself.get("/staff/").text
    assert "your own account" in herself.get("/recoveries/").text
    herself.post(f"/recoveries/{recovery.pk}/refuse/")
    with within(scope_of(own)):
        kept = Recovery.objects.get()
    assert kept.agreed_by and kept.stopped_at


def test_a_colleague_elsewhere_for_years_is_a_newcomer_here():
    lost = MembershipFactory()
    account = newcomer(lost.organisation)
    MembershipFactory(account=account, organisation=OrganisationFactory())

    with (
        within(scope_of(lost.organisation)),
        pytest.raises(NotAllowed, match="too_new_to_agree"),
    ):
        recovering.agree(asked(lost), by=account, seen=True)
