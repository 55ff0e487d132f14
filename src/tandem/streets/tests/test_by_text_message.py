"""Somebody with an old telephone tells of what is broken in her own words."""

import pytest

from tandem.doors.sms import words
from tandem.services import drafts

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def kept(mobile):
    return drafts.take_up(mobile.code).answers


def put(mobile, html):
    number, _prompt = mobile._prompt(html)
    return mobile.text(f"#{number}")


def test_a_danger_in_her_own_words_is_told_112_and_proposed(mobile, service):
    mobile.begin(service)
    mobile.text("1030")
    put(mobile, "kind")

    said = mobile.text("gasgeur, het stinkt naar gas")

    assert "call 112 at once" in said
    assert "then answer 1." in said.lower()
    assert kept(mobile)["what"] == ["gasgeur, het stinkt naar gas"]
    mobile.text("1")
    assert kept(mobile)["kind"] == ["danger_gas"]


def test_words_that_mean_no_answer_are_none(mobile, service):
    mobile.begin(service)
    put(mobile, "kind")

    said = mobile.text("xyzzy")

    assert "We keep your words" not in said
    assert "112" not in said


@pytest.mark.parametrize(
    ("first", "danger"),
    [
        ("ça sent le gaz rue Haute", True),
        ("het stinkt naar gas", True),
        ("la lampe est cassée rue Haute", False),
    ],
)
def test_a_first_message_is_understood_without_the_keyword(mobile, first, danger):
    mobile.text("EN")
    said = mobile.text(first)

    assert said.startswith("Is it dangerous?") is danger
    assert "Report what is broken" in said
    mobile.text("YES")
    mobile.code = drafts.read_code(*mobile.save())
    assert kept(mobile)["what"] == [first]


def test_the_way_she_chose_asks_for_no_address(mobile, service):
    mobile.begin(service)
    put(mobile, "reach_channel")

    mobile.text("2")

    assert kept(mobile)["reach_channel"] != ["letter"]
    assert kept(mobile)["reach_street"] == [""]
    assert kept(mobile)["reach_postal_code"] == [""]


@pytest.mark.parametrize(
    ("said", "part", "is_kept"),
    [
        ("k 8", "mark", "K8"),
        ("tegenover de bakker", "landmark", "tegenover de bakker"),
        ("Rue Haute 12", "street", "Rue Haute 12"),
    ],
)
def test_each_place_is_kept_in_its_part(mobile, service, said, part, is_kept):
    mobile.begin(service)
    assert "square" in mobile.text("1030")

    mobile.text(said)

    told = kept(mobile)
    places = {one: told.get(f"where_{one}", [""]) for one in ("street", "landmark", "mark")}
    assert places == {one: [""] for one in places} | {part: [is_kept]}


def test_without_a_street_what_stands_near_is_asked_at_once(mobile, service):
    mobile.begin(service)
    mobile.text("1030")

    assert "What stands near it?" in mobile.text("-")
    assert "written on it" in mobile.text("-")
    assert "Say where it is" in mobile.text("-")


@pytest.mark.parametrize("word", ["KAPUTT", "Defekt", "kapot", "STUK", "cassé", "casse", "broken"])
def test_one_word_in_any_language_asks_for_it(mobile, word):
    assert words.service_called(word).slug == "report-broken"
    assert words.language_of("KAPUTT") == "de"
