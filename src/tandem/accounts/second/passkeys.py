"""Passkeys: what is asked of the browser, and whether its answer is good (WebAuthn).

The browser signs our question together with the address it stands at; so a page that only looks
like ours gets an answer that is good for nothing here.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from tandem.toolbox.sealing import digest

LONGEST = 20_000
"""Signs in an answer; a browser sends some two thousand."""
State = dict[str, Any]


class Refused(ValueError):
    """The answer of a browser that proves nothing."""


class New(NamedTuple):
    number: bytes
    """By which the passkey calls itself."""
    credential: bytes
    uses: int


class Shown(NamedTuple):
    number: bytes
    uses: int


def possible() -> bool:
    """Browsers make passkeys for a name, not for a number; and over a line nobody listens to."""
    site = urlsplit(settings.SITE_URL)
    try:
        ip_address(site.hostname or "")
    except ValueError:
        return site.scheme == "https" or site.hostname == "localhost"
    return False


def ask_new(
    account: int, email: str, kept: Iterable[bytes], *, alone: bool = False
) -> tuple[str, State]:
    """What the browser is told to make a passkey, and what is remembered of the question.

    `alone`: it is to open the account by itself, so the device makes sure who holds it, and finds
    it without being told whose it is.
    """
    whose = digest("passkey", str(account))
    user = PublicKeyCredentialUserEntity(name=email, id=whose, display_name=email)
    options, state = _server().register_begin(
        user,
        [AttestedCredentialData(one) for one in kept],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED
        if alone
        else ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.REQUIRED
        if alone
        else UserVerificationRequirement.PREFERRED,
    )
    return json.dumps(dict(options)["publicKey"], default=dict), _plain(state)


def made(answer: str, state: State) -> New:
    """The passkey that the browser made; raises Refused."""
    try:
        found = _server().register_complete(state, _read(answer))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(str(error)) from error
    if found.credential_data is None:
        raise Refused("no_key")
    data = found.credential_data
    return New(bytes(data.credential_id), bytes(data), found.counter)


def ask(kept: Iterable[bytes]) -> tuple[str, State]:
    """What the browser is told to show one of these passkeys."""
    known = [AttestedCredentialData(one) for one in kept]
    wanted = UserVerificationRequirement.PREFERRED
    options, state = _server().authenticate_begin(known, user_verification=wanted)
    return json.dumps(dict(options)["publicKey"], default=dict), _plain(state)


def ask_anybody() -> tuple[str, State]:
    """The same of whichever passkey the device has for this site, if it makes sure who holds it."""
    wanted = UserVerificationRequirement.REQUIRED
    options, state = _server().authenticate_begin(None, user_verification=wanted)
    return json.dumps(dict(options)["publicKey"], default=dict), _plain(state)


def number_in(answer: str) -> bytes:
    """By which the passkey in this answer calls itself; empty where it is none."""
    try:
        said = str(_read(answer).get("id", ""))
        return urlsafe_b64decode(said + "=" * (-len(said) % 4))
    except (Refused, ValueError):
        return b""


def shown(answer: str, state: State, kept: Iterable[bytes]) -> Shown:
    """Which passkey was shown, and how often it has been by its own count; raises Refused."""
    known = [AttestedCredentialData(one) for one in kept]
    try:
        said = _read(answer)
        found = _server().authenticate_complete(state, known, said)
        count = AuthenticationResponse.from_dict(said).response.authenticator_data.counter
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(str(error)) from error
    return Shown(bytes(found.credential_id), count)


def _server() -> Fido2Server:
    site = urlsplit(settings.SITE_URL)
    own = f"{site.scheme}://{site.netloc}"
    party = PublicKeyCredentialRpEntity(name=str(settings.PLATFORM_NAME), id=site.hostname)
    return Fido2Server(party, verify_origin=lambda origin: origin == own)


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST:
        raise Refused("too_long")
    said = json.loads(answer)
    if not isinstance(said, dict):
        raise Refused("no_answer")
    return said


def _plain(state: State) -> State:
    """As a session can keep it."""
    kept: State = json.loads(json.dumps(state))
    return kept
