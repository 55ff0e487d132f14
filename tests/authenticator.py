"""An authenticator in a few lines, as a device holds one: it makes a key and signs what it is asked."""

import json
import os
from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

PRESENT_AND_VERIFIED = 0x01 | 0x04
WITH_KEY = 0x40


def text(content):
    return urlsafe_b64encode(content).decode().rstrip("=")


class Authenticator:
    """`origin` is where its browser stands, which no page can make it say otherwise."""

    def __init__(self, origin="https://tandem.example", *, counts=True):
        self.origin, self.counts = origin, counts
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.number = os.urandom(16)
        self.count = 0

    def make(self, question):
        asked = json.loads(question)
        client = self._client("webauthn.create", asked["challenge"])
        key = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(bytes(16), self.number, key)
        data = AuthenticatorData.create(
            self._party(asked["rp"]["id"]), PRESENT_AND_VERIFIED | WITH_KEY, 0, credential
        )
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(data)})
        return self._told({"clientDataJSON": text(client), "attestationObject": text(made)})

    def show(self, question):
        asked = json.loads(question)
        self.count += self.counts
        client = self._client("webauthn.get", asked["challenge"])
        data = AuthenticatorData.create(
            self._party(asked["rpId"]), PRESENT_AND_VERIFIED, self.count
        )
        signed = self.key.sign(bytes(data) + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._told(
            {
                "clientDataJSON": text(client),
                "authenticatorData": text(bytes(data)),
                "signature": text(signed),
            }
        )

    def _client(self, kind, challenge):
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _party(self, name):
        return sha256(name.encode()).digest()

    def _told(self, response):
        key = {"id": text(self.number), "rawId": text(self.number), "type": "public-key"}
        return json.dumps({**key, "response": response})
