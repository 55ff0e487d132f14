"""Cards of the algorithms in use, declared in code beside what they describe."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tandem.register.choices import Result
from tandem.toolbox.texts import Text

LEGAL_GROUND = _(
    "Your commune does this as a task in the public interest (article 6, paragraph 1, letter e of "
    "the General Data Protection Regulation). It answers for your data; it is named on your receipt."
)
HUMAN = _("No program decides about you: a person does (article 22 of the same regulation).")


@dataclass(frozen=True, slots=True)
class Again:
    """How anybody runs it again."""

    command: str
    """To be typed where the code stands."""
    example: Mapping[str, Any]
    """A made-up question, for whoever may not have a real one."""


FOUND = _("Somebody found")


def _needs(asked: int) -> str:
    return ngettext(
        "%(asked)s need; somebody was found for %(helped)s of them (%(share)s).",
        "%(asked)s needs; somebody was found for %(helped)s of them (%(share)s).",
        asked,
    )


@dataclass(frozen=True, slots=True)
class Card:
    slug: str
    version: str
    title: Text
    purpose: Text
    data: Text
    not_used: Text
    """What it does not look at, said as plainly as what it does."""
    rules: tuple[Text, ...]
    answers_for: Text
    decides: Text
    """What a human decides, and how a person contests or refuses."""
    source: str
    since: date
    """From which day this version is in use."""
    formal: tuple[Text, ...] = ()
    """The rules once more, exactly."""
    again: Again | None = None
    weights_in_words: Callable[[dict[str, Any]], list[str]] = lambda weights: []
    """What can be changed by a public proposal, each in a sentence."""
    results: tuple[Result, ...] = ()
    """What is counted beside what people did with it."""
    fixed: Text = ""
    """Where nothing can be changed: what that means for whoever would change it."""
    found: Text = field(default_factory=lambda: FOUND)
    """What is counted of those who asked: the head of that column."""
    whole_in_words: Callable[[int], str] = _needs
    """What was counted of so many in all, in a sentence with `asked`, `helped` and `share`."""
    say: str = ""
    """The service by which one contests it, or asks for a person instead."""
    legal_ground: tuple[Text, ...] = field(default_factory=lambda: (LEGAL_GROUND, HUMAN))


_cards: dict[str, Card] = {}


def register(card: Card) -> None:
    if _cards.setdefault(card.slug, card) is not card:
        raise ValueError(f"The algorithm {card.slug} is registered twice.")


def find(slug: str) -> Card:
    return _cards[slug]


def every() -> tuple[Card, ...]:
    return tuple(sorted(_cards.values(), key=lambda card: card.slug))
