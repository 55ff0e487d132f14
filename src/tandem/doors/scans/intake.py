"""Files of scans come into the house: sealed at once, read later by the worker."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from tandem.doors.models import Batch, ScanFile
from tandem.doors.scans import rules
from tandem.doors.scans.choices import FileState, Refusal, Source
from tandem.doors.scans.kinds import kind_of
from tandem.doors.scans.queue import ask_for_reading
from tandem.journal import asker
from tandem.journal.write import record
from tandem.people import things
from tandem.territory.models import Organisation
from tandem.toolbox.sealing import digest

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as it was handed in."""

    name: str
    content: bytes
    size: int
    """Its true size; `content` is left empty where that is too much."""


@transaction.atomic
def take_in(files: Iterable[Handed], desk: Organisation, source: Source) -> Batch:
    """Kept sealed, each to be read by the worker; one that cannot be read says why at once."""
    batch = Batch.objects.create(
        source=source,
        taken_in_by=asker.current().account,
        territory_id=desk.area_id,
        organisation=desk,
    )
    for number, handed in enumerate(files, 1):
        _keep(handed, batch, number)
    record("doors.scans_taken_in", batch)
    return batch


def has_room_today(desk: Organisation, *, coming: int = 0) -> bool:
    """Whether it takes in more from people without an account, as far as this day goes."""
    since = timezone.now() - timedelta(days=1)
    home = Q(source=Source.HOME, taken_in_at__gt=since)
    batches = Batch.objects.filter(home, organisation=desk)
    said = batches.aggregate(pages=Count("files__scanned"))
    files = ScanFile.objects.filter(batch__in=batches).exclude(state=FileState.REFUSED)
    kept = files.aggregate(size=Sum("size"))["size"] or 0
    return rules.has_room_today(pages=said["pages"], kept=kept, coming=coming)


def _keep(handed: Handed, batch: Batch, number: int) -> None:
    row = ScanFile(
        batch=batch,
        number=number,
        digest=digest("scan", hashlib.sha256(handed.content).hexdigest()),
        size=handed.size,
        territory_id=batch.territory_id,
        organisation_id=batch.organisation_id,
    )
    row.sealed_name = things.seal(row, handed.name[:LONGEST_NAME].encode(), row.place)
    if refusal := rules.refusal_of_file(handed.size, kind_of(handed.content)):
        _refuse(row, refusal)
        return
    row.sealed = things.seal(row, handed.content, row.place)
    try:
        # A place of its own to fail in: the other files of the batch are kept.
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # The constraint, and not a question asked before: two may hand it in at once.
        _refuse(row, Refusal.SAME_FILE)
    else:
        _ask(row, batch)


def _ask(row: ScanFile, batch: Batch) -> None:
    from_home = batch.source == Source.HOME
    waiting = ScanFile.objects.filter(organisation=row.organisation_id, state=FileState.WAITING)
    home = Q(batch__source=Source.HOME)
    same = waiting.filter(home if from_home else ~home)
    ask_for_reading(
        row.territory_id,
        row.organisation_id,
        row.pk,
        ahead=same.exclude(pk=row.pk).count(),
        from_home=from_home,
    )


def _refuse(row: ScanFile, refusal: Refusal) -> None:
    row.pk, row.sealed = None, None
    row.state, row.refusal = FileState.REFUSED, refusal
    row.save(force_insert=True)
