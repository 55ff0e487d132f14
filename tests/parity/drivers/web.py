from typing import ClassVar

from django.urls import reverse

from tandem.journal.choices import Door
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tests.parity.drivers.browser import Browser, code, filled, told
from tests.parity.drivers.driver import Told
from tests.parity.pages import Page


class Web:
    door: ClassVar = Door.WEB

    def __init__(self, language: str = "en") -> None:
        self.browser = Browser(language)
        self.asked: list[Page] = []

    def begin(self, service: type[Service]) -> None:
        self.service = service
        self.browser.get(self._at("start"))

    def answer(self, given: dict[str, Raw]) -> Page:
        """One question a page; the page that comes back of the last one."""
        for name, raw in given.items():
            here = self._at("question", name)
            self.asked.append(self.browser.get(here))
            self.browser.post(here, filled(self.asked[-1], raw))
        return self.browser.page

    def save(self) -> tuple[str, str]:
        return code(self.browser.get(self._at("kept")))

    def take_up(self, service: type[Service], code: tuple[str, str]) -> None:
        self.service = service
        self.browser.post(self._take_up(), {"reference": code[0], "word": code[1]})

    def send(self) -> Told:
        review = self.browser.get(self._at("review"))
        return told(self.browser.post(self._at("review"), {}), self.asked, review)

    def _take_up(self) -> str:
        return reverse("doors:take_up")

    def _at(self, page: str, *more: str) -> str:
        return reverse(f"doors:{page}", args=[self.service.slug, *more])
