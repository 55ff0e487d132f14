"""She objects to a look; whoever looked does not judge it."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tandem.accounts.models import Account
from tandem.cases.models import Case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Purpose
from tandem.mine import deciding, objections
from tandem.mine.choices import ShownBy, Wanted
from tandem.mine.errors import NotNow
from tandem.mine.tests.asked import asks, colleague, wishes_of
from tandem.people.actions import merge
from tandem.people.reveal import reveal_one
from tandem.people.sameness import joined_records
from tandem.people.who_looked import seen_by_others
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tandem.territory.models import Membership
from tests.factories import AccountFactory, MembershipFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
REASON = "It was needed to bring the meal you asked for."


@pytest.fixture
def commune():
    return OrganisationFactory(area__postal_code="1030", takes_in=True)


@pytest.fixture
def looker(commune) -> Account:
    return MembershipFactory(organisation=commune, role=Role.COORDINATOR).account


@pytest.fixture
def case(commune, looker):
    """She telephones: the look of that colleague, by its number in the list."""
    made = asks(commune, Wanted.OBJECT)
    with acting(Asker(looker.pk, commune.pk)), within(scope_of(commune)):
        reveal_one(made.person, Purpose.ANSWER, what="cases.looked", about=made)
        (look,) = seen_by_others(joined_records(made.person))
    again = asks(commune, Wanted.OBJECT, against=[f"Number {look.number}: why?"])
    with colleague(commune):
        merge(made.person, again.person)
        return Case.objects.select_related("person", "organisation").get(pk=again.pk)


def answered_by(commune, account, case):
    with acting(Asker(account.pk, commune.pk)), within(scope_of(commune)):
        deciding.recognise(case, ShownBy.CALL)
        return deciding.answer_objection(
            wishes_of(case)[Wanted.OBJECT], followed=False, words=REASON
        )


def test_whoever_looked_neither_answers_nor_refuses_the_objection(commune, looker, case):
    with pytest.raises(NotNow, match="about_yourself"):
        answered_by(commune, looker, case)
    with (
        acting(Asker(looker.pk, commune.pk)),
        within(scope_of(commune)),
        pytest.raises(NotNow, match="about_yourself"),
    ):
        deciding.refuse(wishes_of(case)[Wanted.OBJECT], REASON)

    other = MembershipFactory(organisation=commune).account
    assert answered_by(commune, other, case).decided_by == other.pk


def test_without_the_rule_the_looker_judges_her_own_look(commune, looker, case, monkeypatch):
    """The twin."""
    monkeypatch.setattr(objections, "concerned", lambda _wish: set())

    assert answered_by(commune, looker, case).decided_by == looker.pk


def test_whoever_answers_reads_who_looked_when_and_what_for(commune, looker, case):
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(MembershipFactory(organisation=commune, role=Role.COORDINATOR).account)

    page = client.get(f"/rights/{case.reference}/").text

    assert re.search(r"Number \d+, on \w", page)
    assert f"Coordinator, {commune}" in page
    with override("en"):
        assert str(Purpose.ANSWER.label) in page
        assert str(ShownBy.CALL.label) in page
        assert str(ShownBy.ACCOUNT.label) not in page, "A call is no sign of an account."


def test_who_is_given_another_role_has_looked_in_the_one_before(commune, looker, case):
    """Else she chooses afterwards as what she has opened it."""
    Membership.objects.filter(account=looker).update(left_at=timezone.now())
    MembershipFactory(account=looker, organisation=commune, role=Role.OFFICER, since=timezone.now())
    with within(scope_of(commune)), override("en"):
        looks = seen_by_others(joined_records(case.person))

    hers = {one.who for one in looks if one.entry.account == looker.pk}
    assert hers == {f"Coordinator, {commune}"}


def test_what_came_by_telephone_was_not_signed_in_whatever_a_colleague_says(commune, case):
    with within(scope_of(commune)):
        case.person.account = AccountFactory()
        case.person.save(update_fields=["account"])
    with colleague(commune), pytest.raises(NotNow, match="no_account"):
        deciding.recognise(case, ShownBy.ACCOUNT)
