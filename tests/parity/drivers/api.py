import json
import uuid
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tandem.doors.api.actions import let_in
from tandem.doors.choices import Right
from tandem.journal.choices import Door
from tandem.services.composites import Composite
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tandem.tenancy.scope import within
from tandem.territory.models import Organisation
from tandem.territory.queries import organisation_for
from tandem.toolbox.reference import spaced
from tandem.ui.formats import day
from tests.factories import MembershipFactory, scope_of
from tests.parity.drivers.driver import Told
from tests.photographed import FILES


@dataclass
class Said:
    """What came back, as the checks of parity read a page."""

    errors: list[str] = field(default_factory=list)
    html: str = ""
    boxes: frozenset[str] = frozenset()
    values: Raw = field(default_factory=dict)


class Api:
    """A partner's program that knows nothing but the document."""

    door: ClassVar = Door.API

    def __init__(self, language: str = "en", desk: Organisation | None = None) -> None:
        # A token speaks for the commune of whoever gave it: where none is named, the one of the answers.
        served = organisation_for("1030")
        desk = desk or (served[1] if served else None)
        given = {"organisation": desk} if desk else {}
        member = MembershipFactory(role="administrator", **given)
        until = timezone.localdate() + timedelta(days=30)
        with within(scope_of(member.organisation)):
            _token, self.secret = let_in(
                member.organisation, "Partner", list(Right), until, by=member.account
            )
        self.client, self.language = Client(), language
        self.asked = ""

    def call(self, method: str, path: str, body: object = None, **headers: str):
        asked = {"Authorization": f"Bearer {self.secret}", "Accept-Language": self.language}
        send = getattr(self.client, method)
        more = {} if method == "get" else {"content_type": "application/json"}
        data = {} if body is None else {"data": json.dumps(body)}
        return send(f"/api/v1/{path}", headers=asked | headers, **data, **more)

    def begin(self, service: type[Service]) -> None:
        self.service = service
        # What a program reads to her.
        described = self.call("get", f"services/{service.slug}").json()
        self.asked = " ".join(_texts(described["answers"]["properties"]))
        self.told = self._draft(
            self.call("post", f"services/{service.slug}/drafts", self._body({}))
        )

    def answer(self, given: dict[str, Raw]) -> Said:
        answers = {name: self._natural(name, raw) for name, raw in given.items()}
        self.told = self._draft(self._with_code("patch", "", self._body(answers)))
        wrong = [said for name in given for said in self.told["errors"].get(name, [])]
        return Said(wrong)

    def save(self) -> tuple[str, str]:
        return spaced(self.told["reference"]), self.told["word"]

    def take_up(self, service: type[Service], code: tuple[str, str]) -> None:
        self.service = service
        self.told = {"reference": code[0], "word": code[1]}
        self.told = self._draft(self._with_code("get", ""))

    def send(self) -> Told:
        response = self._with_code("post", "/case", {})
        assert response.status_code == 201, response.content
        told = response.json()
        with override(self.language):
            due = day(date.fromisoformat(told["due_on"]))
        said = " ".join((due, told["in_words"], told["what_happens_now"]))
        return Told(spaced(told["reference"]), told["word"], said, self.asked)

    def _with_code(self, method: str, more: str, body: object = None):
        path = f"drafts/{self.told['reference']}{more}"
        return self.call(method, path, body, **{"Tandem-Word": self.told["word"]})

    def _body(self, answers: dict[str, object]) -> dict[str, object]:
        return {"language": self.language, "answers": answers}

    def _draft(self, response) -> dict:
        assert response.status_code in {200, 201}, response.content
        return response.json()

    def _natural(self, name: str, raw: Raw) -> object:
        question = self.service.form({}).fields[name]
        if isinstance(question, Composite):
            return {part: _coded((raw.get(f"{name}_{part}") or [""])[0]) for part in question.parts}
        values = raw[name]
        return values if question.kind in {"some_of", "half_days"} else (values or [None])[0]

    @staticmethod
    def once() -> dict[str, str]:
        return {"Idempotency-Key": str(uuid.uuid4())}


def _coded(said: str) -> str:
    if said not in FILES:
        return said
    return "data:image/jpeg;base64," + b64encode(FILES[said]()).decode()


def _texts(told: object) -> Iterator[str]:
    """Every text in it, wherever it stands."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict | list):
        for one in told.values() if isinstance(told, dict) else told:
            yield from _texts(one)
