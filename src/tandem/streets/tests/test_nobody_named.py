"""Whom a colleague named by hand is told to nobody outside: a private owner has no name in public."""

import pytest
from django.urls import reverse

from tandem.streets import handing
from tandem.streets.choices import Ground
from tandem.streets.models import Move
from tandem.streets.tests.reported import at_work, reported, told

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
