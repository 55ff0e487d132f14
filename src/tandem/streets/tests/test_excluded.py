"""Whom somebody excluded does nothing with what she reported: no page, no photo, no step."""

import pytest
from django.urls import reverse

from tandem.people import exclusions
from tandem.streets.choices import State
from tandem.streets.models import Report
from tandem.streets.tests.reported import WORDS, another_voice, member, reported
from tandem.tenancy.scope import transaction_within, within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030")


def excluded(town, report, account):
    """By the one who told it last."""
    with transaction_within(scope_of(town)):
        person = report.voices.order_by("-pk").first().person
        exclusions.exclude(person, account, by_herself=True)


@pytest.mark.parametrize("voices", [1, 2])
def test_an_excluded_colleague_neither_reads_nor_moves_it(client, town, voices):
    report = reported(town)
    if voices == 2:
        another_voice(report)
    account = member(client, town)
    page = reverse("streets:office_report", args=[report.sign])
    step = reverse("streets:step", args=[report.sign, State.LOOKED_AT])
    assert WORDS in client.get(page).text, "the twin: before that she may"

    excluded(town, report, account)

    assert client.get(page).status_code == 403
    assert client.post(step, {"seen": State.NEW}).status_code == 403
    with within(scope_of(town)):
        assert Report.objects.get(pk=report.pk).state == State.NEW
