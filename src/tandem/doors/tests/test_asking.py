import pytest
from django.utils.translation import override

from tandem.doors.asking import errors_at, prompts, read_reply, still_to_ask
from tandem.services.composites import Reach, Someone, Where
from tandem.services.conditions import When
from tandem.services.forms import ServiceForm
from tandem.services.questions import HalfDays, OneOf, SomeOf, Whole, YesNo
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


class TeaForm(ServiceForm):
    where = Where("Where do you stay?", short="Your postal code?")
    tea = OneOf("Which tea?", choices=[("green", "Green"), ("black", "Black")])
    sugar = YesNo("With sugar?")
    lumps = Whole("How many lumps?", needed_if=When("sugar", is_in={"yes"}))
    biscuits = SomeOf("Biscuits?", choices=[("oat", "Oat"), ("rye", "Rye")], optional=True)
    when = HalfDays("When do you come?")
    who = Someone("Who comes?", born=True)
    reach = Reach("How do we reach you?")


def prompt(html, **raw):
    return next(one for one in prompts(TeaForm(raw)) if one.html == html)


def test_a_form_becomes_small_prompts_in_order():
    found = [one.html for one in prompts(TeaForm({}))]

    assert found[:7] == [
        "where_postal_code",
        "where_street",
        "where_care_of",
        "where_landmark",
        "tea",
        "sugar",
        "biscuits",
    ]
    assert "lumps" not in found


def test_a_prompt_comes_when_an_earlier_answer_calls_for_it():
    assert "lumps" in [one.html for one in prompts(TeaForm({"sugar": ["yes"]}))]


def test_the_first_part_asks_the_question_and_the_others_their_own():
    texts = {one.html: one.text for one in prompts(TeaForm({}))}

    assert texts["where_postal_code"] == "Your postal code?"
    assert texts["where_street"] == "Street and number"
    assert texts["who_first_name"] == "Who comes? First name"
    assert texts["reach_channel"] == "How do we reach you?"


def test_only_what_the_question_does_not_miss_may_stay_open():
    assert not prompt("where_postal_code").optional
    assert prompt("where_street").optional
    assert prompt("biscuits").optional
    assert prompt("reach_phone", reach_channel=["email"]).optional
    assert not prompt("reach_phone", reach_channel=["sms"]).optional


@pytest.mark.parametrize(
    ("html", "typed", "raw"),
    [
        ("tea", "2", {"tea": ["black"]}),
        ("tea", "coffee", {"tea": ["coffee"]}),
        ("tea", "-", {"tea": []}),
        ("sugar", "oui", {"sugar": ["yes"]}),
        ("biscuits", "1 2", {"biscuits": ["oat", "rye"]}),
        ("biscuits", "0", {"biscuits": []}),
        ("when", "MO AM", {"when": ["0"]}),
        ("when", "21", {"when": ["20"]}),
        ("when", "22", {"when": ["22"]}),
        ("when", "0", {"when": []}),
        ("where_street", "-", {"where_street": [""]}),
        ("where_street", "0", {"where_street": ["0"]}),
        ("where_street", "  Quai 3 ", {"where_street": ["  Quai 3 "]}),
        ("reach_channel", "by letter", {"reach_channel": ["letter"]}),
        ("who_month", "3", {"who_month": ["3"]}),
        ("who_day", "27", {"who_day": ["27"]}),
        ("who_day", "27/3/1958", {"who_day": ["27"], "who_month": ["3"], "who_year": ["1958"]}),
        ("who_day", "-", {"who_day": [""], "who_month": [""], "who_year": [""]}),
    ],
)
def test_a_reply_becomes_the_answer_that_was_meant_or_stays_as_typed(html, typed, raw):
    assert read_reply(prompt(html), typed) == raw


def test_a_nought_is_a_number_where_a_number_is_asked_for():
    assert read_reply(prompt("lumps", sugar=["yes"]), "0") == {"lumps": ["0"]}


def test_parts_that_nobody_asked_about_are_not_wrong_yet():
    OrganisationFactory(area__postal_code="1030")
    form = TeaForm({"where_postal_code": ["1030"], "who_first_name": [""]})

    assert errors_at(form) == {"who_first_name": ["Write the first name."]}
    assert still_to_ask(form)[0].html == "where_street"


def test_a_mistake_of_the_whole_question_is_said_once_where_it_begins():
    form = TeaForm({"when": [], "reach_channel": ["call"], "reach_phone": ["12"]})

    assert errors_at(form) == {
        "when": ["Choose at least one moment of the week."],
        "reach_phone": ["We do not recognise this number. Example: 0475 12 34 56."],
    }
