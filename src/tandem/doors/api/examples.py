"""Answers that show how each kind of question is answered; nobody in them exists."""

from collections.abc import Callable
from typing import Any

from tandem.services.forms import ServiceForm
from tandem.services.questions import Question

SMALLEST = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
"""A picture of one white point."""
Example = Callable[[Question], Any]


def example_of(form: ServiceForm) -> dict[str, Any]:
    return {
        name: KINDS[question.kind](question)
        for name, question in form.questions()
        if question.kind in KINDS and question.needed_if is None
    }


def _first(question: Question) -> str:
    return next(str(key) for key, _label in question.choices if key)  # type: ignore[attr-defined]


KINDS: dict[str, Example] = {
    "one_of": _first,
    "yes_no": lambda _question: False,
    "some_of": lambda question: [] if not question.required else [_first(question)],
    "half_days": lambda _question: ["3", "4"],
    "short": lambda _question: "Les voisins du quai",
    "long": lambda question: str(question.example) or "Deux sacs du magasin.",
    "whole": lambda question: question.min_value,  # type: ignore[attr-defined]
    "someone": lambda _question: {"first_name": "Rosa", "last_name": "Vandenput"},
    "where": lambda _question: {"postal_code": "1030", "street": "Rue des Tilleuls Inventés 12"},
    "spot": lambda _question: {"postal_code": "1030", "street": "Rue des Tilleuls Inventés 12"},
    "picture": lambda _question: {"file": "data:image/png;base64," + SMALLEST},
    "reach": lambda _question: {"channel": "desk"},
}
