"""Somebody at her mail program: she writes to the house and answers what comes back."""

from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import make_msgid
from html import escape
from itertools import count
from typing import ClassVar

from django.core import mail
from django.db import transaction
from django.test import override_settings

from tandem.doors.asking import Prompt
from tandem.doors.email import actions, asked
from tandem.doors.email.envelope import Envelope
from tandem.doors.email.working import work_off
from tandem.doors.email.writing import WRONG
from tandem.journal.choices import Door
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tests.parity.drivers.driver import Told
from tests.parity.drivers.lists import chosen
from tests.parity.pages import Page
from tests.photographed import FILES

DOMAIN = "answers.commune.example"
numbers = count(1)


class Email:
    door: ClassVar = Door.EMAIL

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.address = f"rosa{next(numbers)}@example.example"
        self.letters: list[EmailMessage] = []

    def begin(self, service: type[Service]) -> None:
        self.write(f"{service.slug}@{DOMAIN}", "")

    def answer(self, given: dict[str, Raw]) -> Page:
        """Everything in as few mails as it takes; what is asked again was wrong."""
        left = {html: said for raw in given.values() for html, said in raw.items()}
        while left:
            letter, here = self._asking(left)
            files = [FILES[one] for p in here.values() for one in left[p.html] if one in FILES]
            lines = [f"[{n}]: {self._typed(one, left.pop(one.html))}" for n, one in here.items()]
            self.reply("\n".join(lines), to=letter, files=[file() for file in files])
        return self.page

    def _typed(self, prompt: Prompt, said: list[str]) -> str:
        """As somebody writes it: the number of an answer or its words, or her own."""
        said = [one for one in said if one not in FILES]
        return ", ".join(chosen(prompt, said, self.language)) or "-"

    def _asking(self, wanted: Raw) -> tuple[EmailMessage, dict[int, Prompt]]:
        """The newest mail that asks any of these: she may answer an older one too."""
        for letter in reversed(self.letters):
            asks = dict(enumerate(asked_in(letter).prompts, 1))
            if here := {n: prompt for n, prompt in asks.items() if prompt.html in wanted}:
                return letter, here
        raise AssertionError(f"No mail asks {sorted(wanted)}: {self.text}")

    def save(self) -> tuple[str, str]:
        kept = asked_in(self.letters[-1])
        return kept.code.shown_reference, kept.code.word

    def take_up(self, service: type[Service], code: tuple[str, str]) -> None:
        self.write(f"help@{DOMAIN}", f"{code[0]} {code[1]}")

    def send(self) -> Told:
        code = self.save()
        *asked, read_back = [letter.get_content() for letter in self.letters]
        self.reply("YES")
        return Told(*code, self.text, " ".join(asked), read_back)

    def reply(
        self, words: str, *, to: EmailMessage | None = None, files: Sequence[bytes] = ()
    ) -> None:
        letter = to or self.letters[-1]
        quoted = "\n".join(f"> {line}" for line in letter.get_content().split("\n"))
        body = f"{words}\n\nOn Monday, Tandem wrote:\n{quoted}\n"
        self.write(letter["Reply-To"], body, files)

    def write(self, to: str, words: str, files: Sequence[bytes] = ()) -> None:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self.address, to, "Hello"
        letter["Message-ID"] = make_msgid()
        letter.set_content(words, cte="base64")
        for file in files:
            letter.add_attachment(file, "image", "jpeg", filename="IMG_0471.jpg")
        letter["Content-Language"] = self.language
        with override_settings(MAIL_IN_DOMAIN=DOMAIN, MAIL_IN_ANSWERS=1000):
            key = actions.keep(Envelope(self.address, to, letter.as_bytes()))
            before = len(mail.outbox)
            work_off(key)
        assert len(mail.outbox) == before + 1, "Nothing was written back."
        sent = mail.outbox[-1].message().as_bytes()
        self.letters.append(message_from_bytes(sent, policy=policy.default))
        assert self.letters[-1]["To"] == self.address

    @property
    def text(self) -> str:
        return self.letters[-1].get_content()

    @property
    def page(self) -> Page:
        """What the last mail says, with what it says was wrong."""
        page = Page("")
        # As every program shows plain text: nothing of it is a page.
        assert self.letters[-1].get_content_type() == "text/plain"
        page.html, page.errors = escape(self.text), errors_in(self.text)
        return page


def asked_in(letter: EmailMessage) -> asked.Asked:
    """What stands behind the address to answer."""
    with transaction.atomic():
        kept = asked.find(letter["Reply-To"].partition("+")[2].partition("@")[0])
    assert kept is not None
    return kept


def errors_in(text: str) -> list[str]:
    errors: list[str] = []
    is_wrong = False
    for line in text.split("\n"):
        if line.startswith(WRONG):
            errors.append(line.removeprefix(WRONG))
        elif is_wrong and line.startswith("  ") and not line.startswith("   "):
            errors[-1] += " " + line.strip()
        is_wrong = line.startswith(WRONG) or (is_wrong and line[:2] == "  " != line[1:3])
    return errors
