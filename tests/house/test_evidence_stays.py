"""What was decided, reckoned and said cannot be rewritten by the role under which pages are served."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from tandem.accounts.models import AccessChange, Account
from tandem.cases.models import Note
from tandem.register.actions import count
from tandem.register.choices import Outcome
from tandem.register.models import Decision, Run, Tally
from tandem.solidarity.card import PAIRING
from tandem.solidarity.choices import ProposalState, Went
from tandem.solidarity.models import Feedback, Proposal
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tandem.territory.models import Membership
from tests.factories import AccountFactory, MembershipFactory, OrganisationFactory, scope_of
from tests.factories.rows import made_row

pytestmark = pytest.mark.django_db
ALL = models.QuerySet


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


def refused(deed, because="permission denied"):
    with pytest.raises(DatabaseError, match=because), transaction.atomic():
        deed()
    return True


@pytest.mark.parametrize("model", [Run, Decision, Proposal, Feedback, Note])
def test_no_row_of_it_is_removed(town, model):
    row = made_row(model, town)

    assert refused(lambda: ALL(model).filter(pk=row.pk)._raw_delete("default"))
    assert refused(lambda: _truncate(model))
    assert ALL(model).filter(pk=row.pk).exists()


def _truncate(model):
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")


@pytest.mark.parametrize(
    ("model", "column", "value"),
    [
        (Run, "question", {}),
        (Run, "answer", {}),
        (Run, "version", "0"),
        (Decision, "outcome", "followed"),
        (Decision, "decided", {}),
        (Proposal, "reasons", []),
        (Proposal, "others", []),
        (Proposal, "offer_key", None),
        (Proposal, "made_at", timezone.now()),
        (Feedback, "side", "asker"),
        (Note, "account", 1),
        (Note, "at", timezone.now()),
    ],
)
def test_what_stands_in_it_is_not_changed(town, model, column, value):
    row = made_row(model, town)

    assert refused(lambda: ALL(model).filter(pk=row.pk).update(**{column: value}))


def test_a_proposal_is_decided_once_and_only_its_words_are_erased_afterwards(town):
    row = made_row(Proposal, town)
    one = ALL(Proposal).filter(pk=row.pk)
    one.update(state=ProposalState.REFUSED, refused_because="other", sealed_why=b"sealed")

    once = "a proposal is decided once"
    assert refused(lambda: one.update(state=ProposalState.STALE), once)
    assert refused(lambda: one.update(state=ProposalState.OPEN), once)
    assert refused(lambda: one.update(refused_because=""), once)
    assert refused(lambda: one.update(sealed_why=b"others"), once)
    assert one.update(sealed_why=None) == 1


def test_an_open_proposal_is_still_replaced(town):
    row = made_row(Proposal, town)

    assert ALL(Proposal).filter(pk=row.pk).update(state=ProposalState.STALE) == 1


def test_a_note_is_emptied_and_never_reworded(town):
    row = made_row(Note, town)
    one = ALL(Note).filter(pk=row.pk)

    assert refused(lambda: one.update(sealed=b"other words"), "may be erased, and not changed")
    assert one.update(sealed=None) == 1


def test_a_count_of_decisions_only_grows():
    count(PAIRING, Outcome.DEPARTED)
    count(PAIRING, Outcome.DEPARTED)
    row = Tally.objects.filter(algorithm=PAIRING.slug, outcome=Outcome.DEPARTED)

    assert refused(lambda: row.update(count=0), "only grows")
    assert refused(lambda: row.update(outcome=Outcome.FOLLOWED))
    assert refused(lambda: row._raw_delete("default"))
    assert row.get().count == 2


def test_what_was_said_of_a_help_is_said_anew_and_not_taken_away(town):
    row = made_row(Feedback, town)

    one = ALL(Feedback).filter(pk=row.pk)

    assert one.update(went=Went.BADLY, seen_at=None) == 1
    assert refused(lambda: one.update(at=timezone.now() - timedelta(days=9)), "first said")


def changes(account):
    return list(AccessChange.objects.filter(account=account.pk).values_list("what", flat=True))[
        ::-1
    ]


def test_each_password_and_each_role_leaves_a_line_whatever_way_it_is_set():
    account = AccountFactory()
    membership = MembershipFactory(account=account, role=Role.ADMINISTRATOR)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_account SET password = 'x' WHERE id = %s", [account.pk])
    Account.objects.filter(pk=account.pk).update(is_active=False)
    Membership.objects.filter(pk=membership.pk).update(left_at=timezone.now())

    said = [*changes(account)]
    assert said == [
        "account_made",
        "role_given",
        "password_changed",
        "account_closed",
        "role_ended",
    ]
    given = AccessChange.objects.get(account=account.pk, what="role_given")
    assert given.facts == {"role": "administrator", "organisation": membership.organisation_id}
    assert given.role == connection.settings_dict["USER"]


def test_signing_in_is_no_change():
    account = AccountFactory()

    Account.objects.filter(pk=account.pk).update(last_login=timezone.now())

    assert changes(account) == ["account_made"]


def test_those_lines_are_only_read():
    account = AccountFactory()
    rows = AccessChange.objects.filter(account=account.pk)
    line = {"at": timezone.now(), "role": "tandem_web", "what": "made_up", "account": 1}

    assert refused(lambda: rows.update(what="nothing"))
    assert refused(lambda: rows._raw_delete("default"))
    assert refused(lambda: AccessChange.objects.create(**line))


def test_a_role_is_not_turned_into_another_nor_an_account_given_away():
    membership = MembershipFactory(role=Role.COORDINATOR)
    rows = Membership.objects.filter(pk=membership.pk)
    account = Account.objects.filter(pk=membership.account_id)

    assert refused(lambda: rows.update(role=Role.ADMINISTRATOR))
    assert refused(lambda: rows.update(account=AccountFactory()))
    assert refused(lambda: rows._raw_delete("default"))
    assert refused(lambda: account.update(email="mine@example.example"))
    assert refused(lambda: account._raw_delete("default"))
