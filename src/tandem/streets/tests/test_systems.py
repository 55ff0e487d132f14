"""The programs of those who repair: asked, mapped, sent to once, followed, and never believed blindly."""

import json
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tandem.streets import handing, jobs, systems
from tandem.streets.choices import Ground, HandoverState, State
from tandem.streets.errors import NotNow
from tandem.streets.handing import To
from tandem.streets.models import Handover, Move, Report, System
from tandem.streets.open311 import bounded_xml
from tandem.streets.tests.abroad import reported, rows, work
from tandem.streets.tests.programs import listening
from tandem.tenancy.scope import transaction_within
from tandem.toolbox.sealing import seal
from tests.factories import MembershipFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
SERVICES = [
    {"service_code": "033", "service_name": "Éclairage", "metadata": False},
    {"service_code": 7, "service_name": "Arbre"},
]
BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;">]><services><service><service_code>&c;</service_code></service>
</services>"""
FILE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<services><service><service_code>&x;</service_code></service></services>"""


def written(rows_):
    return json.dumps(rows_).encode()


@pytest.fixture
def region(settings):
    """Their program."""
    settings.CALL_PRIVATE_ADDRESSES = True
    with listening() as program:
        program.says("/v2/services.json", 200, written(SERVICES))
        program.says(
            "/v2/requests.json", 201, written([{"service_request_id": 501, "service_notice": ""}])
        )
        yield program


@pytest.fixture
def system(commune, region):
    with transaction_within(scope_of(commune)):
        made = systems.add(
            commune,
            name="The region",
            ground=Ground.REGION,
            url=f"{region.url}/v2/",
            jurisdiction="region.example",
            key="their-key",
        )
    work()
    with transaction_within(scope_of(commune)):
        made.refresh_from_db()
        systems.map_categories(made, {"lamp": "033", "tree": "7", "bin": "nonsense"})
        made.refresh_from_db()
    return made


@pytest.fixture
def report(commune):
    found = reported(commune, mark="LP20417", voices_count=3)
    with transaction_within(scope_of(commune)):
        found.sealed = seal("Mevrouw Peeters zag het", found.place)
        found.save(update_fields=["sealed"])
    return found


def give(commune, report, system):
    with transaction_within(scope_of(commune)):
        return handing.hand_over(report, To(Ground.REGION, system=system), "Third lamp.")


def posts(region):
    return [one for one in region.heard if one.method == "POST"]


def state_of(commune):
    return rows(commune, Handover)[0].state


def look(region, status, **more):
    row = {"service_request_id": 501, "status": status, **more}
    region.says("/v2/requests.json", 200, written([row]))
    jobs.follow_systems(0)


def test_its_services_are_asked_for_and_mapped(commune, system):
    [row] = rows(commune, System)
    assert row.services == [
        {"code": "033", "name": "Éclairage"},
        {"code": "7", "name": "Arbre"},
    ]
    assert row.mapping == {"lamp": "033", "tree": "7"}
    assert b"their-key" not in bytes(row.sealed_key)


def test_where_it_speaks_xml_alone_it_is_asked_in_xml(commune, region):
    xml = b"<services><service><service_code>1</service_code><service_name>A &amp; B</service_name>"
    region.says("/v2/services.json", 404)
    region.says("/v2/services.xml", 200, xml + b"</service></services>", "text/xml")
    with transaction_within(scope_of(commune)):
        facts = {"name": "R", "ground": Ground.REGION, "jurisdiction": "", "key": ""}
        systems.add(commune, url=f"{region.url}/v2", **facts)
    work()

    [row] = rows(commune, System)
    assert (row.xml, row.services) == (True, [{"code": "1", "name": "A & B"}])


@pytest.mark.parametrize(
    "answer",
    [
        *(BOMB, FILE, b"<a>" * 100_000, b"", b"<services>", b"\xff\xfe\x00", b"[" * 100_000),
        b"<services>" + b"<service></service>" * 60_000 + b"</services>",
        b'{"a": 1}',
        b"[1, null, [[]]]",
        b'"text"',
        b"x" * 3_000_000,
    ],
    ids=lambda answer: str(len(answer)),
)
def test_whatever_it_answers_nothing_breaks_and_no_file_is_read(commune, region, answer):
    for kind in ("json", "xml"):
        region.says(f"/v2/services.{kind}", 200, answer)
    with transaction_within(scope_of(commune)):
        facts = {"name": "R", "ground": Ground.REGION, "jurisdiction": "", "key": ""}
        systems.add(commune, url=f"{region.url}/v2", **facts)
    work()

    [row] = rows(commune, System)
    assert "root:" not in json.dumps(row.services)
    assert row.services == []


