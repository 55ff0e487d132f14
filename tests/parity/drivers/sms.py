"""A mobile telephone that texts to us through kannel's own way in, one message at a time."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from html import escape
from itertools import count
from typing import ClassVar

from django.db import transaction
from django.test import Client, override_settings

from tandem.doors import presenting
from tandem.doors.asking import Prompt
from tandem.doors.models import TextReply
from tandem.doors.sms import talks
from tandem.doors.sms.form import Open
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tests.parity.drivers.driver import Told
from tests.parity.drivers.lists import chosen

SECRET = "known to the gateway alone"
LET_IN = "Basic " + b64encode(f"tandem:{SECRET}".encode()).decode()
NUMBERS = count(470_000_001)
NAMES = count(1)
ASKED = re.compile(r"^(\d+)/(\d+) ", re.MULTILINE)
REFERENCE = re.compile(r"\b([2-9A-Z]{4} [2-9A-Z]{4})\b")
WORD = re.compile(r"[“„«‘]\s*([a-z]{12})\s*[”“»’]")


@dataclass
class Said:
    """What came back, as the other drivers show a page."""

    text: str
    look: Callable[[], Iterable[str]]
    """Finds what is wrong, by looking at each answer once more: only if somebody asks."""
    boxes: frozenset[str] = frozenset()
    """None: a text message shows nothing of what was typed before."""
    values: Raw = field(default_factory=dict)

    @cached_property
    def errors(self) -> list[str]:
        return list(dict.fromkeys(self.look()))

    @property
    def html(self) -> str:
        """A telephone shows signs, never markup."""
        return escape(self.text)


class Sms:
    door: ClassVar = Door.SMS

    def __init__(self, language: str = "en") -> None:
        self.client = Client()
        self.number = f"+32{next(NUMBERS)}"
        self.language = language
        self.heard = 0
        self.last = ""
        self.asked: list[str] = []

    def text(self, said: str, name: str = "") -> str:
        """Everything that comes back to one message."""
        with override_settings(SMS_SECRET=SECRET, SMS_PER_HOUR=1_000_000):
            response = self.client.post(
                f"/sms/kannel/?id={name or next(NAMES)}",
                data=said.encode(),
                content_type='text/plain; charset="UTF-8"',
                headers={"Authorization": LET_IN, "X-Kannel-From": self.number},
            )
        assert response.status_code == 200, response.status_code
        self.last = "\n".join(self._replies())
        return self.last

    def _replies(self) -> list[str]:
        """Those that were not read before."""
        number = talks.number_of(self.number)
        with transaction.atomic(), talks.with_number(number):
            fresh = list(TextReply.objects.filter(number=number, pk__gt=self.heard))
        self.heard = max((reply.pk for reply in fresh), default=self.heard)
        return [talks.said(reply)[1] for reply in fresh]

    def begin(self, service: type[Service]) -> None:
        self.text(self.language)
        self.text(service.slug)
        self.code = drafts.read_code(*self.save())
        self.text("GO ON")

    def answer(self, given: dict[str, Raw]) -> Said:
        """Each prompt of these questions; those that came wrong are looked at once more."""
        wrong = False
        for raw in self._dependent_first(given):
            for html in raw:
                wrong |= self._answer(html, raw[html])
        if sum(map(len, given.values())) == 1:
            # What is wrong with the one answer stands before the question asked again.
            return Said(self.last, partial(_preface, self.last))
        return Said(self.last, partial(self._errors, given) if wrong else list)

    def _dependent_first(self, given: dict[str, Raw]) -> list[Raw]:
        """Before the answer that calls for them is changed, as nobody is asked them afterwards."""
        if len(given) == 1:
            return list(given.values())
        form = self._form()
        asked = set(form.asked())
        early = [
            name
            for name in given
            if (when := form.fields[name].needed_if)
            and name in asked
            and when.question in given
            and not when.holds(given[when.question])
        ]
        return [given[name] for name in [*early, *(one for one in given if one not in early)]]

    def _answer(self, html: str, values: list[str]) -> bool:
        """Whether something was wrong with it."""
        number, prompt = self._prompt(html)
        if not (found := ASKED.search(self.last)) or int(found[1]) != number:
            self.text(f"#{number}")
        self.asked.append(self.last)
        said = self.text(typed(prompt, values, self.language))
        return bool(_preface(said))

    def _errors(self, given: dict[str, Raw]) -> Iterator[str]:
        asked = [prompt.html for prompt in self._prompts() if prompt.question in given]
        for html in asked:
            number, _prompt = self._prompt(html)
            yield from _preface(self.text(f"#{number}"))

    def _form(self):
        return presenting.form_of(drafts.take_up(self.code))

    def _prompts(self) -> list[Prompt]:
        """As they are numbered: an answer may call for another, or make one needless."""
        with acting(Asker(door=self.door)):
            return Open(drafts.take_up(self.code)).prompts

    def _prompt(self, html: str) -> tuple[int, Prompt]:
        found = [(n, one) for n, one in enumerate(self._prompts(), 1) if one.html == html]
        assert found, f"Nobody asks {html} by text message."
        return found[0]

    def save(self) -> tuple[str, str]:
        return _code(self.text("KEEP"))

    def take_up(self, service: type[Service], code: tuple[str, str]) -> None:
        self.text(self.language)
        self.text(f"{code[0]} {code[1]}")
        self.code = drafts.read_code(*code)

    def send(self) -> Told:
        read_back = self.text("SEND")
        said = self.text("YES")
        return Told(*_code(said), said, " ".join(self.asked), read_back)


def typed(prompt: Prompt, values: list[str], language: str) -> str:
    """What a person types who means these values: numbers or words of the list, or her own."""
    if not any(values):
        return "-"
    said = chosen(prompt, values, language)
    # Nobody writes commas between bare numbers on a telephone.
    return (" " if all(one.isdecimal() for one in said) else ", ").join(said)


def _preface(said: str) -> list[str]:
    """What stands before the question that is asked: what was wrong with the answer to it."""
    found = ASKED.search(said)
    return [line for line in said[: found.start()].split("\n") if line] if found else []


def _code(said: str) -> tuple[str, str]:
    reference, word = REFERENCE.search(said), WORD.search(said)
    assert reference and word, said
    return reference[1], word[1]
