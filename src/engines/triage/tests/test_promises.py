import re
from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.triage import (
    BUILT_IN,
    CategoryQuestion,
    KnownQuestion,
    Rule,
    category,
    codes,
    free_day,
    known,
    rank,
    route,
)
from engines.triage.exchange import question_from_json, question_to_json
from engines.triage.learned import CORPUS
from engines.triage.tests.questions import (
    MONDAY,
    free_days,
    neighbours,
    ranks,
    routes,
)

many = settings(max_examples=200, deadline=None)
texts = st.sampled_from(CORPUS).map(lambda one: one.text) | st.text(max_size=40)
seeds = st.integers(0, 99)


def mixed(things: tuple, seed: int) -> tuple:
    return tuple(Random(seed).sample(things, len(things)))


@many
@given(ranks, ranks)
def test_no_danger_stands_behind_anything_else_nor_what_was_not_repaired_behind_the_rest(a, b):
    b = replace(b, weights=a.weights)

    def first(one):
        return (one.danger, one.again)

    if first(a) != first(b):
        assert (rank(a).points > rank(b).points) == (first(a) > first(b))


@many
@given(ranks)
def test_the_terms_add_up(question):
    answer = rank(question)

    assert answer.points == sum(reason.facts["points"] for reason in answer.reasons)


@many
@given(ranks, st.integers(1, 20))
def test_a_voice_more_never_lowers_a_report(question, more):
    louder = replace(question, voices=question.voices + more)

    assert rank(louder).points >= rank(question).points


@many
@given(ranks, st.integers(1, 20))
def test_a_day_later_is_as_much_less_for_all(question, later):
    question = replace(question, aim=MONDAY)
    after = replace(question, aim=MONDAY + timedelta(days=later))

    assert rank(question).points - rank(after).points == later * question.weights.day


@many
@given(ranks, st.integers(1, 50))
def test_however_many_nobody_has_proven_they_bring_it_forward_by_so_much_at_most(question, many):
    forged = replace(question, voices=question.voices + many, unproven=question.unproven + many)
    weights = question.weights

    gained = rank(forged).points - rank(replace(question, unproven=0, voices=1)).points
    proven = max(0, min(question.voices - question.unproven, weights.most_voices) - 1)
    assert gained <= weights.voice * proven + weights.unproven * weights.most_unproven


@many
@given(ranks)
def test_a_voice_that_is_proven_never_lowers_it(question):
    known = replace(question, unproven=max(0, question.unproven - 1))

    assert rank(known).points >= rank(question).points


@many
@given(ranks)
def test_weight_nought_switches_rarity_off(question):
    off = replace(question, weights=replace(question.weights, rare=0))

    assert rank(off).points == rank(replace(off, heard=100)).points <= rank(question).points


@many
@given(ranks)
def test_what_would_be_otherwise_gives_the_points_that_were_said(question):
    others = {
        "points_as_danger": replace(question, danger=True),
        "points_with_one_voice_more": replace(question, voices=max(1, question.voices) + 1),
        "points_without_rare": replace(question, weights=replace(question.weights, rare=0)),
    }
    answer = rank(question)
    said = {one.code: one.facts["points"] for one in answer.changes}

    for code, other in others.items():
        assert said.get(code, answer.points) == rank(other).points


@many
@given(free_days())
def test_a_free_day_holds_it_and_no_day_before_does(question):
    answer = free_day(question)

    holding = [
        day
        for day in question.days
        if question.used.get(day, 0) + question.effort <= question.places
    ]
    assert answer.on == next(iter(holding), None)
    if answer.on:
        full = [one.facts["day"] for one in answer.reasons if one.code == "full"]
        assert full == [day.isoformat() for day in question.days if day < answer.on]


@many
@given(free_days())
def test_so_many_places_more_would_be_enough_and_one_less_would_not(question):
    for change in free_day(question).changes:
        if change.code == "free_with_places_more":
            more = question.places + change.facts["places"]
            assert free_day(replace(question, places=more)).on
            assert not free_day(replace(question, places=more - 1)).on


@many
@given(free_days())
def test_with_so_many_points_fewer_it_is_done_on_the_day_that_was_said(question):
    for change in free_day(question).changes:
        if change.code == "sooner_with_points_fewer":
            points = question.effort - change.facts["points"]
            sooner = free_day(replace(question, effort=points)).on
            assert points > 0 and sooner.isoformat() == change.facts["day"]
            assert sooner < free_day(question).on


@many
@given(routes)
def test_a_route_is_total_where_a_catch_all_stands_and_says_nobody_otherwise(question):
    rest = Rule("rest", "roads", "commune", 10)
    answer = route(question)
    total = route(replace(question, rules=(*question.rules, rest)))

    assert total.rule is not None
    if answer.rule is None:
        assert answer.reasons[0].code == "nobody" and answer.team is None
        assert total.rule == "rest"
    else:
        assert (total.rule, total.number) == (answer.rule, answer.number)


@many
@given(routes)
def test_every_rule_before_the_one_that_held_is_told_with_what_failed(question):
    answer = route(question)

    before = question.rules if answer.number is None else question.rules[: answer.number - 1]
    told = [one for one in answer.reasons if one.code == "rule_failed"]
    assert [one.facts["rule"] for one in told] == [rule.key for rule in before]
    assert all(one.facts["conditions"] for one in told)


