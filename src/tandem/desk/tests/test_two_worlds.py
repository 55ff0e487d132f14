"""Abuse 2 and 5: with her or without her, no page for others answers differently, by one byte.

Abuse 12 and 3: who runs the place reads nobody, and no page gives a file of many.
"""

import logging
import re

import pytest
import time_machine
from django.test import Client

from tandem.cases import access
from tandem.desk.open_pages import PUBLIC
from tandem.desk.rights import RIGHTS
from tandem.desk.tests.test_strangers import addresses
from tandem.people.models import Person
from tandem.solidarity.models import Need
from tandem.solidarity.tests.factories import NeedFactory
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    scope_of,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
FIRST, LAST, PHONE, STREET = "Canaryfirst", "Canarylast", "0450 19 28 37", "Rue du Canari 77"
NAMED = {"name": f"{FIRST} {LAST}", "phone": PHONE}
ROOMS = ("cases:", "solidarity:", "mine:", "outbox:", "desk:", "doors:desk")
STAFF = {n for right in RIGHTS for n in right.pages.split() if n.startswith(ROOMS)}
SAME_FOR_ALL = ("ui:", "desk:health", "desk:first_run", "accounts:sign_out")


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.CRITICAL)
    with time_machine.travel("2026-11-27T10:00:00+01:00", tick=False):
        yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def hall():
    return OrganisationFactory(area__postal_code="1030", platform=PlatformFactory())


def arrives(hall, number: int = 0) -> Person:
    """Somebody who asked for help and left everything that one can leave."""
    with within(scope_of(hall)):
        person = PersonFactory(
            organisation=hall,
            first_name=f"{FIRST}{number}",
            last_name=f"{LAST}{number}",
            phone=PHONE,
            street=STREET,
        )
        NeedFactory(organisation=hall, person=person)
    return person


def signed_in(organisation=None, role: Role | None = None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if role is not None:
        client.force_login(MembershipFactory(organisation=organisation, role=role).account)
    elif organisation is not None:
        account = AccountFactory()
        PersonFactory(organisation=organisation, account=account)
        client.force_login(account)
    return client


def pages(client: Client, names: set[str], keys: dict[str, str] | None = None) -> dict[str, bytes]:
    found = {}
    for name, path in addresses(keys or {}):
        if name in names and not name.startswith(SAME_FOR_ALL):
            response = client.get(path)
            body = b"" if response.streaming else response.content
            found[path] = b"%d " % response.status_code + TOKEN.sub(b"", body)
    return found


def searched(client: Client) -> bytes:
    said = [
        client.get("/desk/"),
        # Who is not signed in gets back, sealed anew each time, what was typed.
        *([client.post("/desk/search/", NAMED)] if "sessionid" in client.cookies else []),
        client.post("/follow/", {"reference": "ABCD 2346", "word": "badefigoku"}),
        client.get("/contact/?postal_code=1030"),
    ]
    return b"".join(TOKEN.sub(b"", one.content) for one in said)


def test_whether_she_is_known_here_shows_on_no_page_of_others(hall):
    elsewhere = OrganisationFactory(area__postal_code="1300", platform=PlatformFactory())
    others = {
        "a visitor": (signed_in(), PUBLIC),
        "a resident of the same commune": (signed_in(hall), PUBLIC | {"cases:mine"}),
        "a coordinator elsewhere": (signed_in(elsewhere, Role.COORDINATOR), STAFF),
        "her data officer": (signed_in(hall, Role.DATA_OFFICER), STAFF),
    }
    without = {who: pages(*one) for who, one in others.items()}
    nobody = {who: searched(client) for who, (client, _names) in others.items()}

    arrives(hall)

    for who, one in others.items():
        seen = pages(*one)
        assert [path for path in seen if seen[path] != without[who][path]] == [], who
        assert searched(one[0]) == nobody[who], who


def test_her_own_colleagues_see_the_difference(hall):
    """The twin: what compares the two worlds is able to see one."""
    client, names = signed_in(hall, Role.COORDINATOR), {"cases:cases", "solidarity:board"}
    without = pages(client, names)

    arrives(hall)

    assert len([path for path, body in pages(client, names).items() if body != without[path]]) == 2


def canaries(client: Client, person: Person) -> list[str]:
    """At every address of staff, under the keys of her record, her need and her case."""
    with within(scope_of(person.organisation)):
        need = Need.objects.select_related("case").get(person=person)
    keys = [
        {"uuid": str(person.key), "reference": need.case.reference},
        {"uuid": str(need.key), "reference": need.case.reference},
    ]
    return [
        path
        for places in keys
        for path, body in pages(client, STAFF, places).items()
        if any(word.encode() in body for word in (FIRST, LAST, PHONE, STREET))
    ]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DATA_OFFICER])
def test_who_runs_or_watches_the_place_reads_nobody(hall, role):
    person = arrives(hall)

    assert canaries(signed_in(hall, role), person) == []


def test_the_same_crawl_finds_her_where_somebody_may_read(hall):
    """The twin: the coordinator who answers her opens her case."""
    person = arrives(hall)

    assert len(canaries(signed_in(hall, Role.COORDINATOR), person)) > 0


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DATA_OFFICER])
def test_were_roles_not_asked_whoever_runs_the_place_would_read_her(hall, role, monkeypatch):
    """The twin: the same pages for the same role tell that she is there, and who she is."""
    monkeypatch.setattr(access, "SEEING_STATES", access.SEEING_STATES | {role})
    monkeypatch.setattr(access, "may_answer", lambda *_: True)
    monkeypatch.setattr(access, "_services_of", lambda _role: access.EVERY_SERVICE)
    client = signed_in(hall, role)
    without = pages(client, {"cases:cases"})

    person = arrives(hall)

    assert pages(client, {"cases:cases"}) != without
    assert canaries(client, person) != []


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OPERATOR])
def test_no_page_gives_a_file_of_many_people(hall, role):
    for number in range(3):
        arrives(hall, number)
    client = signed_in(hall, role)
    many = []
    for name, path in addresses():
        if name not in STAFF | PUBLIC or name.startswith(SAME_FOR_ALL):
            continue
        response = client.get(path)
        body = b"".join(response) if response.streaming else response.content
        if sum(f"{LAST}{number}".encode() in body for number in range(3)) > 1:
            many.append(path)

    assert many == []
