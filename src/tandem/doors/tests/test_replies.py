import pytest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tandem.doors import replies

HELP = {"errands": _("Errands"), "meal": _("A meal"), "lift": _("A lift"), "call": _("A call")}
FAR = {"1000": "In my quarter (1 km)", "2000": "Up to 2 km", "5000": "Up to 5 km"}
SAID = {"yes": _("Yes"), "no": _("No")}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2", ["2000"]),
        (" 2. ", ["2000"]),
        ("٢", ["2000"]),
        ("up to 5 KM", ["5000"]),
        ("5 km", ["5000"]),
        ("quarter", ["1000"]),
        ("km", None),
        ("4", None),
        ("1 2", None),
        ("9" * 400, None),
        ("x" * 20_000, None),
        ("", None),
    ],
)
def test_one_answer_is_told_by_number_or_words(typed, meant):
    assert replies.one_of(FAR, typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1, 3 4", ["errands", "lift", "call"]),
        ("4 et 1", ["errands", "call"]),
        ("a lift + a meal", ["meal", "lift"]),
        ("meal,1", ["errands", "meal"]),
        ("1, pigeons", None),
        ("0", None),
        (",,,", None),
    ],
)
def test_several_answers_are_told_together_and_none_is_lost_unseen(typed, meant):
    assert replies.some_of(HELP, typed) == meant


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_the_words_of_every_language_are_known_in_every_language(language):
    said = {"fr": _("French"), "nl": _("Dutch")}
    with override(language):
        assert replies.some_of(said, "Nederlands, français") == ["fr", "nl"]


@pytest.mark.parametrize(("typed", "key"), [("OUI", "yes"), ("nee", "no"), ("1", "yes")])
def test_yes_and_no_are_known_in_every_language(typed, key):
    assert replies.yes_or_no(SAID, typed) == [key]


@pytest.mark.parametrize("typed", ["yes and no", "perhaps", ""])
def test_what_is_neither_yes_nor_no_is_not_guessed(typed):
    assert replies.yes_or_no(SAID, typed) is None


@pytest.mark.parametrize(
    ("language", "typed", "moments"),
    [
        ("en", "MO AM, TU EV", [0, 5]),
        ("en", "mo tu am", [0, 3]),
        ("en", "mo am pm we ev", [0, 1, 8]),
        ("en", "monday", [0, 1, 2]),
        ("en", "Sunday evening", [20]),
        ("nl", "MA VM", [0]),
        ("nl", "di namiddag en vr av", [4, 14]),
        ("nl", "dinsdagmiddag", [4]),
        ("de", "Dienstagnachmittag, Freitagabend", [4, 14]),
        ("fr", "MA matin", [3]),
        ("fr", "lundi après-midi", [1]),
        ("fr", "di soir", [20]),
        ("de", "Mo Vormittag; So Abend", [0, 20]),
        ("en", "lundi soir", [2]),
    ],
)
def test_moments_of_the_week_are_told_in_a_few_letters(language, typed, moments):
    with override(language):
        assert replies.half_days(typed) == [str(moment) for moment in moments]


@pytest.mark.parametrize("typed", ["morning", "22", "-1", "ma", "x" * 20_000, "am mo", ""])
def test_moments_that_could_mean_two_things_are_not_guessed(typed):
    with override("en"):
        assert replies.half_days(typed) is None


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_the_letters_of_the_hint_are_understood(language):
    with override(language):
        example = replies.half_days_hint().rpartition(": ")[2].rstrip(".")
        assert replies.half_days(example) == ["0", "11"]


@pytest.mark.parametrize("typed", ["27 3", "about 1958", "1.2.58", "27 03 1958 1", "x" * 5000])
def test_what_is_no_whole_date_is_left_as_it_is(typed):
    assert replies.date_parts(typed) is None
