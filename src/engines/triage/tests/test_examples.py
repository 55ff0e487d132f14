import doctest
import importlib
import json
import pkgutil
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import engines.triage
from engines.triage import (
    BUILT_IN,
    LEARNED,
    Area,
    BadQuestion,
    CapacityQuestion,
    Category,
    CategoryQuestion,
    Job,
    KnownQuestion,
    Likeness,
    Open,
    OrderQuestion,
    Report,
    RouteQuestion,
    Rule,
    Weights,
    capacity,
    category,
    codes,
    known,
    order,
    route,
)
from engines.triage.built_in import EVERYDAY
from engines.triage.exchange import question_from_json
from engines.triage.learned import CORPUS, MODEL, written
from engines.triage.training import train

HERE = Path(engines.triage.__file__).parent
README = (HERE / "README.md").read_text(encoding="utf-8")
MODULES = [
    importlib.import_module(f"engines.triage.{module.name}")
    for module in pkgutil.iter_modules([str(HERE)])
    if module.name not in ("tests", "__main__")
]
MONDAY = date(2026, 11, 23)


def told(text: str, categories=BUILT_IN):
    return category(CategoryQuestion(text, categories))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


def test_the_worked_examples_of_the_readme_hold():
    result = doctest.testfile(str(HERE / "README.md"), module_relative=False)

    assert result.failed == 0 and result.attempted > 20


def test_the_readme_tells_every_code():
    assert [code for code in codes.EVERY if f"`{code}`" not in README] == []


def test_the_weights_are_those_that_the_texts_teach():
    from_texts = train((*CORPUS, *EVERYDAY))

    assert written(from_texts) == written(MODEL)


