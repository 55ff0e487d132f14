from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.looks.conftest import Open
from tests.looks.pages import Look

MOST_BYTES = 60_000
LONGEST = frozenset({"de", "fr"})
"""Where these two fit a small screen, Dutch and English do: theirs are the longest words and lines."""
NARROW = {"width": 320, "height": 640}
AXE: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
CONTRAST_ALONE: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
        .map((one) => one.outerHTML.slice(0, 120))"""
TOO_SMALL = """() => [...document.querySelectorAll("button, select, input, summary, nav a, .button")]
    .filter((one) => one.type !== "hidden" && one.checkVisibility())
    .filter((one) => !one.closest("[aria-hidden=true]"))
    .filter((one) => (one.closest("label, .choice") ?? one).getBoundingClientRect().height < 43.9)
    .map((one) => one.outerHTML.slice(0, 120))"""


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found
        for node in one["nodes"]
    ]


def everybody_can_use_it_in_each_language(visit: Open, look: Look) -> None:
    for language in look.languages:
        page = visit(locale=language)

        assert (language, violations(page, AXE)) == (language, [])


def it_fits_a_small_telephone(visit: Open, look: Look) -> None:
    for language in LONGEST.intersection(look.languages):
        page = visit(locale=language, viewport=NARROW)

        assert (language, page.evaluate(TOO_WIDE)) == (language, [])
        assert (language, page.evaluate(TOO_SMALL)) == (language, [])


def it_can_be_read_in_the_dark(visit: Open, look: Look) -> None:
    page = visit(color_scheme="dark")

    assert violations(page, CONTRAST_ALONE) == []


def large_letters_do_not_break_it(visit: Open, look: Look) -> None:
    page = visit()

    # As a browser does for somebody who asks for letters twice as large.
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate(TOO_WIDE) == []


def a_first_visit_is_light_and_calls_nobody_else(visit: Open, look: Look) -> None:
    loaded: list[float] = []
    asked: list[str] = []
    complaints: list[str] = []

    def listen(page: Page) -> None:
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.loadingFinished", lambda one: loaded.append(one["encodedDataLength"]))
        page.on("request", lambda one: asked.append(one.url))
        page.on("pageerror", lambda one: complaints.append(str(one)))
        page.on("console", lambda one: complaints.append(one.text))

    page = visit(listen)
    page.wait_for_load_state("networkidle")

    assert 0 < sum(loaded) <= MOST_BYTES
    assert {urlsplit(address).netloc for address in asked} == {urlsplit(page.url).netloc}
    # A page that says it is not found is itself reported as such by the browser.
    assert [one for one in complaints if "status of 4" not in one] == []


CHECKS = (
    a_first_visit_is_light_and_calls_nobody_else,
    everybody_can_use_it_in_each_language,
    it_fits_a_small_telephone,
    it_can_be_read_in_the_dark,
    large_letters_do_not_break_it,
)


def test_it_looks_as_the_house_promises(visit: Open, look: Look):
    """One test a page: emptying the tables after each check would cost more than the looking."""
    wrong: list[str] = []
    for check in CHECKS:
        try:
            check(visit, look)
        except AssertionError as error:
            wrong.append(f"{check.__name__}: {error}")

    assert wrong == []
