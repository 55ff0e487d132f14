"""Pages on which somebody shows who she is, and those by which two colleagues let a third in."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tandem.accounts.actions import open_account
from tandem.accounts.models import CodeApp, Passkey
from tandem.accounts.oidc import actions as oidc
from tandem.accounts.ways import actions as ways
from tandem.accounts.ways import codes, rules
from tandem.accounts.ways.kinds import ProvesBy, WayKind
from tandem.journal.asker import Asker, acting
from tandem.mine.choices import ShownBy
from tandem.mine.entering import actions as entering
from tandem.people.protection import protect
from tandem.tenancy.scope import within
from tandem.territory import asking, inviting, recovering
from tandem.territory.choices import Role
from tandem.territory.models import Invitation
from tests.factories import (
    AccountFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    scope_of,
)

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


def _invited() -> tuple[Any, Any]:
    _lost, asker, other = _three()
    own = asker.organisation
    with within(scope_of(own)):
        new = open_account("a.rather.long.name@town-hall.example")
        inviting.invite(own, new, Role.COORDINATOR, by=asker.account)
        known = inviting.invite(own, AccountFactory(), Role.OFFICER, by=asker.account)
        inviting.agree(known, by=other.account)
    return asker, other


def to_let_in() -> Arranged:
    _asker, other = _invited()
    return "/team/newcomers/", other.account


def asked_to_work() -> Arranged:
    asker, _other = _invited()
    with within(scope_of(asker.organisation)):
        asked = Invitation.objects.get(agreed_by__isnull=False)
    return f"/invited/{asking.token(asked)}/", asked.account


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


def _in_commune() -> Any:
    return OrganisationFactory(area__postal_code="1030", takes_in=True)


def ways_of_hers() -> Arranged:
    """Two of them; the second opens more in some days."""
    account = AccountFactory()
    PersonFactory(organisation=_in_commune(), account=account)
    now = timezone.now()
    for kind, said, opens_at in (
        (WayKind.EMAIL, "odette@post.example", now),
        (WayKind.SMS, "0470112233", rules.settled_at(now, known=False)),
    ):
        contact = codes.contact_digest(kind, said)
        ways.add(account, kind, contact, codes.hint(kind, said), opens_at=opens_at)
    return "/mine/sign-in/", account


def way_to_add() -> Arranged:
    _path, account = ways_of_hers()
    return "/mine/sign-in/add/", account


def by_link() -> Arranged:
    asked = ways.ask(WayKind.EMAIL, "odette@post.example", proves=False)
    return f"/enter/link/{ways.make(asked).link}/", None


def at_the_desk() -> Arranged:
    own = _in_commune()
    person = PersonFactory(organisation=own)
    case = CaseFactory(organisation=own, person=person)
    with within(scope_of(own)), acting(Asker(1, own.pk)):
        protect(person)
        entering.give_at_desk(person, ShownBy.CARD, timezone.now())
    member = MembershipFactory(organisation=own, role=Role.OPERATOR)
    return f"/entry/{case.reference}/", member.account


def _services(more: str) -> Callable[[], Arranged]:
    def arrange() -> Arranged:
        own = _in_commune()
        told = ("itsme", "https://id.example", "tandem", ProvesBy.PRIVATE_KEY, "")
        row = oidc.keep(oidc.Told(*told, "openid", "", True), organisation=own.pk)
        account = MembershipFactory(organisation=own, role=Role.ADMINISTRATOR).account
        return f"/sign-in-services/{own.pk}/{more}".format(row=row), account

    return arrange


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
    "newcomers": to_let_in,
    "asked-to-work": asked_to_work,
    "recovered": let_in,
    "recovery-stop": to_stop,
    "enter": lambda: ("/enter/", None),
    "enter-code": lambda: ("/enter/code/", None),
    "enter-paper": lambda: ("/enter/paper/", None),
    "enter-link": by_link,
    "enter-more": _plain("/enter/more/"),
    "ways": ways_of_hers,
    "way-add": way_to_add,
    "entry-desk": at_the_desk,
    "services": _services(""),
    "service": _services("{row.key}/"),
}
