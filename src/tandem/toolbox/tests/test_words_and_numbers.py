from datetime import date
from random import Random

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from tandem.toolbox import reference
from tandem.toolbox.folding import fold, phonetic
from tandem.toolbox.half_days import from_bits, next_date, to_bits
from tandem.toolbox.sealing import Unreadable, digest, seal, unseal
from tandem.toolbox.telephone import is_mobile, is_number, plain_number, readable
from tandem.toolbox.workdays import add_working_days

SIGNS = st.sampled_from(reference.SIGNS)


@given(st.text(max_size=200), st.text(max_size=40))
def test_what_is_sealed_opens_only_in_its_own_place(text, place):
    blob = seal(text, place)

    assert unseal(blob, place) == text
    with pytest.raises(Unreadable):
        unseal(blob, place + "x")


def test_a_changed_or_foreign_seal_does_not_open():
    sealed_here = seal("Ana", "identity:1")
    blob = bytearray(sealed_here)
    blob[-1] ^= 1

    with pytest.raises(Unreadable):
        unseal(bytes(blob), "identity:1")
    with override_settings(TANDEM_KEY="another key"), pytest.raises(Unreadable):
        unseal(sealed_here, "identity:1")


def test_a_digest_says_nothing_without_the_key():
    ours = digest("phone", "+32475001122")

    with override_settings(TANDEM_KEY="another key"):
        assert digest("phone", "+32475001122") != ours
    assert digest("email", "+32475001122") != ours


@given(st.lists(SIGNS, min_size=7, max_size=7), st.integers(0, 7), SIGNS)
def test_any_one_wrong_sign_of_a_reference_is_noticed(signs, place, other):
    good = reference.new_reference(_chooser(signs))
    wrong = good[:place] + other + good[place + 1 :]

    assert reference.clean(good) == good
    if wrong != good:
        with pytest.raises(ValueError, match="wrong_check_sign"):
            reference.clean(wrong)


@given(st.lists(SIGNS, min_size=7, max_size=7), st.integers(0, 6))
def test_two_swapped_neighbours_are_noticed(signs, place):
    good = reference.new_reference(_chooser(signs))
    swapped = good[:place] + good[place + 1] + good[place] + good[place + 2 :]

    if swapped != good:
        with pytest.raises(ValueError, match="wrong_check_sign"):
            reference.clean(swapped)


def _chooser(signs):
    """These signs first; where no reference can be made of them, others."""
    left, chance = list(signs), Random(1)
    return lambda every: left.pop(0) if left else chance.choice(every)


def test_a_reference_is_read_however_it_is_typed():
    good = reference.new_reference()

    assert reference.clean(f" {good[:4].lower()} - {good[4:]}") == good


@pytest.mark.parametrize("said", ["", "ZKQ", "ZKQ7 4MPA 9", "????????"])
def test_what_cannot_be_a_reference_is_refused(said):
    with pytest.raises(ValueError, match="wrong_"):
        reference.clean(said)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mohammed", "Mouhamed"), ("Fatima", "Fathima"), ("Jansen", "Janssen"), ("Schmidt", "Schmit")],
)
def test_spellings_of_one_spoken_name_share_their_sound(one, other):
    assert phonetic(one) == phonetic(other)


def test_folding_forgets_accents_case_and_spacing():
    assert fold("  ÉLODIE  Van-den BÖSSCHE ") == "elodie van den bossche"
    assert fold("Straße") == fold("strasse")


@given(st.sets(st.integers(0, 20)))
def test_half_days_are_the_same_after_the_way_through_bits(half_days):
    assert set(from_bits(to_bits(half_days))) == half_days


@given(st.integers(0, 20), st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_the_next_date_of_a_half_day_is_within_the_coming_week(half_day, today):
    day = next_date(half_day, today)

    assert 1 <= (day - today).days <= 7
    assert day.weekday() == half_day // 3


def test_holidays_and_weekends_are_not_working_days():
    assert add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 28)
    assert add_working_days(date(2026, 11, 23), 2) == date(2026, 11, 25)
    assert add_working_days(date(2026, 7, 20), 1) == date(2026, 7, 22)


def test_belgian_numbers_are_recognised_however_they_are_written():
    assert plain_number("0475/12.34.56") == plain_number("+32 475 12 34 56") == "+32475123456"
    assert readable("+32475123456") == "0475 12 34 56"
    assert is_mobile("0475 12 34 56")
    assert is_number("02 279 22 11")
    assert not is_mobile("02 279 22 11")
    assert not is_number("12")
