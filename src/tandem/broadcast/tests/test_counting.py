"""Counts help whoever writes to many, and tell nothing of one person."""

from datetime import date

import pytest
import time_machine
from django.utils.translation import override

from tandem.broadcast import actions, counting
from tandem.broadcast.choices import LeftOutReason
from tandem.broadcast.errors import NotNow
from tandem.broadcast.foreseeing import Foreseen, foresee
from tandem.broadcast.tests.town import (
    approved,
    asked,
    at,
    sent,
    signed_in,
    working,
    written,
)
from tandem.journal.models import Entry
from tandem.people.choices import Channel
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def aged(hall, age, **facts):
    born_on = TODAY.replace(year=TODAY.year - age).isoformat()
    facts = {"channel": Channel.LETTER, "phone": "", "born_on": born_on, **facts}
    return PersonFactory(organisation=hall, **facts)


def only(age):
    return {"from_age": age, "to_age": age, "postal_codes": [], "languages": [], "streets": ""}


@time_machine.travel(TODAY)
def test_an_age_of_one_person_looks_like_an_age_of_none(hall, author):
    aged(hall, 80, language="de")
    aged(hall, 82, channel=Channel.CALL, never_write=True)
    pages = []

    for age in (80, 81, 82):
        draft = written(hall, author, narrowing=only(age))
        page = signed_in(author).get(at("count", draft)).text
        main = page[page.index("<main") : page.index('<p class="soft">')]
        pages.append(main.replace(str(draft.key), "").replace(str(age), ""))

    assert pages[0] == pages[1] == pages[2]
    assert "It would reach fewer than 5 people" in pages[0]
    assert "By letter" not in pages[0]


def test_nobody_can_try_whether_a_narrowed_public_is_nobody(hall, author):
    draft = written(hall, author, narrowing=only(81))

    with working(author):
        actions.ask_approval(draft, actions.fingerprint(draft))

    draft.refresh_from_db()
    assert draft.state == "asked"


def test_ways_and_languages_of_a_few_are_joined(hall, author):
    for number in range(9):
        aged(hall, 40 + number, language="fr")
    aged(hall, 70, language="de", channel=Channel.CALL, phone="0470 11 22 33")

    counted = counting.count(foresee(written(hall, author)))

    assert counted.recipients == 10
    assert counted.by_way == [("Other ways, together", "10")]
    # Nothing is written in German: whoever speaks it is told in French, as the others.
    assert counted.by_language == [("French", "10")]
    assert (counted.posting, counted.costs) == (None, None)


def test_whoever_is_protected_is_not_told_by_the_reason_of_one(hall, author):
    by_reason = {LeftOutReason.PROTECTED: 1, LeftOutReason.OPTED_OUT: 20}

    assert counting.reasons(by_reason) == [("Other reasons, together", "21")]
    assert counting.reasons({LeftOutReason.PROTECTED: 1}) == [
        ("Perhaps nobody: of so few no reason is told", "fewer than 5")
    ]
    assert counting.reasons({LeftOutReason.PROTECTED: 7}) == [
        ("Nothing may arrive at her address, and no other way is known.", "7")
    ]


def test_a_price_that_tells_who_is_texted_a_longer_wording_is_not_told(hall, author, texts):
    for number in range(9):
        language = "nl" if number == 8 else "fr"
        facts = {"channel": Channel.SMS, "phone": f"0470 12 34 5{number}"}
        PersonFactory(organisation=hall, language=language, **facts)
    words = {"fr": {"text": "Eau.", "short": "a" * 170}, "nl": {"text": "Water.", "short": ""}}

    counted = counting.count(foresee(written(hall, author, texts=words)))

    assert counted.recipients == 9
    assert (counted.parts, counted.texting) == (None, None)


def test_an_administrator_is_told_no_count_of_a_narrowed_public(hall, author, second):
    for number in range(7):
        aged(hall, 80, language="fr" if number else "nl")
    draft = asked(hall, author, narrowing=only(80))
    looks = Entry.objects.looks().count()

    page = signed_in(second).get(at("count", draft)).text

    assert "told to coordinators alone" in page
    assert "It would reach" not in page
    assert "Who is told nothing" not in page
    # Nobody was read for it either; and a yes to the words and to who is meant can be said.
    assert Entry.objects.looks().count() == looks
    assert "Yes, send it now" in page
    shown = signed_in(author).get(at("count", draft)).text
    assert "It would reach 7 people" in shown


def test_nor_of_what_became_of_it(hall, author, second):
    for _number in range(7):
        aged(hall, 80)
    broadcast = sent(hall, author, second, narrowing=only(80))

    pages = [
        signed_in(account).get(at("broadcast", broadcast)).text for account in (second, author)
    ]

    assert "how many people: 7" not in pages[0] and "By letter" not in pages[0]
    assert "To how many people: 7." in pages[1] and "By letter" in pages[1]


def test_a_colleague_is_told_so_many_counts_a_day(hall, author, second, monkeypatch):
    monkeypatch.setattr(counting, "MOST_A_DAY", 2)
    for _number in range(6):
        aged(hall, 80)
    draft = written(hall, author)
    client = signed_in(author)

    pages = [client.get(at("count", draft)).text for _time in range(3)]

    assert ["It would reach 6 people" in page for page in pages] == [True, True, False]
    assert "You have counted too often today" in pages[2]
    assert "It would reach 6 people" in signed_in(second).get(at("count", draft)).text


def test_what_is_approved_and_not_left_yet_counts_for_the_day(hall, author, second, settings):
    for _number in range(3):
        aged(hall, 80)
    settings.BROADCAST_A_DAY = 5
    approved(hall, author, second)
    draft = written(hall, author)

    with working(author), pytest.raises(NotNow, match="too_many_today"):
        actions.ask_approval(draft, actions.fingerprint(draft))


def test_a_report_joins_ways_of_a_few_and_tells_no_state_of_a_few():
    rows = [("By e-mail", [0, 40, 2]), ("By letter", [9, 0, 0]), ("By telephone call", [1, 0, 0])]

    assert counting.shown_in_report(rows) == [
        ["By e-mail", "0", "40", "fewer than 5"],
        ["Other ways, together", "10", "0", "0"],
    ]


def test_nothing_is_counted_of_nobody():
    assert counting.count(Foreseen([], [])).few
