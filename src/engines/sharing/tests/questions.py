"""Questions for the properties: dense, so that there is never enough."""

from datetime import date

from hypothesis import strategies as st

from engines.sharing.question import Ask, Question

PERSONS = ("ana", "ben", "chris", "home")


@st.composite
def questions(draw, asks: int = 4, most: int = 3, quantity: int = 10, heads: int = 3) -> Question:
    many = draw(st.integers(1, asks))
    return Question(
        today=date(2026, 11, draw(st.integers(1, 28))),
        quantity=draw(st.integers(0, quantity)),
        asks=tuple(
            Ask(
                f"a{nth}",
                draw(st.sampled_from(PERSONS)),
                draw(st.integers(1, most)),
                draw(st.integers(1, heads)),
                draw(st.booleans()) and draw(st.booleans()),
            )
            for nth in range(many)
        ),
        received=draw(st.dictionaries(st.sampled_from(PERSONS), st.integers(0, 4))),
        seed=draw(st.sampled_from(["", "x", "y"])),
    )
