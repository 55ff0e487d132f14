import pytest

from tandem.accounts.actions import open_account
from tandem.journal.models import Entry
from tandem.tenancy.scope import within
from tandem.territory import actions, rules
from tandem.territory.choices import Role
from tandem.territory.errors import NotAllowed
from tandem.territory.models import Membership
from tests.factories import AccountFactory, MembershipFactory, OrganisationFactory, scope_of


@pytest.fixture
def town(db):
    town = OrganisationFactory()
    with within(scope_of(town)):
        yield town


def test_a_colleague_is_invited_and_the_journal_says_so(town):
    membership = actions.give_role(town, open_account("Karim@Example.example"), Role.OPERATOR)

    assert membership.account.email == "karim@example.example"
    assert not membership.account.has_usable_password()
    assert Entry.objects.get().facts == {"account": membership.account_id, "role": "operator"}


def test_inviting_somebody_twice_changes_nothing(town):
    first = actions.give_role(town, open_account("karim@example.example"), Role.OPERATOR)
    again = actions.give_role(town, open_account("karim@example.example"), Role.OPERATOR)

    assert first == again
    assert Entry.objects.count() == 1


def test_who_has_left_can_be_invited_again(town):
    left = actions.give_role(town, open_account("karim@example.example"), Role.OPERATOR)
    actions.end_membership(left, by=AccountFactory())

    again = actions.give_role(town, open_account("karim@example.example"), Role.OPERATOR)

    assert again != left
    assert list(Membership.objects.in_force()) == [again]


def test_the_last_administrator_stays(town):
    last = MembershipFactory(organisation=town, role=Role.ADMINISTRATOR)

    with pytest.raises(NotAllowed, match="last_administrator"):
        actions.end_membership(last, by=AccountFactory())

    MembershipFactory(organisation=town, role=Role.ADMINISTRATOR)
    actions.end_membership(last, by=AccountFactory())
    assert Membership.objects.in_force().filter(role=Role.ADMINISTRATOR).count() == 1


@pytest.mark.parametrize(
    ("has_password", "works_for", "run", "is_a_resident", "may"),
    [
        (False, {1}, {1}, False, True),
        (False, {1, 2}, {1}, False, False),
        (False, {1}, {1}, True, False),
        (True, {1}, {1, 2}, False, False),
        (True, {1, 2}, {1}, False, False),
        (True, {1}, {1}, True, False),
    ],
)
def test_a_link_to_a_password_opens_no_more_than_its_giver_answers_for(
    has_password, works_for, run, is_a_resident, may
):
    told = rules.may_give_link(
        has_password=has_password,
        works_for=works_for,
        run=run,
        is_a_resident=is_a_resident,
        first_of_all=True,
    )

    assert told is may


def test_where_others_work_already_no_link_is_shown():
    told = {"has_password": False, "works_for": {1}, "run": {1}, "is_a_resident": False}

    assert rules.may_give_link(**told, first_of_all=True)
    assert not rules.may_give_link(**told, first_of_all=False)


def test_an_account_known_elsewhere_keeps_its_password(town):
    known = AccountFactory(email="odette@example.example")

    actions.give_role(town, open_account("odette@example.example"), Role.OFFICER)

    known.refresh_from_db()
    assert known.has_usable_password()
