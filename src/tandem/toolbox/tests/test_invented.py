"""The demo region holds the places there are, and people there are not."""

import re
from collections import Counter
from dataclasses import fields
from itertools import islice
from time import process_time

import phonenumbers
import pytest

from tandem.toolbox.distance import metres, to_metres
from tandem.toolbox.half_days import COUNT
from tandem.toolbox.invented.addresses import NumberBook, is_invented
from tandem.toolbox.invented.facts import (
    BRUSSELS,
    DEMO,
    WALLOON_BRABANT,
    communes_for,
    plain,
    read_areas,
    read_communes,
    read_demo,
)
from tandem.toolbox.invented.groups import invented_organisations, invented_staff
from tandem.toolbox.invented.names import origins
from tandem.toolbox.invented.people import WRITTEN, invent, shares
from tandem.toolbox.invented.wishes import KINDS, invented_needs, invented_offers

POSTAL_CODES = {
    "21001": "1070",
    "21004": "1000 1020 1040 1050 1120 1130",
    "21005": "1040",
    "21009": "1050",
    "21015": "1030",
    "21019": "1150",
    "25005": "1320",
    "25014": "1420 1421 1428",
    "25031": "1470 1471 1472 1473 1474 1476",
    "25050": "1310",
    "25072": "1400 1401 1402 1404",
    "25091": "1330 1331 1332",
    "25112": "1300 1301",
    "25121": "1340 1341 1342 1348",
}


@pytest.fixture(scope="module")
def people():
    return list(invent(11, communes_for(46), 6_000))


@pytest.fixture(scope="module")
def needs(people):
    return [need for person in people for need in invented_needs(11, person)]


@pytest.fixture(scope="module")
def offers(people):
    return [offer for person in people for offer in invented_offers(11, person)]


def test_belgium_has_three_regions_ten_provinces_and_565_communes():
    assert Counter(area.kind for area in read_areas()) == {
        "country": 1,
        "region": 3,
        "province": 10,
    }
    assert len({commune.nis for commune in read_communes()}) == len(read_communes()) == 565


def test_every_commune_stands_in_a_province_or_in_the_region_of_brussels():
    parents = {area.nis for area in read_areas() if area.kind == "province"} | {BRUSSELS}

    assert {commune.parent for commune in read_communes()} == parents


def test_brussels_has_nineteen_communes_and_walloon_brabant_twenty_seven():
    shown = communes_for(46)

    assert [c.nis for c in shown[:19]] == [str(nis) for nis in range(21001, 21020)]
    assert len(shown[19:]) == 27
    assert {c.parent for c in shown[19:]} == {WALLOON_BRABANT}
    assert all(c.nis.startswith("25") for c in shown[19:])
    assert {c.parent for c in communes_for(300)[46:]}.isdisjoint({BRUSSELS, WALLOON_BRABANT})


@pytest.mark.parametrize("nis", POSTAL_CODES)
def test_a_commune_has_its_postal_codes(nis):
    [commune] = [commune for commune in read_communes() if commune.nis == nis]

    assert commune.postal_codes == tuple(POSTAL_CODES[nis].split())


def test_only_three_postal_codes_are_shared():
    codes = Counter(code for commune in read_communes() for code in commune.postal_codes)

    assert {code for code, count in codes.items() if count > 1} == {"1040", "1050", "1804"}


def test_each_commune_is_served_in_the_languages_the_law_names():
    zones = Counter(commune.zone for commune in read_communes())

    assert zones == {"nl": 285, "fr": 252, "fr+nl": 19, "de": 9}
    assert sum(bool(commune.facilities) for commune in read_communes()) == 12 + 6 + 9


def test_every_commune_shown_has_quarters_within_its_reach():
    for commune in communes_for(46):
        assert len(commune.quarters) >= (3 if commune.parent == BRUSSELS else 2)
        for quarter in commune.quarters:
            assert quarter.postal_code in commune.postal_codes
            here, there = to_metres(commune.lat, commune.lon), to_metres(quarter.lat, quarter.lon)
            assert metres(here, there) < 10_000, quarter


