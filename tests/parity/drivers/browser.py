"""A browser without script, and what its pages tell."""

from collections.abc import Iterable
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.services.conditions import Raw
from tests.parity.drivers.driver import Told
from tests.parity.pages import Page
from tests.photographed import FILES, upload


def code(page: Page) -> tuple[str, str]:
    return reference(page), page.html.split("<bdi>")[2].split("</bdi>")[0]


def reference(page: Page) -> str:
    return page.html.split("<bdi>")[1].split("</bdi>")[0]


def told(page: Page, asked: Iterable[Page], review: Page | None = None) -> Told:
    said = " ".join(one.text for one in asked)
    return Told(*code(page), page.text, said, review.text if review else "")


LINES = count(1)


class Browser:
    """Goes to a page only if it is not there yet; each on a line of her own."""

    def __init__(self, language: str) -> None:
        line = f"2001:db8::{next(LINES):x}:0:0:0:1"
        self.client = Client(raise_request_exception=True, REMOTE_ADDR=line)
        self.client.cookies["language"] = language
        self.path, self.page = "", Page("")

    def get(self, path: str) -> Page:
        if path != self.path:
            self._arrive(path, self.client.get(path, follow=True))
        return self.page

    def post(self, path: str, said: Raw | dict[str, str]) -> Page:
        sent = {
            name: [self._as_sent(one) for one in ([values] if isinstance(values, str) else values)]
            for name, values in said.items()
        }
        return self._arrive(path, self.client.post(path, sent, follow=True))

    @staticmethod
    def _as_sent(one: str) -> str | SimpleUploadedFile:
        return upload(FILES[one]()) if one in FILES else as_sent(one)

    def _arrive(self, path: str, response) -> Page:
        assert response.status_code == 200, f"{path}: {response.status_code}"
        arrived = response.redirect_chain[-1][0] if response.redirect_chain else path
        self.path = arrived.partition("#")[0]
        self.page = Page(response.text)
        return self.page


def as_sent(typed: str) -> str:
    """Browsers end each line so, whatever was typed."""
    return typed.replace("\r\n", "\n").replace("\n", "\r\n")


def filled(page: Page, raw: Raw) -> Raw:
    missing = set(raw) - page.names
    assert not missing, f"The page does not ask {missing}."
    return page.values | raw
