"""Who has only a number reads what anybody may read, and nothing else, at each door."""

import pytest

from tandem.streets.choices import State
from tandem.streets.tests.factories import ReportFactory, VoiceFactory
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tandem.toolbox.sealing import seal
from tests.factories import MembershipFactory, scope_of
from tests.paper import text_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
SECRET = "My neighbour broke it."


@pytest.fixture
def lamp(commune):
    report = ReportFactory(organisation=commune, mark="LP20417", state=State.LOOKED_AT)
    VoiceFactory(report=report)
    with within(scope_of(commune)):
        report.sealed = seal(SECRET, report.place)
        report.save(update_fields=["sealed"])
    return report


def ask(visitor, number, code=""):
    return visitor.post("/number/", {"number": number, "postal_code": code})


@pytest.mark.parametrize("by", ["sign", "pole"])
def test_on_the_website_a_number_leads_to_what_anybody_may_read(visitor, lamp, by):
    page = (
        ask(visitor, lamp.shown_sign.lower()) if by == "sign" else ask(visitor, "lp 20417", "1030")
    )

    assert f'href="/streets/{lamp.sign}/"' in page.text
    assert "A street lamp" in page.text
    assert SECRET not in page.text


def test_by_text_message_the_same_is_said(mobile, lamp):
    for said in (mobile.text(lamp.shown_sign), mobile.text("LP20417 1030?")):
        assert "Rue des Tilleuls" in said
        assert SECRET not in said


def test_of_a_report_that_was_joined_the_other_tells_what_becomes_of_it(visitor, mobile, lamp):
    with within(scope_of(lamp.organisation)):
        other = ReportFactory(
            organisation=lamp.organisation, state=State.JOINED, joined_to=lamp, street="Rue Haute 3"
        )

    by_web, by_text = ask(visitor, other.shown_sign).text, mobile.text(other.shown_sign)
    assert "It goes on together with another report of the same." in by_web
    assert "Cela continue avec un autre signalement" in by_text
    for said in (by_web, by_text):
        assert "Rue des Tilleuls" in said
        assert "Rue Haute" not in said


def test_what_nobody_knows_is_said_kindly(visitor, lamp):
    page = ask(visitor, "LP99999", "1030")

    assert page.status_code == 422
    assert "We know nothing by this number." in page.text
    # Without the place, a pole is one of many.
    assert "A street lamp" not in ask(visitor, "LP20417").text


def test_the_number_on_what_tells_of_a_household_leads_nowhere(visitor, commune):
    ReportFactory(organisation=commune, category="dumping", mark="BOX77", state=State.LOOKED_AT)

    assert ask(visitor, "BOX77", "1030").status_code == 422


def test_the_operator_is_led_there(visitor, lamp):
    assert 'href="/number/"' in visitor.get("/follow/").text


def test_an_officer_prints_a_label_with_the_sign_and_nothing_that_was_told(client, lamp, commune):
    client.force_login(MembershipFactory(organisation=commune, role=Role.OFFICER).account)

    page = client.get(f"/streets/office/reports/{lamp.sign}/label.pdf")

    text = text_of(page.content)
    assert lamp.shown_sign in text
    assert SECRET not in text
