"""Answers made from a form's own questions, by their kind: a new service needs no line here.

Only a new kind of question does: what is right for it, and what is wrong.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from tandem.people.choices import Care, Channel
from tandem.services.composites import Composite
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tandem.services.forms import ServiceForm
from tandem.services.picture import Known
from tandem.services.questions import Question
from tandem.territory.models import Area
from tests.photographed import EAST, NORTH

HOSTILE = {
    "too long": "x" * 20_000,
    "markup": "<script>alert('hello')</script>\"><img src=x onerror=alert(1)>",
    "a null byte": "be\x00fore",
    "a control sign": "be\x07fore",
    "emoji": "👩🏽‍🦽 merci 🫶",
    "another alphabet": "Здравствуйте، مرحبا بكم",
    "right to left": "abc\u202edcba\u202c",
    "a placeholder": "100 % %(value)s %s {0} {{ 7 * 7 }}",
    "a quote": "O'Neill; DROP TABLE cases_case; --",
    "only spaces": "   \t ",
    "figures of another script": "١٠٣٠",
    "a very large number": "9" * 400,
}


@dataclass(frozen=True)
class Somebody:
    """Whose answers they are."""

    seed: int = 1
    postal_code: str = "1030"
    channel: Channel = Channel.EMAIL
    first_name: str = "Rosa"
    last_name: str = "Vandenput"

    @property
    def chance(self) -> Random:
        return Random(self.seed)


def by_question(service: type[Service], somebody: Somebody, place: Area) -> dict[str, Raw]:
    """Good answers to every question that they themselves call for, in order."""
    given: dict[str, Raw] = {}
    chance = somebody.chance
    while True:
        raw = {html: values for one in given.values() for html, values in one.items()}
        form = form_with(service, raw, place)
        name = next((name for name in form.asked() if name not in given), None)
        if name is None:
            return {name: given[name] for name in form.asked()}
        given[name] = good(name, form.fields[name], somebody, chance)
        # Good by itself, it may not go with what was answered before: then another.
        while form_with(service, raw | given[name], place).check(only=[name]):
            given[name] = good(name, form.fields[name], somebody, chance)


def form_with(service: type[Service], raw: Raw, place: Area | None = None) -> ServiceForm:
    """The form, as if the photos that stand among these answers had been taken in."""
    form = service.form(raw, place=place)
    form.know({PHOTO: Known(place=(NORTH, EAST))})
    return form


def good(name: str, question: Question, somebody: Somebody, chance: Random) -> Raw:
    made = GOOD.get(question.kind)
    assert made, f"Say in tests/parity/answers.py what answers a question of kind {question.kind}."
    said = made(question, somebody, chance)
    if isinstance(question, Composite):
        return {f"{name}_{part}": [said.get(part, "")] for part in question.parts}
    return {name: said}


def bad(name: str, question: Question) -> Iterator[Raw]:
    """Every way to answer wrongly that this kind of question knows."""
    if question.required:
        yield {html: [] if _is_choice(question) else [""] for html in question.names(name)}
    for said in BAD[question.kind](question):
        if isinstance(question, Composite):
            yield {f"{name}_{part}": [said.get(part, "")] for part in question.parts}
        else:
            yield {name: said}


def _is_choice(question: Question) -> bool:
    return hasattr(question, "choices")


def _keys(question) -> list[str]:
    return [str(key) for key, _label in question.choices if key != ""]


def _some(question, somebody: Somebody, chance: Random) -> list[str]:
    keys = _keys(question)
    if somebody.channel == Channel.LETTER:
        # Nobody is written to at an address to which nothing may be sent.
        keys = [key for key in keys if key != Care.NEVER_WRITE]
    # One alone may be a word that means something else as well.
    picked = chance.sample(keys, k=min(len(keys), 1 + somebody.seed % 2))
    return sorted(picked, key=keys.index)


def _whole(question, _somebody, chance: Random) -> list[str]:
    return [str(chance.randint(question.min_value, min(question.max_value, 40)))]


def _who(_question, somebody: Somebody, _chance) -> dict[str, str]:
    names = {"first_name": somebody.first_name, "last_name": somebody.last_name}
    return names | {"day": "27", "month": "3", "year": "1958"}


def _where(_question, somebody: Somebody, _chance) -> dict[str, str]:
    return {
        "postal_code": somebody.postal_code,
        "street": "Rue des Tilleuls Inventés 12",
        "landmark": "Second bell",
    }


def _spot(_question, somebody: Somebody, chance: Random) -> dict[str, str]:
    return {
        "postal_code": somebody.postal_code,
        "street": "Rue des Tilleuls Inventés 12",
        "landmark": "Before the baker's",
        "mark": chance.choice(["", "C4", "LP 20417", "50.8671, 4.3735"]),
    }


def _reach(question, somebody: Somebody, _chance) -> dict[str, str]:
    contacts = {
        Channel.EMAIL: {"email": "rosa@example.example"},
        Channel.SMS: {"phone": "0450 12 34 56"},
        Channel.CALL: {"phone": "0450 12 34 56", "safe_contact": "Only in the morning"},
    }
    said = {"channel": somebody.channel.value, **contacts.get(somebody.channel, {})}
    if question.with_who:
        said |= {"first_name": somebody.first_name, "last_name": somebody.last_name}
        said |= {"street": "Rue des Tilleuls Inventés 12", "postal_code": somebody.postal_code}
    return said


PHOTO = "photo:good"
"""Stands for a file; each door brings it in its own way."""
GOOD: dict[str, Callable] = {
    "picture": lambda *_: {"file": PHOTO, "place": "yes"},
    "one_of": lambda question, _who, chance: [chance.choice(_keys(question))],
    "yes_no": lambda question, _who, chance: [chance.choice(_keys(question))],
    "some_of": _some,
    "half_days": _some,
    "short": lambda *_: ["Les voisins & amis du quai"],
    "long": lambda *_: ["Two bags from the shop.\nThe lift is out; third floor."],
    "whole": _whole,
    "someone": _who,
    "where": _where,
    "spot": _spot,
    "reach": _reach,
}

NAMED = {"first_name": "Rosa", "last_name": "Vandenput"}
NO_SUCH = [["no-such-answer"]]
BAD: dict[str, Callable] = {
    "picture": lambda _: [
        {"file": "photo:drawing"},
        {"file": "photo:half"},
        {"file": "0" * 32},
        {"place": "perhaps"},
    ],
    "one_of": lambda _: NO_SUCH,
    "yes_no": lambda _: [["perhaps"]],
    "some_of": lambda _: NO_SUCH,
    "half_days": lambda _: [["22"], ["99"], ["morning"]],
    "short": lambda question: [["x" * (question.most + 1)]],
    "long": lambda question: [["x" * (question.most + 1)]],
    "whole": lambda question: [["a few"], [str(question.min_value - 1)], ["2,5"]],
    "someone": lambda question: [
        {"first_name": "Rosa"},
        {"first_name": "Rosa", "last_name": "x" * 300},
        {"first_name": "<b>Rosa</b>", "last_name": "Vandenput"},
        *(
            [{**NAMED, "day": "31", "month": "2", "year": "1958"}]
            if "day" in question.parts
            else []
        ),
        *([{**NAMED, "day": "1", "year": "3058"}] if "day" in question.parts else []),
    ],
    "where": lambda _: [
        {"street": "Rue des Tilleuls Inventés 12"},
        {"postal_code": "103"},
        {"postal_code": "9999"},
        {"postal_code": "1030", "street": "x" * 500},
    ],
    "spot": lambda _: [
        {"street": "Rue des Tilleuls Inventés 12"},
        {"postal_code": "1030"},
        {"postal_code": "103", "street": "Rue des Tilleuls Inventés 12"},
        {"postal_code": "9999", "landmark": "Before the baker's"},
        {"postal_code": "1030", "street": "x" * 500},
    ],
    "reach": lambda question: [
        *(
            [
                {"channel": "letter", "street": "Rue des Tilleuls Inventés 12"},
                {"channel": "letter", "last_name": "Vandenput", "postal_code": "10300"},
            ]
            if question.with_who
            else []
        ),
        {"channel": "email", "email": "rosa at home"},
        {"channel": "sms", "phone": "02 279 22 11"},
        {"channel": "call"},
        {"channel": "pigeon"},
    ],
}
