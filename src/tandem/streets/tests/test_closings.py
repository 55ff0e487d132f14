"""Closed without repair is told each time, and nobody who told of it falls out of the figure."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tandem.streets import closings, handing
from tandem.streets.actions import note_move
from tandem.streets.choices import Closed, Ground, State
from tandem.streets.counting import counted
from tandem.streets.jobs import count_for
from tandem.streets.office import join, take_apart
from tandem.streets.tests.reported import WHY, at_work, fresh, member, moved, reported
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def closed(report, because=Closed.NOT_FOUND):
    return moved(report, State.CLOSED, because=because, words=WHY)


def told(town):
    """Of the quarter that runs: closed, repaired, opened again."""
    with at_work(town):
        lines = closings.by_quarter(town.pk, tomorrow())
    return [tuple(line[kind] for kind in closings.KINDS) for line in lines]


def test_closed_then_opened_again_then_repaired_is_told_by_all_three(commune, visitor):
    report = reported(commune)
    with at_work(commune):
        moved(moved(closed(report), State.NEW), State.REPAIRED)
        count_for(commune, tomorrow())
        assert closings.by_reason(commune.pk, timezone.localdate(), tomorrow()) == {"not_found": 1}

    assert told(commune) == [(1, 1, 1)]
    rows = visitor.get("/streets/figures/1030/closings.csv").text.splitlines()
    assert rows[0] == "quarter,category,closed,repaired,again"
    assert rows[1].endswith(",lamp,1,1,1")
    page = visitor.get("/streets/figures/1030/").text
    assert "Closed without repair, each time" in page
    assert "Our team went there and found nothing broken." in page
    [line] = csv.DictReader(io.StringIO(_taken(visitor, "/streets/data/1030.csv")))
    assert (line["outcome"], line["times_closed"]) == ("repaired", "1")


def test_a_joined_report_shares_the_outcome_and_is_not_taken_out(commune, visitor):
    stays, goes = reported(commune), reported(commune, street="Rue des Tilleuls 14")
    with at_work(commune):
        join(goes, stays)
        closed(fresh(stays))
        [whole] = counted(commune.pk, tomorrow())["all"]

    assert (whole["opened"], whole["closed"]) == (2, 2)
    assert told(commune) == [(2, 0, 0)]
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(_taken(visitor, DATA)))}
    assert rows[goes.sign]["state"] == "joined"
    assert rows[goes.sign]["joined_to"] == stays.sign
    assert (rows[goes.sign]["outcome"], rows[goes.sign]["outcome_because"]) == (
        "closed",
        "not_found",
    )
    assert rows[stays.sign]["joined_to"] == ""


DATA = "/streets/data/1030.csv"


def _taken(visitor, path):
    return b"".join(visitor.get(path).streaming_content).decode()


def test_what_was_before_it_was_joined_and_after_it_was_taken_apart_is_not_shared(commune):
    stays, goes = reported(commune), reported(commune, street="Rue des Tilleuls 14")
    with at_work(commune):
        moved(closed(stays), State.NEW)
        join(goes, fresh(stays))
        assert told(commune) == [(1, 0, 1)]

        closed(fresh(stays))
        assert told(commune) == [(3, 0, 1)]

        moved(fresh(stays), State.NEW)
        take_apart(fresh(goes))
        assert told(commune) == [(2, 0, 2)]


def test_what_was_given_to_somebody_is_counted_where_it_was_told(commune):
    neighbour = OrganisationFactory(area__postal_code="1140")
    report = reported(commune)
    with at_work(commune):
        handing.hand_over(report, handing.To(Ground.COMMUNE, organisation=neighbour), WHY)
        moved(report, State.REPAIRED)

    assert told(commune) == [(0, 1, 0)]
    assert told(neighbour) == []


def test_the_reason_of_a_step_of_long_ago_is_that_of_the_report(commune):
    report = reported(commune)
    with at_work(commune):
        closed(report, Closed.NO_MEANS)
        note_move(fresh(report))
        assert closings.by_reason(commune.pk, timezone.localdate(), tomorrow()) == {"no_means": 2}


def test_the_office_sees_what_goes_to_and_fro(commune, client):
    with at_work(commune):
        report = reported(commune)
        for _time in range(2):
            to = handing.To(Ground.REGION, name="Regional roads")
            handing.came_back(handing.hand_over(report, to, WHY), WHY)
        other = reported(commune, street="Rue des Tilleuls 14")
        handing.came_back(handing.hand_over(other, to, WHY), WHY)
        count_for(commune, tomorrow())

    member(client, commune)
    page = client.get(reverse("streets:office_figures"), headers={"accept-language": "en"}).text

    assert "came back from others" in page and ">3<" in page
    assert "came back 2 times" in page
    assert reverse("streets:office_report", args=[report.sign]) in page
    assert reverse("streets:office_report", args=[other.sign]) not in page