@pytest.mark.parametrize("bad", [BOMB, FILE])
def test_a_document_type_is_refused_before_anything_grows(bad):
    with pytest.raises(bounded_xml.NotRead):
        bounded_xml.read(bad)


def test_it_is_sent_once_with_the_thing_and_nothing_of_a_person(commune, region, system, report):
    give(commune, report, system)
    work()

    [sent] = posts(region)
    told = {name: values[0] for name, values in parse_qs(sent.body.decode()).items()}
    assert told["service_code"] == "033"
    assert told["api_key"] == "their-key"
    assert told["jurisdiction_id"] == "region.example"
    assert (told["lat"], told["long"]) == ("50.86714", "4.37352")
    assert told["address_string"].startswith("Rue des Tilleuls Inventés 12, 1030")
    assert "Third lamp." in told["description"]
    assert "Peeters" not in sent.body.decode()
    assert {"first_name", "last_name", "phone"}.isdisjoint(told)
    assert "their-key" not in sent.path
    [handover] = rows(commune, Handover)
    assert (handover.state, handover.their_reference) == (HandoverState.SENT, "501")
    assert work() == 0


def test_a_category_without_a_service_is_not_sent(commune, system):
    with pytest.raises(NotNow, match="no_service"):
        give(commune, reported(commune, "graffiti"), system)


def test_an_answer_that_got_lost_is_a_doubt_and_is_never_sent_again_by_itself(
    commune, region, system, report
):
    def takes_it_and_dies(line):
        line.connection.close()

    region.answers["/v2/requests.json"] = takes_it_and_dies
    handover = give(commune, report, system)
    now = timezone.now()
    for hours in (0, 1, 5, 30):
        with time_machine.travel(now + timedelta(hours=hours), tick=True):
            work()
            jobs.ring_again(0)

    assert len(posts(region)) == 1
    assert state_of(commune) == HandoverState.UNSURE

    page = officer(commune).get(f"/streets/office/{report.sign}/hand-over/").text
    assert "Perhaps sent: ask them" in page
    with transaction_within(scope_of(commune)):
        handing.say_arrived(handover, "501")
    assert state_of(commune) == HandoverState.SENT


def test_a_worker_that_dies_while_sending_leaves_a_doubt(commune, region, system, report):
    handover = give(commune, report, system)
    with transaction_within(scope_of(commune)):
        handing.begin_to_send(handover.pk)
    # Here it dies. Another takes up the work.
    work()
    jobs.ring_again(0)

    assert posts(region) == []
    assert state_of(commune) == HandoverState.UNSURE


def test_a_colleague_who_asked_sends_it_again_under_the_same_key(commune, region, system, report):
    region.says("/v2/requests.json", 500)
    give(commune, report, system)
    work()
    assert state_of(commune) == HandoverState.UNSURE
    region.says("/v2/requests.json", 201, written([{"service_request_id": "9"}]))

    address = f"/streets/office/{report.sign}/hand-over/"
    assert officer(commune).post(address, {"deed": "again"}).status_code == 302
    work()

    first, second = posts(region)
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]
    assert rows(commune, Handover)[0].their_reference == "9"


@pytest.mark.parametrize("status", [403, 404, 429, 503, 302])
def test_what_was_surely_not_taken_goes_again_later(commune, region, system, report, status):
    region.says("/v2/requests.json", status)
    give(commune, report, system)
    work()
    assert state_of(commune) == HandoverState.TO_SEND
    assert rows(commune, System)[0].failed == f"status_{status}"

    region.says("/v2/requests.json", 201, written([{"service_request_id": "9"}]))
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=True):
        work()
    assert state_of(commune) == HandoverState.SENT
    assert rows(commune, System)[0].failed == ""


def test_a_dead_program_loses_nothing(commune, system, report):
    with transaction_within(scope_of(commune)):
        System.objects.update(url="http://127.0.0.1:9/v2")
    give(commune, report, system)
    work()

    assert state_of(commune) == HandoverState.TO_SEND
    [ours] = rows(commune, Report)
    assert ours.state == State.HANDED_OVER


