"""Work done outside the web process: whether anybody is known at an address is found out here."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from tandem.accounts.models import CodeAsked
from tandem.accounts.ways import actions as ways
from tandem.journal.asker import INSIDE, acting
from tandem.mine.entering import finding, sending
from tandem.mine.entering.actions import SEND


@app.task(name=SEND, queue="outbox")
def send_entry_code(*, asked: int) -> None:
    """Made and sent once, if anybody signs in there, or whoever asked has shown who she is."""
    with acting(INSIDE), transaction.atomic():
        rows = CodeAsked.objects.filter(pk=asked, code=None, used_at=None)
        found = rows.filter(until__gt=timezone.now()).first()
        if found is None or not _leads_somewhere(found):
            return
        sent = ways.make(found)
    sending.leave(found, sent)


def _leads_somewhere(asked: CodeAsked) -> bool:
    return asked.proves or bool(finding.reached(asked.kind, bytes(asked.contact)))
