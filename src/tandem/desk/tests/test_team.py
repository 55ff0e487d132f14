import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tandem.accounts.models import Account, CodeApp
from tandem.journal.models import Entry
from tandem.outbox.tests.conftest import free_port
from tandem.streets.forms_map import Entry as Place
from tandem.streets.naming import name_places
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tandem.territory.models import Agreement, Membership, Organisation
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    scope_of,
)

WEAK_OR_STRANGE = [
    {"email": "", "role": "operator"},
    {"email": "no address", "role": "operator"},
    {"email": "a@b.example", "role": ""},
    {"email": "a@b.example", "role": "emperor"},
    {"email": f"{'a' * 300}@b.example", "role": "operator"},
    {"email": "<script>@b.example", "role": "operator"},
]


@pytest.fixture
def own(english, db):
    administrator = MembershipFactory(role=Role.ADMINISTRATOR)
    english.force_login(administrator.account)
    return administrator.organisation


def page(own, more=""):
    return f"/team/{own.pk}/{more}"


def test_an_administrator_invites_and_hands_over_a_link(english, own):
    response = english.post(
        page(own, "invite/"), {"email": "karim@example.example", "role": "operator"}, follow=True
    )

    text = response.content.decode()
    assert "/invitation/" in text
    assert "<svg" in text
    assert Membership.objects.filter(role=Role.OPERATOR).count() == 1


def invented(client, own):
    """Whoever runs the organisation invites somebody she has made up."""
    said = {"email": "nobody@invented.example", "role": "coordinator"}
    return client.post(page(own, "invite/"), said, follow=True).text


def test_nobody_becomes_a_coordinator_by_an_address_of_her_own_making(english, own, mailoutbox):
    MembershipFactory(organisation=own)

    text = invented(english, own)

    assert "/invitation/" not in text
    assert not mailoutbox
    assert not Membership.objects.filter(account__email="nobody@invented.example").exists()


def test_nor_by_ending_all_others_first(english, own, mailoutbox):
    MembershipFactory(organisation=own, left_at=timezone.now())

    assert "/invitation/" not in invented(english, own)


def test_alone_in_a_new_organisation_she_is_shown_it_and_that_is_written_down(english, own):
    """The twin, too: were nobody else counted, the link would be on her screen."""
    assert "/invitation/" in invented(english, own)

    with within(scope_of(own)):
        assert Entry.objects.filter(word="desk.link_shown").count() == 1


@pytest.mark.parametrize("said", WEAK_OR_STRANGE)
def test_a_wrong_invitation_comes_back_as_it_was_typed(english, own, said):
    response = english.post(page(own, "invite/"), said)

    assert response.status_code == 422
    assert Account.objects.count() == 1
    assert "<script>@" not in response.content.decode()


def test_no_link_is_given_to_an_account_that_opens_more_than_this(english, own):
    known = MembershipFactory().account

    response = english.post(
        page(own, "invite/"), {"email": known.email, "role": "officer"}, follow=True
    )

    assert "/invitation/" not in response.content.decode()
    assert "sent to her own e-mail address" in response.content.decode()
    assert_no_link(english, own, MembershipFactory(account=known, organisation=own))


def test_no_link_is_given_to_the_account_of_a_resident(english, own):
    resident = AccountFactory()
    PersonFactory(account=resident)
    member = MembershipFactory(account=resident, organisation=own)

    assert_no_link(english, own, member)


def assert_no_link(client, own, member):
    response = client.get(page(own, f"members/{member.pk}/"), follow=True)

    assert "no link to it is shown here" in response.content.decode()
    assert "/invitation/" not in response.content.decode()


def test_nobody_opens_the_account_of_a_colleague_by_a_link_shown_to_her(english, own):
    member = MembershipFactory(organisation=own)

    assert_no_link(english, own, member)


def with_an_app(own):
    """Whoever has a second proof still shows it after a link by e-mail."""
    member = MembershipFactory(organisation=own)
    CodeApp.objects.create(account=member.account, sealed=b"sealed")
    return member


def test_a_colleague_who_forgot_her_password_gets_a_link_in_her_own_post(english, own, mailoutbox):
    member = with_an_app(own)

    page_back = english.post(page(own, f"members/{member.pk}/send-link/"), follow=True)

    assert "/invitation/" not in page_back.content.decode()
    assert [message.to for message in mailoutbox] == [[member.account.email]]
    assert "/invitation/" in mailoutbox[0].body
    assert "password" not in mailoutbox[0].subject
    with within(scope_of(own)):
        assert Entry.objects.filter(word="desk.link_sent").count() == 1


def test_no_link_is_sent_where_no_server_takes_it(english, own, settings):
    member = with_an_app(own)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    page_back = english.post(page(own, f"members/{member.pk}/send-link/"), follow=True)

    assert "does not answer" in page_back.content.decode()
    with within(scope_of(own)):
        assert not Entry.objects.filter(word="desk.link_sent").exists()


def test_nobody_gives_herself_a_role(english, own):
    me = Membership.objects.get().account

    response = english.post(page(own, "invite/"), {"email": me.email, "role": "coordinator"})

    assert "Nobody gives herself a role" in response.content.decode()
    assert Membership.objects.count() == 1


