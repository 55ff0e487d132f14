import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.company import Person, Question, solve
from engines.company.codes import WHY, WHY_ALONE
from engines.company.exchange import question_from_json, question_to_json
from engines.company.roommates import Ring, pair
from engines.company.solve import shared
from engines.company.wishes import broken, wishes

many = settings(max_examples=150)


@st.composite
def lists(draw, most: int = 7) -> dict[str, list[str]]:
    """Wishes of anybody, mutual or not at all."""
    people = [chr(97 + nth) for nth in range(draw(st.integers(2, most)))]
    pairs = {
        (one, other)
        for nth, one in enumerate(people)
        for other in people[nth + 1 :]
        if draw(st.integers(0, 4))
    }
    return {
        one: draw(
            st.permutations([it for it in people if (one, it) in pairs or (it, one) in pairs])
        )
        for one in people
    }


@st.composite
def questions(draw, people: int = 8) -> Question:
    def some(of, least: int = 1):
        return draw(st.sets(st.sampled_from(of), min_size=least))

    keys = [f"p{nth}" for nth in range(draw(st.integers(1, people)))]
    return Question(
        date(2026, 11, 23),
        tuple(
            Person(
                key,
                some(["walks", "cards", "music"]),
                some(["fr", "nl"]),
                some([3, 4, 10]),
                draw(st.sampled_from(["1030", "1040"])),
                draw(st.sampled_from(["interests", "moments", "place"])),
                draw(st.booleans()),
            )
            for key in keys
        ),
        frozenset(
            frozenset(draw(st.sampled_from([(one, other) for one in keys for other in keys if one != other])))
            for _one in range(draw(st.integers(0, 3)) if len(keys) > 1 else 0)
        ),
        draw(st.sampled_from(["", "x"])),
    )  # fmt: skip


def matchings(wishes) -> Iterator[dict[str, str]]:
    def rest(people):
        if not people:
            yield {}
            return
        one, *others = people
        yield from rest(others)
        for other in others:
            if other in wishes[one]:
                for more in rest([it for it in others if it != other]):
                    yield {**more, one: other, other: one}

    yield from rest(sorted(wishes))


def blocking(wishes, found) -> list[tuple[str, str]]:
    """Two who would both leave for each other."""

    def prefers(one, other):
        own = found.get(one)
        return own is None or wishes[one].index(other) < wishes[one].index(own)

    return [
        (one, other)
        for one in wishes
        for other in wishes[one]
        if found.get(one) != other and prefers(one, other) and prefers(other, one)
    ]


@settings(max_examples=600)
@given(lists())
def test_no_two_would_leave_for_each_other_where_that_can_be(wishes):
    found = pair(wishes)

    stable = [one for one in matchings(wishes) if not blocking(wishes, one)]
    if isinstance(found, Ring):
        assert stable == []
        assert len(found.people) % 2 == 1 and len(found.people) >= 3
    else:
        assert found in stable
        # Whoever is alone is so in every stable pairing.
        assert {frozenset(one) for one in stable} == {frozenset(found)}


@settings(max_examples=400)
@given(questions())
def test_of_those_who_are_not_drawn_out_no_two_would_leave_their_twos(question):
    """Threes are set aside before, and joined after: what remains is stable."""
    answer = solve(question)

    drawn = {one.person for one in answer.alone if one.reasons[0].code == "drawn_out_of_a_ring"}
    joined = [one for one in answer.circles if one.reasons[-1].code == "joined"]
    rings = {key for one in answer.circles if one.reasons[-1].code == "ring" for key in one.people}
    if drawn or joined:
        return
    asked = wishes(question)
    mine = {one: [it for it in asked[one] if it not in rings] for one in asked if one not in rings}
    found = {}
    for circle in answer.circles:
        if len(circle.people) == 2:
            one, other = circle.people
            found |= {one: other, other: one}
    assert blocking(mine, found) == []


@many
@given(questions())
def test_nobody_is_in_two_circles_or_in_none_without_a_reason(question):
    answer = solve(question)

    told = [key for circle in answer.circles for key in circle.people]
    told += [one.person for one in answer.alone]
    assert sorted(told) == sorted(one.key for one in question.people)
    assert {one.reasons[0].code for one in answer.alone} <= set(WHY_ALONE)
    assert {one.code for circle in answer.circles for one in circle.reasons} <= set(WHY)


@many
@given(questions())
def test_all_of_a_circle_may_meet_and_three_only_where_all_wish_it(question):
    people = {one.key: one for one in question.people}
    for circle in solve(question).circles:
        members = [people[key] for key in circle.people]
        assert all(shared(members))
        assert len(members) == 2 or all(one.three for one in members)
        assert all(
            broken(question, one, other) is None
            for one in members
            for other in members
            if one is not other
        )


@many
@given(questions())
def test_nobody_is_left_who_could_join(question):
    answer = solve(question)
    people = {one.key: one for one in question.people}
    for one in answer.alone:
        for circle in answer.circles:
            three = [people[key] for key in (*circle.people, one.person)]
            if len(three) == 3 and all(it.three for it in three) and all(shared(three)):
                assert any(
                    broken(question, people[one.person], people[key]) for key in circle.people
                )


@many
@given(questions(), st.randoms(use_true_random=False))
def test_the_order_of_people_means_nothing(question, chance: random.Random):
    people = list(question.people)
    chance.shuffle(people)

    assert solve(replace(question, people=tuple(people))) == solve(question)


@many
@given(questions())
def test_a_question_is_read_back_as_it_was_written(question):
    written = question_to_json(question)

    assert question_to_json(question_from_json(written)) == written
    assert solve(question_from_json(written)) == solve(question)
