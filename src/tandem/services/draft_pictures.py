"""Photos that answer a draft: kept sealed beside it, given to the case, gone with the draft.

Drawing takes seconds and is done by the doors (`toolbox.drawing`), before any row is locked. While
nothing can draw, the file is kept as it came, under the same seal, and shown to nobody.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from tandem.people import loose
from tandem.services.drafts import Code, presenting
from tandem.services.models import Draft, DraftPicture
from tandem.services.picture import Known
from tandem.toolbox import drawing
from tandem.toolbox.drawing import Waiting


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person agreed to, and asked for, beside her photo."""

    use_place: bool = False
    blur: bool = False


@transaction.atomic
def keep(code: Code, question: str, photo: drawing.Photo, wishes: Wishes) -> str | None:
    """The key of this photo, which from now on answers the question in place of any other.

    `photo` is blurred already where that was wished. None where the draft is gone, or sent.
    """
    place = photo.place if wishes.use_place else None
    return _in_place_of_any_other(code, question, photo.jpeg, place, blurred=wishes.blur)


@transaction.atomic
def keep_waiting(code: Code, question: str, photo: Waiting) -> str | None:
    """The same for a file that nothing could draw: it goes with the draft, and is drawn later."""
    return _in_place_of_any_other(
        code, question, photo.content, None, blurred=photo.blur, waits=True
    )


def _in_place_of_any_other(
    code: Code,
    question: str,
    content: bytes,
    place: tuple[float, float] | None,
    **known: bool,
) -> str | None:
    with presenting(code):
        draft = _locked(code)
        if draft is None:
            return None
        DraftPicture.objects.filter(draft=draft, question=question).delete()
        row = DraftPicture(draft=draft, question=question, **known)
        row.sealed = loose.seal(content, row.place)
        if place:
            row.sealed_place = loose.seal(json.dumps(place).encode(), row.place)
        row.save(force_insert=True)
    return row.key.hex


@transaction.atomic
def drop(code: Code, question: str) -> None:
    """She takes it away: nothing of it remains."""
    with presenting(code):
        draft = _locked(code)
        if draft is not None:
            DraftPicture.objects.filter(draft=draft, question=question).delete()


@transaction.atomic
def forget_place(code: Code, question: str) -> None:
    """She no longer wants that it is used where it was taken: it is not kept either."""
    with presenting(code):
        draft = _locked(code)
        if draft is not None:
            rows = DraftPicture.objects.filter(draft=draft, question=question)
            rows.update(sealed_place=None)


@transaction.atomic
def of_draft(code: Code) -> dict[str, Known]:
    """What is known of the photos of this draft, by key; they themselves stay sealed."""
    with presenting(code):
        rows = DraftPicture.objects.filter(draft__code_digest=code.digest).defer("sealed")
        return {row.key.hex: _known(row) for row in rows}


@transaction.atomic
def seen(code: Code, question: str) -> bytes | None:
    """The photo that answers this question, for whoever presents the code."""
    with presenting(code):
        rows = DraftPicture.objects.filter(draft__code_digest=code.digest, question=question)
        row = rows.filter(waits=False).first()
    return loose.opened(row, row.place) if row is not None else None


@transaction.atomic
def waiting(code: Code, question: str) -> Waiting | None:
    """What answers this question and was not drawn yet: to draw it, not to show it."""
    with presenting(code):
        rows = DraftPicture.objects.filter(draft__code_digest=code.digest, question=question)
        return _as_it_came(rows.filter(waits=True).first())


def at_desk(draft: UUID, question: str) -> bytes | None:
    """The same for the desk that holds the draft; its scope is in force."""
    row = DraftPicture.objects.filter(draft=draft, question=question, waits=False).first()
    return loose.opened(row, row.place) if row is not None else None


def take(answer: Mapping[str, object] | None) -> bytes | None:
    """The photo of this answer, for a row of the room's own, which seals it anew.

    For the deed of a service, while its case is opened: after that the draft has none any more.
    """
    row = _answered_by(answer, waits=False)
    return loose.opened(row, row.place) if row is not None else None


def take_waiting(answer: Mapping[str, object] | None) -> Waiting | None:
    """The same where it was not drawn yet: for the case alone, which has it drawn."""
    return _as_it_came(_answered_by(answer, waits=True))


def _answered_by(answer: Mapping[str, object] | None, *, waits: bool) -> DraftPicture | None:
    key = (answer or {}).get("key")
    rows = DraftPicture.objects.filter(waits=waits)
    row: DraftPicture | None = rows.filter(pk=UUID(str(key))).first() if key else None
    return row


def _as_it_came(row: DraftPicture | None) -> Waiting | None:
    content = loose.opened(row, row.place) if row is not None else None
    return Waiting(content, row.blurred) if row is not None and content else None


def _locked(code: Code) -> Draft | None:
    rows = Draft.objects.select_for_update()
    return rows.filter(code_digest=code.digest, sent_at__isnull=True).first()


def _known(row: DraftPicture) -> Known:
    told = loose.text_of(row, row.place, "sealed_place")
    where = json.loads(told) if told else None
    return Known(row.blurred, (where[0], where[1]) if where else None, row.waits)
