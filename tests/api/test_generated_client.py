"""A caravan's program, made from the document by a public tool, goes the whole way in Dutch."""

import importlib
import json
import os
import subprocess
import sys
import uuid
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from tandem.cases.models import Case
from tandem.doors.api import access
from tandem.doors.api.document import of_house
from tandem.doors.choices import Right
from tandem.doors.models import Token
from tandem.journal.choices import Door
from tandem.tenancy.scope import within
from tests.factories import scope_of

pytestmark = pytest.mark.usefixtures("one_transaction")
PACKAGE = "caravan"
HOUSE = "http://testserver"
ROSA = {
    "where": {"postal_code": "1030", "street": "Rue des Tilleuls Inventés 12"},
    "kind": "errands",
    "what": "Two bags from the shop.",
    "when": ["3", "4"],
    "how_often": "once",
    "languages": ["nl"],
    "vital": False,
    "program": True,
    "who": {"first_name": "Rosa", "last_name": "Vandenput"},
    "reach": {"channel": "desk"},
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """The generated package stands in it; the tool formats it with what stands beside Python."""
    made = tmp_path_factory.mktemp("partner")
    written = made / "openapi.json"
    written.write_text(json.dumps(of_house()))
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    tool = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning"]
    named = ["--meta", "none", "--path", str(written), "--output-path", str(made / PACKAGE)]
    subprocess.run(
        [*tool, *named],
        check=True,
        env={**os.environ, "PATH": beside},
    )
    return made


@pytest.fixture
def caravan(folder, monkeypatch):
    """The modules of the package, by name: `caravan("api.default.list_services")`."""
    monkeypatch.syspath_prepend(str(folder))
    return lambda name="": importlib.import_module(f"{PACKAGE}.{name}" if name else PACKAGE)


@pytest.fixture
def call(caravan, secret):
    """One operation, as the generated code calls it; its status and what came back."""

    def asked(operation: str, *given, token: str = secret, **named):
        client = caravan().AuthenticatedClient(
            base_url=HOUSE,
            token=token,
            httpx_args={"transport": httpx.WSGITransport(app=WSGIHandler())},
        )
        with client:
            module = caravan(f"api.default.{operation}")
            return module.sync_detailed(*given, client=client, accept_language="nl", **named)

    return asked


@pytest.fixture
def body(caravan):
    """What is sent, through the generated classes."""

    def made(name: str, **said):
        return getattr(caravan("models"), name).from_dict(said)

    return made


@pytest.fixture
def begun(call, body):
    """A draft in Dutch with all that Rosa said, but one mistake."""
    wrong = {**ROSA, "where": {**ROSA["where"], "postal_code": "103"}}
    said = body("BeginAskForHelpBody", language="nl", answers=wrong)
    return call("begin_ask_for_help", body=said).parsed


def test_the_document_it_was_made_from_is_the_one_that_is_served(client):
    assert (
        client.get("/api/v1/openapi.json", headers={"Accept-Language": "fr"}).json() == of_house()
    )


def test_its_classes_have_one_name_in_every_language(caravan):
    assert hasattr(caravan("models"), "AskForHelpAnswersWhere")
    assert hasattr(caravan("models"), "AskForHelpAnswersReach")


def test_it_reads_what_is_offered_and_the_questions(call):
    offered = call("list_services").parsed
    asked = call("describe_ask_for_help", postal_code="1030").parsed

    assert "ask-for-help" in {one.slug for one in offered.services}
    assert asked.title == "Hulp vragen"
    assert "kind" in asked.answers.to_dict()["properties"]


def test_from_a_mistake_said_in_dutch_to_a_case_and_where_it_stands(call, body, begun, commune):
    named = {"tandem_word": begun.word}
    [said] = begun.errors.to_dict()["where"]
    refused = call("send_draft", begun.reference, **named)
    mended = body("AnswerDraftBody", answers={"where": ROSA["where"]})
    right = call("answer_draft", begun.reference, body=mended, **named).parsed
    receipt = call("send_draft", begun.reference, **named)
    stands = call("follow_case", begun.reference, **named).parsed

    assert "postcode" in said
    assert refused.status_code == 422
    assert refused.parsed.title.startswith("Er ontbreken antwoorden")
    assert right.errors.to_dict() == {}
    assert receipt.status_code == 201
    assert "loket" in receipt.parsed.in_words
    assert (stands.state, stands.due_on, stands.answer) == (
        "received",
        receipt.parsed.due_on,
        None,
    )
    with within(scope_of(commune)):
        case = Case.objects.get()
    assert (case.door, case.language, case.reference) == (Door.API, "nl", begun.reference)


def test_the_same_key_is_done_once_and_with_another_body_refused(call, body, commune):
    key = str(uuid.uuid4())
    once = body("AskAskForHelpBody", language="nl", answers=ROSA)
    other = body("AskAskForHelpBody", language="nl", answers={**ROSA, "vital": True})

    first, again = (call("ask_ask_for_help", body=once, idempotency_key=key) for _time in range(2))
    refused = call("ask_ask_for_help", body=other, idempotency_key=key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.parsed == again.parsed
    assert refused.status_code == 409
    assert refused.parsed.status == 409
    with within(scope_of(commune)):
        assert Case.objects.count() == 1


def test_it_is_told_to_wait_and_how_long(call, body, monkeypatch):
    monkeypatch.setattr(access, "A_MINUTE", 0)

    response = call("begin_ask_for_help", body=body("BeginAskForHelpBody"))

    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 60


def test_it_does_only_what_it_was_let_in_for(call, body, let_program_in):
    reader = let_program_in(Right.FOLLOW)

    response = call("begin_ask_for_help", token=reader, body=body("BeginAskForHelpBody"))

    assert response.status_code == 403
    assert response.parsed.status == 403


def test_a_token_that_ended_is_told_so(call, body, secret, commune):
    with within(scope_of(commune)):
        Token.objects.update(until=timezone.localdate() - timedelta(days=1))

    response = call("begin_ask_for_help", body=body("BeginAskForHelpBody"))

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
