"""Slow and obvious: every way to share a small question out, and what each is worth."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from engines.lots import FACES, drawn
from engines.sharing.question import Ask, Question

Choice = dict[str, int]
HIGHEST = 40
"""No turn of a small question is later."""


def choices(question: Question) -> Iterator[Choice]:
    """Every way to give whole things, to nobody more than asked, and no more than there are."""
    asks = sorted(question.asks, key=lambda ask: ask.key)
    for numbers in product(*(range(ask.quantity + 1) for ask in asks)):
        if sum(numbers) <= question.quantity:
            yield {ask.key: many for ask, many in zip(asks, numbers, strict=True)}


def worth(question: Question, choice: Choice) -> tuple:
    """Smaller is better: vital ones, then those of turn 1, of turn 2, …, then the sum of places."""
    vital = sum(choice[ask.key] for ask in question.asks if ask.vital)
    turns: Counter[int] = Counter()
    places = Fraction(0)
    for person in {ask.person for ask in question.asks}:
        mine = [ask for ask in question.asks if ask.person == person]
        for turn, place in things_given(question, mine, choice):
            turns[turn] += 1
            places += place
    return -vital, tuple(-turns[turn] for turn in range(1, HIGHEST)), places


def things_given(question: Question, mine: list[Ask], choice: Choice) -> list[tuple[int, Fraction]]:
    """Turn and place of each thing that one person is given, vital ones first."""
    heads = max(ask.heads for ask in mine)
    had = question.received.get(mine[0].person, 0)
    lot = Fraction(drawn(question.seed, question.today, min(ask.key for ask in mine)), FACES)
    asked_vital = sum(ask.quantity for ask in mine if ask.vital)
    found = []
    for vital, before in ((True, 0), (False, asked_vital)):
        asked = sum(ask.quantity for ask in mine if ask.vital == vital)
        given = sum(choice[ask.key] for ask in mine if ask.vital == vital)
        turns = [-(-(had + before + nth) // heads) for nth in range(1, asked + 1)]
        for nth, turn in enumerate(turns[:given]):
            earlier = sum(1 for one in turns[:nth] if one == turn)
            found.append((turn, (earlier + lot) / turns.count(turn)))
    return found


def best(question: Question) -> Choice:
    return min(choices(question), key=lambda choice: worth(question, choice))
