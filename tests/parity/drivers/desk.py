from typing import ClassVar

from django.urls import reverse

from tandem.journal.choices import Door
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tests.factories import MembershipFactory
from tests.parity.drivers.browser import Browser, code, filled, reference, told
from tests.parity.drivers.driver import Told
from tests.parity.pages import Page


class Telephone:
    door: ClassVar = Door.PHONE

    def __init__(self, language: str = "en", *, desk=None, role="operator") -> None:
        self.language = language
        self.member = MembershipFactory(role=role, **({"organisation": desk} if desk else {}))
        self.browser = Browser("en")
        self.browser.client.force_login(self.member.account)
        self.asked: list[Page] = []
        self.said = ("", "")

    @property
    def call(self) -> Raw:
        return {"call-door": [self.door.value], "call-language": [self.language]}

    def begin(self, service: type[Service]) -> None:
        self.browser.post(reverse("doors:desk_new"), {"service": service.slug, **self.call})
        self.draft = self.browser.path

    def answer(self, given: dict[str, Raw], do: str = "refresh") -> Page:
        """All questions on one page; those not answered stay as they are shown."""
        raw = {html: said for one in given.values() for html, said in one.items()}
        self.asked.append(self.browser.get(self.draft))
        said = filled(self.asked[-1], raw | self.call)
        return self.browser.post(self.draft, said | {"do": [do]})

    def save(self) -> tuple[str, str]:
        """Where the desk saw the word before it is not shown again: she goes on with the same."""
        kept = self.answer({}, do="keep")
        if "The word was shown once and is not shown again" in kept.text:
            return reference(kept), self.said[1]
        return code(kept)

    def take_up(self, service: type[Service], code: tuple[str, str]) -> None:
        self.said = code
        self.browser.post(reverse("doors:desk_take_up"), {"reference": code[0], "word": code[1]})
        self.draft = self.browser.path

    def review(self) -> Page:
        """Everything checked; somebody alike who is known already is not her."""
        page = self.answer({}, do="review")
        if self.browser.path == f"{self.draft}known/":
            page = self.browser.post(self.browser.path, {"person": "new"})
        return page

    def send(self) -> Told:
        review = self.review()
        return told(self.browser.post(f"{self.draft}review/", {}), self.asked, review)


class InPerson(Telephone):
    door: ClassVar = Door.INPERSON
