"""The sheet for the street: a small map of its stops, and a photo of each, for whoever may see it."""

import re

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from tandem.journal.choices import Purpose
from tandem.people.reveal import look
from tandem.streets import actions, job_sheet, photos, planning
from tandem.streets.actions import report_broken, what_she_saw
from tandem.streets.choices import Shot
from tandem.streets.models import Photo, Report, Voice
from tandem.streets.tests.reported import (
    a_day,
    a_team,
    answers,
    at_work,
    case_of,
    member,
    reported,
)
from tandem.toolbox.workdays import add_working_days
from tests.factories import OrganisationFactory
from tests.photographed import jpeg

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town(client):
    client.cookies["language"] = "en"
    return OrganisationFactory(area__postal_code="1030", area__lat=50.867, area__lon=4.3735)


def job_of(town, *, contractor):
    report = reported(town, mark="50.8671, 4.3735")
    with at_work(town):
        seen = photos.add(Report.objects.get(), Shot.BEFORE, jpeg())
        team = a_team(town, contractor=contractor)
        job = planning.plan([report], team, add_working_days(timezone.localdate(), 1))
    return job, report, seen


def test_our_own_team_sees_where_it_is_and_the_photo(client, town):
    job, report, seen = job_of(town, contractor=False)
    member(client, town)

    page = client.get(reverse("streets:sheet", args=[job.pk])).text

    assert '<figure class="map">' in page
    assert reverse("streets:photo_seen", args=[report.sign, seen.key]) in page


def test_a_contractor_sees_a_photo_only_once_everybody_does(client, town):
    job, report, seen = job_of(town, contractor=True)
    member(client, town)
    sheet = reverse("streets:sheet", args=[job.pk])
    assert "photo-small" not in client.get(sheet).text

    with at_work(town):
        photos.release(Photo.objects.get(), unreadable=False)

    page = client.get(sheet).text
    assert reverse("streets:photo", args=[report.sign, seen.key]) in page
    assert reverse("streets:photo_seen", args=[report.sign, seen.key]) not in page


def test_the_file_has_the_map_and_can_be_read_aloud(client, town):
    job, report, _seen = job_of(town, contractor=False)
    member(client, town)

    content = client.get(reverse("streets:sheet_file", args=[job.pk])).content

    # Refused with a picture that has no words, it would be pressed without this.
    assert b"pdfuaid" in content
    with pypdfium2.PdfDocument(content) as document:
        drawn = document[0].render(scale=1).to_pil()
        assert report.shown_sign in document[0].get_textpage().get_text_range()
    # The stop is a black dot on a light page, above the list.
    middle = drawn.convert("L").crop((150, 60, 450, 330))
    assert sum(middle.histogram()[:40]) > 60


def pictures_in(content):
    with pypdfium2.PdfDocument(content) as document:
        return [
            one
            for page in document
            for one in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=5)
        ]


def test_the_file_shows_the_photo_small_to_our_own_after_a_look(client, town):
    job, _report, _seen = job_of(town, contractor=False)
    member(client, town)

    content = client.get(reverse("streets:sheet_file", args=[job.pk])).content

    assert len(pictures_in(content)) == 1
    assert b"pdfuaid" in content
    assert len(content) < 200_000


def test_the_file_of_a_contractor_shows_no_photo_that_is_not_public(client, town):
    job, _report, _seen = job_of(town, contractor=True)
    member(client, town)
    sheet = reverse("streets:sheet_file", args=[job.pk])
    assert pictures_in(client.get(sheet).content) == []

    with at_work(town):
        photos.release(Photo.objects.get(), unreadable=False)

    assert len(pictures_in(client.get(sheet).content)) == 1


TOLD = "Cassée. Appelez Odile Remy au 0470 12 34 56 ou odile@example.example."


def test_neither_name_nor_number_of_whoever_told_stands_on_the_sheet(client, town, monkeypatch):
    reach = {"first_name": "Odile", "last_name": "Remy"}
    member(client, town)

    with at_work(town):
        case = case_of(town)
        report_broken({**answers(what=TOLD), "reach": reach}, case=case)
        report, voice = Report.objects.get(), Voice.objects.get()
        look(case.person, Purpose.STREETS, what="streets.report_read")
        # She finds her own words with her request.
        assert what_she_saw(voice) == TOLD
    assert on_the_sheet(client, report, town) == "Cassée. Appelez […] au […] ou […]."

    # Without it, all that she told would be handed to whoever repairs.
    monkeypatch.setattr(actions, "unnamed", lambda words, *hers, **where: words)
    monkeypatch.setattr(job_sheet, "unnamed", lambda words, **where: words)
    with at_work(town):
        report_broken({**answers(what=TOLD), "reach": reach}, case=case_of(town))
        report = Report.objects.latest("pk")
    assert on_the_sheet(client, report, town) == TOLD


def on_the_sheet(client, report, town):
    with at_work(town):
        job = planning.plan([report], a_team(town, name=str(report.pk)), a_day())
    page = client.get(reverse("streets:sheet", args=[job.pk])).text
    return re.search(r"Cassée\.[^<]*", page)[0].strip()
