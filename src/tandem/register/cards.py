"""Cards of the algorithms in use, declared in code beside what they describe."""

from dataclasses import dataclass

from tandem.toolbox.texts import Text


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


_cards: dict[str, Card] = {}


def register(card: Card) -> None:
    if _cards.setdefault(card.slug, card) is not card:
        raise ValueError(f"The algorithm {card.slug} is registered twice.")


def find(slug: str) -> Card:
    return _cards[slug]


def every() -> tuple[Card, ...]:
    return tuple(sorted(_cards.values(), key=lambda card: card.slug))
