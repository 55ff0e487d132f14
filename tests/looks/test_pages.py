from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.looks.conftest import Open
from tests.looks.pages import Look

MOST_BYTES = 60_000
LONGEST = frozenset({"de", "fr"})
"""Where these two fit a small screen, Dutch and English do: theirs are the longest words and lines."""
WIDE: ViewportSize = {"width": 1200, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
Check = Callable[[Page], None]
TOLD = ["violations", "incomplete"]
AXE: dict[str, Any] = {"resultTypes": TOLD, "rules": {"target-size": {"enabled": True}}}
# No language changes a colour, and looking for them takes two thirds of the time.
BUT_COLOURS: dict[str, Any] = {
    "resultTypes": TOLD,
    "rules": {**AXE["rules"], "color-contrast": {"enabled": False}},
}
# What passed would be told besides, at length.
RUN = """options => axe.run(document, options)
    .then(({ violations, incomplete }) => ({ violations, incomplete }))"""
# Of two fields with one id a voice names only one; axe leaves it to people to say so.
NO_DOUBT = frozenset({"duplicate-id-aria", "label"})
TWICE = """() => {
    const seen = [...document.querySelectorAll("[id]")].map((one) => one.id);
    return [...new Set(seen.filter((id, at) => seen.indexOf(id) !== at))];
}"""
CONTRAST_ALONE: dict[str, Any] = {"resultTypes": TOLD, "runOnly": ["color-contrast"]}
# Not by the width of the page: what is cut off does not widen it. What scrolls in a box of its own
# can be read, and pictures behind the words may be cut.
TOO_WIDE = """() => {
    const scrolls = (box) => box !== null &&
        (["auto", "scroll"].includes(getComputedStyle(box).overflowX) || scrolls(box.parentElement));
    return [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
        .filter((one) => one.checkVisibility() && !one.closest("svg, [aria-hidden=true], .unseen"))
        .filter((one) => !scrolls(one.parentElement))
        .map((one) => one.outerHTML.slice(0, 120));
}"""
# Round the control itself, or what is drawn in its place: a label, a card.
UNSEEN_FOCUS = """() => {
    const drawn = (one) => {
        const style = getComputedStyle(one);
        return [style.outline, style.boxShadow, style.borderColor, style.backgroundColor];
    };
    const looks = (one) => [one, one.nextElementSibling, one.parentElement, one.closest("li")]
        .map((box) => box && drawn(box).join()).join();
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
        .filter((one) => one.type !== "hidden" && !one.disabled && one.checkVisibility())
        .filter((one) => {
            document.activeElement?.blur();
            const before = looks(one);
            one.focus({ preventScroll: true });
            return looks(one) === before;
        })
        .map((one) => one.outerHTML.slice(0, 120));
}"""
TOO_SMALL = """() => [...document.querySelectorAll("button, select, input, summary, nav a, .button")]
    .filter((one) => one.type !== "hidden" && one.checkVisibility())
    .filter((one) => !one.closest("[aria-hidden=true]"))
    .filter((one) => (one.closest("label, .choice") ?? one).getBoundingClientRect().height < 43.9)
    .map((one) => one.outerHTML.slice(0, 120))"""


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    page.evaluate(Axe().axe_script)
    told = page.evaluate(RUN, options)
    doubtful = [one for one in told["incomplete"] if one["id"] in NO_DOUBT]
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]}"
        for one in (*told["violations"], *doubtful)
        for node in one["nodes"]
    ]


def everybody_can_use_it(page: Page) -> None:
    assert violations(page, AXE) == []
    assert page.evaluate(TWICE) == []


def whoever_reads_another_language_can(page: Page) -> None:
    assert violations(page, BUT_COLOURS) == []
    assert page.evaluate(TWICE) == []


def it_fits_a_small_telephone(page: Page) -> None:
    page.set_viewport_size(NARROW)

    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(TOO_SMALL) == []

    page.set_viewport_size(WIDE)


def one_sees_where_one_is(page: Page) -> None:
    # From now on somebody goes through it by keyboard.
    page.keyboard.press("Tab")

    assert page.evaluate(UNSEEN_FOCUS) == []


def it_can_be_read_in_the_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")

    # Colours on their way from light to dark are nobody's.
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert violations(page, CONTRAST_ALONE) == []

    page.emulate_media(color_scheme="light")


def large_letters_do_not_break_it(page: Page) -> None:
    # As a browser does for somebody who asks for letters twice as large.
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate(TOO_WIDE) == []


class Heard:
    """What a browser that has seen nothing yet asked for, and what it complained of."""

    def __init__(self) -> None:
        self.loaded: list[float] = []
        self.asked: list[str] = []
        self.complaints: list[str] = []

    def listen(self, page: Page) -> None:
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on(
            "Network.loadingFinished", lambda one: self.loaded.append(one["encodedDataLength"])
        )
        page.on("request", lambda one: self.asked.append(one.url))
        page.on("pageerror", lambda one: self.complaints.append(str(one)))
        page.on("console", lambda one: self.complaints.append(one.text))

    def a_first_visit_is_light(self, page: Page) -> None:
        assert 0 < sum(self.loaded) <= MOST_BYTES

    def nobody_else_is_called(self, page: Page) -> None:
        assert {urlsplit(address).netloc for address in self.asked} == {urlsplit(page.url).netloc}
        # A page that says it is not found is itself reported as such by the browser.
        assert [one for one in self.complaints if "status of 4" not in one] == []


def checks(language: str, *, first: bool, heard: Heard) -> Iterator[Check]:
    """In this order: while it is looked at first, all that a page calls for arrives; what it looks
    like with larger letters is not undone.
    """
    yield everybody_can_use_it if first else whoever_reads_another_language_can
    yield heard.nobody_else_is_called
    if first:
        yield heard.a_first_visit_is_light
    if language in LONGEST:
        yield it_fits_a_small_telephone
    if first:
        yield one_sees_where_one_is
        yield it_can_be_read_in_the_dark
    if language in LONGEST:
        yield large_letters_do_not_break_it


def test_it_looks_as_the_house_promises(visit: Open, look: Look):
    """One test a page: emptying the tables after each check would cost more than the looking."""
    wrong: list[str] = []
    for language in look.languages:
        heard = Heard()
        page = visit(heard.listen, locale=language, viewport=WIDE)
        for check in checks(language, first=language == look.languages[0], heard=heard):
            try:
                check(page)
            except AssertionError as error:
                wrong.append(f"{check.__name__} ({language}): {error}")

    assert wrong == []
