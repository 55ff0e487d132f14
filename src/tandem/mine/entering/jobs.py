"""Work done outside the web process: whether anybody is known at an address is found out here."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from tandem.accounts.models import CodeAsked
from tandem.accounts.ways import actions as ways
from tandem.accounts.ways.kinds import WayKind
from tandem.journal.asker import INSIDE, acting
from tandem.mine.entering import finding, new_word, sending
from tandem.mine.entering.actions import SEND
from tandem.tenancy.scope import within
from tandem.territory import scopes


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


@app.task(name=new_word.SEND, queue="outbox")
def send_new_word(*, asked: int, case: int, territory: int, organisation: int) -> None:
    """Once, if the request is hers who is reached there; what was asked with is gone either way."""
    with acting(INSIDE), transaction.atomic():
        found = CodeAsked.objects.select_for_update().filter(pk=asked).first()
        if found is None:
            return
        kind, contact = WayKind(found.kind), ways.contact_of(found)
        found.delete()
        if case and contact:
            with within(scopes.of_keys(territory, organisation)):
                new_word.leave_if_hers(case, kind, contact)


def _leads_somewhere(asked: CodeAsked) -> bool:
    return asked.proves or bool(finding.reached(asked.kind, bytes(asked.contact)))
