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
    """On the desk's list until somebody has called; of one draft the last promise holds."""
    promised = _promised_before(desk, draft) or CallBack(
        draft_key=draft.row.key if draft else None,
        person=person,
        territory_id=desk.area_id,
        organisation=desk,
    )
    promised.promised_at, promised.promised_by = at, by
    promised.taken_by = promised.taken_at = None
    made_anew = ["promised_at", "promised_by", "taken_by", "taken_at"]
    promised.save(update_fields=made_anew if promised.pk else None)
    record("doors.call_back_promised", promised, persons=[person] if person else [])
    return promised


def _promised_before(desk: Organisation, draft: OpenDraft | None) -> CallBack | None:
    if draft is None:
        return None
    rows = CallBack.objects.still_to_make().filter(organisation=desk, draft_key=draft.row.key)
    found: CallBack | None = rows.select_for_update(of=("self",)).first()
    return found


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
