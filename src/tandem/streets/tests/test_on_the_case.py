"""What the page of a case may not do past the room; and danger that nobody has called so."""

import pytest
from django.utils.translation import override

from tandem.cases.models import Case
from tandem.streets.choices import State, Trouble
from tandem.streets.models import Category, Report, Voice
from tandem.streets.tests.reported import at_work, member, moved, reported
from tandem.tenancy.scope import within
from tests.factories import scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def colleague(commune, client):
    member(client, commune)
    return client


def in_force(commune, model):
    with within(scope_of(commune)):
        return model.objects.get()


def test_nobody_answers_past_the_report(commune, colleague):
    report = reported(commune)
    page = f"/cases/{report.told_in.reference}/"

    assert "/answer/" not in colleague.get(page).text
    colleague.post(f"{page}answer/", {"reason": "done", "words": ""})

    assert in_force(commune, Case).state == "received"
    assert in_force(commune, Report).state == State.NEW


def test_a_colleague_cannot_say_yes_in_her_name_by_closing_the_case(commune, colleague):
    report = reported(commune)
    with at_work(commune):
        moved(report, State.LOOKED_AT, State.REPAIRED)

    colleague.post(f"/cases/{report.told_in.reference}/close/")

    assert in_force(commune, Voice).verdict == ""
    assert in_force(commune, Case).state == "answered"


def test_a_danger_in_the_communes_own_words_is_one(web, service, told, commune):
    with within(scope_of(commune)):
        Category.objects.create(
            commune=commune.area, code="own-1", trouble=Trouble.GAS, names={"en": "Rotten eggs"}
        )
    told["kind"] = {"kind": ["own-1"]}
    with override("en"):
        now = str(service.urgent.now)

    web.begin(service)
    assert now in web.answer({name: told[name] for name in ("where", "what", "kind")}).text
    web.answer({name: told[name] for name in ("photo", "reach")})
    web.send()

    assert in_force(commune, Case).urgent
    assert in_force(commune, Report).danger


def test_words_of_danger_bring_the_number_before_any_other_question(web, mobile, service, told):
    with override("en"):
        now = str(service.urgent.now)
    told["what"] = {"what": ["het ruikt hier naar gas"]}
    first = {name: told[name] for name in ("where", "what")}

    web.begin(service)
    assert now in web.answer(first).text
    mobile.begin(service)
    mobile.answer(first)
    assert now in " ".join(mobile.last.split("\n"))


@pytest.mark.parametrize("path", ["/streets/figures/%00/", "/streets/map/%00/", "/streets/%00/"])
def test_no_sign_that_cannot_be_breaks_a_page(visitor, commune, path):
    assert visitor.get(path).status_code == 404
