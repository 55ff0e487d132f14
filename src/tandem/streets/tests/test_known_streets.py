"""What is public of a typed street before a colleague has looked: only what is known in the commune."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from tandem.streets import known_streets, naming, office, public
from tandem.streets.forms_map import Entry
from tandem.streets.models import NamedPlace, Report
from tandem.streets.tests.factories import ReportFactory
from tandem.streets.tests.reported import reported
from tandem.tenancy.scope import transaction_within
from tests.factories import scope_of

pytestmark = pytest.mark.django_db
HERE = (50.8672, 4.3731)
OUTPUTS = (
    "/streets/?postal_code=1030",
    "/streets/data/1030.csv",
    "/streets/data/1030.geojson",
    "/streets/feeds/1030.atom",
    "/open311/v2/requests.json?jurisdiction_id=1030",
)
SLANDER = (
    "Rue Karim violeur 4",
    "Rue Dupont pédophile 12",
    "rue Odette diabétique",
    "Place juif 3",
    "Jan Peeters pedofielstraat 3",
    "Place Colignon 3 bte fou",
    "Place Colignon 3 Karim violeur",
    "3 Karim Place Colignon",
)
TRUE = ("Place Colignon 3", "12, place Colignon", "COLIGNONPLEIN 3 bus 4", "Place Colignon", "")


@pytest.fixture
def listed(commune):
    with transaction_within(scope_of(commune)):
        naming.name_places(commune, [Entry("Place Colignon / Colignonplein", HERE)])
    return commune


@pytest.mark.parametrize("line", SLANDER)
def test_what_is_not_known_waits(listed, line):
    with transaction_within(scope_of(listed)), override("en"):
        report = ReportFactory(organisation=listed, street=line, place_confirmed=False)
        assert not known_streets.is_known(report)
        assert public.spot_of(report).street == ""
        assert public.place_in_words(report) == "a street in 1030"


@pytest.mark.parametrize("line", TRUE)
def test_a_street_of_the_list_is_public_at_once(listed, line):
    with transaction_within(scope_of(listed)):
        report = ReportFactory(organisation=listed, street=line, place_confirmed=False)
        assert known_streets.is_known(report)
        NamedPlace.objects.all().delete()
        assert known_streets.is_known(report) is (line == "")


def test_no_way_out_tells_it_until_a_colleague_confirms(listed, visitor):
    report = reported(listed, street="Rue Karim violeur 4", confirmed=False)
    assert not report.place_confirmed
    ways = (*OUTPUTS, reverse("streets:report", args=[report.sign]))
    assert all("violeur" not in _read(visitor, way) for way in ways)

    # Without the guard each of them would say it.
    with transaction_within(scope_of(listed)):
        office.confirm_place(report, seen=office.place_seen(report))
    assert [way for way in ways if "violeur" not in _read(visitor, way)] == []


@pytest.mark.parametrize("line", ["Place Colignon 3 bus 47", "Place Colignon 3 0470 1122 b 47"])
def test_no_way_out_tells_a_box_or_further_figures(listed, visitor, line, monkeypatch):
    report = reported(listed, street=line)
    ways = (*OUTPUTS, reverse("streets:report", args=[report.sign]))
    pages = [_read(visitor, way) for way in ways]
    assert all("Place Colignon 3" in page for page in pages)
    assert not any(figures in page for page in pages for figures in ("b 47", "bus 47", "0470 1"))

    monkeypatch.setattr(public, "with_its_number", lambda street: street)
    assert all(line in _read(visitor, way) for way in ways)


def test_a_street_that_was_confirmed_once_is_known_from_then_on(commune):
    with transaction_within(scope_of(commune)):
        one, two, other = (
            ReportFactory(organisation=commune, street=line, place_confirmed=False)
            for line in ("Rue du 11 Novembre 5", "rue du 11 novembre, 7", "Rue du 11 Karim 5")
        )
        office.confirm_place(one, seen=office.place_seen(one))
        told = Report.objects.filter(place_confirmed=True)
        assert set(told.values_list("pk", flat=True)) == {one.pk, two.pk}
        assert not known_streets.is_known(other)


def test_a_place_that_changed_meanwhile_is_not_confirmed(commune):
    with transaction_within(scope_of(commune)):
        report = ReportFactory(organisation=commune, place_confirmed=False)
        with pytest.raises(office.NotNow):
            office.confirm_place(report, seen="Another street 3|")
        assert not Report.objects.get().place_confirmed


def _read(visitor, way):
    answer = visitor.get(way)
    assert answer.status_code == 200, way
    return answer.getvalue().decode()
