"""Scans are evidence for a time, and then nothing: erased with what was read on them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tandem.cases.models import Case, Step
from tandem.cases.rules import OWED
from tandem.doors.models import Batch, ScanFile, ScannedPage, Sheet, Typing
from tandem.doors.scans import rules
from tandem.doors.scans.choices import FileState, PageState, SheetState
from tandem.services import drafts
from tandem.tenancy.scope import Scope, within
from tandem.territory import scopes
from tandem.territory.models import Organisation

AT_ONCE = 500


def erase_old() -> int:
    """Of every organisation; how many pages were erased."""
    now, erased = timezone.now(), 0
    with transaction.atomic():
        organisations = list(Organisation.objects.order_by("pk"))
    for organisation in organisations:
        with within(scopes.of_organisation(organisation)), transaction.atomic():
            erased += _erase_pages_of_nobody(organisation, now)
        with within(_everywhere(organisations)), transaction.atomic():
            # A case may be another commune's than the desk that scanned it.
            erased += _erase_sheets(organisation, now)
        with within(scopes.of_organisation(organisation)), transaction.atomic():
            _erase_empty_batches(organisation, now)
    return erased


def _everywhere(organisations: list[Organisation]) -> Scope:
    areas = frozenset(one.area_id for one in organisations)
    return Scope(areas, areas, frozenset(one.pk for one in organisations))


def _erase_pages_of_nobody(organisation: Organisation, now: datetime) -> int:
    old = ScannedPage.objects.filter(
        organisation=organisation, scanned_at__lt=now - rules.REFUSED_KEPT
    )
    gone, _each = old.exclude(state=PageState.SHEET).delete()
    return gone


def _erase_sheets(organisation: Organisation, now: datetime) -> int:
    """Their number stays, so that a sheet found again in a drawer is not taken for a new one."""
    settled = Sheet.objects.filter(
        organisation=organisation,
        state__in=SheetState.settled(),
        settled_at__lt=now - timedelta(days=1),
        scanned__isnull=False,
    )
    erased = 0
    for sheet in settled.distinct().order_by("settled_at")[:AT_ONCE]:
        if _may_go(sheet, now):
            erased += erase_sheet(sheet)
    return erased


def erase_sheet(sheet: Sheet) -> int:
    """How many pages were erased."""
    pages = ScannedPage.objects.filter(sheet=sheet)
    files = list(pages.values_list("file", flat=True))
    gone, _each = pages.delete()
    # Some write a person's name on a file; of others it may hold pages still.
    empty = ScanFile.objects.filter(pk__in=files, scanned__isnull=True)
    empty.exclude(state=FileState.WAITING).update(sealed=None, sealed_name=b"")
    Typing.objects.filter(sheet=sheet).delete()
    Sheet.objects.filter(pk=sheet.pk).update(sealed_code=b"", draft_digest=b"")
    return gone


def _may_go(sheet: Sheet, now: datetime) -> bool:
    case = Case.objects.filter(draft_digest=sheet.draft_digest).first()
    today = timezone.localdate(now)
    if case is not None:
        if case.state in OWED:
            return False
        ended = Step.objects.filter(case=case).aggregate(at=Max("at"))["at"]
        return rules.may_go(timezone.localdate(ended), today, days=settings.SCANS_KEPT_DAYS)
    if sheet.state == SheetState.BACK and drafts.take_up(sheet.code) is not None:
        # The person may still go on with it.
        return False
    settled = timezone.localdate(sheet.settled_at) if sheet.settled_at else None
    return rules.may_go(settled, today, days=rules.REFUSED_KEPT.days)


def _erase_empty_batches(organisation: Organisation, now: datetime) -> None:
    """Once nothing of their pages is left; their names may tell who wrote."""
    old = Batch.objects.filter(organisation=organisation, taken_in_at__lt=now - rules.REFUSED_KEPT)
    old.exclude(files__state=FileState.WAITING).exclude(files__scanned__isnull=False).delete()
