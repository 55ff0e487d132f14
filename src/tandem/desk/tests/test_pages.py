import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

from tandem.outbox import health
from tandem.services.catalogue import services
from tandem.territory.choices import Role
from tandem.ui import headers, keeping
from tests.factories import (
    AreaFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
)


@pytest.fixture
def platform(db):
    return PlatformFactory(name="Together", telephone="02 244 75 11")


def test_the_first_page_says_what_can_be_done_and_by_which_other_ways(english, platform):
    text = english.get("/").content.decode()

    for service in services():
        if not service.for_staff_of:
            assert f"/s/{service.slug}/" in text
    assert 'href="tel:022447511"' in text
    assert "/follow/" in text
    assert "112" in text


def test_the_first_page_leads_to_what_is_public_of_the_street(english, platform):
    OrganisationFactory(area__postal_code="1030", area__name="Schaerbeek")

    text = english.get("/").text

    assert 'href="/streets/"' in text
    assert 'href="/streets/figures/1030/"' in text
    assert 'href="/streets/data/"' in text


def test_an_empty_house_begins_with_its_first_run(client, db):
    assert client.get("/").url == "/first-run/"


def test_the_first_page_is_kept_ready_and_asks_nothing(client, platform):
    client.get("/")

    with CaptureQueriesContext(connection) as queries:
        client.get("/")

    # Only the test's own transaction is told whose rows; the page asks for none.
    assert [q["sql"] for q in queries if "set_config" not in q["sql"]] == []


def test_it_is_kept_in_each_language_apart(client, platform):
    pages = {}
    for language in ("fr", "nl", "de", "en"):
        client.cookies["language"] = language
        pages[language] = client.get("/").content

    assert f'lang="{"nl"}"'.encode() in pages["nl"]
    assert len(set(pages.values())) == 4


def test_who_is_signed_in_is_never_shown_a_page_kept_for_everybody(client, platform):
    client.get("/privacy/")
    keeping._kept.update(
        {place: kept._replace(content=b"kept") for place, kept in keeping._kept.items()}
    )
    client.force_login(MembershipFactory().account)

    assert client.get("/privacy/").content != b"kept"


def test_what_was_compressed_for_one_browser_is_not_kept_for_all(client, platform, monkeypatch):
    monkeypatch.setattr(headers, "LARGE", 1)

    squeezed = client.get("/privacy/", headers={"accept-encoding": "gzip"})
    plain = client.get("/privacy/")

    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert b"</html>" in plain.content


def test_a_kept_page_is_guarded_like_one_just_made(client, platform):
    made, kept = client.get("/"), client.get("/")

    assert kept.content == made.content
    assert dict(kept.headers) == dict(made.headers)
    assert "default-src 'none'" in kept.headers["Content-Security-Policy"]


def test_only_the_same_question_gets_a_kept_page(client, platform):
    client.get("/contact/")
    keeping._kept.update(
        {place: kept._replace(content=b"kept") for place, kept in keeping._kept.items()}
    )

    assert client.get("/contact/").content == b"kept"
    assert client.get("/contact/?postal_code=1030").content != b"kept"
    assert client.get("/contact/", headers={"host": "localhost"}).content != b"kept"
    assert client.get("/contact/", headers={"host": "elsewhere.example"}).status_code == 400
    assert client.head("/contact/").content != b"kept"
    client.cookies["messages"] = "waiting"
    assert client.get("/contact/").content != b"kept"


@pytest.mark.parametrize("path", ["/privacy/", "/accessibility/", "/contact/", "/algorithms/"])
@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_what_is_owed_in_public_stands_there_in_every_language(client, platform, path, language):
    client.cookies["language"] = language

    text = client.get(path).content.decode()

    assert f'<html lang="{language}"' in text
    assert len(re.findall(r"<h1", text)) == 1


