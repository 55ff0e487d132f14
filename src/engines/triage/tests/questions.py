"""Small dense questions, in which terms contend and ties abound."""

from datetime import date, timedelta

from hypothesis import strategies as st

from engines.triage import (
    Area,
    CapacityQuestion,
    Job,
    KnownQuestion,
    Likeness,
    Open,
    OrderQuestion,
    Report,
    RouteQuestion,
    Rule,
    Weights,
)

MONDAY = date(2026, 11, 23)
CATEGORIES = ("lamp", "pothole", "pavement")
AREAS = ("a", "b", "c", "elsewhere")

days = st.integers(-70, 10).map(lambda number: MONDAY + timedelta(days=number))


def keyed(one, least: int = 0, most: int = 8):
    """Some of them, each with a key of its own."""
    return st.lists(one, min_size=least, max_size=most).map(
        lambda made: tuple(make(f"k{number}") for number, make in enumerate(made))
    )


opens = st.builds(
    lambda opened, promised, area, voices, danger: (
        lambda key: Open(key, opened, promised, area, voices, danger)
    ),
    days,
    days,
    st.sampled_from(AREAS),
    st.integers(1, 9),
    st.booleans(),
)
areas = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from((0, 3, 300, 1000, 20000))), min_size=3, max_size=3
).map(lambda told: tuple(Area(key, *one) for key, one in zip("abc", told, strict=True)))
shares = st.fractions(0, 1, max_denominator=8)
orders = st.builds(
    lambda reports, told, share: OrderQuestion(MONDAY, reports, told, Weights(weight_rare=share)),
    keyed(opens),
    areas,
    shares,
)

jobs = st.builds(
    lambda effort, promised: lambda key: Job(key, effort, promised),
    st.integers(1, 5),
    st.none() | days,
)


@st.composite
def capacities(draw) -> CapacityQuestion:
    how_many = draw(st.integers(0, 6))
    working = tuple(MONDAY + timedelta(days=number) for number in range(how_many))
    away = {day: draw(st.integers(0, 4)) for day in working if draw(st.booleans())}
    return CapacityQuestion(draw(st.integers(0, 6)), working, draw(keyed(jobs)), away)


rules = st.builds(
    lambda categories, postal, streets, danger: (
        lambda key: Rule(
            key, f"team {key}", "commune", 5, categories, frozenset(), postal, streets, danger
        )
    ),
    st.frozensets(st.sampled_from(CATEGORIES), max_size=2),
    st.frozensets(st.sampled_from(("1000", "1030")), max_size=1),
    st.frozensets(st.sampled_from(("rue Haute", "Kerkstraat")), max_size=1),
    st.sampled_from((None, None, True, False)),
)
routes = st.builds(
    lambda made, category, danger, postal, street: RouteQuestion(
        made, category, danger, "", postal, street
    ),
    keyed(rules),
    st.sampled_from(CATEGORIES),
    st.booleans(),
    st.sampled_from(("1000", "1030", "")),
    st.sampled_from(("RUE HAUTE", "Kerkstr.", "")),
)

reports = st.builds(
    lambda category, day, text, at, street, number, postal, pole, mark: (
        lambda key: Report(key, category, day, text, at, street, number, postal, pole, mark)
    ),
    st.sampled_from(CATEGORIES),
    days,
    st.sampled_from(("", "grand trou dans la rue", "trou rue abîmée", "lampe cassée rue haute")),
    st.none() | st.tuples(st.integers(0, 70), st.integers(0, 70)),
    st.sampled_from(("", "rue Haute", "Kerkstraat", "Kerkstr.")),
    st.sampled_from(("", "12", "14A", "30-32")),
    st.sampled_from(("", "1000", "1030")),
    st.sampled_from(("", "", "", "LP 4", "lp-4")),
    st.sampled_from(("", "en face de la boulangerie", "boulangerie Chez Paul")),
)
likenesses = st.builds(
    lambda limit, least: Likeness({"lamp": limit}, kin={frozenset(CATEGORIES[1:])}, least=least),
    st.integers(0, 90),
    st.sampled_from((0, 50, 70)),
)
neighbours = st.builds(
    lambda told, likeness: KnownQuestion(told[0], told[1:], likeness),
    keyed(reports, least=1),
    likenesses,
)
