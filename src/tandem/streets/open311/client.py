"""What we say to the program of whoever repairs, and what we understand of its answers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from tandem.streets.open311 import bounded_xml
from tandem.streets.open311.bounded_xml import NotRead
from tandem.streets.open311.rendering import Value
from tandem.toolbox.calling import Answer, Doubtful, NotReached, call
from tandem.toolbox.texts import one_line

AT_ONCE = 50
MOST_NOTES = 300
MOST_SERVICES = 1000
NOT_TAKEN = frozenset({301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 406, 409, 410, 413, 415})
REFUSED = NOT_TAKEN | {422, 429, 503}
"""Statuses by which a program says that nothing was done."""


class NotTaken(Exception):
    """It was surely not taken in: it may be sent again. Why, as a code."""


@dataclass(frozen=True, slots=True)
class Remote:
    url: str
    jurisdiction: str = ""
    key: str = ""
    xml: bool = False

    def address(self, place: str, asked: Mapping[str, str]) -> str:
        written = "xml" if self.xml else "json"
        given = {"jurisdiction_id": self.jurisdiction, **asked}
        query = urlencode({name: value for name, value in given.items() if value})
        address = f"{self.url.rstrip('/')}/{place}.{written}"
        return f"{address}?{query}" if query else address


@dataclass(frozen=True, slots=True)
class Taken:
    reference: str
    token: str = ""
    """Where the reference comes later."""


@dataclass(frozen=True, slots=True)
class Standing:
    status: str
    notes: str
    state: str = ""
    """Ours, where the other program is one of us."""
    closed_because: str = ""
    planned_for: str = ""

    @property
    def as_kept(self) -> str:
        return f"{self.status}/{self.state}: {self.notes}"[:MOST_NOTES]


def services(remote: Remote) -> list[dict[str, str]]:
    """Code and name of each; NotRead, NotReached or Doubtful where there is no list."""
    rows = _list(_asked(remote, "services", {}))
    found = [
        {
            "code": _text(row, "service_code")[:60],
            "name": _text(row, "service_name")[:120] or _text(row, "service_code")[:60],
        }
        for row in rows[:MOST_SERVICES]
    ]
    return [row for row in found if row["code"]]


def post(remote: Remote, fields: Mapping[str, str], key: str) -> Taken:
    """Sent once. NotTaken: it may be sent again; Doubtful: only a person may decide that.

    `key` lets a program that heeds it take the same report once, however often it is sent.
    """
    given = {"api_key": remote.key, "jurisdiction_id": remote.jurisdiction, **fields}
    body = urlencode({name: value for name, value in given.items() if value}).encode()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
        "Idempotency-Key": key,
        "User-Agent": "Tandem",
    }
    try:
        answer = call(remote.address("requests", {}).partition("?")[0], body=body, headers=headers)
    except NotReached as why:
        raise NotTaken(str(why)) from None
    if answer.status in REFUSED:
        raise NotTaken(f"status_{answer.status}")
    if not 200 <= answer.status < 300:
        raise Doubtful(f"status_{answer.status}")
    try:
        row = next(iter(_list(_read(answer, remote))), {})
    except NotRead:
        raise Doubtful("not_read") from None
    taken = Taken(_text(row, "service_request_id")[:80], _text(row, "token")[:60])
    if not taken.reference and not taken.token:
        raise Doubtful("no_reference")
    return taken


def update(remote: Remote, fields: Mapping[str, str]) -> bool:
    """News of ours of what they have. True also where they take none: then nothing is to be said."""
    given = {"api_key": remote.key, "jurisdiction_id": remote.jurisdiction, **fields}
    body = urlencode({name: value for name, value in given.items() if value}).encode()
    kind = "application/x-www-form-urlencoded; charset=utf-8"
    headers = {"Content-Type": kind, "User-Agent": "Tandem"}
    address = remote.address("servicerequestupdates", {}).partition("?")[0]
    try:
        answer = call(address, body=body, headers=headers)
    except NotReached as why:
        raise NotTaken(str(why)) from None
    return 200 <= answer.status < 300 or answer.status in NOT_TAKEN


def reference_of(remote: Remote, token: str) -> str:
    """What a token has become; empty while it is nothing yet."""
    rows = _list(_asked(remote, f"tokens/{quote(token, safe='')}", {}))
    return _text(rows[0], "service_request_id")[:80] if rows else ""


def look(remote: Remote, references: Iterable[str]) -> dict[str, Standing]:
    """Where each stands; one that the program does not know is not in it."""
    asked = {"service_request_id": ",".join(references), "extensions": "true"}
    rows = _list(_asked(remote, "requests", asked))
    return {_text(row, "service_request_id"): _standing(row) for row in rows}


def _standing(row: Mapping[str, Value]) -> Standing:
    more = row.get("extended_attributes")
    extended = more if isinstance(more, dict) else {}
    return Standing(
        _text(row, "status").lower()[:40],
        _text(row, "status_notes")[:MOST_NOTES],
        _text(extended, "state")[:12],
        _text(extended, "closed_because")[:12],
        _text(extended, "planned_for")[:10],
    )


def _asked(remote: Remote, place: str, asked: Mapping[str, str]) -> Value:
    answer = call(remote.address(place, asked), headers={"User-Agent": "Tandem"})
    if answer.status != 200:
        raise NotRead(f"status_{answer.status}")
    return _read(answer, remote)


def _read(answer: Answer, remote: Remote) -> Value:
    if remote.xml:
        return bounded_xml.read(answer.said)
    try:
        found: Value = json.loads(answer.said)
    except (ValueError, RecursionError):
        raise NotRead("not_json") from None
    return found


def _list(value: Value) -> list[Mapping[str, Value]]:
    # Some servers wrap what the specification gives bare.
    if isinstance(value, dict):
        value = next((held for held in value.values() if isinstance(held, list)), None)
    if not isinstance(value, list):
        raise NotRead("no_list")
    return [row for row in value if isinstance(row, dict)]


def _text(row: Mapping[str, Value], name: str) -> str:
    value = row.get(name)
    if isinstance(value, str | int) and not isinstance(value, bool):
        return one_line(
            "".join(sign for sign in str(value) if sign.isprintable() or sign.isspace())
        )
    return ""
