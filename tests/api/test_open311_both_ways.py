"""A commune hands a report over to another organisation's Open311: that organisation runs this house."""

import pytest

from tandem.cases.models import Case
from tandem.streets import handing, jobs, systems
from tandem.streets.actions import move
from tandem.streets.choices import Closed, Ground, HandoverState, State
from tandem.streets.handing import To
from tandem.streets.models import Handover, Report, System
from tandem.streets.tests.abroad import key_of, reported, rows, work
from tandem.tenancy.scope import transaction_within
from tests.browser import collected, site  # noqa: F401 - fixtures
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])


@pytest.fixture
def commune(db):
    return OrganisationFactory(area__postal_code="1030", area__lat=50.867, area__lon=4.3735)


@pytest.fixture
def other(db):
    """Who repairs there, with its own Tandem; its postal code is that of the street."""
    return OrganisationFactory(area__postal_code="1031", email="roads@example.example")


def test_pushed_followed_given_back_and_given_again(commune, other, site, settings):  # noqa: F811
    settings.CALL_PRIVATE_ADDRESSES = True
    report = reported(commune, postal_code="1031", mark="LP20417")
    with transaction_within(scope_of(commune)):
        system = systems.add(
            commune,
            name="Roads",
            ground=Ground.REGION,
            url=f"{site}/open311/v2",
            jurisdiction=other.area.nis,
            key=key_of(other),
        )
    work()
    with transaction_within(scope_of(commune)):
        system = System.objects.get()
        systems.map_categories(system, {"lamp": "lamp"})
        system.refresh_from_db()
        handing.hand_over(report, To(Ground.REGION, system=system), "Third lamp.")
    work()

    [theirs] = rows(other, Report)
    [case] = rows(other, Case)
    [handover] = rows(commune, Handover)
    assert (handover.state, handover.their_reference) == (HandoverState.SENT, theirs.sign)
    assert (theirs.trouble, theirs.lat, case.service) == ("lamp", report.lat, "report-broken")

    with transaction_within(scope_of(other)):
        move(theirs, State.CLOSED, because=Closed.NOT_OURS, words="A private road.")
    jobs.follow_systems(0)
    [handover] = rows(commune, Handover)
    assert handover.state == HandoverState.RETURNED
    assert "A private road." in handover.words
    assert rows(commune, Report)[0].state == State.LOOKED_AT

    with transaction_within(scope_of(commune)):
        handing.hand_over(report, To(Ground.REGION, system=system), "It is yours after all.")
    work()
    assert len(rows(other, Report)) == 2
    with transaction_within(scope_of(other)):
        move(rows(other, Report)[1], State.REPAIRED, words="New bulb.")
    jobs.follow_systems(0)

    assert rows(commune, Report)[0].state == State.REPAIRED
    assert [one.state for one in rows(commune, Handover)] == ["returned", "ended"]
