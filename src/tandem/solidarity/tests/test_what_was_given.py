"""What a helper may know, and how one is reached, must have been given: said where one can mend it."""

import pytest
from django.test import Client
from django.utils.translation import override

from tandem.services.catalogue import known
from tandem.solidarity.tests.test_asking import LIFT
from tests.factories import AreaFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town():
    return OrganisationFactory(area=AreaFactory(postal_code="1030"))


def wrong(**changed):
    with override("en"):
        return known("ask-for-help").form({**LIFT, **changed}).check()


@pytest.mark.parametrize(
    ("contact", "begins"),
    [
        ("phone", "You gave no telephone number."),
        ("email", "You gave no e-mail address."),
        ("address", "You gave no address."),
    ],
)
def test_what_was_not_given_can_be_told_to_nobody(contact, begins):
    assert wrong(contact=[contact])["contact"][0].startswith(begins)


@pytest.mark.parametrize(
    "given",
    [
        {"contact": ["phone"], "reach_phone": ["0475 12 34 56"]},
        {"contact": ["email"], "reach_email": ["rosa@example.example"]},
        {"contact": ["address"], "where_landmark": ["The shelter in the park"]},
        {"contact": ["meet"]},
        {"contact": []},
    ],
)
def test_what_was_given_or_need_not_be_is_taken(given):
    assert wrong(**given) == {}


@pytest.mark.parametrize(
    ("said", "kept_back"),
    [
        ({"reach_safe_contact": ["Ring twice"]}, True),
        ({"care": ["never_leave_word"]}, True),
        ({"care": ["large_print"]}, False),
        ({"reach_safe_contact": ["Ring twice"], "contact": ["meet"]}, False),
    ],
)
def test_before_she_sends_it_she_reads_that_her_number_stays_with_us(said, kept_back):
    given = {"contact": ["phone"], "reach_phone": ["0475 12 34 56"], **said}
    with override("en"):
        form = known("ask-for-help").form({**LIFT, **given})
        assert form.check() == {}
        assert ("a coordinator brings you together instead" in form.said("contact")) == kept_back


@pytest.mark.parametrize(
    ("said", "warned"),
    [
        ({"reach_channel": ["letter"]}, True),
        ({"reach_channel": ["letter"], "reach_phone": ["0475 12 34 56"]}, False),
        ({"reach_channel": ["letter"], "vital": ["no"]}, False),
        ({"reach_channel": ["call"], "reach_phone": ["0475 12 34 56"]}, False),
    ],
)
def test_before_she_sends_it_she_reads_that_a_letter_comes_too_late(said, warned):
    home = {"where_street": ["Rue des Tilleuls"], "where_number": ["4"]}
    with override("en"):
        form = known("ask-for-help").form(
            {**LIFT, **home, "contact": [], "vital": ["yes"], "reach_phone": [""], **said}
        )
        assert form.check() == {}
        assert ("a letter comes too late" in form.said("reach")) == warned


def answered(**answers):
    """A browser that has answered these pages, and the page it then stands on."""
    client = Client(headers={"accept-language": "en"})
    for name, said in answers.items():
        page = client.post(f"/s/ask-for-help/{name}/", said, follow=True)
    return page


def pages(**last):
    whole = {
        "where": {"where_postal_code": "1030", "where_street": "Rue Haute 1"},
        "kind": {"kind": "goods"},
        "what": {"what": "Masks"},
        "quantity": {"quantity": "2"},
        "when": {"when": "9"},
        "exactly": {"exactly": ""},
        "how_often": {"how_often": "once"},
        "languages": {"languages": "fr"},
        "safeguards": {},
        "vital": {"vital": "no"},
        "program": {"program": "yes"},
        "who": {"who_first_name": "Rosa", "who_last_name": "Vandenput"},
    }
    return answered(**whole, **last)


def test_the_error_leads_to_the_page_where_the_number_is_written():
    page = pages(reach={"reach_channel": "desk"}, contact={"contact": "phone"})

    assert page.request["PATH_INFO"] == "/s/ask-for-help/contact/"
    assert 'href="/s/ask-for-help/reach/#id_reach_phone"' in page.text


def test_who_wants_a_letter_but_no_letters_is_led_to_the_other_question():
    page = pages(
        reach={"reach_channel": "letter"}, contact={"contact": "meet"}, care={"care": "never_write"}
    )

    assert page.request["PATH_INFO"] == "/s/ask-for-help/care/"
    assert 'href="/s/ask-for-help/reach/#id_reach_channel' in page.text
