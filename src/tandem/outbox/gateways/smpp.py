"""SMPP 3.4, as mobile operators and their resellers speak it.

The worker binds as transmitter for as long as a job lasts; `manage.py sms_line` keeps a bind as
transceiver. So what comes in never arrives at a worker that is about to hang up.
"""

import itertools
import logging
import secrets
import socket
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from smpplib import consts, exceptions, smpp
from smpplib.client import Client

from tandem.outbox import coding
from tandem.outbox.errors import HalfSent, Later, Refused

PATIENCE = 10
PORT = 2775
BUSY = frozenset({consts.SMPP_ESME_RTHROTTLED, consts.SMPP_ESME_RMSGQFUL, consts.SMPP_ESME_RSYSERR})
ISDN, INTERNATIONAL, ALPHANUMERIC, UNKNOWN = 1, 1, 5, 0
LONGEST_WORD = 11
"""Of a sender in letters."""
SILENT = "tandem.smpp"
# The library's own words would repeat numbers and texts in the log.
logging.getLogger(SILENT).disabled = True
_count = itertools.count(secrets.randbelow(256))


@dataclass(frozen=True, slots=True)
class _Secure:
    """TLS to the one host that was named; the library itself would not look at its name."""

    host: str

    def wrap_socket(self, raw: socket.socket) -> ssl.SSLSocket:
        return ssl.create_default_context().wrap_socket(raw, server_hostname=self.host)


class Smpp:
    """Bound at the first message, so that a job without text messages calls nobody."""

    def __init__(self) -> None:
        self._client: Client | None = None

    def send(self, number: str, text: str, key: str) -> str | None:
        client = self._bound()
        found = coding.parts(text, next(_count))
        name = ""
        for place, part in enumerate(found):
            try:
                name = _submitted(client, number, part, last=place == len(found) - 1)
            except (Later, Refused) as error:
                if place:
                    raise HalfSent from error
                raise
            except Exception:
                # What the line was doing is not known: a new one for the next message.
                self.close()
                raise
        return f"smpp:{name}" if name else None

    def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            hang_up(client)

    def _bound(self) -> Client:
        if self._client is None:
            self._client = bound("bind_transmitter")
        return self._client


def bound(command: str) -> Client:
    """A line to the centre, let in; Later if it does not answer or does not know us."""
    client = _client()
    try:
        client.connect()
        client._bind(command, system_id=settings.SMS_USER, password=settings.SMS_PASSWORD)
    except (OSError, exceptions.ConnectionError, exceptions.PDUError) as error:
        hang_up(client)
        code = "not_let_in" if isinstance(error, exceptions.PDUError) else "no_gateway"
        raise Later(code, for_everyone=True) from None
    return client


def made(client: Client, command: str) -> Any:
    """One unit of the protocol, numbered as this line numbers them."""
    return smpp.make_pdu(command, client=client)


def hang_up(client: Client, *, politely: bool = True) -> None:
    """The line is closed; on one that broke nobody is there to take leave of."""
    try:
        if politely and client.state not in {
            consts.SMPP_CLIENT_STATE_OPEN,
            consts.SMPP_CLIENT_STATE_CLOSED,
        }:
            client.unbind()
    except (OSError, exceptions.ConnectionError, exceptions.PDUError):
        pass
    finally:
        client.state = consts.SMPP_CLIENT_STATE_OPEN
        client.disconnect()


def _client() -> Client:
    url = urlsplit(settings.SMS_URL)
    if url.scheme not in {"smpp", "smpps"} or not url.hostname:
        raise ImproperlyConfigured("SMS_URL is the address of the centre: smpp://host:2775")
    secure = _Secure(url.hostname) if url.scheme == "smpps" else None
    return Client(
        url.hostname,
        url.port or PORT,
        timeout=PATIENCE,
        ssl_context=secure,
        allow_unknown_opt_params=True,
        logger_name=SILENT,
    )


def _submitted(client: Client, number: str, part: coding.Part, *, last: bool) -> str:
    """The name the centre gave this part; of the last one it will tell what became of it."""
    sender = settings.SMS_NUMBER
    pdu = smpp.make_pdu(
        "submit_sm",
        client=client,
        source_addr=sender.lstrip("+"),
        source_addr_ton=_kind_of(sender),
        source_addr_npi=ISDN if _kind_of(sender) == INTERNATIONAL else UNKNOWN,
        destination_addr=number.lstrip("+"),
        dest_addr_ton=INTERNATIONAL,
        dest_addr_npi=ISDN,
        short_message=part.header + part.body,
        data_coding=consts.SMPP_ENCODING_DEFAULT if part.is_gsm else consts.SMPP_ENCODING_ISO10646,
        esm_class=consts.SMPP_GSMFEAT_UDHI if part.header else consts.SMPP_MSGMODE_DEFAULT,
        registered_delivery=1 if last else 0,
    )
    client.send_pdu(pdu)
    answer = _answer_to(client, pdu.sequence)
    if not answer.is_error():
        return plain_ascii(answer.message_id)
    if answer.status in BUSY:
        raise Later("busy", for_everyone=True)
    raise Refused("refused")


def _answer_to(client: Client, sequence: int) -> Any:
    """Whatever else comes meanwhile is answered as the protocol asks."""
    while True:
        pdu = client.read_pdu()
        if pdu.command == "submit_sm_resp" and pdu.sequence == sequence:
            return pdu
        if pdu.command == "enquire_link":
            client._enquire_link_received(pdu)
        elif pdu.is_error() or pdu.command == "unbind":
            raise exceptions.ConnectionError("The centre ended the line.")


def _kind_of(sender: str) -> int:
    if sender.startswith("+"):
        return INTERNATIONAL
    return UNKNOWN if sender.isdecimal() or not sender else ALPHANUMERIC


def plain_ascii(octets: object) -> str:
    said = octets.decode("ascii", "replace") if isinstance(octets, bytes) else str(octets or "")
    return said.rstrip("\x00")
