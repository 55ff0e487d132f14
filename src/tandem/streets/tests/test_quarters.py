"""News by quarter: of the quarter whose middle is nearest, and of no finer a place than is public."""

from xml.etree import ElementTree

import pytest
import time_machine

from tandem.streets.actions import move
from tandem.streets.choices import State
from tandem.streets.tests.abroad import reported
from tandem.tenancy.scope import transaction_within
from tandem.territory.choices import AreaKind
from tandem.territory.models import Area
from tests.factories import scope_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
NORTH, SOUTH = {"lat": 50.880, "lon": 4.3735}, {"lat": 50.850, "lon": 4.3735}
NOWHERE = {"lat": None, "lon": None}


@pytest.fixture
def quarters(commune):
    return [
        Area.objects.create(
            kind=AreaKind.QUARTER,
            nis=f"{commune.area.nis}-{number}",
            name=name,
            parent=commune.area,
            **middle,
        )
        for number, (name, middle) in enumerate((("Nord", NORTH), ("Sud", SOUTH)))
    ]


def entries(visitor, code):
    text = visitor.get(f"/streets/feeds/{code}.atom").text
    return ElementTree.fromstring(text).findall(f"{ATOM}entry")


def streets_in(visitor, code):
    return sorted(one.findtext(f"{ATOM}title").split(": ")[-1] for one in entries(visitor, code))


def test_a_quarter_has_what_is_nearest_to_its_middle_and_what_stands_in_the_same_street(
    visitor, commune, quarters
):
    place = {"street": "Rue du Nord Inventé 4", "street_folded": "rue du nord invente"}
    reported(commune, **NORTH, **place)
    reported(commune, **NOWHERE, **place | {"street": "Rue du Nord Inventé 9"})
    reported(commune, **SOUTH, street="Rue du Sud Inventé 1", street_folded="rue du sud invente")
    reported(commune, **NOWHERE, street="Rue Nulle 1", street_folded="rue nulle")

    north, south = (streets_in(visitor, quarter.nis) for quarter in quarters)
    assert north == ["Rue du Nord Inventé 4, 1030", "Rue du Nord Inventé 9, 1030"]
    assert south == ["Rue du Sud Inventé 1, 1030"]
    assert len(entries(visitor, "1030")) == 4
    assert visitor.get(f"/streets/feeds/{commune.area.nis}-9.atom").status_code == 404
    page = visitor.get("/streets/?postal_code=1030").text
    assert f"/streets/feeds/{quarters[0].nis}.rss" in page


def test_each_step_has_the_hour_in_which_it_was_and_no_minute(visitor, commune):
    with time_machine.travel("2026-11-02T08:42:10Z", tick=False):
        report = reported(commune)
    with (
        time_machine.travel("2026-11-04T15:07:55Z", tick=False),
        transaction_within(scope_of(commune)),
    ):
        move(report, State.LOOKED_AT)

    times = [one.findtext(f"{ATOM}updated") for one in entries(visitor, "1030")]
    assert times == ["2026-11-04T15:00:00+00:00", "2026-11-02T08:00:00+00:00"]