def test_who_leaves_opens_nothing_any_more(english, own, client):
    member = MembershipFactory(organisation=own)

    english.post(page(own, f"members/{member.pk}/end/"))

    client.force_login(member.account)
    assert client.get("/cases/").status_code == 404


def test_the_last_administrator_cannot_leave(english, own):
    only = Membership.objects.get()

    response = english.post(page(own, f"members/{only.pk}/end/"), follow=True)

    assert "last administrator" in response.content.decode()
    assert Membership.objects.in_force().count() == 1


def test_the_public_reads_how_to_reach_the_service(english, own):
    said = {
        "telephone": "02 244 00 00",
        "email": "",
        "address": "Square 1",
        "opening_hours": "9-12",
    }
    english.post(page(own, "reach/"), said)

    own.refresh_from_db()
    assert own.address == "Square 1"


def test_borders_open_when_both_have_signed(english, own, client):
    neighbour = MembershipFactory(role=Role.ADMINISTRATOR)
    until = timezone.localdate() + timedelta(days=100)
    english.post(
        page(own, "agreements/"),
        {
            "neighbour": neighbour.organisation_id,
            "until_day": until.day,
            "until_month": until.month,
            "until_year": until.year,
        },
    )
    agreement = Agreement.objects.get()
    english.post(page(own, f"agreements/{agreement.pk}/sign/"))
    agreement.refresh_from_db()
    assert agreement.signed_on is None

    client.force_login(neighbour.account)
    client.post(page(neighbour.organisation, f"agreements/{agreement.pk}/sign/"))

    agreement.refresh_from_db()
    assert agreement.signed_on == timezone.localdate()


def test_an_agreement_among_others_is_nobody_elses_business(english, own):
    one, other = OrganisationFactory.create_batch(2)
    agreement = Agreement.objects.create(
        one=one, other=other, until=timezone.localdate() + timedelta(days=9), proposed_by=one
    )

    for deed in ("sign/", "end/"):
        assert english.post(page(own, f"agreements/{agreement.pk}/{deed}")).status_code == 404


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.COORDINATOR, Role.OFFICER])
def test_only_administrators_run_the_team(client, db, role):
    member = MembershipFactory(role=role)
    client.force_login(member.account)

    assert client.get("/team/").status_code == 404
    assert client.get(page(member.organisation)).status_code == 404
    said = {"email": "karim@example.example", "role": "administrator"}
    assert client.post(page(member.organisation, "invite/"), said).status_code == 404


def test_an_administrator_runs_her_own_organisation_only(english, own):
    other = MembershipFactory(role=Role.ADMINISTRATOR)

    assert english.get(page(other.organisation)).status_code == 404
    assert english.post(page(own, f"members/{other.pk}/end/")).status_code == 404
    assert Membership.objects.in_force().filter(pk=other.pk).exists()


def test_a_new_organisation_reads_what_is_still_to_do_until_it_is_done(english, own):
    before = english.get(page(own)).text

    for role in (Role.COORDINATOR, Role.OPERATOR):
        MembershipFactory(organisation=own, role=role)
    with within(scope_of(own)):
        name_places(own, [Place("Place 1", (own.area.lat, own.area.lon))])
    Organisation.objects.filter(pk=own.pk).update(
        telephone="02 000 10 30", address="Place 1", opening_hours="9-12", data_officer="Ana"
    )

    assert "Before people ask you something" in before
    assert 'href="#reach_opening_hours"' in before
    assert 'href="/streets/office/places/"' in before
    assert 'id="reach_opening_hours"' in before
    assert "Before people ask you something" not in english.get(page(own)).text


def question_in(mailoutbox):
    (mail,) = mailoutbox
    return re.search(r"/invited/\S+/", mail.body).group()


def test_who_works_elsewhere_becomes_a_colleague_when_she_says_yes(
    english, own, client, mailoutbox
):
    elsewhere = MembershipFactory(account__language="en")
    hers = elsewhere.account
    hers.set_password("a long one that she chose")
    hers.save(update_fields=["password"])
    here = Membership.objects.in_force().filter(account=hers, organisation=own)

    english.post(page(own, "invite/"), {"email": hers.email, "role": "officer"})
    assert not here.exists()
    link = question_in(mailoutbox)
    # Whoever asked, or anybody else who has the link, says nothing in her name.
    assert english.post(link).status_code == 404
    client.force_login(hers)
    client.cookies["language"] = "en"
    assert "Yes, I work with it" in client.get(link).text
    assert not here.exists()
    assert client.post(link).status_code == 302

    assert here.get().role == Role.OFFICER
    # Once: whoever was dismissed does not come back by it.
    here.update(left_at=timezone.now())
    assert client.post(link).status_code == 404
    assert not here.exists()


def test_the_question_is_void_once_who_asked_runs_the_place_no_more(
    english, own, client, mailoutbox
):
    hers = MembershipFactory().account
    english.post(page(own, "invite/"), {"email": hers.email, "role": "officer"})
    Membership.objects.filter(organisation=own).update(left_at=timezone.now())

    client.force_login(hers)
    assert client.post(question_in(mailoutbox)).status_code == 404


def test_a_colleague_of_here_is_given_a_second_role_at_once(english, own, mailoutbox):
    hers = MembershipFactory(organisation=own).account

    english.post(page(own, "invite/"), {"email": hers.email, "role": "officer"})

    assert Membership.objects.filter(account=hers).count() == 2
