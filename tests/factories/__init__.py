"""Rows for the tests: each factory supplies whatever the test does not name."""

from tests.factories.cases import CaseFactory, open_session
from tests.factories.people import PersonFactory, identity_of, scope_of
from tests.factories.territory import (
    AccountFactory,
    AgreementFactory,
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    PlatformFactory,
)

__all__ = [
    "AccountFactory",
    "AgreementFactory",
    "AreaFactory",
    "CaseFactory",
    "MembershipFactory",
    "OrganisationFactory",
    "PersonFactory",
    "PlatformFactory",
    "identity_of",
    "open_session",
    "scope_of",
]