def test_each_category_has_forty_labelled_texts_in_four_languages():
    for code in LEARNED:
        languages = [one.language for one in CORPUS if one.category == code]
        assert len(languages) >= 40
        assert all(languages.count(one) >= 10 for one in ("fr", "nl", "de", "en"))
    assert len({(one.category, one.text) for one in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize(
    "text",
    [
        "ça sent le gaz",
        "sa sen le gazz ds la ru",
        "odeur2gaz",
        "het riekt naar gas",
        "GASGERUCH",
        "gas-geruch",
        "gaslekje",
        "i smel gass",
        "GAZ",
        "ich rieche gas und het ruikt naar gaz",
        "geur van rotte eieren",
        "lampadaire cassé, poubelle pleine, nid de poule et un peu d'odeur de gaz",
    ],
)
def test_a_smell_of_gas_is_found_however_it_is_written(text):
    assert "danger_gas" in told(text).dangers


@pytest.mark.parametrize(
    "text",
    ["le gazon n'est pas tondu", "die Gasse schmutzig", "gasten maken lawaai", "un magasin"],
)
def test_lawns_lanes_and_guests_are_no_gas(text):
    assert "danger_gas" not in told(text).dangers


def test_a_communes_own_category_works_from_its_words_alone():
    snow = Category("snow", {"fr": ("neige", "verglas"), "nl": ("sneeuw",), "en": ("snow", "ice")})

    for text in ("la rue n'est pas déneigée, pleine de neige", "sneeuw niet geruimd", "Verglass !"):
        answer = told(text, (*BUILT_IN, snow))
        assert answer.ranked[0].category == "snow", text
        assert answer.ranked[0].reasons[0].code == "own_word"


def test_a_communes_own_danger_is_suggested_by_one_word():
    bees = Category("bees", {"fr": ("essaim",)}, danger=True)

    answer = told("lampadaire cassé avec un essaim", (*BUILT_IN, bees))

    assert answer.dangers == ("bees",) and answer.state == "danger"
    assert answer.ranked[1].category == "lamp"


def test_words_that_say_nothing_say_so():
    answer = told("xyzzy 123")

    assert answer.state == "unknown"
    assert [one.category for one in answer.ranked] == [one.code for one in BUILT_IN]
    assert answer.ranked[0].reasons[0].code == "no_word_speaks_for_it"


def test_the_two_best_are_named_where_they_are_close():
    one, two = Category("one", {"en": ("kettle",)}), Category("two", {"en": ("teapot",)})

    answer = told("kettle teapot", (one, two))

    assert answer.state == "unsure"
    assert [ranked.points for ranked in answer.ranked] == [8000, 8000]
    assert answer.changes[0].facts == {"category": "two", "points": 0}


def test_the_same_pole_is_certain_whatever_else_is_written():
    new = Report("new", "lamp", MONDAY, at=(0, 0), pole="LP-0044")
    old = Report("old", "lamp", date(2026, 1, 1), at=(900, 0), pole="lp 0044")

    [one] = known(KnownQuestion(new, (old,))).likely

    assert one.certain and one.reasons[0].code == "same_pole"


def test_poles_whose_figures_are_doubled_are_two():
    new, old = (Report(pole, "lamp", MONDAY, pole=pole) for pole in ("1144", "144"))

    assert known(KnownQuestion(new, (old,))).likely == ()


def test_house_numbers_stand_in_for_points():
    def lamp(key, number):
        return Report(key, "lamp", MONDAY, street="Kerkstraat", number=number, postal_code="1000")

    answer = known(KnownQuestion(lamp("new", "12"), (lamp("a", "14A"), lamp("b", "90"))))

    assert [one.key for one in answer.likely] == ["a"]
    assert answer.likely[0].reasons[0].facts["metres"] == 10
    assert answer.missed[0].reasons[-1].facts == {"metres": 390}


def test_the_same_street_of_another_town_is_another_street():
    new, old = (
        Report(code, "lamp", MONDAY, street="Kerkstraat", number="1", postal_code=code)
        for code in ("1000", "9000")
    )

    assert known(KnownQuestion(new, (old,))).likely == ()


def test_of_two_categories_the_smaller_limit_holds_and_words_may_stand_in():
    new = Report("new", "lamp", MONDAY, "poteau cassé penché", at=(0, 0))
    old = Report("old", "sign", MONDAY, "un poteau penché", at=(30, 0))

    near = known(KnownQuestion(new, (old,), Likeness({"lamp": 100, "sign": 40})))
    far = known(KnownQuestion(new, (old,), Likeness({"lamp": 100, "sign": 20})))

    assert [one.key for one in near.likely] == ["old"]
    assert far.likely == ()
    # At the longer limit the place would give 30 points, and two words and time 14 more.
    assert [(one.code, dict(one.facts)) for one in far.missed[0].reasons[-2:]] == [
        ("would_be_shown_with_limit", {"metres": 30}),
        ("would_be_shown_with_points", {"points": 6}),
    ]


def test_a_dry_run_says_which_rule_and_why_not_those_before():
    rules = (
        Rule("gas", "fire brigade", "region", 0, categories={"danger_gas"}),
        Rule("ring", "roads", "region", 5, streets={"chaussée de Mons"}, danger=False),
        Rule("rest", "works", "commune", 10),
    )

    answer = route(RouteQuestion(rules, "pothole", street="Rue Haute"))

    assert (answer.rule, answer.number, answer.working_days) == ("rest", 3, 10)
    assert [one.facts["conditions"] for one in answer.reasons[1:]] == [("category",), ("street",)]
    assert route(RouteQuestion(rules, "lamp", street="CH. DE MONS")).organisation == "region"


def test_an_area_rarely_heard_comes_forward_unless_it_is_switched_off():
    areas = (Area("quiet", 5, 10_000), Area("loud", 195, 10_000))
    reports = (
        Open("loud", MONDAY, MONDAY, "loud", voices=8),
        Open("quiet", MONDAY, MONDAY, "quiet", voices=1),
    )

    with_rare = order(OrderQuestion(MONDAY, reports, areas))
    without = order(OrderQuestion(MONDAY, reports, areas, Weights(weight_rare=Fraction(0))))

    assert [(one.key, one.points) for one in with_rare.reports] == [("quiet", 36), ("loud", 32)]
    assert with_rare.reports[0].changes[-1].facts == {"place": 2}
    assert [(one.key, one.points) for one in without.reports] == [("loud", 32), ("quiet", 8)]


def test_nothing_is_promised_where_nobody_works():
    answer = capacity(CapacityQuestion(0, (MONDAY,), (Job("a", 1),)))

    assert answer.reports[0].on is None
    assert answer.reports[0].reasons[0].code == "beyond_horizon"


def test_a_promise_that_cannot_be_kept_is_said():
    late = Job("a", 4, promised=MONDAY)

    answer = capacity(CapacityQuestion(2, (MONDAY, date(2026, 11, 24)), (late,)))

    assert answer.reports[0].reasons[-1].code == "promise_not_kept"
    assert answer.reports[0].reasons[-1].facts["days"] == 1


def run(*arguments: str, piped: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "engines.triage", *arguments],
        input=piped,
        capture_output=True,
        text=True,
        cwd=HERE.parents[1],
        check=False,
    )


def test_anyone_can_run_each_question_again():
    questions = [block.split("```")[0] for block in README.split("```json\n")[1:]]
    asked = [json.loads(one)["ask"] for one in questions]

    assert asked == ["category", "known", "route", "order", "capacity"]
    for one in questions:
        answer = run("-", piped=one)
        assert answer.returncode == 0, answer.stderr
        assert json.loads(answer.stdout)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "this is not JSON"),
        ("[" * 100_000, "the JSON is nested too deeply."),
        ('{"ask": "weather"}', "it must be one of category, known, route, order, capacity."),
        ('{"ask": "route", "category": "lamp", "rule": []}', "Did you mean 'rules'?"),
        ('{"ask": "order", "reports": []}', "the field 'today' is missing."),
    ],
)
def test_a_bad_file_is_told_in_one_sentence(text, message):
    answer = run("-", piped=text)

    assert answer.returncode == 2 and answer.stdout == ""
    assert answer.stderr.startswith("This question cannot be answered. ")
    assert message in answer.stderr


@pytest.mark.parametrize(
    "given",
    [
        {"ask": "category", "text": "x", "categories": []},
        {"ask": "category", "text": "x", "categories": [{"code": "a", "learned": "b"}]},
        {"ask": "capacity", "places": 1, "days": ["2026-11-24", "2026-11-23"], "jobs": []},
        {"ask": "capacity", "places": 1, "days": [], "jobs": [], "before": "a"},
        {"ask": "capacity", "places": 1, "days": [], "jobs": [{"key": "a", "effort": 0}]},
        {"ask": "order", "today": "2026-11-23", "reports": [], "weights": {"weight_rare": 1.5}},
        {"ask": "order", "today": "2026-11-23", "reports": [], "weights": {"weight_rare": "1/0"}},
        {"ask": "known", "report": {"key": "a", "category": "b", "day": "now"}, "candidates": []},
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(given):
    with pytest.raises(BadQuestion):
        question_from_json(given)