def test_every_centre_lies_in_belgium():
    for commune in read_communes():
        assert 49.49 < commune.lat < 51.51, commune
        assert 2.54 < commune.lon < 6.41, commune


def test_the_metres_in_the_file_are_those_of_tandem():
    for row in read_demo("territory.json")["communes"]:
        assert (row["x"], row["y"]) == pytest.approx(to_metres(row["lat"], row["lon"]), abs=8)


def test_the_territory_is_small_enough_to_read():
    assert (DEMO / "territory.json").stat().st_size < 200_000


def test_the_same_seed_invents_the_same_people(people):
    assert list(invent(11, communes_for(46), 6_000)) == people
    assert list(invent(12, communes_for(46), 6_000)) != people


def test_asking_for_more_people_keeps_who_somebody_is(people):
    more = {person.key: person for person in invent(11, communes_for(46), 9_000)}

    for person in people:
        grown = more[person.key]
        assert (person.first_name, person.born, person.street) == (
            grown.first_name,
            grown.born,
            grown.street,
        )


def test_the_people_asked_for_are_all_there():
    communes = communes_for(46)

    assert sum(shares(communes, 1_001)) == 1_001
    assert min(shares(communes, 1_001)) > 0
    assert len(list(invent(1, communes, 1_001))) == 1_001
    assert list(invent(1, communes, 0)) == []


def test_where_few_are_invented_most_live_where_one_looks_first():
    communes = communes_for(46)
    full = {"schaerbeek", "wavre"}

    few = dict(zip([one.slug for one in communes], shares(communes, 150, full), strict=True))

    assert sum(few.values()) == 150
    assert min(few["schaerbeek"], few["wavre"]) == 37
    assert min(few.values()) > 0
    # Where many are, each commune has its share, and nobody moves.
    assert shares(communes, 60_000, full) == shares(communes, 60_000)


def test_keys_and_mailboxes_belong_to_one_person_each(people):
    mailboxes = [person.email for person in people if person.email]

    assert len({person.key for person in people}) == len(people)
    assert len(set(mailboxes)) == len(mailboxes)


def test_nobody_can_be_reached(people):
    for person in people:
        if person.email:
            assert re.fullmatch(r"[a-z0-9.-]+@[a-z]+\.example", person.email)
        if person.phone:
            assert is_invented(person.phone)
            assert phonenumbers.is_valid_number(phonenumbers.parse(person.phone))


def test_a_telephone_is_shared_only_where_it_is_said(people):
    answered_by = {}
    for person in people:
        if person.phone and not person.shared_phone_with:
            assert person.phone not in answered_by
            answered_by[person.phone] = person.key
    shared = [person for person in people if person.shared_phone_with]

    assert 0.03 < len(shared) / len(people) < 0.08
    assert all(answered_by[person.phone] == person.shared_phone_with for person in shared)


def test_no_number_is_given_twice_when_a_zone_is_full():
    book = NumberBook(5)

    given = [book.landline("25112") for _ in range(12_000)]

    assert len(set(given)) == len(given)


def test_four_in_ten_have_no_email_and_as_many_are_over_65(people):
    without = sum(not person.email for person in people) / len(people)
    old = sum((person.age or 0) >= 65 for person in people) / len(people)

    assert 0.36 < without < 0.44
    assert 0.38 < old < 0.47


def test_people_are_reached_by_a_channel_they_have(people):
    for person in people:
        if person.channel == "email":
            assert person.email
        if person.channel in {"sms", "call"}:
            assert person.phone
        if person.channel == "sms":
            assert person.phone.startswith("+324")
        if person.never_write:
            assert person.channel != "letter"
        if person.never_write or person.never_leave_word:
            assert person.safe_contact


def test_people_live_in_their_commune(people):
    communes = {commune.nis: commune for commune in communes_for(46)}

    for person in people:
        commune = communes[person.nis]
        assert person.postal_code in commune.postal_codes
        assert person.quarter in commune.quarters
        assert person.locality == commune.named(person.language)


