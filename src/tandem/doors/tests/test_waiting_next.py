"""The key that opens the next sheet reaches every sheet that waits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tandem.doors.models import Sheet
from tandem.doors.tests.scanning import filled, hand_in, scan
from tandem.tenancy.scope import within
from tests import paper
from tests.factories import scope_of

pytestmark = pytest.mark.django_db
NEXT = "/desk/waiting-room/next/"


@pytest.fixture
def ours(commune):
    with within(scope_of(commune)):
        yield


def test_a_sheet_with_a_missing_page_is_opened_after_those_that_are_whole(scanner, lamp, ours):
    first, *_others = filled(lamp).scanned()
    hand_in(scanner, paper.as_png(first))
    scan(scanner, filled(lamp))
    lacking, whole = Sheet.objects.order_by("pk")

    opened = scanner.browser.post(NEXT, {})
    assert str(whole.key) in scanner.browser.path
    Sheet.objects.filter(pk=whole.pk).update(state="aside", settled_at=timezone.now())
    opened = scanner.browser.post(NEXT, {})

    assert str(lacking.key) in scanner.browser.path
    assert "These pages are missing" in opened.text
    again = scanner.browser.post(NEXT, {})
    assert "No sheet is waiting." in again.text, "not the same one twice in a row"


def test_the_room_says_how_long_a_sheet_has_waited(scanner, lamp, ours):
    scan(scanner, filled(lamp))
    Sheet.objects.update(begun_at=timezone.now() - timedelta(days=3))

    assert "It waits for 3 days." in scanner.browser.get("/desk/waiting-room/").text
