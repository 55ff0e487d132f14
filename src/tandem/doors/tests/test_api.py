import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tandem.cases.models import Case
from tandem.doors.api import access
from tandem.doors.api.actions import let_in, shut_out
from tandem.doors.api.document import WRONG
from tandem.doors.choices import Right
from tandem.doors.models import Token
from tandem.journal.choices import Door
from tandem.mandates.models import Acting
from tandem.services.composites import FOUR_FIGURES
from tandem.tenancy.scope import within
from tests.factories import MembershipFactory, scope_of
from tests.parity.drivers import Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(commune):
    return Api()


@pytest.fixture
def natural(partner, service, answers):
    """Good answers, as a program writes them."""
    partner.service = service
    written = {name: partner._natural(name, raw) for name, raw in answers.items()}
    return {name: {"yes": True, "no": False}.get(str(said), said) for name, said in written.items()}


def ask(partner, natural, **headers):
    body = {"language": "nl", "answers": natural}
    return partner.call("post", "services/ask-for-help/cases", body, **headers)


def cases_of(organisation):
    with within(scope_of(organisation)):
        return list(Case.objects.all())


def test_all_at_once_becomes_a_case_with_the_trace_of_who_acted(partner, natural, commune):
    response = ask(partner, natural, **partner.once())

    assert response.status_code == 201
    [case] = cases_of(commune)
    assert (case.door, case.language) == (Door.API, "nl")
    assert case.reference == response.json()["reference"]
    with within(scope_of(commune)):
        assert [acting.door for acting in Acting.objects.all()] == [Door.API]


def test_the_same_key_is_done_once(partner, natural, commune):
    key = partner.once()

    first, second = (ask(partner, natural, **key) for _ in range(2))

    assert first.json() == second.json()
    assert len(cases_of(commune)) == 1


def test_what_cannot_wait_is_told_with_what_happens_now(partner, natural, service):
    partner.language = "nl"
    calm = ask(partner, natural, **partner.once()).json()
    urgent = ask(partner, natural | {"vital": True}, **partner.once()).json()

    assert (calm["urgent"], calm["what_happens_now"]) == (False, "")
    with override("nl"):
        assert (urgent["urgent"], urgent["what_happens_now"]) == (True, str(service.urgent.now))
    assert "112" in urgent["what_happens_now"]


def test_a_key_used_for_something_else_is_told(partner, natural):
    key = partner.once()
    ask(partner, natural, **key)

    response = ask(partner, natural | {"vital": True}, **key)

    assert response.status_code == 409


def test_without_a_key_nothing_is_done(partner, natural, commune):
    assert ask(partner, natural).status_code == 400
    assert cases_of(commune) == []


def test_what_is_wrong_is_said_in_the_language_asked_for_and_the_rest_is_kept(partner, natural):
    partner.language = "fr"

    where = natural["where"] | {"postal_code": "10300"}
    response = ask(partner, natural | {"where": where}, **partner.once())

    told = response.json()
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    with override("fr"):
        assert told["errors"] == {"where": [str(FOUR_FIGURES)]}
    partner.told = told
    kept = partner._with_code("get", "").json()
    assert kept["answers"]["where"]["postal_code"] == "10300"
    assert kept["answers"]["vital"] == "no"


def test_an_answer_that_is_not_as_the_document_says_is_refused_and_not_kept(partner, natural):
    response = ask(partner, natural | {"vital": "no"}, **partner.once())

    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["vital"]
    assert "reference" not in response.json()


def test_parts_that_are_not_named_stay_as_they_are(partner, service, commune):
    partner.begin(service)

    for where in ({"postal_code": "1030", "landmark": "Second bell"}, {"street": "Rue Inventée 5"}):
        partner.told = partner._with_code("patch", "", {"answers": {"where": where}}).json()
    partner._with_code("patch", "", {"answers": {"where": {"landmark": None}}})

    kept = partner._with_code("get", "").json()
    said = {part: text for part, text in kept["answers"]["where"].items() if text}
    assert said == {"postal_code": "1030", "street": "Rue Inventée 5"}
    assert kept["errors"] == {}
    taken_back = partner._with_code("patch", "", {"answers": {"where": None}}).json()
    assert not any(taken_back["answers"]["where"].values())


def test_a_question_nobody_asks_is_named(partner, natural):
    response = ask(partner, natural | {"shoe_size": 42}, **partner.once())

    assert list(response.json()["errors"]) == ["shoe_size"]


def test_with_reference_and_word_it_is_told_where_it_stands(partner, natural):
    told = ask(partner, natural, **partner.once()).json()

    response = partner.call("get", f"cases/{told['reference']}", **{"Tandem-Word": told["word"]})

    assert response.json()["state"] == "received"
    assert response.json()["due_on"] == told["due_on"]


@pytest.mark.parametrize("word", ["", "mokadelu", "x" * 500, "\u0000"])
def test_a_wrong_word_tells_nothing(partner, natural, word):
    told = ask(partner, natural, **partner.once()).json()

    for place in ("cases", "drafts"):
        path = f"{place}/{told['reference']}"
        response = partner.call("get", path, **{"Tandem-Word": word})
        assert response.status_code == 404


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer tandem_no", "Basic dGVzdDp0ZXN0"])
def test_nobody_comes_in_without_a_token(said):
    response = Client().post(
        "/api/v1/services/ask-for-help/drafts",
        "{}",
        "application/json",
        headers={"Authorization": said},
    )

    assert response.status_code == 401


