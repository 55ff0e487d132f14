"""Two who scan the same at the same moment, and a worker that is killed in the middle."""

import threading
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from tandem.doors.models import ScanFile, ScannedPage, Sheet
from tandem.doors.paper.actions import form_today
from tandem.doors.paper.wording import Wanted
from tandem.doors.scans.choices import FileState, SheetState
from tandem.doors.scans.jobs import read_scans
from tandem.services.catalogue import known
from tandem.services.models import Draft
from tandem.tenancy.scope import within
from tests import paper
from tests.factories import scope_of
from tests.parity.drivers import Paper
from tests.processes import WORKER, running, until

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])


@pytest.fixture
def service(transactional_db):
    return known("post-a-project")


@pytest.fixture
def file(service, commune):
    """A whole form, as one file."""
    with transaction.atomic():
        form_today(Wanted(service, "en"))
    sheet = paper.printed(service)
    sheet.fill_in({"where_postal_code": ["1030"], "hands": ["12"], "how_often": ["weekly"]})
    return paper.as_tiff(sheet.scanned())


def upload(client, content: bytes) -> None:
    client.post("/desk/scans/", {"scans": [SimpleUploadedFile("scan", content)]})


def together(*deeds) -> None:
    start, failed = threading.Barrier(len(deeds)), []

    def run(deed) -> None:
        try:
            start.wait()
            deed()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


@contextmanager
def seen(commune):
    with within(scope_of(commune)), transaction.atomic():
        yield


def test_the_same_file_handed_in_twice_at_once_is_kept_once(commune, file):
    desks = [Paper(desk=commune), Paper(desk=commune)]

    together(*(lambda desk=desk: upload(desk.browser.client, file) for desk in desks))

    with seen(commune):
        states = sorted(ScanFile.objects.values_list("state", flat=True))
    assert states == [FileState.REFUSED, FileState.WAITING]


def test_the_same_sheet_read_twice_at_once_is_one_sheet(commune, service, file):
    desk = Paper(desk=commune)
    upload(desk.browser.client, file)
    upload(desk.browser.client, file + b"\x00")
    with seen(commune):
        keys = list(ScanFile.objects.values_list("pk", flat=True))
    jobs = [{"territory": commune.area_id, "organisation": commune.pk, "file": key} for key in keys]

    together(*(lambda job=job: read_scans(**job) for job in jobs))

    with seen(commune):
        sheet = Sheet.objects.get()
        states = sorted(ScannedPage.objects.values_list("state", flat=True))
    assert states == ["again"] * sheet.pages + ["sheet"] * sheet.pages
    assert sheet.state == SheetState.WAITING
    assert _drafts(commune) == 1


def _drafts(commune) -> int:
    with seen(commune):
        return Draft.objects.filter(organisation=commune.pk).count()


def test_a_worker_killed_in_the_middle_loses_no_page_and_doubles_none(commune, service, file):
    upload(Paper(desk=commune).browser.client, file)

    def pages() -> int:
        with seen(commune):
            return ScannedPage.objects.count()

    def is_read() -> bool:
        with seen(commune):
            return ScanFile.objects.get().state == FileState.READ

    with running(*WORKER) as first:
        until(pages, first)
    with seen(commune):
        assert ScanFile.objects.get().state == FileState.WAITING, "killed too late to show anything"
    with running(*WORKER) as second:
        until(is_read, second)

    with seen(commune):
        sheet = Sheet.objects.get()
        numbers = list(ScannedPage.objects.order_by("page").values_list("page", flat=True))
        assert ScanFile.objects.get().sealed is None
    assert numbers == list(range(1, sheet.pages + 1))
    assert _drafts(commune) == 1
