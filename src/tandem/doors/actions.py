from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.doors.models import CallBack
from tandem.journal.write import record
from tandem.people.models import Person
from tandem.services.drafts import OpenDraft
from tandem.territory.models import Organisation


@transaction.atomic
def promise_call_back(
    desk: Organisation,
    at: datetime,
    *,
    by: Account,
    draft: OpenDraft | None = None,
    person: Person | None = None,
) -> CallBack:
    """On the desk's list until somebody has called."""
    promised = CallBack.objects.create(
        draft_key=draft.row.key if draft else None,
        person=person,
        promised_at=at,
        promised_by=by,
        territory_id=desk.area_id,
        organisation=desk,
    )
    record("doors.call_back_promised", promised, persons=[person] if person else [])
    return promised


@transaction.atomic
def mark_called_back(promised: CallBack) -> None:
    """Nothing happens if a colleague called meanwhile."""
    waiting = CallBack.objects.still_to_make().select_for_update(of=("self",))
    if not waiting.filter(pk=promised.pk).update(done_at=timezone.now()):
        return
    record("doors.called_back", promised, persons=[promised.person] if promised.person else [])


@transaction.atomic
def keep_no_promise_about(draft: OpenDraft) -> None:
    """The request is sent: nobody needs to call about it."""
    for promised in CallBack.objects.still_to_make().filter(draft_key=draft.row.key):
        mark_called_back(promised)
