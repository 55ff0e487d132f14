"""Whoever lost everything is let in again by two colleagues; who talks one into it gains nothing."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tandem.accounts.models import CodeApp
from tandem.accounts.second.standing import SHOWN
from tandem.journal.models import Entry
from tandem.tenancy.scope import transaction_within, within
from tandem.territory import recovering, rules
from tandem.territory.choices import Role
from tandem.territory.models import Recovery
from tandem.toolbox.sealing import seal
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory, scope_of
from tests.owner import as_owner

CHOSEN = {"password": "violet tractor sings softly", "again": "violet tractor sings softly"}
NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def own(db):
    return OrganisationFactory()


@pytest.fixture
def lost(own):
    """A colleague with an app, which she has no more."""
    member = MembershipFactory(organisation=own)
    CodeApp.objects.create(account=member.account, sealed=seal("x", "y"))
    return member


def colleague(own, role):
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(MembershipFactory(organisation=own, role=role).account)
    return with_proof(client)


def with_proof(client):
    session = client.session
    session[SHOWN] = "code"
    session.save()
    return client


@pytest.fixture
def administrator(own):
    return colleague(own, Role.ADMINISTRATOR)


@pytest.fixture
def operator(own):
    return colleague(own, Role.OPERATOR)


def page(member):
    return f"/team/{member.organisation_id}/members/{member.pk}/recovery/"


def row(own):
    with within(scope_of(own)):
        return Recovery.objects.select_related("account", "organisation").get()


def link_on(client, member):
    link = client.get(page(member)).text.partition("<code>")[2].partition("</code>")[0]
    return link[link.find("/recovery/") :]


@pytest.mark.parametrize(
    ("asked_seen", "agreed_seen", "waits"),
    [(True, True, 0), (True, False, 72), (False, True, 72), (False, False, 72)],
)
def test_it_waits_three_days_unless_both_had_her_before_them(asked_seen, agreed_seen, waits):
    said = {"asked_seen": asked_seen, "agreed_seen": agreed_seen}
    opens = rules.recovery_opens(NOW, **said, may_hurry=True)

    assert opens == NOW + timedelta(hours=waits)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, ""),
        ({"by": 1}, "two_are_needed"),
        ({"by": 2}, "not_for_yourself"),
        ({"second": rules.Second(False, True, True)}, "not_yours_to_agree"),
        ({"second": rules.Second(True, False, True)}, "too_new_to_agree"),
        ({"second": rules.Second(True, True, False)}, "proof_first"),
        ({"decided": True}, "decided_already"),
    ],
)
def test_who_may_be_the_second(said, why):
    old = rules.Second(works_here=True, long_standing=True, proven=True)
    facts = {"asked_by": 1, "account": 2, "by": 3, "second": old, "decided": False}

    assert rules.why_not_agree(**facts | said) == why


def test_two_who_see_her_let_her_in_at_once(own, lost, administrator, operator):
    administrator.post(page(lost), {"seen": "on"})
    assert link_on(administrator, lost) == ""
    assert "if you agree" in operator.get("/staff/").text

    operator.post(f"/recoveries/{row(own).pk}/agree/", {"seen": "on"})
    link = link_on(administrator, lost)
    client = Client()
    assert client.post(link, CHOSEN).status_code == 302

    lost.account.refresh_from_db()
    assert lost.account.check_password(CHOSEN["password"])
    assert client.session[SESSION_KEY] == str(lost.account.pk)
    assert not CodeApp.objects.exists()
    assert Client().post(link, CHOSEN).status_code == 404
    with within(scope_of(own)):
        words = Entry.objects.filter(word__startswith="territory.recovery").values_list("word")
        assert {word.rpartition("_")[2] for (word,) in words} == {"asked", "agreed", "used"}


def test_by_telephone_it_takes_three_days_in_which_she_can_stop_it(
    own, lost, administrator, operator, mailoutbox, django_capture_on_commit_callbacks
):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        with django_capture_on_commit_callbacks(execute=True):
            administrator.post(page(lost), {"seen": "on"})
            operator.post(f"/recoveries/{row(own).pk}/agree/")
        link = f"/recovery/{recovering.token(row(own), recovering.OPENING)}/"
        clock.shift(timedelta(hours=71))
        assert link_on(administrator, lost) == ""
        assert Client().post(link, CHOSEN).status_code == 404
        told = [message for message in mailoutbox if message.to == [lost.account.email]]
        stop = "/recovery/stop/" + told[0].body.partition("/recovery/stop/")[2].split()[0]
        clock.shift(timedelta(hours=2))
        assert Client().get(link).status_code == 200

        assert Client().post(stop).status_code == 200

        assert Client().post(link, CHOSEN).status_code == 404
    assert len(told) == 2
    assert not lost.account.check_password(CHOSEN["password"])


def test_one_alone_lets_nobody_in(own, lost, administrator, operator, mailoutbox):
    administrator.post(page(lost), {"seen": "on"})
    administrator.post(f"/recoveries/{row(own).pk}/agree/", {"seen": "on"})
    link = f"/recovery/{recovering.token(row(own), recovering.OPENING)}/"

    assert row(own).agreed_by is None
    assert Client().post(link, CHOSEN).status_code == 404
    assert operator.post(page(lost), {"seen": "on"}).status_code == 404


def test_without_the_rule_one_would_still_be_refused_by_the_rows(own, lost, monkeypatch):
    """The twin: the rule switched off, the constraint stands; both off, one alone opens it."""
    monkeypatch.setattr(rules, "why_not_agree", lambda **_facts: "")
    asker = MembershipFactory(organisation=own, role=Role.ADMINISTRATOR).account
    with within(scope_of(own)):
        asked = recovering.ask(own, lost.account, by=asker, seen=True)
        with pytest.raises(IntegrityError, match="two_people_let_in_again"), transaction.atomic():
            recovering.agree(asked, by=asker, seen=True)

        other = MembershipFactory(organisation=own).account
        assert recovering.is_open(recovering.agree(asked, by=other, seen=True))


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_with_rule_and_rows_switched_off_one_alone_lets_her_in():
    """The twin: the same statement, refused, opens it once the guard of the rows is off too."""
    lost = MembershipFactory()
    own = lost.organisation
    asker = MembershipFactory(organisation=own, role=Role.ADMINISTRATOR).account
    with transaction_within(scope_of(own)):
        asked = recovering.ask(own, lost.account, by=asker, seen=True)
    alone = (
        "UPDATE territory_recovery SET agreed_by_id = asked_by_id, agreed_at = now(), "
        "agreed_seen = true, opens_at = now() WHERE id = %s"
    )

    with as_owner(own) as owner:
        assert "two_people_let_in_again" in owner.refused(alone, asked.pk)
        owner.does("ALTER TABLE territory_recovery DROP CONSTRAINT two_people_let_in_again")
        assert owner.does(alone, asked.pk) == 1


def test_a_link_by_e_mail_is_sent_by_one_only_where_a_proof_is_still_asked_for(
    own, lost, administrator, mailoutbox
):
    plain = MembershipFactory(organisation=own)
    send = "/team/{0.organisation_id}/members/{0.pk}/send-link/"

    refused = administrator.post(send.format(plain), follow=True)
    administrator.post(send.format(lost))

    assert "let in again by two" in refused.text
    assert [message.to for message in mailoutbox] == [[lost.account.email]]


def test_whose_account_opens_files_elsewhere_is_not_opened_from_here(own, lost, administrator):
    MembershipFactory(account=lost.account)

    assert "another organisation" in administrator.post(page(lost), follow=True).text
    with within(scope_of(own)):
        assert not Recovery.objects.exists()


def test_colleagues_of_another_organisation_see_and_decide_nothing(own, lost, administrator):
    administrator.post(page(lost))
    stranger = colleague(OrganisationFactory(), Role.ADMINISTRATOR)

    assert lost.account.email not in stranger.get("/recoveries/").text
    assert stranger.post(f"/recoveries/{row(own).pk}/agree/").status_code == 404
    assert stranger.post(f"/recoveries/{row(own).pk}/refuse/").status_code == 404
    resident = PersonFactory(account=MembershipFactory().account).account
    stranger.force_login(resident)
    assert stranger.post(f"/recoveries/{row(own).pk}/agree/").status_code == 404


def test_what_two_agreed_is_not_rewritten(own, lost, administrator, operator):
    administrator.post(page(lost))
    operator.post(f"/recoveries/{row(own).pk}/agree/")

    with within(scope_of(own)):
        for change in ({"opens_at": timezone.now()}, {"agreed_seen": True}):
            with pytest.raises(DatabaseError, match="is not changed"), transaction.atomic():
                Recovery.objects.update(**change)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Recovery.objects.update(asked_seen=True)


def test_whoever_runs_the_installation_lets_in_who_has_no_colleagues(lost, capsys):
    call_command("let_in_again", lost.account.email)

    link = capsys.readouterr().out.split()[-1]
    client = Client()
    assert (
        client.post("/invitation/" + link.partition("/invitation/")[2], CHOSEN).status_code == 302
    )
    assert SESSION_KEY in client.session
