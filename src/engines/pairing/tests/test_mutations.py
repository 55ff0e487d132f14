"""Deliberate bugs of the plain solver, the events and the prices: each is caught by its property."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.pairing import solve
from engines.pairing.compiled import Live
from engines.pairing.compiled.marks import go
from engines.pairing.tests import oracle
from engines.pairing.tests.questions import questions

few = settings(max_examples=200, derandomize=True, database=None)


def every_help_counts_alike(monkeypatch):
    """Somebody gets a second help while another has none."""
    monkeypatch.setattr(
        "engines.pairing.network._losses",
        lambda question, worth, person, asked: [max(worth.levels.values())] * asked,
    )


def half_days_are_not_places(monkeypatch):
    """A helper is booked twice at once."""
    monkeypatch.setattr("engines.pairing.flow.Flow.has_room", lambda flow, place: True)


def nobody_moves_over(monkeypatch):
    """First come, first served."""
    monkeypatch.setattr("engines.pairing.flow._Search._from_place", only_to_its_host)


def only_to_its_host(search, node):
    flow, place = search.flow, node - search.flow.first_place
    if flow.has_room(place):
        search._reach(flow.first_host + flow.network.hosts[place], search.spent[node], node)


@pytest.mark.parametrize(
    "bug", [every_help_counts_alike, half_days_are_not_places, nobody_moves_over]
)
def test_each_bug_of_the_solver_is_caught(bug, monkeypatch):
    bug(monkeypatch)

    @few
    @given(questions(offers=3, needs=5))
    def check(question):
        chosen = {pair.need: (pair.offer, pair.slot) for pair in solve(question).pairs}
        assert chosen == oracle.best(question)

    with pytest.raises((AssertionError, ExceptionGroup)):
        check()


def nobody_takes_what_is_given_back(monkeypatch):
    """What a need leaves stays empty."""
    monkeypatch.setattr(
        "engines.pairing.compiled.live.unseat",
        lambda net, seats, marks, item, closed: go(net, seats, marks, item),
    )


def a_second_need_asks_no_less(monkeypatch):
    """One help more or less is worth what it was before she asked again."""
    monkeypatch.setattr("engines.pairing.compiled.live.ask_less", lambda *_: None)


@pytest.mark.parametrize("bug", [nobody_takes_what_is_given_back, a_second_need_asks_no_less])
def test_each_bug_of_the_events_is_caught(bug, monkeypatch):
    bug(monkeypatch)

    @few
    @given(questions(offers=3, needs=7), st.integers(0, 4))
    def check(question, gone):
        live = Live(question, room=10)
        for need in question.needs[:gone]:
            live.withdraw(need.key)
        for need in question.needs[:gone]:
            live.arrive(need)
        assert live.pairs() == {
            pair.need: (pair.offer, pair.slot) for pair in solve(question).pairs
        }

    with pytest.raises((AssertionError, ExceptionGroup)):
        check()
