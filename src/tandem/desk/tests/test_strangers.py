"""Every address of the house, knocked at by a stranger. An address nobody declared is private."""

import uuid
from collections.abc import Iterator, Mapping

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tandem.desk.open_pages import OWN, PUBLIC, WITH_CODE
from tandem.territory.choices import Role
from tests.factories import AccountFactory, MembershipFactory, PersonFactory, PlatformFactory

SAMPLES = {"int": "1", "slug": "x", "str": "x", "uuid": str(uuid.UUID(int=7)), "path": "x"}


def addresses(places: Mapping[str, str] = {}) -> Iterator[tuple[str, str]]:
    """Name and address of every view, its places filled in; with what leads nowhere, unless given."""
    yield from _below(get_resolver(), "/", "", places)


def _below(
    resolver: URLResolver, prefix: str, space: str, places: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for found in resolver.url_patterns:
        address = prefix + _filled(found, places)
        if isinstance(found, URLResolver):
            inside = f"{found.namespace}:" if found.namespace else space
            yield from _below(found, address, inside, places)
        elif isinstance(found, URLPattern):
            yield f"{space}{found.name}", address


def _filled(found: URLPattern | URLResolver, places: Mapping[str, str]) -> str:
    route = str(found.pattern)
    for name, converter in found.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        kind = {"string": "str"}.get(kind, kind)
        filled = places.get(name) or places.get(kind) or SAMPLES[kind]
        route = route.replace(f"<{kind}:{name}>", filled).replace(f"<{name}>", filled)
    return route


METHODS = ("get", "post")


def closed(response) -> bool:
    """Nothing was shown: led to the door, or told that there is nothing here."""
    if response.status_code in {401, 403, 404, 405}:
        return True
    # A machine that is no kiosk is asked for the code of a colleague.
    return response.status_code == 302 and response.url.startswith(("/sign-in/", "/kiosk/"))


@pytest.fixture
def platform(db):
    return PlatformFactory()


@pytest.mark.parametrize("method", METHODS)
def test_a_stranger_sees_what_is_public_and_nothing_else(client, platform, method):
    # Each is named in the message; a page that should be public is declared above.
    shown = []
    for name, path in addresses():
        response = getattr(client, method)(path)
        if name in WITH_CODE:
            fine = response.status_code in {301, 302, 303, 404, 405}
        else:
            fine = name in PUBLIC or closed(response)
        if not fine:
            shown.append((name, path, response.status_code))

    assert shown == []


@pytest.mark.parametrize("method", METHODS)
def test_a_resident_sees_what_is_hers_and_nothing_of_the_desk(client, platform, method):
    account = AccountFactory()
    PersonFactory(account=account)
    client.force_login(account)

    shown = []
    for name, path in addresses():
        response = getattr(client, method)(path)
        if name not in PUBLIC | WITH_CODE | OWN and not closed(response):
            shown.append((name, path, response.status_code))
        if name == "accounts:sign_out":
            client.force_login(account)

    assert shown == []


@pytest.mark.parametrize("role", list(Role))
def test_no_role_opens_what_does_not_exist(client, platform, role):
    """The places in these addresses lead nowhere: whoever comes, nothing breaks."""
    client.force_login(MembershipFactory(role=role).account)

    broken = [
        path
        for name, path in addresses()
        if client.get(path).status_code >= 500 and name != "desk:health"
    ]

    assert broken == []


def test_what_is_declared_exists():
    names = {name for name, _path in addresses()}

    assert names >= PUBLIC | WITH_CODE | OWN


def test_an_address_left_undeclared_is_noticed():
    """The twin: a page that shows something to a stranger is not taken for closed."""

    class Shown:
        status_code, url = 200, ""

    class Elsewhere:
        status_code, url = 302, "/cases/"

    assert not closed(Shown())
    assert not closed(Elsewhere())
