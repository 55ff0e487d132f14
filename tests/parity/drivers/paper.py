import re
from dataclasses import replace
from typing import ClassVar

from django.urls import reverse

from tandem.journal.choices import Door
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tests import paper
from tests.factories import MembershipFactory
from tests.parity.drivers.browser import Browser, code, filled, told
from tests.parity.drivers.driver import Told
from tests.parity.pages import Page

SHEET = re.compile(r'href="(/desk/waiting-room/[0-9a-f-]{36}/)"')


class Paper:
    """Somebody prints and fills in a form, a colleague scans it and types what is written by hand."""

    door: ClassVar = Door.PAPER

    def __init__(self, language: str = "en", *, desk=None, role="operator") -> None:
        self.language = language
        self.member = MembershipFactory(role=role, **({"organisation": desk} if desk else {}))
        self.browser = Browser("en")
        self.browser.client.force_login(self.member.account)
        self.sheet = ""

    def begin(self, service: type[Service]) -> None:
        self.service = service
        self.form = paper.printed(service, language=self.language)

    def take_up(self, service: type[Service], code: tuple[str, str]) -> None:
        """At the counter: what is still open is printed, to be filled in at home."""
        self.service = service
        self.browser.post(reverse("doors:desk_take_up"), {"reference": code[0], "word": code[1]})
        printed = self.browser.client.post(f"{self.browser.path}paper/", {})
        assert printed["Content-Type"] == "application/pdf", printed.text
        self.form = paper.of_pdf(printed.content)

    def answer(self, given: dict[str, Raw]) -> Page:
        """Ticked and written on paper the first time; after that said again to the colleague."""
        raw = {html: said for one in given.values() for html, said in one.items()}
        if not self.sheet:
            self._scan(raw)
        page = self.browser.get(self.sheet)
        if self._is_sent(page):
            return page
        if self.browser.path == f"{self.sheet}done/":
            page = self.browser.post(f"{self.sheet}take/", {})
        return self._read(filled(page, raw), "check")

    def _is_sent(self, page: Page) -> bool:
        """Where nothing is written by hand and nothing is open, it went by itself."""
        return "The request is sent" in page.text

    def _scan(self, raw: Raw) -> None:
        self.form.fill_in(raw)
        scan = paper.as_tiff(self.form.scanned())
        batch = self.browser.get(paper.handed_in(self.browser.client, scan))
        self.sheet = self.sheets_on(batch)[0]

    @staticmethod
    def sheets_on(batch: Page) -> list[str]:
        """The pages of the sheets of which a batch speaks, each once."""
        return list(dict.fromkeys(SHEET.findall(batch.html)))

    def _read(self, said: Raw, do: str) -> Page:
        return self.browser.post(f"{self.sheet}read/", said | {"do": [do]})

    def save(self) -> tuple[str, str]:
        """Back to the person, who is told reference and word."""
        return code(self._read(self.browser.get(self.sheet).values, "back"))

    def send(self) -> Told:
        page = self.browser.get(self.sheet)
        if self._is_sent(page):
            return self._told(page)
        page = self._read(page.values, "send")
        if self.browser.path == f"{self.sheet}known/":
            page = self.browser.post(self.browser.path, {"person": "new"})
        return self._told(page)

    def _told(self, page: Page) -> Told:
        return replace(told(page, ()), asked=self.form.text)