def test_a_postal_code_leads_to_its_service(english, platform):
    town = OrganisationFactory(
        area=AreaFactory(postal_code="1030"), name="Town hall", telephone="02 244 00 00"
    )

    text = english.get("/contact/?postal_code=1030").content.decode()

    assert str(town) in text
    assert "02 244 00 00" in text
    assert "No commune served here" in english.get("/contact/?postal_code=9999").content.decode()


@pytest.mark.parametrize("asked", ["", "abc", "<script>", "9" * 500, "1030; DROP TABLE", "٣"])
def test_whatever_is_typed_as_a_postal_code_breaks_nothing(client, platform, asked):
    assert client.get("/contact/", {"postal_code": asked}).status_code == 200


def test_staff_begin_at_their_overview_and_residents_at_their_requests(client, platform):
    staff, resident = MembershipFactory().account, PersonFactory(account=None)
    client.force_login(staff)
    assert client.get("/start/").url == "/staff/"

    client.logout()
    resident_account = MembershipFactory(left_at=timezone.now()).account
    client.force_login(resident_account)
    assert client.get("/start/").url == "/mine/"
    assert resident.account is None


def test_the_overview_counts_what_waits(english, platform):
    member = MembershipFactory()
    CaseFactory(organisation=member.organisation)
    CaseFactory(organisation=member.organisation, due_on=timezone.localdate().replace(year=2020))
    CaseFactory()
    english.force_login(member.account)

    text = english.get("/staff/").content.decode()

    assert re.search(r'figure-value">2</span>.*?answers owed', text, re.S)
    assert re.search(r'figure-value">1</span>.*?of them late', text, re.S)


def test_the_overview_names_first_what_cannot_wait(english, platform):
    member = MembershipFactory()
    english.force_login(member.account)
    before = english.get("/staff/").text
    CaseFactory(organisation=member.organisation, urgent=True)

    text = english.get("/staff/").text

    assert "cannot wait" not in before
    assert re.search(r'figure-value">1</span>.*?view=urgent.*?cannot wait', text, re.S)
    assert text.index("cannot wait") < text.index("answer owed")


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_the_overview_costs_eighteen_questions(client):
    PlatformFactory()
    client.force_login(MembershipFactory().account)

    with CaptureQueriesContext(connection) as queries:
        client.get("/staff/")

    assert len([q for q in queries if q["sql"] not in {"BEGIN", "COMMIT"}]) <= 18


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_an_overview(english, platform, role):
    english.force_login(MembershipFactory(role=role).account)

    assert english.get("/staff/").status_code == 200


def test_the_house_says_why_it_is_not_well(client, db):
    response = client.get("/healthz")

    assert response.status_code == 503
    assert "worker" in response.content.decode()
    assert response.headers["Content-Type"].startswith("text/plain")


def test_the_house_says_that_it_is_well(client, db):
    assert health.queue_is_well() is not None
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    assert ProcrastinateWorker.objects.exists()

    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"well\n")


def test_what_belongs_to_somebody_is_not_gathered_by_search_engines(client, db):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /\n" in text
    assert "Allow: /privacy/$" in text
    assert "cases" not in text


def test_whom_to_tell_of_a_hole_never_expires(client, db):
    text = client.get("/.well-known/security.txt").content.decode()

    expires = datetime.fromisoformat(re.search(r"Expires: (.+)", text)[1])
    assert expires > datetime.now(UTC)
    assert "Contact: http" in text


def test_the_privacy_page_names_who_answers_and_who_watches(english, platform):
    town = OrganisationFactory(data_officer="dpo@imagerie.example")

    text = english.get("/privacy/").text

    assert str(town) in text
    assert "dpo@imagerie.example" in text


def test_who_is_signed_in_is_not_asked_to_sign_in(english, platform):
    before = english.get("/privacy/").text
    english.force_login(MembershipFactory().account)

    assert '"/sign-in/"' in before
    assert '"/sign-in/"' not in english.get("/staff/").text