def test_a_token_that_was_ended_or_has_expired_opens_nothing(partner):
    with within(None):
        place = access.signposts.find_one(access.SIGNPOST, partner.secret)
    with within(place.scope):
        Token.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert partner.call("post", "services/ask-for-help/drafts", {}).status_code == 401

    with within(place.scope):
        Token.objects.update(until=timezone.localdate() + timedelta(days=1))
        shut_out(Token.objects.get())
    assert partner.call("post", "services/ask-for-help/drafts", {}).status_code == 401


def test_a_token_does_only_what_it_was_given_for():
    member = MembershipFactory(role="administrator")
    until = timezone.localdate() + timedelta(days=9)
    partner = Api()
    with within(scope_of(member.organisation)):
        _token, partner.secret = let_in(
            member.organisation, "Reader", [Right.FOLLOW], until, by=member.account
        )

    assert partner.call("post", "services/ask-for-help/drafts", {}).status_code == 403


def test_what_is_refused_for_want_of_a_right_counts_too(partner, monkeypatch):
    monkeypatch.setattr(access, "A_MINUTE", 2)
    with within(None):
        place = access.signposts.find_one(access.SIGNPOST, partner.secret)
    with within(place.scope):
        Token.objects.update(rights=[Right.FOLLOW])

    asked = [partner.call("post", "services/ask-for-help/drafts", {}) for _ in range(3)]

    assert [response.status_code for response in asked] == [403, 403, 429]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("services/ask-for-help?postal_code=%00", 400),
        ("services/ask-for-help?postal_code=99999", 400),
        ("services/ask-for-help?postal_code=", 400),
        ("nothing", 404),
        ("", 404),
        ("services/", 404),
        ("drafts/%00", 401),
        ("services/%C3%A9", 404),
    ],
)
def test_what_is_asked_wrongly_is_answered_by_a_problem(visitor, path, status):
    response = visitor.get(f"/api/v1/{path}")

    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["title"]


def test_too_many_requests_in_a_minute_wait(partner, monkeypatch):
    monkeypatch.setattr(access, "A_MINUTE", 3)

    asked = [partner.call("post", "services/ask-for-help/drafts", {}) for _ in range(4)]

    assert [response.status_code for response in asked] == [201, 201, 201, 429]
    assert 0 < int(asked[-1].headers["Retry-After"]) <= 60


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'"text"',
        b"{",
        b'{"answers": []}',
        b'{"answers": {"what": "\\ud800"}}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"language": "xx"}',
        b'{"language": ["nl"]}',
    ],
)
def test_what_is_no_request_is_answered_kindly(partner, body):
    response = partner.client.post(
        "/api/v1/services/ask-for-help/drafts",
        body,
        "application/json",
        headers={"Authorization": f"Bearer {partner.secret}"},
    )

    assert response.status_code == 400
    assert response.json()["title"]


@pytest.mark.parametrize("size", [600_000, 3_000_000])
def test_a_body_without_end_is_refused(partner, size):
    body = json.dumps({"answers": {"what": "x" * size}})

    response = partner.client.post(
        "/api/v1/services/ask-for-help/drafts",
        body,
        "application/json",
        headers={"Authorization": f"Bearer {partner.secret}"},
    )

    assert response.status_code == 413
    assert response.headers["Content-Type"] == "application/problem+json"


def test_the_catalogue_is_open_to_everybody_and_says_the_questions(visitor, commune):
    listed = visitor.get("/api/v1/services").json()["services"]
    asked = visitor.get("/api/v1/services/ask-for-help?postal_code=1030").json()["answers"]

    assert "ask-for-help" in {one["slug"] for one in listed}
    assert asked["properties"]["where"]["properties"]["postal_code"]["type"] == "string"
    assert visitor.get("/api/v1/services/no-such").status_code == 404


def test_the_document_is_in_one_language(db):
    said = Client().get("/api/v1/openapi.json", headers={"Accept-Language": "nl"}).text

    with override("en"):
        english = [str(words) for words in WRONG.values() if str(words) in said]

    assert english == []
    with override("nl"):
        assert str(WRONG[401]) in said


def test_an_administrator_lets_a_program_in_and_out(client, commune):
    member = MembershipFactory(organisation=commune, role="administrator")
    client.force_login(member.account)
    client.cookies["language"] = "en"
    until = timezone.localdate() + timedelta(days=30)
    said = {
        "name": "The caravan",
        "rights": ["ask"],
        "until_day": until.day,
        "until_month": until.month,
        "until_year": until.year,
    }

    shown = client.post("/desk/programs/", said).text
    again = client.get("/desk/programs/").text

    assert "tandem_" in shown
    assert "tandem_" not in again
    assert "The caravan" in again
    with within(scope_of(commune)):
        token = Token.objects.get()
    client.post(f"/desk/programs/{token.pk}/end/")
    assert "The caravan" not in client.get("/desk/programs/").text


@pytest.mark.parametrize("role", ["operator", "coordinator", "officer"])
def test_only_administrators_let_programs_in(client, commune, role):
    client.force_login(MembershipFactory(organisation=commune, role=role).account)

    assert client.get("/desk/programs/").status_code == 404