@many
@given(routes)
def test_the_first_rule_of_which_every_condition_holds_is_the_one(question):
    streets = {"RUE HAUTE": "rue Haute", "Kerkstr. 12, opposite": "Kerkstraat"}
    street = streets.get(question.street)
    holding = [
        rule.key
        for rule in question.rules
        if (not rule.categories or question.category in rule.categories)
        and (not rule.postal_codes or question.postal_code in rule.postal_codes)
        and (not rule.streets or street in rule.streets)
        and rule.danger in (None, question.danger)
        and not rule.ended
    ]

    assert route(question).rule == next(iter(holding), None)


@many
@given(routes)
def test_without_the_rule_it_goes_where_was_said(question):
    answer = route(question)
    if answer.rule is None:
        return
    rest = tuple(rule for rule in question.rules if rule.key != answer.rule)

    assert route(replace(question, rules=rest)).rule == answer.changes[-1].facts.get("rule")


@many
@given(neighbours, seeds)
def test_known_never_depends_on_the_order_of_the_candidates(question, seed):
    other = replace(question, candidates=mixed(question.candidates, seed))

    assert known(other) == known(question)
    assert len(known(question).likely) <= question.likeness.most


@many
@given(neighbours)
def test_two_reports_are_as_alike_whichever_is_new(question):
    for candidate in question.candidates:
        there = known(KnownQuestion(question.report, (candidate,), question.likeness))
        back = known(KnownQuestion(candidate, (question.report,), question.likeness))
        for one, other in ((there.likely, back.likely), (there.missed, back.missed)):
            assert [(a.points, a.certain) for a in one] == [(b.points, b.certain) for b in other]


@many
@given(neighbours)
def test_nothing_beyond_the_limit_or_below_the_least_is_shown(question):
    answer = known(question)

    for one in answer.likely:
        assert question.likeness.least <= one.points <= 100
        for reason in one.reasons:
            assert reason.facts.get("metres", 0) <= reason.facts.get("limit", 10**9)
    for one in answer.missed:
        assert any(reason.code.startswith("would_be_shown") for reason in one.reasons)


@many
@given(neighbours)
def test_what_fell_short_by_the_limit_alone_is_shown_once_the_limit_is_so_long(question):
    for one in known(question).missed:
        short = [reason for reason in one.reasons if reason.code.startswith("would_be_shown")]
        if [reason.code for reason in short] == ["would_be_shown_with_limit"]:
            metres = short[0].facts["metres"]
            longer = replace(question.likeness, metres={}, metres_else=metres)
            [candidate] = [each for each in question.candidates if each.key == one.key]
            again = known(KnownQuestion(question.report, (candidate,), longer))
            assert [each.key for each in again.likely] == [one.key]


@many
@given(neighbours, st.integers(1, 300))
def test_time_between_never_makes_two_reports_more_alike(question, days):
    def points(answer):
        return {one.key: one.points for one in (*answer.likely, *answer.missed)}

    oldest = min(one.day for one in (question.report, *question.candidates))
    aged = tuple(replace(one, day=oldest - timedelta(days=days)) for one in question.candidates)
    late = replace(question, report=replace(question.report, day=MONDAY + timedelta(days=10)))
    before = points(known(late))
    for key, less in points(known(replace(late, candidates=aged))).items():
        assert less <= before.get(key, 100)


@settings(max_examples=100, deadline=None)
@given(texts)
def test_every_category_is_ranked_and_dangers_come_first(text):
    answer = category(CategoryQuestion(text, BUILT_IN))

    assert sorted(one.category for one in answer.ranked) == sorted(one.code for one in BUILT_IN)
    first = tuple(one.category for one in answer.ranked[: len(answer.dangers)])
    assert first == answer.dangers
    assert (answer.state == "danger") == bool(answer.dangers)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_without_the_word_that_decided_it_is_the_other(text):
    answer = category(CategoryQuestion(text, BUILT_IN))
    for change in answer.changes:
        if change.code == "would_be_other_without":
            words = re.findall(r"[^\W\d_]+", text)
            rest = " ".join(one for one in words if one != change.facts["word"])
            again = category(CategoryQuestion(rest, BUILT_IN))
            assert again.ranked[0].category == change.facts["category"]


@settings(max_examples=60, deadline=None)
@given(texts, st.sampled_from(("ça sent le gaz", "gasgeur", "es riecht nach Gas", "gas leak")))
def test_no_other_words_hide_a_smell_of_gas(text, gas):
    for told in (f"{text} {gas}", f"{gas}. {text}"):
        assert "danger_gas" in category(CategoryQuestion(told, BUILT_IN)).dangers


@many
@given(st.one_of(ranks, free_days(), routes, neighbours))
def test_a_question_survives_json(question):
    assert question_from_json(question_to_json(question)) == question


@many
@given(ranks, free_days(), routes, neighbours)
def test_every_code_is_written_down(report, team, table, around):
    told = [
        *(*rank(report).reasons, *rank(report).changes),
        *(*free_day(team).reasons, *free_day(team).changes),
        *(*route(table).reasons, *route(table).changes),
        *(reason for one in known(around).likely for reason in one.reasons),
        *(reason for one in known(around).missed for reason in one.reasons),
    ]

    assert {one.code for one in told} <= set(codes.EVERY)
