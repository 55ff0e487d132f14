"""Whom a colleague named by hand is told to nobody outside: a private owner has no name in public."""

import pytest
from django.urls import reverse

from tandem.streets import handing, hooks, spoken
from tandem.streets.actions import note_move
from tandem.streets.choices import Ground
from tandem.streets.models import Move
from tandem.streets.tests.reported import at_work, fresh, reported, told

pytestmark = pytest.mark.django_db


def test_no_way_out_names_a_private_owner(commune, visitor):
    report = reported(commune)
    with at_work(commune):
        to = handing.To(Ground.PRIVATE, name="Madame Odette Dupont")
        handing.hand_over(report, to, "Please look.")
        assert "Dupont" not in Move.objects.last().words
        assert "Dupont" not in str([message.text for message in told()])
    page = visitor.get(reverse("streets:report", args=[report.sign])).text
    data = visitor.get(f"/open311/v2/requests/{report.sign}.json").text
    assert "Dupont" not in page + data
    assert "A private owner" in page and "private owner" in data


def test_what_old_steps_name_is_left_out_wherever_anybody_reads_them(commune, visitor):
    """Before it was known better, the name stood among the words of the step."""
    report = reported(commune)
    with at_work(commune):
        to = handing.To(Ground.PRIVATE, name="Madame Odette Dupont")
        handing.hand_over(report, to, "Please look.")
        old = note_move(fresh(report), "Madame Odette Dupont")
        step = spoken.publicly(Move.objects.filter(pk=old.pk)).get()
        assert hooks.told(step, report.sign)["data"]["words"] == ""

    assert "Dupont" not in everything(visitor, report)


def test_what_else_the_service_writes_with_a_step_is_read(commune, visitor):
    """The twin: only a name that was written by hand is left out."""
    report = reported(commune)
    with at_work(commune):
        handing.hand_over(report, handing.To(Ground.PRIVATE, name="Madame Odette Dupont"), "")
        note_move(fresh(report), "It stands on private ground.")

    for read in (page_of(visitor, report), feed_of(visitor), data_of(visitor, report)):
        assert "It stands on private ground." in read


def everything(visitor, report):
    return page_of(visitor, report) + feed_of(visitor) + data_of(visitor, report)


def page_of(visitor, report):
    return visitor.get(reverse("streets:report", args=[report.sign])).text


def feed_of(visitor):
    return visitor.get("/streets/feeds/1030.atom").text


def data_of(visitor, report):
    return visitor.get(f"/open311/v2/requests/{report.sign}.json").text
