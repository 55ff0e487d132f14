"""Whatever the document lets a program send, and what it does not, the house answers as it says."""

import uuid
from urllib.parse import quote
from zlib import crc32

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import missing_required_header, negative_data_rejection

from tandem.doors.api import access
from tandem.doors.api.actions import KEY
from tandem.doors.api.document import of_house
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.tenancy.scope import within

CONFIG = {
    "seed": 1030,
    "checks": {
        # Which answers are owed depends on other answers: no schema can say it, and 422 does.
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", "401", "403", "404", "409", "422"]
        }
    },
}
schema = schemathesis.openapi.from_dict(of_house(), config=SchemathesisConfig.from_dict(CONFIG))
schema.app = WSGIHandler()
pytestmark = pytest.mark.usefixtures("one_transaction")


@pytest.fixture
def code(commune):
    """Of a draft just begun."""
    with within(None):
        return drafts.begin(known("ask-for-help"), "nl", door=Door.API).code


BOUNDED = settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    # One program and one commune are enough: nothing here depends on what came before.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ONE_IN = 8
"""Each question is bent in hundreds of ways, and services share their kinds of questions."""


def is_one_of_many(case) -> bool:
    """Whether it bends a body, and another service bends one alike."""
    if case.meta.phase.name.value != "coverage" or not case.body:
        return False
    return crc32(f"{case.operation.label} {case.body}".encode("utf-8", "replace")) % ONE_IN > 0


@schema.parametrize()
@BOUNDED
def test_every_operation_answers_as_the_document_says(case, secret, monkeypatch):
    # All of it comes from one program within a minute.
    monkeypatch.setattr(access, "A_MINUTE", 1_000_000)
    if is_one_of_many(case):
        return
    # The same key with another body is refused before anybody looks at the body.
    if KEY.fullmatch(str(case.headers.get("Idempotency-Key", ""))):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())

    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})


@schema.include(path_regex="/drafts/{reference}").parametrize()
@BOUNDED
def test_a_draft_that_is_there_answers_as_the_document_says(case, secret, code, monkeypatch):
    monkeypatch.setattr(access, "A_MINUTE", 1_000_000)
    case.path_parameters["reference"] = code.reference
    case.headers["Tandem-Word"] = code.word

    shown = {"Authorization": f"Bearer {secret}"}
    # Its reference and its word are right now, whatever was bent in them.
    case.call_and_validate(
        headers=shown, excluded_checks=[negative_data_rejection, missing_required_header]
    )


ODD = {
    "a null byte": "\x00",
    "a null byte within": "10\x0030",
    "figures of another script": "١٠٣٠",
    "half a sign": "\ud83d",
    "far too long": "1" * 9_000,
}


def queries() -> list[tuple[str, str]]:
    """Every address of the document that may be asked with something behind it, and what."""
    return [
        (path, parameter["name"])
        for path, operations in of_house()["paths"].items()
        for parameter in operations.get("get", {}).get("parameters", ())
        if parameter["in"] == "query"
    ]


@pytest.mark.parametrize(("path", "name"), queries())
@pytest.mark.parametrize("typed", ODD.values(), ids=ODD)
def test_whatever_stands_in_the_query_is_answered_by_the_document(path, name, typed, secret):
    asked = quote(typed.encode("utf-8", "surrogatepass"))

    said = Client().get(f"{path}?{name}={asked}", headers={"Authorization": f"Bearer {secret}"})

    assert said.status_code < 500
    assert "json" in said["Content-Type"]