def test_people_write_in_a_language_of_tandem_and_need_an_interpreter_for_another(people):
    for person in people:
        assert person.language in WRITTEN
        assert person.language not in person.other_languages
        if person.interpreter:
            assert person.other_languages[0] not in WRITTEN


def test_brussels_bears_the_names_of_many_origins(people):
    last_names = {person.last_name for person in people if person.nis.startswith("21")}

    for origin in origins():
        assert last_names.intersection(origin.last + origin.last_women), origin.code


def test_every_kind_is_asked_for_and_offered_in_every_language():
    wishes = read_demo("wishes.json")

    assert set(wishes["needs"]) == set(wishes["offers"]) == set(KINDS)
    for texts in wishes["needs"].values():
        assert len(texts) >= 6
    for text in (
        t for kinds in (wishes["needs"], wishes["offers"]) for k in kinds.values() for t in k
    ):
        assert all(text[language].strip() for language in WRITTEN)
        assert all(len(text[language]) <= 100 for language in WRITTEN)


def test_people_of_any_age_have_something_to_say_of_every_kind():
    wishes = read_demo("wishes.json")
    lists = [*wishes["needs"].values(), *wishes["offers"].values(), wishes["constraints"]]

    for texts in lists:
        assert any("from" not in text and "below" not in text for text in texts), texts


def test_needs_are_whole_and_rarely_vital(needs):
    vital = sum(need.vital for need in needs) / len(needs)

    assert {need.kind for need in needs} == set(KINDS)
    assert 0.005 < vital < 0.05
    for need in needs:
        assert need.text
        assert need.half_days
        assert all(0 <= half_day < COUNT for half_day in need.half_days)
        assert bool(need.goods) == (need.kind == "goods")


def test_offers_come_from_single_people_and_from_groups(offers):
    assert {offer.group for offer in offers} == {"alone", "company", "school_class", "association"}
    for offer in offers:
        assert offer.text
        assert offer.kinds
        assert set(offer.kinds) <= set(KINDS)
        assert 1 <= offer.radius_km <= 10
        assert (offer.group == "alone") == (offer.group_name == "") == (offer.group_size == 1)


def test_wishes_are_the_same_each_time(people):
    for person in islice(people, 300):
        assert invented_needs(3, person) == invented_needs(3, person)
        assert invented_offers(3, person) == invented_offers(3, person)


def test_every_commune_has_groups_and_staff_of_its_own():
    mailboxes = []
    for commune in read_communes():
        organisations, staff = invented_organisations(1, commune), invented_staff(1, commune)
        mailboxes += [who.email for who in (*organisations, *staff)]
        assert Counter(o.kind for o in organisations) == {
            "association": 3,
            "company": 2,
            "school": 1,
        }
        assert {s.role for s in staff} == {"operator", "coordinator", "officer", "administrator"}
        assert {o.language for o in organisations} == set(commune.languages)

    assert len(set(mailboxes)) == len(mailboxes)
    assert all(re.fullmatch(r"[a-z0-9-]+@[a-z0-9-]+\.example", mailbox) for mailbox in mailboxes)


def test_the_coordinator_of_schaerbeek_is_easy_to_find():
    [schaerbeek] = [commune for commune in read_communes() if commune.nis == "21015"]

    mailboxes = {member.email for member in invented_staff(7, schaerbeek)}

    assert "coordinator@schaerbeek.example" in mailboxes


@pytest.mark.parametrize(
    ("name", "address"),
    [("Braine-l’Alleud", "braine-l-alleud"), ("Łukasz", "lukasz"), ("Nguyễn", "nguyen")],
)
def test_names_become_plain_addresses(name, address):
    assert plain(name) == address


def test_no_name_is_left_empty():
    for origin in origins():
        for names in (getattr(origin, field.name) for field in fields(origin)):
            assert all(names)
        assert len(origin.last) == len(origin.last_women) >= 18


def test_ten_thousand_people_are_invented_within_two_seconds():
    started = process_time()

    count = sum(1 for _ in islice(invent(1, communes_for(300), 100_000), 10_000))

    assert count == 10_000
    assert process_time() - started < 2
