"""Pages on which somebody shows who she is, and those by which two colleagues let a third in."""

from collections.abc import Callable
from typing import Any

from tandem.accounts.models import CodeApp, Passkey
from tandem.tenancy.scope import within
from tandem.territory import recovering
from tandem.territory.choices import Role
from tests.factories import AccountFactory, MembershipFactory, OrganisationFactory, scope_of

Arranged = tuple[str, Any]


def _with_proofs(path: str) -> Callable[[], Arranged]:
    """Hers: an app, and a passkey that cannot be shown here."""

    def arrange() -> Arranged:
        account = AccountFactory()
        CodeApp.objects.create(account=account, sealed=b"sealed")
        Passkey.objects.create(
            account=account, number=b"1", credential=b"1", device="firefox-android"
        )
        return path, account

    return arrange


def _plain(path: str) -> Callable[[], Arranged]:
    return lambda: (path, AccountFactory())


def _team(more: str) -> Callable[[], Arranged]:
    def arrange() -> Arranged:
        lost, asker, _other = _three()
        path = f"/team/{lost.organisation_id}/{more}".format(lost=lost)
        return path, asker.account

    return arrange


def _three() -> tuple[Any, Any, Any]:
    own = OrganisationFactory()
    lost = MembershipFactory(organisation=own)
    asker = MembershipFactory(organisation=own, role=Role.ADMINISTRATOR)
    CodeApp.objects.create(account=lost.account, sealed=b"sealed")
    return lost, asker, MembershipFactory(organisation=own, role=Role.OPERATOR)


def _asked() -> tuple[Any, Any, Any, Any]:
    lost, asker, other = _three()
    with within(scope_of(lost.organisation)):
        asked = recovering.ask(lost.organisation, lost.account, by=asker.account, seen=True)
    return lost, asker, other, asked


def to_agree() -> Arranged:
    _lost, _asker, other, _recovery = _asked()
    return "/recoveries/", other.account


def to_hand_over() -> Arranged:
    lost, asker, other, asked = _asked()
    with within(scope_of(lost.organisation)):
        recovering.agree(asked, by=other.account, seen=True, proof_shown=True)
    return f"/team/{lost.organisation_id}/members/{lost.pk}/recovery/", asker.account


def let_in() -> Arranged:
    lost, _asker, other, asked = _asked()
    with within(scope_of(lost.organisation)):
        agreed = recovering.agree(asked, by=other.account, seen=True, proof_shown=True)
    return f"/recovery/{recovering.token(agreed, recovering.OPENING)}/", None


def to_stop() -> Arranged:
    *_people, asked = _asked()
    return f"/recovery/stop/{recovering.token(asked, recovering.STOPPING)}/", None


PAGES: dict[str, Callable[[], Arranged]] = {
    "second-proof": _with_proofs("/sign-in/second/"),
    "password-again": _plain("/sign-in/second/"),
    "proofs": _plain("/sign-in/proofs/"),
    "add-app": _plain("/sign-in/proofs/app/"),
    "add-passkey": _plain("/sign-in/proofs/passkey/"),
    "devices": _plain("/sign-in/devices/"),
    "team-proofs": _team("proofs/"),
    "recovery": _team("members/{lost.pk}/recovery/"),
    "recovery-hand-over": to_hand_over,
    "recoveries": to_agree,
    "recovered": let_in,
    "recovery-stop": to_stop,
}
