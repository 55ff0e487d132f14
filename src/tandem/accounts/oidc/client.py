"""Authorization Code with PKCE, state and nonce (OpenID Connect Core, RFC 7636, RFC 9207)."""

import json
import secrets
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode

from django.utils import timezone
from django.utils.crypto import constant_time_compare
from joserfc import jwe, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from tandem.accounts.models import Provider
from tandem.accounts.oidc.errors import Refused
from tandem.accounts.oidc.fetching import fetch, may_be_called
from tandem.accounts.ways.kinds import ProvesBy
from tandem.toolbox.sealing import unseal

SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
"""Never by nothing, and never by a secret that both sides know."""
WRAPPED_BY = ["ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW"]
CONTENT = ["A128GCM", "A256GCM", "A128CBC-HS256", "A256CBC-HS512"]
PARTS_ENCRYPTED = 5
SLACK = 120
"""Seconds by which two clocks may differ."""
OLDEST = 600
ASSERTION_LIVES = 120


@dataclass(frozen=True, slots=True)
class Pending:
    """What is remembered of a question, by the browser that asked it and no other."""

    provider: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Proven:
    """Whom the service named: the same signs each time, and nothing else is kept."""

    subject: str
    """Of this service; another may use the same signs for somebody else."""
    acr: str


def place_of(provider: Provider) -> str:
    return f"accounts:provider:{provider.key}"


def discover(issuer: str) -> dict[str, Any]:
    """What a service says of itself; raises Refused where it is not the one it is asked as."""
    issuer = issuer.rstrip("/")
    told = fetch(f"{issuer}/.well-known/openid-configuration")
    if str(told.get("issuer", "")).rstrip("/") != issuer:
        raise Refused("another_issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not may_be_called(str(told.get(name, ""))):
            raise Refused("incomplete")
    return told


def begin(provider: Provider, back: str) -> tuple[str, Pending]:
    """Where she goes to prove who she is, and what her browser keeps meanwhile."""
    told = discover(provider.issuer)
    pending = Pending(
        str(provider.key),
        secrets.token_urlsafe(32),
        secrets.token_urlsafe(32),
        secrets.token_urlsafe(48),
    )
    asked = {
        "response_type": "code",
        "client_id": provider.client,
        "redirect_uri": back,
        "scope": provider.scopes,
        "state": pending.state,
        "nonce": pending.nonce,
        "code_challenge": _bare(sha256(pending.verifier.encode()).digest()),
        "code_challenge_method": "S256",
        **({"acr_values": provider.acr_values} if provider.acr_values else {}),
    }
    joint = "&" if "?" in told["authorization_endpoint"] else "?"
    return f"{told['authorization_endpoint']}{joint}{urlencode(asked)}", pending


def finish(provider: Provider, pending: Pending, said: dict[str, str], back: str) -> Proven:
    """Whom the service names in its answer; raises Refused for anything that is not ours, or not now."""
    if not constant_time_compare(said.get("state", ""), pending.state):
        raise Refused("another_state")
    if said.get("iss", provider.issuer).rstrip("/") != provider.issuer.rstrip("/"):
        raise Refused("another_issuer")
    if not said.get("code"):
        raise Refused("no_code")
    told = discover(provider.issuer)
    form = {
        "grant_type": "authorization_code",
        "code": said["code"],
        "redirect_uri": back,
        "code_verifier": pending.verifier,
    }
    proof, headers = _we(provider, told["token_endpoint"])
    answer = fetch(told["token_endpoint"], form=form | proof, headers=headers)
    return _named(provider, pending, str(answer.get("id_token", "")), fetch(told["jwks_uri"]))


def _we(provider: Provider, endpoint: str) -> tuple[dict[str, str], dict[str, str]]:
    """How we prove that it is we who ask."""
    kept = unseal(provider.sealed, place_of(provider))
    if provider.proves_by == ProvesBy.PRIVATE_KEY:
        return _signed(provider, endpoint, kept), {}
    if provider.proves_by == ProvesBy.SECRET_POST:
        return {"client_id": provider.client, "client_secret": kept}, {}
    pair = f"{quote(provider.client, safe='')}:{quote(kept, safe='')}"
    return {}, {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def _signed(provider: Provider, endpoint: str, kept: str) -> dict[str, str]:
    now = int(timezone.now().timestamp())
    key = ECKey.import_key(json.loads(kept))
    claims = {
        "iss": provider.client,
        "sub": provider.client,
        "aud": endpoint,
        "jti": secrets.token_urlsafe(16),
        "iat": now,
        "exp": now + ASSERTION_LIVES,
    }
    return {
        "client_id": provider.client,
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key),
    }


def _named(provider: Provider, pending: Pending, token: str, keys: dict[str, Any]) -> Proven:
    try:
        if token.count(".") == PARTS_ENCRYPTED - 1:
            token = _opened(provider, token)
        claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=SIGNED_BY).claims  # type: ignore[arg-type]
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise Refused("not_signed") from error
    if problem := why_not(claims, provider, pending.nonce, timezone.now().timestamp()):
        raise Refused(problem)
    return Proven(str(claims["sub"]), str(claims.get("acr", "")))


def why_not(claims: dict[str, Any], provider: Provider, nonce: str, now: float) -> str:
    """What is wrong with what the service says; empty where nothing is."""
    meant = claims.get("aud")
    meant = meant if isinstance(meant, list) else [meant]
    wanted = provider.acr_values.split()
    checks = {
        "another_issuer": str(claims.get("iss", "")).rstrip("/") == provider.issuer.rstrip("/"),
        "for_another": provider.client in meant
        and (len(meant) == 1 or claims.get("azp") == provider.client),
        "too_old": _number(claims.get("exp")) > now - SLACK
        and now - OLDEST - SLACK < _number(claims.get("iat")) < now + SLACK,
        "another_nonce": constant_time_compare(str(claims.get("nonce", "")), nonce),
        "nobody": bool(claims.get("sub")),
        "too_weak": not wanted or str(claims.get("acr", "")) in wanted,
    }
    return next((name for name, so in checks.items() if not so), "")


def _number(said: Any) -> float:
    return float(said) if isinstance(said, int | float) else 0.0


def _opened(provider: Provider, token: str) -> str:
    key = ECKey.import_key(json.loads(unseal(provider.sealed, place_of(provider))))
    found = jwe.decrypt_compact(token, key, algorithms=[*WRAPPED_BY, *CONTENT])
    return (found.plaintext or b"").decode()


def new_key() -> str:
    """A key of our own, for a service that wants each request signed."""
    made = ECKey.generate_key("P-256", {"kid": secrets.token_hex(8)}, private=True)
    return json.dumps(made.as_dict(private=True))


def public_keys(provider: Provider) -> dict[str, Any]:
    """The half that the service may know; empty where none is used."""
    if provider.proves_by != ProvesBy.PRIVATE_KEY:
        return {"keys": []}
    key = ECKey.import_key(json.loads(unseal(provider.sealed, place_of(provider))))
    uses = [{**key.as_dict(private=False), "use": use} for use in ("sig", "enc")]
    return {"keys": uses}


def _bare(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
