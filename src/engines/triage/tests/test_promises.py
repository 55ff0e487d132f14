import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.triage import (
    BUILT_IN,
    CategoryQuestion,
    Job,
    KnownQuestion,
    Rule,
    Weights,
    capacity,
    category,
    codes,
    known,
    order,
    route,
)
from engines.triage.exchange import question_from_json, question_to_json
from engines.triage.learned import CORPUS
from engines.triage.tests.questions import (
    MONDAY,
    capacities,
    jobs,
    neighbours,
    orders,
    routes,
)

many = settings(max_examples=200, deadline=None)
texts = st.sampled_from(CORPUS).map(lambda one: one.text) | st.text(max_size=40)
seeds = st.integers(0, 99)


def mixed(things: tuple, seed: int) -> tuple:
    return tuple(Random(seed).sample(things, len(things)))


@many
@given(orders, seeds)
def test_the_order_of_the_inbox_never_depends_on_the_order_of_the_question(question, seed):
    other = replace(
        question, reports=mixed(question.reports, seed), areas=mixed(question.areas, seed)
    )

    assert order(other) == order(question)


@many
@given(orders)
def test_no_danger_stands_behind_anything_else(question):
    dangers = [one.danger for one in order(question).reports]

    assert dangers == sorted(dangers, reverse=True)


@many
@given(orders)
def test_the_terms_add_up_and_the_rest_is_ordered_by_points_then_age_then_key(question):
    reports = order(question).reports
    opened = {one.key: one.opened for one in question.reports}

    for one in reports:
        assert one.points == sum(reason.facts["points"] for reason in one.reasons)
    for first, second in pairwise(reports):
        if first.danger == second.danger:
            assert (-first.points, opened[first.key], first.key) < (
                -second.points,
                opened[second.key],
                second.key,
            )


@many
@given(orders, st.integers(1, 20), st.data())
def test_a_voice_more_never_lowers_a_report(question, more, data):
    if not question.reports:
        return
    one = data.draw(st.sampled_from(question.reports))
    louder = tuple(
        replace(each, voices=each.voices + more) if each == one else each
        for each in question.reports
    )

    before = next(each for each in order(question).reports if each.key == one.key)
    after = next(
        each for each in order(replace(question, reports=louder)).reports if each.key == one.key
    )
    assert after.points >= before.points and after.place <= before.place


@many
@given(orders)
def test_weight_nought_switches_rarity_off(question):
    off = replace(question, weights=Weights(weight_rare=0))

    assert order(off) == order(replace(off, areas=()))


@many
@given(orders)
def test_what_would_bring_a_report_forward_does(question):
    for one in order(question).reports:
        for change in one.changes:
            if change.code != "would_pass_with_voices":
                continue
            louder = tuple(
                replace(each, voices=each.voices + change.facts["voices"])
                if each.key == one.key
                else each
                for each in question.reports
            )
            again = order(replace(question, reports=louder)).reports
            places = {each.key: each.place for each in again}
            assert places[one.key] < places[change.facts["report"]]


@many
@given(capacities())
def test_no_day_holds_more_than_its_places_and_no_work_is_lost(question):
    answer = capacity(question)

    efforts = {job.key: job.effort for job in question.jobs}
    done = sum(efforts[one.key] for one in answer.reports if one.on)
    for day in answer.days:
        assert 0 <= day.used <= day.places <= question.places
        assert day.places == max(0, question.places - question.away.get(day.on, 0))
    assert done <= sum(day.used for day in answer.days) <= sum(efforts.values())
    for one in answer.reports:
        days = [day.on for day in answer.days if one.key in day.reports]
        assert one.on is None or one.on == days[-1]


@many
@given(capacities())
def test_who_stands_before_is_done_before(question):
    dates = [one.on for one in capacity(question).reports]

    promised = [on for on in dates if on]
    assert promised == sorted(promised)
    assert dates[: len(promised)] == promised


@many
@given(capacities(), jobs)
def test_a_job_more_at_the_end_changes_no_date(question, make):
    answer = capacity(replace(question, new=make("new")))

    assert answer.reports[:-1] == capacity(question).reports
    assert answer.new == answer.reports[-1] and answer.moved == ()


@many
@given(capacities())
def test_a_new_job_in_front_tells_each_that_it_makes_later(question):
    if not question.jobs:
        return
    answer = capacity(replace(question, new=Job("new", 2), before=question.jobs[0].key))

    was = {one.key: one.on for one in capacity(question).reports}
    later = {one.key for one in answer.reports if one.key != "new" and one.on != was[one.key]}
    assert {one.facts["report"] for one in answer.moved} == later


@many
@given(capacities())
def test_so_many_places_more_would_be_enough_and_one_less_would_not(question):
    for one in capacity(question).reports:
        for change in one.changes:
            if change.code == "within_horizon_with_places_more":
                more = question.places + change.facts["places"]
                for places, enough in ((more, True), (more - 1, False)):
                    told = capacity(replace(question, places=places)).reports
                    on = next(each.on for each in told if each.key == one.key)
                    assert bool(on) == enough


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
    street = {"RUE HAUTE": "rue Haute", "Kerkstr.": "Kerkstraat", "": ""}[question.street]
    holding = [
        rule.key
        for rule in question.rules
        if (not rule.categories or question.category in rule.categories)
        and (not rule.postal_codes or question.postal_code in rule.postal_codes)
        and (not rule.streets or street in rule.streets)
        and rule.danger in (None, question.danger)
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
@given(st.one_of(orders, capacities(), routes, neighbours))
def test_a_question_survives_json(question):
    assert question_from_json(question_to_json(question)) == question


@many
@given(orders, capacities(), routes, neighbours)
def test_every_code_is_written_down(inbox, team, table, around):
    told = [
        *(reason for one in order(inbox).reports for reason in (*one.reasons, *one.changes)),
        *(reason for one in capacity(team).reports for reason in (*one.reasons, *one.changes)),
        *(*route(table).reasons, *route(table).changes),
        *(reason for one in known(around).likely for reason in one.reasons),
        *(reason for one in known(around).missed for reason in one.reasons),
    ]

    assert {one.code for one in told} <= set(codes.EVERY)
