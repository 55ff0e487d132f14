import pytest
from django.utils import timezone

from tandem.territory.choices import OrganisationKind, Role, at_own
from tandem.territory.standing import standing_of
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
)


def standing(account):
    return standing_of(account.pk, timezone.localdate())


@pytest.mark.django_db
def test_who_is_nobody_here_opens_nothing():
    told = standing(AccountFactory())

    assert (told.memberships, told.place, told.scope) == ([], None, None)


@pytest.mark.django_db
def test_a_member_opens_what_her_organisation_holds():
    member = MembershipFactory(role=Role.OFFICER)

    told = standing(member.account)

    assert told.roles == {Role.OFFICER}
    assert told.memberships[0].organisation == member.organisation
    assert told.scope.organisations == {member.organisation_id}
    assert told.scope.may_write == {member.organisation.area_id}


@pytest.mark.django_db
def test_what_a_page_changes_in_what_it_was_told_is_told_to_no_other():
    account = MembershipFactory(role=Role.OFFICER).account
    first = standing(account).memberships[0]
    name, names = first.organisation.name, dict(first.organisation.names)

    first.role, first.organisation.name = Role.ADMINISTRATOR, "typed and refused"
    first.organisation.names["fr"] = "typed and refused"

    again = standing(account).memberships[0]
    assert (again.role, again.organisation.name) == (Role.OFFICER, name)
    assert again.organisation.names == names


@pytest.mark.django_db
def test_who_has_left_opens_nothing_from_the_next_page_on():
    member = MembershipFactory(left_at=timezone.now())

    assert standing(member.account).scope is None


@pytest.mark.django_db
def test_a_resident_with_an_account_is_led_to_her_own_row():
    account = AccountFactory()
    person = PersonFactory(account=account)

    told = standing(account)

    assert told.place.target == str(person.pk)
    assert told.scope.organisations == {person.organisation_id}


@pytest.mark.django_db
def test_a_telephone_service_writes_down_for_every_commune_of_its_platform():
    platform = PlatformFactory()
    served = OrganisationFactory.create_batch(2, platform=platform)
    OrganisationFactory(platform=PlatformFactory())
    centre = OrganisationFactory(
        platform=platform, kind=OrganisationKind.CALL_CENTRE, takes_in=False
    )
    operator = MembershipFactory(organisation=centre, role=Role.OPERATOR)

    told = standing(operator.account)

    assert told.scope.organisations == {centre.pk, *(one.pk for one in served)}
    assert set(told.memberships[0].answers_for) == {one.pk for one in served}


@pytest.mark.django_db
def test_all_of_it_is_one_question(django_assert_num_queries):
    member = MembershipFactory()
    PersonFactory(account=member.account)

    with django_assert_num_queries(1):
        standing(member.account)


@pytest.mark.django_db
def test_a_telephone_service_has_no_work_of_its_own():
    centre = OrganisationFactory(kind=OrganisationKind.CALL_CENTRE)
    operator = MembershipFactory(role=Role.OPERATOR, organisation=centre)
    clerk = MembershipFactory(role=Role.OPERATOR)

    assert standing(operator.account).ways == {Role.OPERATOR}
    assert standing(clerk.account).ways == {Role.OPERATOR, at_own(Role.OPERATOR)}
