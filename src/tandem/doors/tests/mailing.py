"""Mail as the tests send it to the house, through the same door as the line's."""

from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from tandem.doors.email import actions
from tandem.doors.email.envelope import Envelope
from tandem.doors.email.working import work_off
from tandem.outbox.return_address import addresses_of
from tandem.tenancy.scope import within

DOMAIN = "answers.commune.example"
ROSA = "rosa@example.example"


def letter(words="", *, sender=ROSA, html="", **headers):
    made = EmailMessage()
    made["From"], made["Subject"] = f"Rosa <{sender}>", "Re: A message"
    made["Message-ID"], made["Date"] = make_msgid(), formatdate()
    made.set_content(words)
    if html:
        made.add_alternative(html, subtype="html")
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    return made


def arrives(made, to, *, sender=ROSA):
    """Kept and worked off; its key, or None where it came before."""
    raw = made if isinstance(made, bytes) else made.as_bytes()
    with within(None):
        key = actions.keep(Envelope(sender, to, raw))
        if key is not None:
            work_off(key)
    return key


def answer_to(message):
    return addresses_of(message.key).answer


def back_of(message):
    return addresses_of(message.key).back
