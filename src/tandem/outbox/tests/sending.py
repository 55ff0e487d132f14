"""What the tests send."""

from tandem.outbox.actions import send
from tandem.outbox.delivery import deliver
from tandem.outbox.text import Text

SECRET = "The kidney clinic expects you."


def a_text(**said):
    facts = {
        "kind": "answer",
        "paragraphs": (SECRET,),
        "link": "/follow/",
        "reference": "ZKQ7 4MPA",
    }
    return Text(**{**facts, **said})


def sent_to(person, *, channel=None, **said):
    return send(person, lambda: a_text(**said), about=person, channel=channel)


def delivered(*messages, job=None):
    """As the worker does it, in the same process."""
    deliver([message.pk for message in messages], job=job)
    for message in messages:
        message.refresh_from_db()
    return messages[0] if len(messages) == 1 else messages
