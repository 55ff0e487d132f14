"""The folder into which a scanner puts its files, and the end of every scan."""

import os
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.cases.actions import answer
from tandem.cases.choices import Reason
from tandem.cases.models import Case
from tandem.doors.models import Batch, ScanFile, ScannedPage, Sheet
from tandem.doors.scans import folder, retention
from tandem.doors.scans.choices import Refusal, Source
from tandem.doors.scans.jobs import look_in_folders
from tandem.doors.scans.queue import READ
from tandem.doors.scans.retention import erase_old
from tandem.doors.tests.scanning import filled, hand_in, read, scan, sheets_on
from tandem.tenancy.scope import within
from tests import paper
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
WRITTEN = {
    "where_street": "Rue des Tilleuls Inventés 12",
    "who_first_name": "Rosa",
    "who_last_name": "Vandenput",
}


@pytest.fixture
def place(commune, settings, tmp_path):
    settings.DATA = tmp_path
    found = folder.folder_of(commune)
    found.mkdir(parents=True)
    return found


@pytest.fixture
def ours(commune):
    with within(scope_of(commune)):
        yield


def put(place, name, content=b"\x89PNG\r\n\x1a\n of some kind", age=60):
    path = place / name
    path.write_bytes(content)
    then = path.stat().st_mtime - age
    os.utime(path, (then, then))
    return path


def taken_in():
    with within(None):
        look_in_folders(timestamp=0)


def test_what_a_scanner_puts_in_the_folder_is_taken_in_and_gone(place, commune, ours):
    put(place, "one.png")
    put(place, "two.png", b"\x89PNG\r\n\x1a\n of another")

    taken_in()

    batch = Batch.objects.get()
    assert (batch.source, batch.organisation, batch.taken_in_by) == (Source.FOLDER, commune, None)
    assert [file.name for file in batch.files.all()] == ["one.png", "two.png"]
    assert list(place.iterdir()) == []
    assert ProcrastinateJob.objects.filter(task_name=READ).count() == 2


def test_a_file_still_being_written_waits_and_a_hidden_one_or_a_link_is_left(place, ours, tmp_path):
    put(place, "now.png", age=0)
    put(place, ".part")
    secret = put(tmp_path, "secret.png")
    (place / "link.png").symlink_to(secret)

    taken_in()

    assert Batch.objects.count() == 0
    assert secret.exists()


def test_what_is_no_scan_is_laid_aside_for_whoever_put_it_there(place, ours):
    put(place, "list.csv", b"name;street")

    taken_in()

    assert ScanFile.objects.get().refusal == Refusal.UNKNOWN_KIND
    assert [path.name for path in place.rglob("*.csv")] == ["list.csv"]
    taken_in()
    assert Batch.objects.count() == 1


def test_what_was_safe_before_a_crash_is_known_again_and_removed(place, commune, ours, monkeypatch):
    path = put(place, "one.png")
    with monkeypatch.context() as crash:
        crash.setattr(type(path), "unlink", lambda *_, **__: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            taken_in()
    assert path.exists()

    taken_in()

    assert not path.exists()
    assert [file.refusal for file in ScanFile.objects.order_by("pk")] == ["", Refusal.SAME_FILE]


def test_the_command_makes_a_folder_for_each_organisation_and_says_whose(place, commune):
    neighbour, said = OrganisationFactory(), StringIO()

    with within(None):
        call_command("take_in_scans", "--folders", stdout=said)

    assert f"{folder.folder_of(neighbour)}  {neighbour}" in said.getvalue()
    assert folder.folder_of(neighbour).stat().st_mode & 0o777 == 0o700


def test_the_command_takes_in_at_once(place, ours):
    put(place, "one.png", age=0)

    with within(None):
        call_command("take_in_scans", stdout=StringIO())

    assert Batch.objects.count() == 1


def later(days: int):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def erased(days: int) -> None:
    with later(days), within(None):
        erase_old()


@pytest.fixture
def sent(scanner, lamp, ours):
    (path,) = sheets_on(scan(scanner, filled(lamp)))
    read(scanner, path, "send", **WRITTEN)
    return path


def test_scans_of_an_open_request_are_kept_however_old(sent):
    erased(400)

    assert ScannedPage.objects.filter(sealed_picture__isnull=False).exists()


def test_ninety_days_after_the_answer_nothing_is_left_of_a_scan(sent, scanner, lamp):
    answer(Case.objects.get(), Reason.DONE, "It burns again.")

    erased(89)
    assert ScannedPage.objects.exists()
    erased(91)

    assert not ScannedPage.objects.exists()
    assert not Batch.objects.exists()
    assert Sheet.objects.get().is_erased
    assert scanner.browser.client.get(sent).status_code == 404


def test_the_sheet_found_again_in_a_drawer_is_not_entered_anew(scanner, lamp, ours):
    sheet = filled(lamp)
    (path,) = sheets_on(scan(scanner, sheet))
    read(scanner, path, "send", **WRITTEN)
    answer(Case.objects.get(), Reason.DONE, "It burns again.")
    erased(91)

    batch = hand_in(scanner, paper.as_pdf(sheet.scanned()))

    assert "is sent already" in batch.text
    assert Sheet.objects.count() == Case.objects.count() == 1


def test_pages_for_a_colleague_and_names_of_files_are_gone_after_a_month(scanner, lamp, ours):
    page = filled(lamp).scanned()[0]
    page.paste(255, (0, 0, page.width, page.height // 4))
    hand_in(scanner, paper.as_png(page), name="Rosa Vandenput.png")
    assert ScannedPage.objects.get().refusal

    erased(29)
    assert ScannedPage.objects.exists()
    erased(31)

    assert not ScannedPage.objects.exists()
    assert not ScanFile.objects.exists()


def test_a_sheet_nobody_has_read_is_never_erased(scanner, lamp, ours):
    scan(scanner, filled(lamp))

    erased(400)

    assert ScannedPage.objects.filter(sealed_picture__isnull=False).exists()


def test_what_was_set_aside_is_gone_after_a_month(scanner, lamp, ours):
    (path,) = sheets_on(scan(scanner, filled(lamp)))
    read(scanner, path, "aside")

    with later(29), within(None):
        assert retention.erase_old() == 0
    erased(31)

    assert not ScannedPage.objects.exists()
