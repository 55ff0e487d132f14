"""One driver a door: each does what a person or an operator does there, and nothing else."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from django.test import Client
from django.urls import reverse

from tandem.journal.choices import Door
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tests.factories import MembershipFactory
from tests.parity.pages import Page


@dataclass(frozen=True)
class Told:
    """The receipt, as it was shown or read out."""

    reference: str
    word: str
    text: str


class Driver(Protocol):
    door: ClassVar[Door]

    def begin(self, service: type[Service]) -> None: ...
    def answer(self, given: dict[str, Raw]) -> Page: ...
    def save(self) -> tuple[str, str]: ...
    def take_up(self, service: type[Service], code: tuple[str, str]) -> None: ...
    def send(self) -> Told: ...


def _code(page: Page) -> tuple[str, str]:
    said = page.html.split("<bdi>")[1:3]
    return said[0].split("</bdi>")[0], said[1].split("</bdi>")[0]


def _told(page: Page) -> Told:
    return Told(*_code(page), page.text)


class Browser:
    """Goes to a page only if it is not there yet."""

    def __init__(self, language: str) -> None:
        self.client = Client(raise_request_exception=True)
        self.client.cookies["language"] = language
        self.path, self.page = "", Page("")

    def get(self, path: str) -> Page:
        if path != self.path:
            self._arrive(path, self.client.get(path, follow=True))
        return self.page

    def post(self, path: str, said: Raw | dict[str, str]) -> Page:
        return self._arrive(path, self.client.post(path, said, follow=True))

    def _arrive(self, path: str, response) -> Page:
        assert response.status_code == 200, f"{path}: {response.status_code}"
        arrived = response.redirect_chain[-1][0] if response.redirect_chain else path
        self.path = arrived.partition("#")[0]
        self.page = Page(response.text)
        return self.page


def _filled(page: Page, raw: Raw) -> Raw:
    missing = set(raw) - page.names
    assert not missing, f"The page does not ask {missing}."
    return page.values | raw


class Web:
    door: ClassVar = Door.WEB

    def __init__(self, language: str = "en") -> None:
        self.browser = Browser(language)

    def begin(self, service: type[Service]) -> None:
        self.service = service
        self.browser.get(self._at("start"))

    def answer(self, given: dict[str, Raw]) -> Page:
        """One question a page; the page that comes back of the last one."""
        for name, raw in given.items():
            here = self._at("question", name)
            self.browser.post(here, _filled(self.browser.get(here), raw))
        return self.browser.page

    def save(self) -> tuple[str, str]:
        return _code(self.browser.get(self._at("kept")))

    def take_up(self, service: type[Service], code: tuple[str, str]) -> None:
        self.service = service
        self.browser.post(reverse("doors:take_up"), {"reference": code[0], "word": code[1]})

    def send(self) -> Told:
        self.browser.get(self._at("review"))
        return _told(self.browser.post(self._at("review"), {}))

    def _at(self, page: str, *more: str) -> str:
        return reverse(f"doors:{page}", args=[self.service.slug, *more])


class Telephone:
    door: ClassVar = Door.PHONE

    def __init__(self, language: str = "en", *, desk=None, role="operator") -> None:
        self.language = language
        self.member = MembershipFactory(role=role, **({"organisation": desk} if desk else {}))
        self.browser = Browser("en")
        self.browser.client.force_login(self.member.account)

    @property
    def call(self) -> Raw:
        return {"call-door": [self.door.value], "call-language": [self.language]}

    def begin(self, service: type[Service]) -> None:
        self.browser.post(reverse("doors:desk_new"), {"service": service.slug, **self.call})
        self.draft = self.browser.path

    def answer(self, given: dict[str, Raw], do: str = "refresh") -> Page:
        """All questions on one page; those not answered stay as they are shown."""
        raw = {html: said for one in given.values() for html, said in one.items()}
        said = _filled(self.browser.get(self.draft), raw | self.call)
        return self.browser.post(self.draft, said | {"do": [do]})

    def save(self) -> tuple[str, str]:
        return _code(self.answer({}, do="keep"))

    def take_up(self, service: type[Service], code: tuple[str, str]) -> None:
        self.browser.post(reverse("doors:desk_take_up"), {"reference": code[0], "word": code[1]})
        self.draft = self.browser.path

    def review(self) -> Page:
        """Everything checked; somebody alike who is known already is not her."""
        page = self.answer({}, do="review")
        if self.browser.path == f"{self.draft}known/":
            page = self.browser.post(self.browser.path, {"person": "new"})
        return page

    def send(self) -> Told:
        self.review()
        return _told(self.browser.post(f"{self.draft}review/", {}))


class InPerson(Telephone):
    door: ClassVar = Door.INPERSON


DRIVERS: dict[Door, type[Driver]] = {one.door: one for one in (Web, Telephone, InPerson)}
"""A door of the house without a driver here fails the suite."""
