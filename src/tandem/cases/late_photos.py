"""Photos that came while nothing could draw them: kept sealed as they came, drawn once that goes again.

What was drawn late is like a photo that was added later: a colleague has still to look at it, and a
room may take a copy of it.
"""

from django.db import transaction
from django.db.models import QuerySet

from tandem.cases.actions import persons_of
from tandem.cases.messages import photo_not_opened
from tandem.cases.models import Case, CasePicture
from tandem.cases.sealed import photo_in, sealed_photo
from tandem.journal.write import record
from tandem.outbox.actions import send
from tandem.tenancy.scope import Scope, transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation
from tandem.toolbox import drawing
from tandem.toolbox.drawing import NotDrawn, Waiting


def how_many_wait(case: Case) -> int:
    return CasePicture.objects.filter(case=case, waits=True).count()


def draw_all() -> None:
    for organisation in Organisation.objects.order_by("pk"):
        scope = scopes.of_organisation(organisation)
        with transaction_within(scope):
            waiting = list(CasePicture.objects.filter(waits=True).values_list("pk", flat=True))
        for key in waiting:
            draw(scope, key)


def draw(scope: Scope, key: int) -> None:
    """It stands with its case, cleaned; or still waits; or is gone, and whoever sent it is told."""
    with transaction_within(scope):
        row = _waiting().filter(pk=key).first()
        came = Waiting(photo_in(row, row.case), row.to_be_unreadable) if row else None
    if came is None:
        return
    # No row is locked meanwhile: it takes a second or two.
    try:
        jpeg = drawing.photo(came.content).jpeg
        jpeg = drawing.blurred(jpeg) if came.blur else jpeg
    except NotDrawn as error:
        if str(error) not in {"not_now", "not_blurred"}:
            with transaction_within(scope):
                _throw_away(key)
        return
    with transaction_within(scope):
        _put_in_its_place(key, jpeg)


def _waiting() -> QuerySet[CasePicture]:
    return CasePicture.objects.filter(waits=True).select_related("case__person")


def _put_in_its_place(key: int, jpeg: bytes) -> None:
    row = _waiting().select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        return
    row.question, row.waits, row.to_be_unreadable = "", False, False
    row.sealed = sealed_photo(row, row.case, jpeg)
    row.save(update_fields=["question", "waits", "to_be_unreadable", "sealed"])
    Case.objects.filter(pk=row.case_id).update(has_unread=True)
    record("cases.picture_added", row.case, persons=persons_of(row.case))


@transaction.atomic
def _throw_away(key: int) -> None:
    row = _waiting().select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        return
    case = row.case
    row.delete()
    if case.person is not None:
        send(case.person, lambda: photo_not_opened(case), about=case)