def test_a_token_becomes_a_reference(commune, region, system, report):
    region.says("/v2/requests.json", 200, written([{"token": "t/1", "service_request_id": None}]))
    region.says("/v2/tokens/t%2F1.json", 200, written([{"service_request_id": 77, "token": "t/1"}]))
    give(commune, report, system)
    work()
    region.says("/v2/requests.json", 200, written([{"service_request_id": 77, "status": "open"}]))
    jobs.follow_systems(0)

    assert rows(commune, Handover)[0].their_reference == "77"


def sent(commune, region, system, report):
    give(commune, report, system)
    work()


def test_their_news_become_ours_each_once(commune, region, system, report):
    sent(commune, region, system, report)
    for _number in range(3):
        look(region, "open", status_notes="Planned for Tuesday")

    assert state_of(commune) == HandoverState.ACCEPTED
    assert [one.words for one in rows(commune, Move)].count("Planned for Tuesday") == 1
    assert rows(commune, System)[0].pulled_at


@pytest.mark.parametrize(
    ("said", "handover", "state"),
    [
        ({"status": "fixed"}, "ended", State.REPAIRED),
        (
            {"status": "closed", "extended_attributes": {"state": "repaired"}},
            "ended",
            State.REPAIRED,
        ),
        # Nobody says that it is repaired: a colleague looks.
        ({"status": "closed"}, "ended", State.LOOKED_AT),
        ({"status": "not_councils_responsibility"}, "returned", State.LOOKED_AT),
        (
            {
                "status": "closed",
                "extended_attributes": {"state": "closed", "closed_because": "not_ours"},
            },
            "returned",
            State.LOOKED_AT,
        ),
        (
            {
                "status": "closed",
                "extended_attributes": {"state": "closed", "closed_because": "no_means"},
            },
            "ended",
            State.CLOSED,
        ),
    ],
)
def test_how_it_ends_there(commune, region, system, report, said, handover, state):
    sent(commune, region, system, report)
    status = said.pop("status")
    look(region, status, status_notes="So it is.", **said)

    assert state_of(commune) == handover
    assert rows(commune, Report)[0].state == state
    assert rows(commune, Move)[-1].words.endswith("So it is.")


def test_what_they_write_is_one_short_line_of_text(commune, region, system, report):
    sent(commune, region, system, report)
    look(region, "open", status_notes="<b>x</b>\x00\n\u202e" + "y" * 5000)

    words = rows(commune, Move)[-1].words
    assert len(words) <= 300
    assert not set(words) & {"\x00", "\n", "\u202e"}


def test_of_a_report_that_is_not_ours_they_may_say_what_they_like(commune, region, system, report):
    sent(commune, region, system, report)
    row = {"service_request_id": "somebody-elses", "status": "fixed"}
    region.says("/v2/requests.json", 200, written([row]))
    jobs.follow_systems(0)

    assert state_of(commune) == HandoverState.SENT


def officer(commune):
    return signed_in(MembershipFactory(organisation=commune, role="officer").account)


def signed_in(account):
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def test_an_administrator_adds_maps_and_ends_one(commune, region):
    client = signed_in(MembershipFactory(organisation=commune, role="administrator").account)
    said = {"name": "The region", "ground": "region", "url": f"{region.url}/v2", "key": "k"}
    assert client.post("/streets/systems/", {"name": "x"}).status_code == 422
    assert client.post("/streets/systems/", said).status_code == 302
    work()
    [row] = rows(commune, System)
    address = f"/streets/systems/{row.pk}/"
    assert "Éclairage" in client.get(address).text
    assert client.post(address, {"lamp": "999"}).status_code == 422
    assert client.post(address, {"lamp": "033"}).status_code == 302
    assert rows(commune, System)[0].mapping == {"lamp": "033"}

    give(commune, reported(commune), rows(commune, System)[0])
    client.post(f"{address}end/")
    assert rows(commune, System)[0].left_at is None
    with transaction_within(scope_of(commune)):
        handing.take_back(Handover.objects.get())
    client.post(f"{address}end/")
    [row] = rows(commune, System)
    assert row.left_at
    assert row.sealed_key is None


def test_of_another_organisation_there_is_no_system(commune, system):
    stranger = MembershipFactory(organisation=OrganisationFactory(), role="administrator").account
    client = signed_in(stranger)

    assert client.get(f"/streets/systems/{system.pk}/").status_code == 404
    for deed in ("ask", "end"):
        assert client.post(f"/streets/systems/{system.pk}/{deed}/").status_code == 404
    assert system.url not in client.get("/streets/systems/").text
    assert f"/streets/systems/{system.pk}/" not in client.get("/streets/systems/").text
    assert officer(commune).get("/streets/systems/").status_code == 404
