import pytest
from django.utils.translation import override

from tandem.services.composites import Reach, Someone, Where, ways_offered
from tandem.services.conditions import When
from tandem.services.forms import ServiceForm
from tandem.services.questions import HalfDays, Long, OneOf, Short, SomeOf, Whole, YesNo


class TeaForm(ServiceForm):
    guests = Whole("How many guests?", least=1, most=9)
    sugar = YesNo("Sugar?")
    lumps = Whole("How many lumps?", least=1, most=4, needed_if=When("sugar", is_in={"yes"}))
    leaf = OneOf("Which tea?", choices=[("green", "Green"), ("black", "Black")])
    extras = SomeOf("What with it?", choices=[("milk", "Milk"), ("mint", "Mint")], optional=True)
    when = HalfDays("When?")
    words = Long("Anything else?", optional=True)


GOOD = {"guests": ["2"], "sugar": ["no"], "leaf": ["green"], "when": ["4", "0"]}


def test_good_answers_are_understood():
    form = TeaForm(GOOD)

    assert form.check() == {}
    assert form.cleaned_data["sugar"] is False
    assert form.cleaned_data["when"] == (0, 4)
    assert form.first_open() is None


def test_a_question_these_answers_do_not_call_for_is_not_asked():
    form = TeaForm(GOOD)

    assert "lumps" not in form.asked()
    assert form.check() == {}
    assert form.cleaned_data["lumps"] is None


def test_a_question_they_do_call_for_is_missed():
    form = TeaForm(GOOD | {"sugar": ["yes"]})

    assert list(form.check()) == ["lumps"]
    assert form.first_open() == "lumps"


def test_questions_keep_their_order_after_a_check():
    form = TeaForm(GOOD)
    form.check()

    assert list(form.fields) == list(TeaForm.base_fields)


def test_a_part_of_a_draft_is_checked_alone():
    form = TeaForm({"guests": ["twelve"]})

    with override("en"):
        assert list(form.check(only=["guests"])) == ["guests"]
        assert form.check(only=["guests"])["guests"] == [
            "Write a whole number in figures, such as 3."
        ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("guests", "0"),
        ("guests", "99999999999999999999"),
        ("guests", "\u0663x"),
        ("leaf", "<script>alert(1)</script>"),
        ("extras", "\x00"),
        ("when", "21"),
        ("when", "-1"),
        ("words", "x" * 1001),
        ("sugar", "maybe"),
    ],
)
def test_bad_input_is_told_and_kept(name, said):
    form = TeaForm(GOOD | {name: [said]})

    assert name in form.check()
    assert form.raw[name] == [said]


class WhoForm(ServiceForm):
    who = Someone("Who?", born=True)
    reach = Reach("How?")
    spot = Where("Where?")


def told(**raw):
    form = WhoForm({name: [value] for name, value in raw.items()})
    with override("en"):
        return form.check()


def test_every_part_says_what_it_misses():
    errors = told(who_first_name="Ana", reach_channel="sms", spot_postal_code="10")

    assert errors["who"] == ["Write the last name."]
    assert errors["reach"] == ["Write your telephone number, or choose another way."]
    assert errors["spot"] == ["A Belgian postal code has four figures, such as 1030."]


@pytest.mark.parametrize("typed", ["10 30", "B-1030", "1030 Schaerbeek"])
def test_a_postal_code_is_understood_as_on_an_envelope(typed):
    form = WhoForm({"spot_postal_code": [typed]})
    form.check()

    assert form.cleaned_data["spot"]["postal_code"] == "1030"


def test_the_desk_needs_neither_telephone_nor_address():
    assert "reach" not in told(reach_channel="desk")


@pytest.mark.parametrize(
    ("channel", "contact"),
    [
        ("sms", {"reach_phone": "02 279 22 11"}),
        ("sms", {"reach_phone": "not a number"}),
        ("email", {"reach_email": "ana@"}),
        ("email", {}),
        ("pigeon", {}),
    ],
)
def test_a_way_that_cannot_reach_her_is_refused(channel, contact):
    assert "reach" in told(reach_channel=channel, **contact)


@pytest.mark.parametrize(
    "born", [("31", "2", "1950"), ("1", "1", "2999"), ("x", "1", "1950"), ("1", "", "1950")]
)
def test_a_birthday_that_cannot_be_is_refused(born):
    day, month, year = born

    assert "who" in told(
        who_first_name="A", who_last_name="B", who_day=day, who_month=month, who_year=year
    )


def test_names_with_markup_are_refused_and_names_of_every_alphabet_taken():
    assert "who" in told(who_first_name="<b>Ana</b>", who_last_name="B")
    assert "who" not in told(who_first_name="Νίκη", who_last_name="محمد")
    assert "who" not in told(who_first_name="Anne-Laure", who_last_name="d’Hondt")


def test_answers_are_read_back_in_words():
    form = TeaForm(GOOD | {"extras": ["milk"]})
    form.check()

    with override("en"):
        assert form.said("leaf") == "Green"
        assert form.said("extras") == "Milk"
        assert form.said("sugar") == "No"
        assert form.said("when") == "Monday morning, Tuesday afternoon"


def test_short_is_a_short_kind_of_text():
    assert isinstance(Long("?"), Short)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ann\nRue Autre\nBruxelles", "Ann Rue Autre Bruxelles"),
        ("  Marie\u2028 Lou\u200b ", "Marie Lou"),
    ],
)
def test_a_name_stands_on_one_line_however_it_was_typed(typed, kept):
    form = WhoForm({"who_first_name": [typed], "who_last_name": ["Peeters"]})

    assert form.check(only=["who"]) == {}
    assert form.cleaned_data["who"]["first_name"] == kept


def test_a_name_that_nobody_can_see_is_none():
    form = WhoForm({"who_first_name": ["\u200b\u200d"], "who_last_name": ["Peeters"]})

    assert list(form.check(only=["who"])) == ["who"]


@pytest.mark.parametrize(("gateway", "promised"), [("", False), ("somewhere.Gateway", True)])
def test_a_text_message_is_promised_only_where_one_can_leave(settings, gateway, promised):
    settings.SMS_GATEWAY = gateway

    with override("en"):
        [told] = [str(label) for code, label in ways_offered() if code == "sms"]

    assert ("not here yet" not in told) is promised


class LetterForm(ServiceForm):
    where = Where("Where?")


@pytest.mark.parametrize("typed", ["Visit gagnez.example", "0475 12 34 56", "a@b.example"])
def test_on_the_letter_box_stands_a_name_and_no_way_to_elsewhere(typed):
    form = LetterForm({"where_postal_code": ["1030"], "where_care_of": [typed]})

    with override("en"):
        assert form.check()["where"] == [
            "Write only the name here, without web address, e-mail address or number."
        ]


@pytest.mark.parametrize("typed", ["", "Fam. Peeters", "Résidence 1er Mai", "J.-P. O’Neill"])
def test_a_name_on_the_letter_box_is_taken_as_it_stands(typed):
    box = Where("Where?").parts["care_of"]

    assert box.clean(typed) == typed


@pytest.mark.parametrize(
    "address", ["a@[127.0.0.1]", "a@localhost", "a@127.0.0.1", "Tandem@ours.example"]
)
def test_where_no_person_reads_nothing_is_sent(settings, address):
    settings.DEFAULT_FROM_EMAIL = "The house <tandem@ours.example>"
    assert "reach" in told(reach_channel="email", reach_email=address)
    assert "reach" not in told(reach_channel="email", reach_email="a@theirs.example")
