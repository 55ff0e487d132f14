"""What the worker does with one file: each page is looked at and laid where it belongs, once."""

import json
import logging

from django.db import transaction

from tandem.doors.models import PaperForm, ScanFile, ScannedPage
from tandem.doors.paper.queries import form_print
from tandem.doors.scans import engine, rules, sheets, waiting
from tandem.doors.scans.apart import Picture, pages_of
from tandem.doors.scans.choices import FileState, PageState, Refusal, Source
from tandem.doors.scans.engine import Seen
from tandem.doors.scans.errors import RefusedFile
from tandem.doors.scans.intake import has_room_today
from tandem.journal.choices import Door
from tandem.outbox import inbox
from tandem.people import things
from tandem.services.catalogue import find

logger = logging.getLogger(__name__)


def read_file(key: int) -> None:
    """Every page of the file has its place; done again after a crash, it goes on where it stood."""
    with transaction.atomic():
        unread = ScanFile.objects.filter(pk=key, state=FileState.WAITING)
        file = unread.select_related("batch", "organisation").first()
        last = ScannedPage.objects.filter(file=key).order_by("-number").first()
    if file is None:
        return
    after = last.number if last else 0
    room = rules.FROM_HOME if file.batch.source == Source.HOME else rules.AT_THE_DESK
    try:
        for picture in pages_of(file.content, after=after, room=room):
            if file.batch.source == Source.HOME:
                _refuse_beyond(file)
            _keep(file, picture)
    except RefusedFile as refused:
        _end(file, FileState.REFUSED, _said(file, Refusal(str(refused))))
    else:
        _end(file, FileState.READ)


@transaction.atomic
def _refuse_beyond(file: ScanFile) -> None:
    """Nobody signed in to send it: a hand-in, and a day, may fill so much and no more."""
    pages = ScannedPage.objects.filter(file__batch=file.batch_id).count()
    if pages >= rules.MOST_PAGES_FROM_HOME or not has_room_today(file.organisation):
        raise RefusedFile(Refusal.TOO_MUCH_HOME)


def _said(file: ScanFile, refusal: Refusal) -> Refusal:
    from_home = file.batch.source == Source.HOME
    too_many = from_home and refusal == Refusal.TOO_MANY_PAGES
    return Refusal.TOO_MUCH_HOME if too_many else refusal


@transaction.atomic
def _end(file: ScanFile, state: FileState, refusal: Refusal | None = None) -> None:
    # Its pages are kept one by one; the file itself is needed no more.
    file.state, file.refusal, file.sealed = state, refusal or "", None
    file.save(update_fields=["state", "refusal", "sealed"])


def _keep(file: ScanFile, picture: Picture) -> None:
    # Looked at before the transaction, which would hold its locks for as long.
    seen = _seen(picture, file)
    with transaction.atomic():
        if not inbox.first_time(f"doors.scan:{file.pk}:{picture.number}", file):
            return
        row = ScannedPage(
            file=file,
            number=picture.number,
            territory_id=file.territory_id,
            organisation_id=file.organisation_id,
        )
        if seen.is_blank:
            row.state = PageState.BLANK
            row.save(force_insert=True)
            return
        row.sealed_picture = things.seal(row, engine.as_jpeg(seen.picture), row.place)
        if seen.refusal or seen.code is None or seen.form is None:
            _to_a_colleague(row, seen.refusal or Refusal.UNREADABLE)
            return
        row.sealed_reading = things.seal(row, json.dumps(seen.reading).encode(), row.place)
        _lay_down(row, seen, seen.form)


def _seen(picture: Picture, file: ScanFile) -> Seen:
    try:
        return engine.look(picture, form_print)
    except Exception as error:
        # One page must not stop the others of its file. Only the kind of the error is written
        # down: its words may hold what stands on the page.
        logger.error("Page %s of scan %s met %s.", picture.number, file.pk, type(error).__name__)
        return Seen(engine.as_rows(picture), Refusal.UNREADABLE)


def _lay_down(row: ScannedPage, seen: Seen, form: PaperForm) -> None:
    service = find(form.service)
    if service is None:
        _to_a_colleague(row, Refusal.UNKNOWN_FORM)
    elif Door.PAPER in service.impossible:
        _to_a_colleague(row, Refusal.CLOSED)
    elif seen.code and sheets.is_elsewhere(seen.code.sheet, row.organisation_id):
        _to_a_colleague(row, Refusal.ELSEWHERE)
    elif seen.code:
        sheets.lay_down(row, seen.code, form)
        if row.sheet and row.state == PageState.SHEET:
            waiting.go_by_itself(row.sheet)


def _to_a_colleague(row: ScannedPage, refusal: Refusal) -> None:
    row.state, row.refusal, row.sealed_reading = PageState.REFUSED, refusal, None
    row.save(force_insert=True)
