"""Many copies at once: asked for at the counter, made by the worker."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from tandem.doors.models import PaperForm, PrintOrder
from tandem.doors.paper import printing
from tandem.journal import asker
from tandem.journal.write import record
from tandem.outbox.queue import QUEUE
from tandem.territory.models import Organisation
from tandem.toolbox.queueing import job

PRINT_FORMS = "doors.print_forms"
KEPT = timedelta(days=1)


@transaction.atomic
def ask_copies(form: PaperForm, copies: int, desk: Organisation) -> PrintOrder:
    """On its way; what this desk asked for long ago is thrown away."""
    PrintOrder.objects.filter(organisation=desk, asked_at__lt=timezone.now() - KEPT).delete()
    order = PrintOrder.objects.create(
        form=form,
        copies=copies,
        asked_by=asker.current().account,
        territory_id=desk.area_id,
        organisation=desk,
    )
    record("doors.forms_ordered", order, facts={"copies": copies})
    job(PRINT_FORMS, queue=QUEUE).defer(
        territory=desk.area_id, organisation=desk.pk, order=order.pk
    )
    return order


def make(order: int) -> None:
    """The copies of an order; asked twice, they are made once."""
    asked = _still_asked(order)
    if asked is None:
        return
    # Outside of a transaction: hundreds of copies take a minute.
    pdf = printing.copies(asked.form, asked.copies, author=str(asked.organisation))
    with transaction.atomic():
        waiting = PrintOrder.objects.filter(pk=order, made_at__isnull=True)
        waiting.update(pdf=pdf, made_at=timezone.now())


@transaction.atomic
def _still_asked(order: int) -> PrintOrder | None:
    rows = PrintOrder.objects.select_related("form", "organisation")
    return rows.filter(pk=order, made_at__isnull=True).first()
