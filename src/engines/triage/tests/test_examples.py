import doctest
import importlib
import json
import pkgutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import engines.triage
from engines.triage import (
    BUILT_IN,
    LEARNED,
    BadQuestion,
    Category,
    CategoryQuestion,
    FreeDayQuestion,
    KnownQuestion,
    Likeness,
    RankQuestion,
    Report,
    RouteQuestion,
    Rule,
    Weights,
    category,
    codes,
    free_day,
    known,
    rank,
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


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("danger_wire", "la caténaire pend"),
        ("danger_wire", "La catenaire du tram est tombée"),
        ("danger_wire", "de bovenleiding hangt los"),
        ("danger_wire", "die Oberleitung hängt herunter"),
        ("danger_wire", "the catenary is hanging down"),
        ("danger_wire", "mon chien est mort en touchant le poteau"),
        ("danger_wire", "mijn hond is dood nadat hij de paal aanraakte"),
        ("danger_wire", "mein Hund ist tot, er hat den Mast berührt"),
        ("danger_wire", "my dog died when it touched the lamp post"),
        ("danger_gas", "monoxyde de carbone"),
        ("danger_gas", "koolmonoxide in de kelder"),
        ("danger_gas", "Kohlenmonoxid im Keller"),
        ("danger_gas", "carbon monoxide"),
        ("danger_gas", "le détecteur de CO sonne"),
        ("danger_gas", "de CO-melder gaat af"),
    ],
)
def test_what_kills_without_a_smell_or_by_a_touch_is_found(code, text):
    assert code in told(text).dangers


@pytest.mark.parametrize(
    "text",
    [
        "un chat mort sur le bord de la route",
        "un rat mort près du poteau",
        "arbre mort à abattre sur la place",
        "éclairage de l'arrêt de tram en panne sous la caténaire",
    ],
)
def test_a_dead_animal_or_a_tram_line_alone_is_no_danger(text):
    assert not told(text).dangers


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


def test_what_is_written_after_the_name_of_a_street_does_not_matter():
    ring = Rule("ring", "roads", "region", streets={"chaussée de Mons"})

    for street in ("Ch. de Mons 12", "chaussée de Mons, devant l'école"):
        assert route(RouteQuestion((ring,), "lamp", street=street)).rule == "ring"
    for street in ("chaussée de Monsieur", "petite chaussée de Mons", "chaussée", ""):
        assert route(RouteQuestion((ring,), "lamp", street=street)).rule is None


def test_a_rule_whose_team_has_ended_says_so():
    old, new = Rule("old", "a", "commune", ended=True), Rule("new", "b", "commune")

    answer = route(RouteQuestion((old, new), "lamp"))

    assert answer.rule == "new" and answer.working_days is None
    assert answer.reasons[1].facts["conditions"] == ("ended",)


def test_an_area_rarely_heard_comes_forward_unless_it_is_switched_off():
    quiet, loud = RankQuestion(MONDAY, heard=20), RankQuestion(MONDAY, voices=8)

    assert rank(quiet).points - rank(loud).points == 80 - 70
    assert rank(quiet).changes[-1].facts == {"points": rank(quiet).points - 80}
    off = Weights(rare=0)
    assert rank(replace(quiet, weights=off)).points < rank(replace(loud, weights=off)).points


def test_a_job_that_no_day_holds_is_too_large_and_a_full_week_is_full():
    days = (MONDAY, date(2026, 11, 24))

    assert free_day(FreeDayQuestion(2, 3, days)).reasons[0].code == "too_large"
    answer = free_day(FreeDayQuestion(2, 1, days, {MONDAY: 2, days[1]: 3}))
    assert answer.on is None
    assert [(one.code, one.facts["used"]) for one in answer.reasons] == [("full", 2), ("full", 3)]
    assert answer.changes[0].facts == {"places": 1}
    assert free_day(FreeDayQuestion(2, 1, ())).reasons[0].code == "no_days"


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

    assert asked == ["category", "known", "route", "rank", "free_day"]
    for one in questions:
        answer = run("-", piped=one)
        assert answer.returncode == 0, answer.stderr
        assert json.loads(answer.stdout)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "this is not JSON"),
        ("[" * 100_000, "the JSON is nested too deeply."),
        ('{"ask": "weather"}', "it must be one of category, known, route, rank, free_day."),
        ('{"ask": "route", "category": "lamp", "rule": []}', "Did you mean 'rules'?"),
        ('{"ask": "rank", "danger": true}', "the field 'aim' is missing."),
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
        {"ask": "free_day", "places": 1, "effort": 1, "days": ["2026-11-24", "2026-11-23"]},
        {"ask": "free_day", "places": 1, "effort": -1, "days": []},
        {"ask": "free_day", "places": 1, "effort": 1, "days": [], "used": {"2026-11-24": -1}},
        {"ask": "rank", "aim": "2026-11-23", "heard": -1},
        {"ask": "rank", "aim": "2026-11-23", "weights": {"again": 700000}},
        {"ask": "rank", "aim": "2026-11-23", "weights": {"danger": 2700000}},
        {"ask": "rank", "aim": "2026-11-23", "weights": {"most_voices": 0}},
        {"ask": "known", "report": {"key": "a", "category": "b", "day": "now"}, "candidates": []},
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(given):
    with pytest.raises(BadQuestion):
        question_from_json(given)
