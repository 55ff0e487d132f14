from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories import MembershipFactory


@pytest.mark.django_db
def test_whoever_operates_reads_who_was_given_which_role():
    membership = MembershipFactory(role="administrator")
    said = StringIO()

    call_command("access_changes", days=1, stdout=said)

    account = f"account={membership.account_id}"
    given = f"role_given {account} role=administrator organisation={membership.organisation_id}"
    assert given in said.getvalue()
    assert f"account_made {account}" in said.getvalue()
    assert membership.account.email not in said.getvalue()
