"""Whatever the document lets a program send, and what it does not, the house answers as it says."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from tandem.doors.api import access
from tandem.doors.api.document import of_house

CONFIG = {
    "seed": 1030,
    "checks": {
        # Which answers are owed depends on other answers: no schema can say it, and 422 does.
        "positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "422"]}
    },
}
schema = schemathesis.openapi.from_dict(of_house(), config=SchemathesisConfig.from_dict(CONFIG))
schema.app = WSGIHandler()


@pytest.fixture(autouse=True)
def _one_transaction(db) -> Iterator[None]:
    """A server ends the connection with each request; here it is that of the test."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=5,
    derandomize=True,
    deadline=None,
    database=None,
    # One program and one commune are enough: nothing here depends on what came before.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_operation_answers_as_the_document_says(case, secret, monkeypatch):
    # All of it comes from one program within a minute.
    monkeypatch.setattr(access, "A_MINUTE", 1_000_000)

    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})
