"""Small dense questions, in which terms contend and ties abound."""

from datetime import date, timedelta

from hypothesis import strategies as st

from engines.triage import (
    FreeDayQuestion,
    KnownQuestion,
    Likeness,
    RankQuestion,
    Report,
    RouteQuestion,
    Rule,
    Weights,
)

MONDAY = date(2026, 11, 23)
CATEGORIES = ("lamp", "pothole", "pavement")

days = st.integers(-70, 10).map(lambda number: MONDAY + timedelta(days=number))


def keyed(one, least: int = 0, most: int = 8):
    """Some of them, each with a key of its own."""
    return st.lists(one, min_size=least, max_size=most).map(
        lambda made: tuple(make(f"k{number}") for number, make in enumerate(made))
    )


weights = st.builds(Weights, rare=st.sampled_from((0, 50, 100)), voice=st.integers(0, 20))
ranks = st.builds(
    RankQuestion,
    st.dates() | days,
    st.booleans(),
    st.booleans(),
    st.integers(0, 15),
    st.integers(0, 300),
    st.integers(0, 20),
    weights,
)


@st.composite
def free_days(draw) -> FreeDayQuestion:
    how_many = draw(st.integers(0, 6))
    working = tuple(MONDAY + timedelta(days=number) for number in range(how_many))
    used = {day: draw(st.integers(0, 8)) for day in working if draw(st.booleans())}
    return FreeDayQuestion(draw(st.integers(0, 6)), draw(st.integers(0, 7)), working, used)


rules = st.builds(
    lambda categories, postal, streets, danger, ended: (
        lambda key: Rule(
            key, f"team {key}", "commune", 5, categories, postal, streets, danger, ended
        )
    ),
    st.frozensets(st.sampled_from(CATEGORIES), max_size=2),
    st.frozensets(st.sampled_from(("1000", "1030")), max_size=1),
    st.frozensets(st.sampled_from(("rue Haute", "Kerkstraat")), max_size=1),
    st.sampled_from((None, None, True, False)),
    st.sampled_from((False, False, False, True)),
)
routes = st.builds(
    lambda made, category, danger, postal, street: RouteQuestion(
        made, category, danger, postal, street
    ),
    keyed(rules),
    st.sampled_from(CATEGORIES),
    st.booleans(),
    st.sampled_from(("1000", "1030", "")),
    st.sampled_from(("RUE HAUTE", "Kerkstr. 12, opposite", "Kerkstraatje", "")),
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
