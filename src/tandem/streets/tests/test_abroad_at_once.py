"""Two workers, one report: it is sent once, and a step is told once."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from tandem.streets import handing, jobs, systems
from tandem.streets.choices import Ground, HandoverState
from tandem.streets.handing import To
from tandem.streets.models import Handover
from tandem.streets.tests.abroad import reported, rows
from tandem.streets.tests.programs import listening
from tandem.tenancy.scope import transaction_within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
WORKERS = 4


def at_once(deed) -> None:
    together = Barrier(WORKERS)

    def work():
        together.wait()
        try:
            deed()
        finally:
            connection.close()

    threads = [Thread(target=work) for _number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def test_a_report_is_sent_once_whoever_takes_the_job(settings):
    settings.CALL_PRIVATE_ADDRESSES = True
    commune = OrganisationFactory(area__postal_code="1030")
    with listening() as program:
        program.says("/requests.json", 201, b'[{"service_request_id": "7"}]')
        report = reported(commune)
        with transaction_within(scope_of(commune)):
            facts = {"name": "R", "ground": Ground.REGION, "jurisdiction": "", "key": ""}
            system = systems.add(commune, url=program.url, **facts)
            systems.note_services(system, [{"code": "1", "name": "Lamps"}], xml=False)
            system.refresh_from_db()
            systems.map_categories(system, {"lamp": "1"})
            system.refresh_from_db()
            handover = handing.hand_over(report, To(Ground.REGION, system=system), "")

        at_once(lambda: jobs.send_handover(commune.area_id, commune.pk, handover.pk))

        assert len([one for one in program.heard if one.method == "POST"]) == 1
    [row] = rows(commune, Handover)
    assert (row.state, row.their_reference, row.tried) == (HandoverState.SENT, "7", 1)


def test_two_colleagues_hand_over_one_report_once():
    commune = OrganisationFactory(area__postal_code="1030")
    report = reported(commune)
    refused = []

    def hand_over():
        try:
            with transaction_within(scope_of(commune)):
                handing.hand_over(report, To(Ground.RAILWAY, name="The railway"), "")
        except handing.NotNow as why:
            refused.append(str(why))

    at_once(hand_over)

    assert len(rows(commune, Handover)) == 1
    assert refused == ["with_somebody"] * (WORKERS - 1)
