"""A list of volunteers, as associations keep it: how it is read."""

from time import process_time

import pytest
from django.utils.translation import override

from tandem.services.questions import half_day_name
from tandem.solidarity.choices import Group, Skill
from tandem.solidarity.volunteers_file import NotReadable, read, template
from tandem.solidarity.volunteers_words import Words

HEAD = "First name;Last name;E-mail address;Telephone number;Postal code;What the person would do"
NOOR = "Noor;Voorbeeld;noor@voorbeeld.example;;1030;errands, lift"


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_usual_way_of_saving_is_read(encoding, delimiter):
    text = "Prénom;Nom;Code postal\r\nZoë;Müller;1030\r\n".replace(";", delimiter)

    found = read(text.encode(encoding), "fr")

    assert found.rows[0].cells["first_name"] == "Zoë"
    assert found.rows[0].cells["last_name"] == "Müller"


def test_headings_are_understood_in_every_language():
    found = read(b"Voornaam,Nom,PLZ,GSM,Extra\nAn,Peeters,1030,0470 00 00 00,x", "nl")

    assert found.ignored == ["Extra"]
    assert found.rows[0].cells["phone"] == "0470 00 00 00"
    assert found.rows[0].language == "nl"


def test_what_stands_in_a_cell_is_understood_as_codes():
    text = (
        "First name;Last name;Postal code;What the person would do;When;Languages spoken;"
        "Kilometres at most;Group;Helpers at one time\n"
        "An;Peeters;1030;Shopping and errands | meal;Monday, Friday evening;French, nl;3,5 km;"
        "Scouts;6"
    )

    raw = read(text.encode(), "fr").rows[0].raw

    assert raw["skills"] == [Skill.ERRANDS, Skill.MEAL]
    assert raw["when"] == ["0", "1", "2", "14"]
    assert raw["languages"] == ["fr", "nl"]
    assert raw["far"] == ["5000"]
    assert (raw["group"], raw["group_size"]) == ([Group.ASSOCIATION], ["6"])


def test_a_file_of_very_many_short_lines_is_told_so_before_they_are_read():
    """All 200 000 of them took 14 seconds."""
    began = process_time()
    for heading in (b"First name;Last name", b"Colour;Sort"):
        with pytest.raises(NotReadable, match="too_many_rows"):
            read(heading + b"\n" + b"A;V\n" * 200_000, "fr")

    assert process_time() - began < 3


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"First name;Last name;Postal code\n", "empty"),
        (b"PK\x03\x04 a workbook", "not_csv"),
        (b"First name\x00;x", "not_csv"),
        (b"x" * 1_000_001, "too_large"),
        (b"First name;Last name;Postal code\n" + b"An;Vo;1030\n" * 501, "too_many_rows"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_for_what_it_is(data, code):
    with pytest.raises(NotReadable, match=code):
        read(data, "fr")


@pytest.mark.parametrize(
    ("said", "messages", "spoken"),
    [
        ("tr", "fr", ["tr"]),
        ("Turks", "fr", ["tr"]),
        ("Nederlands", "nl", ["nl"]),
        ("", "fr", ["fr"]),
    ],
)
def test_who_speaks_another_language_is_written_to_in_the_usual_one(said, messages, spoken):
    row = read(f"Naam;Taal\nAli Demir;{said}".encode(), "fr").rows[0]

    assert row.problems == {}
    assert (row.language, row.raw["languages"]) == (messages, spoken)


@pytest.mark.parametrize(
    ("said", "half_days"),
    [
        ("ma vm", [0]),
        ("lundi et jeudi soir", [2, 11]),
        ("ma-vr nm", [1, 4, 7, 10, 13]),
        ("ma t/m wo avond", [2, 5, 8]),
        ("Dienstag Abend; Sa", [5, 15, 16, 17]),
        ("di vm + nm", [3, 4]),
        ("toujours", list(range(21))),
    ],
)
def test_moments_are_read_as_people_write_them(said, half_days):
    assert Words().half_days(said) == [str(one) for one in half_days]


@pytest.mark.parametrize(
    ("said", "language", "half_days"),
    [
        ("mardi après-midi", "", [4]),
        ("mardi après midi, mercredi apres-midi", "nl", [4, 7]),
        ("Mardi APRES-MIDI", "fr", [4]),
        ("ma matin", "fr", [3]),
        ("ma matin", "nl", [3]),
        ("di soir", "nl", [20]),
        ("ma vm", "fr", [0]),
        ("ma", "fr", [3, 4, 5]),
        ("ma", "nl", [0, 1, 2]),
        ("di-do nm", "nl", [4, 7, 10]),
    ],
)
def test_a_day_is_read_in_the_language_it_is_written_in(said, language, half_days):
    assert Words().half_days(said, language, language) == [str(one) for one in half_days]


@pytest.mark.parametrize("code", ["fr", "nl", "de", "en"])
def test_what_the_house_itself_writes_is_read_in_every_language(code):
    with override(code):
        names = [str(half_day_name(number)) for number in range(21)]

    words = Words()
    assert [words.half_days(name, code, code) for name in names] == [[str(n)] for n in range(21)]


def test_where_a_day_may_be_two_it_is_asked_for():
    text = "Prénom;Nom;Code postal;Langue;Quand\nAn;Peeters;1030;nl;ma"

    row = read(text.encode(), "fr").rows[0]

    assert "“ma” can be Monday or Tuesday" in row.problems["half_days"]


def test_all_that_is_wrong_with_a_line_is_said_at_once():
    text = "Prénom;Nom;Code postal;Langue;Quoi;Quand\n=1+1;Peeters;1030;klingon;magic, potions;x"

    row = read(text.encode(), "fr").rows[0]

    assert set(row.problems) == {"first_name", "language", "skills", "half_days"}
    assert "magic" in row.problems["skills"]
    assert "potions" in row.problems["skills"]
    assert row.cells["first_name"] == "=1+1"


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_the_template_speaks_one_language(language):
    with override(language):
        found = read(template().encode(), "fr")
        example = str(Skill.ERRANDS.label)

    assert found.rows[0].problems == {}
    assert found.rows[0].raw["skills"] == ["errands", "lift"]
    assert example in found.rows[0].cells["skills"]
