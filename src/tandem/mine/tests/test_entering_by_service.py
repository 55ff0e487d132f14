"""By a service where she proves who she is: against a real provider, and with what a thief would send."""

import json
import re
import time
from hashlib import sha256
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from tandem.accounts.models import Account, Provider, WayIn
from tandem.accounts.oidc import actions, fetching
from tandem.accounts.oidc import client as oidc
from tandem.accounts.oidc.errors import Refused
from tandem.accounts.ways import actions as ways
from tandem.accounts.ways.codes import contact_digest
from tandem.accounts.ways.kinds import ProvesBy, WayKind
from tandem.mine.choices import ShownBy
from tandem.mine.entering import new_word
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tandem.toolbox.sealing import unseal
from tests import identities
from tests.factories import (
    AccountFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    open_session,
    scope_of,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
SITE = "http://testserver"


@pytest.fixture
def commune():
    return OrganisationFactory(area__postal_code="1030", takes_in=True)


@pytest.fixture(scope="module")
def listening():
    with identities.provider() as address:
        yield address


@pytest.fixture
def service(listening, settings):
    """A provider that listens on this machine and speaks as others do."""
    settings.SITE_URL = SITE
    settings.OIDC_PLAIN_HOSTS = [listening.removeprefix("http://")]
    return listening


@pytest.fixture
def provider(service, commune):
    return actions.keep(told(service), organisation=commune.pk)


def told(issuer, **facts):
    given = {
        "name": "itsme",
        "issuer": issuer,
        "client": "tandem",
        "proves_by": ProvesBy.SECRET_BASIC,
        "secret": "between us",
        "scopes": "openid",
        "acr_values": "",
        "in_use": True,
    }
    return actions.Told(**{**given, **facts})


def goes(browser, provider, more=""):
    """Where the service is asked; the browser keeps what it needs to come back."""
    answer = browser.get(f"/enter/with/{provider.key}/{more}")
    assert answer.status_code == 302
    return answer.headers["Location"]


def adds(browser, provider):
    """By the button on her page; the next page leads on."""
    page = browser.post(f"/enter/with/{provider.key}/")
    assert page.status_code == 200
    return unescape(re.search(r'href="(http[^"]+authorize[^"]*)"', page.content.decode())[1])


def proves(address, who="odette"):
    return identities.proves(address, who)


def linked(browser, commune, provider, who="odette"):
    person = PersonFactory(organisation=commune)
    case = CaseFactory(organisation=commune, person=person)
    open_session(browser, case)
    answer = browser.get(proves(adds(browser, provider), who))
    return person, case, answer


def test_she_adds_a_service_by_reference_and_word_and_signs_in_with_it(client, commune, provider):
    asked = parse_qs(urlsplit(goes(Client(), provider)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"] and asked["scope"] == ["openid"]
    _person, case, answer = linked(client, commune, provider)
    assert answer.url == "/enter/done/"
    hers = Client()
    assert hers.get(proves(goes(hers, provider))).url == "/mine/"
    assert case.shown_reference in hers.get("/mine/").content.decode()
    assert hers.get("/mine/data/file/").status_code == 302, "Only a word stood behind it."

    WayIn.objects.filter(kind="service").delete()
    account = Account.objects.get(pk=hers.session["_auth_user_id"])
    ways.add(account, WayKind.SERVICE, _digest(provider, "odette"), "", opens_at=timezone.now())
    settled = Client()
    settled.get(proves(goes(settled, provider)))
    assert settled.get("/mine/data/file/").status_code == 200


def _digest(provider, who):
    return contact_digest(WayKind.SERVICE, f"{provider.issuer}\n{who}")


def test_with_a_word_made_anew_no_service_is_added(client, commune, provider):
    """Its twin is above: with her own word it is."""
    case = CaseFactory(organisation=commune, person=PersonFactory(organisation=commune))
    with within(scope_of(commune)):
        case.word = new_word.show(case, case.person, ShownBy.CARD).word
    open_session(client, case)

    assert client.get(proves(adds(client, provider))).url == "/enter/"
    assert not WayIn.objects.exists()


def test_a_link_adds_nothing_and_the_button_needs_her_own_page(client, commune, provider):
    open_session(
        client, CaseFactory(organisation=commune, person=PersonFactory(organisation=commune))
    )
    client.get(proves(goes(client, provider, "?for=add")))
    assert not WayIn.objects.exists()

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/enter/with/{provider.key}/").status_code == 403


def test_whoever_adds_again_and_again_waits(client, commune, provider):
    open_session(
        client, CaseFactory(organisation=commune, person=PersonFactory(organisation=commune))
    )
    asked = [client.post(f"/enter/with/{provider.key}/").status_code for _ in range(40)]
    assert asked[0] == 200
    assert asked[-1] == 429


def test_whom_the_service_names_without_ever_having_shown_a_request_sees_nothing(
    client, commune, provider
):
    page = client.get(proves(goes(client, provider), "isidore"))
    assert page.status_code == 200
    assert "_auth_user_id" not in client.session

    linked(Client(), commune, provider)
    _person, _case, answer = linked(Client(), commune, provider)
    assert answer.url == "/enter/", "Who is proven is one person: not another’s too."


def test_an_answer_is_good_in_the_browser_that_asked_once_and_with_its_own_state(
    client, commune, provider
):
    linked(client, commune, provider)
    hers, thief = Client(), Client()
    back = proves(goes(hers, provider))
    goes(thief, provider)
    assert thief.get(back).url == "/enter/", "Another browser’s state."
    assert Client().get(back).url == "/enter/", "A browser that asked nothing."
    assert hers.get(back).url == "/mine/"
    assert hers.get(back).url == "/enter/", "Nobody asks any more."


def test_twin_were_state_and_nonce_not_compared_she_would_sign_in_as_the_thief(
    client, commune, provider, monkeypatch
):
    linked(client, commune, provider)
    hers, thief = Client(), Client()
    his = proves(goes(thief, provider))
    goes(hers, provider)
    monkeypatch.setattr(oidc, "constant_time_compare", lambda one, other: True)

    assert hers.get(his).url == "/mine/"


def test_the_verifier_is_kept_by_the_browser_and_only_its_sum_is_shown(provider):
    address, pending = oidc.begin(provider, f"{SITE}/enter/back/")
    asked = parse_qs(urlsplit(address).query)

    assert asked["code_challenge"] == [oidc._bare(sha256(pending.verifier.encode()).digest())]
    assert pending.verifier not in address


CLAIMS = {"iss": "https://id.example", "aud": "tandem", "sub": "odette", "nonce": "n", "acr": "low"}


@pytest.fixture
def named(commune):
    return Provider(issuer="https://id.example", client="tandem", acr_values="high higher")


@pytest.mark.parametrize(
    ("claims", "problem"),
    [
        ({"acr": "high"}, ""),
        ({"acr": "low"}, "too_weak"),
        ({"acr": "high", "nonce": "another"}, "another_nonce"),
        ({"acr": "high", "nonce": None}, "another_nonce"),
        ({"acr": "high", "aud": "somebody"}, "for_another"),
        ({"acr": "high", "aud": ["tandem", "somebody"]}, "for_another"),
        ({"acr": "high", "iss": "https://else.example"}, "another_issuer"),
        ({"acr": "high", "exp": 1}, "too_old"),
        ({"acr": "high", "iat": 1}, "too_old"),
        ({"acr": "high", "sub": ""}, "nobody"),
    ],
)
def test_what_a_service_says_is_looked_at(named, claims, problem):
    now = time.time()
    said = {**CLAIMS, "iat": now, "exp": now + 60, **claims}

    assert oidc.why_not(said, named, "n", now) == problem


def test_what_nobody_or_somebody_else_signed_proves_nobody(named, monkeypatch):
    ours, other = (RSAKey.generate_key(2048, {"kid": "k"}) for _one in range(2))
    public = {"keys": [{**ours.as_dict(private=False), "kid": "k", "alg": "RS256"}]}
    now = int(time.time())
    claims = {**CLAIMS, "acr": "high", "iat": now, "exp": now + 60}
    pending = oidc.Pending("p", "s", "n", "v")
    good = jwt.encode({"alg": "RS256", "kid": "k"}, claims, ours)
    assert oidc._named(named, pending, good, public).subject == "odette"

    head, body, _signature = good.split(".")
    unsigned = f"{oidc._bare(json.dumps({'alg': 'none'}).encode())}.{body}."
    forged = jwt.encode({"alg": "RS256", "kid": "k"}, claims, other)
    for token in (unsigned, forged, f"{head}.{body}.", "", "a.b.c"):
        with pytest.raises(Refused):
            oidc._named(named, pending, token, public)


def test_a_key_of_our_own_signs_what_is_asked_and_its_public_half_checks_it(commune):
    row = actions.keep(
        told("https://id.example", proves_by=ProvesBy.PRIVATE_KEY, secret=""),
        organisation=commune.pk,
    )
    proof, headers = oidc._we(row, "https://id.example/token")
    public = Client().get(f"/enter/keys/{row.key}/").json()
    assert headers == {} and {"x", "y"} < set(public["keys"][0])
    assert all("d" not in one for one in public["keys"]), "The half that signs stays here."
    claims = jwt.decode(
        proof["client_assertion"], ECKey.import_key(public["keys"][0]), algorithms=["ES256"]
    ).claims
    assert claims["aud"] == "https://id.example/token"
    assert claims["iss"] == claims["sub"] == "tandem"
    assert len(claims["jti"]) > 16


def test_nothing_within_our_own_walls_is_called(settings):
    settings.OIDC_PLAIN_HOSTS = []
    for address in (
        "http://id.example/",
        "https://127.0.0.1/",
        "https://localhost:1/",
        "file:///etc",
    ):
        with pytest.raises(Refused):
            fetching.fetch(address)


def test_an_administrator_configures_a_service_and_nobody_reads_its_secret(service, commune):
    account = AccountFactory()
    MembershipFactory(account=account, organisation=commune, role=Role.ADMINISTRATOR)
    client = Client()
    client.force_login(account)
    page = f"/sign-in-services/{commune.pk}/"
    form = {
        "name": "itsme",
        "issuer": service,
        "client": "tandem",
        "proves_by": "client_secret_basic",
        "secret": "a secret of both",
        "scopes": "openid",
    }
    wrong = client.post(f"{page}new/", {**form, "issuer": "https://nobody.invalid"})
    assert wrong.status_code == 422
    made = client.post(f"{page}new/", {**form, "in_use": "on"})
    row = Provider.objects.get()
    assert made.url == f"{page}{row.key}/"
    shown = client.get(made.url).content.decode()
    assert "a secret of both" not in shown and "/enter/back/" in shown
    assert b"a secret" not in bytes(row.sealed)
    client.post(made.url, {**form, "secret": "", "in_use": "on"})
    row.refresh_from_db()
    assert unseal(row.sealed, oidc.place_of(row)) == "a secret of both"
    assert "itsme" in Client().get("/enter/").content.decode()

    other = MembershipFactory(role=Role.ADMINISTRATOR).account
    client.force_login(other)
    assert client.get(made.url).status_code == 404
