"""Public clients of Open311 speak with a running server of ours: `georeport` reads, `civicbot` reports.

`georeport` says of itself that it cannot create requests.
"""

import pytest
from civicbot import Endpoint, HttpError, HttpTransport, Open311Client
from georeport import GeoReport

from tandem.cases.models import Case
from tandem.journal.choices import Door
from tandem.streets.choices import Trouble
from tandem.streets.tests.abroad import key_of, reported, rows
from tests.browser import collected, site  # noqa: F401 - fixtures
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])


@pytest.fixture
def commune(db):
    return OrganisationFactory(area__postal_code="1030", area__lat=50.867, area__lon=4.3735)


@pytest.fixture
def address(site):  # noqa: F811
    return f"{site}/open311/v2"


@pytest.mark.parametrize("written", ["json", "xml"])
def test_georeport_lists(address, commune, written):
    lamp, tree = reported(commune), reported(commune, Trouble.TREE)
    client = GeoReport(address, jurisdiction="1030", output_format=written)

    services = client.get_service_list()
    assert {one["service_code"] for one in services} == set(Trouble.values)
    definition = client.get_service_definition("lamp")
    assert definition["service_code"] == "lamp"
    requests = client.get_service_requests(status="open")
    assert [one["service_request_id"] for one in requests] == [tree.sign, lamp.sign]
    only = client.get_service_requests(service_code="lamp")
    assert (only if written == "json" else [only])[0]["service_request_id"] == lamp.sign
    one = client.get_service_request(tree.sign)
    assert (one["status"], one["zipcode"]) == ("open", "1030")


def test_civicbot_reports_and_reads_it_back(address, commune):
    endpoint = Endpoint("us", "Us", address, write=True)
    client = Open311Client(endpoint, HttpTransport(), jurisdiction_id="1030")

    sent = client.create_request(
        "lamp",
        dry_run=False,
        confirm="SEND",
        validate_remote=True,
        api_key=key_of(commune),
        lat=50.86714,
        lng=4.37352,
        address_string="Rue des Tilleuls Inventés 12, 1030 Schaerbeek",
        description="Out since Monday.",
        attributes={"mark": "LP-20417"},
    )

    [told] = sent.response
    [case] = rows(commune, Case)
    assert (case.door, case.service) == (Door.API, "report-broken")
    read = client.get_request(told["service_request_id"])
    assert (read["service_code"], read["lat"]) == ("lamp", 50.86714)
    assert GeoReport(address).get_service_request(told["service_request_id"]) == read


def test_a_wrong_key_is_told_as_the_specification_says(address, commune):
    client = Open311Client(Endpoint("us", "Us", address, write=True), HttpTransport())

    with pytest.raises(HttpError) as refused:
        client.create_request(
            "lamp", dry_run=False, confirm="SEND", api_key="x", address_string="Rue X, 1030"
        )

    assert refused.value.status == 403
    assert '"code": 403' in refused.value.body
