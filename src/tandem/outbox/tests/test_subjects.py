"""No subject tells the matter: whatever is sent, it names who writes and a reference."""

import ast
import uuid

import pytest
from django.core.mail.message import EmailMessage
from django.utils.translation import override

from tandem.outbox.channels.email import compose
from tandem.outbox.channels.way import Parcel
from tandem.outbox.tests.sending import SECRET
from tandem.outbox.text import Text
from tandem.people.identity import Identity
from tandem.territory.models import Organisation
from tests.house.source import house_modules


def kinds():
    """Every kind of message that any room composes."""
    return sorted(
        {
            word.value.value
            for one in house_modules()
            for node in ast.walk(one.tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Text", "text.Text"}
            for word in node.keywords
            if word.arg == "kind" and isinstance(word.value, ast.Constant)
        }
    )


def sent(text):
    parcel = Parcel(
        key=uuid.uuid4(),
        message_id="<a@b>",
        text=text,
        language="en",
        identity=Identity(first_name="Odette", email="odette@example.example"),
        organisation=Organisation(name="Town hall of Lilac"),
        chosen=True,
    )
    with override("en"):
        return compose(parcel)


def test_there_are_kinds_to_look_at():
    assert {"receipt", "answer", "contest", "not_taken_in"} <= set(kinds())


@pytest.mark.parametrize("kind", kinds())
def test_a_subject_tells_who_writes_and_a_reference_alone(kind, settings):
    settings.MAIL_IN_DOMAIN = "answers.commune.example"
    text = Text(kind=kind, paragraphs=(SECRET,), short=SECRET, reference="ZKQ7 4MPA")

    message: EmailMessage = sent(text)

    assert message.subject == "A message from Town hall of Lilac (ZKQ7 4MPA)"
    assert "Odette" not in str(message.message().items())
