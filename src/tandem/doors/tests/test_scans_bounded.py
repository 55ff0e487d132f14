"""Whoever sends scans without an account fills no database, and keeps nobody waiting."""

import io

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.doors.models import Batch, ScanFile, ScannedPage
from tandem.doors.scans import engine, rules
from tandem.doors.scans.choices import FileState, Refusal, Source
from tandem.doors.scans.intake import Handed, take_in
from tandem.doors.scans.queue import READ
from tandem.doors.scans.rules import MOST_BYTES_OF_A_PAGE
from tandem.tenancy.scope import within
from tests import paper
from tests.factories import OrganisationFactory, scope_of
from tests.parity.drivers.browser import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(commune):
    with within(scope_of(commune)):
        yield


def from_home(*files: bytes):
    pictures = [SimpleUploadedFile("IMG.pdf", file) for file in files]
    said = {"postal_code": "1030", "scans": pictures}
    return Browser("en").client.post("/paper/hand-in/", said)


def pages(count: int, mark: int = 0) -> bytes:
    """Pages of which none is blank, and none is a form."""
    page = Image.new("L", (400, 560), 255)
    page.paste(0, (100, 100 + mark, 300, 300))
    return paper.as_tiff([page] * count)


def noise(wide: int, high: int) -> np.ndarray:
    return np.random.default_rng(3).integers(0, 2, (high, wide), np.uint8) * np.uint8(255)


@pytest.mark.parametrize("size", [(1680, 2376), (2480, 3508)])
def test_a_page_of_noise_takes_no_more_room_than_a_bound(size):
    kept = engine.as_jpeg(noise(*size))

    assert len(kept) <= MOST_BYTES_OF_A_PAGE
    assert Image.open(io.BytesIO(kept)).size[0] > 200


def test_a_file_of_many_pages_is_not_read_for_a_stranger(commune, ours):
    from_home(pages(rules.MOST_PAGES_FROM_HOME + 1))
    paper.work()

    assert ScanFile.objects.get().refusal == Refusal.TOO_MUCH_HOME
    assert ScannedPage.objects.count() == 0


def test_many_files_of_one_hand_in_are_read_up_to_a_bound(commune, ours, monkeypatch):
    monkeypatch.setattr(rules, "MOST_PAGES_FROM_HOME", 3)
    from_home(pages(2), pages(2, mark=9))
    paper.work()

    assert ScannedPage.objects.count() == 3
    states = ScanFile.objects.order_by("number").values_list("state", "refusal")
    assert list(states) == [("read", ""), ("refused", Refusal.TOO_MUCH_HOME)]


def test_a_day_that_is_full_takes_no_more_from_strangers_and_all_from_the_desk(
    scanner, commune, ours, monkeypatch
):
    monkeypatch.setattr(rules, "HOME_PAGES_A_DAY", 2)
    from_home(pages(2))
    paper.work()

    said = from_home(pages(1, mark=9))
    paper.handed_in(scanner.browser.client, pages(1, mark=20))

    assert "Very many forms were handed in" in said.text
    assert list(Batch.objects.order_by("pk").values_list("source", flat=True)) == ["home", "page"]
    assert not ScanFile.objects.exclude(state=FileState.READ).exists()


def in_turn() -> list[int]:
    """Files in the order in which the worker takes them."""
    jobs = ProcrastinateJob.objects.filter(task_name=READ).order_by("-priority", "pk")
    return [job.args["file"] for job in jobs]


def test_the_desk_goes_before_home_and_organisations_take_turns(commune):
    neighbour = OrganisationFactory()

    def handed(desk, many: int, source=Source.PAGE) -> list[int]:
        files = [Handed("f", b"%%PDF-%d %s" % (n, source.encode()), 9) for n in range(many)]
        with within(scope_of(desk)):
            return list(take_in(files, desk, source).files.values_list("pk", flat=True))

    home = handed(commune, 2, Source.HOME)
    ours = handed(commune, 3)
    theirs = handed(neighbour, 2)

    assert in_turn() == [ours[0], theirs[0], ours[1], theirs[1], ours[2], *home]
