"""What the small script adds, and what the keyboard does without it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.usefixtures("site")
SEND_TWICE = """() => {
    const form = document.querySelector("form[method=post]");
    const sent = () => form.dispatchEvent(new Event("submit", {bubbles: true, cancelable: true}));
    return [sent(), sent()];
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def page_without_script(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_the_first_key_leads_past_the_header(page: Page, site: str):
    page.goto(f"{site}/ui/form/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_a_form_with_mistakes_begins_at_their_summary(page: Page, site: str):
    page.goto(f"{site}/ui/wrong/")

    expect(page.locator(".problems")).to_be_focused()


def test_from_the_summary_one_comes_to_the_box(page: Page, site: str):
    page.goto(f"{site}/ui/wrong/")

    page.locator('.problems a[href="#id_email"]').click()

    expect(page.locator("#id_email")).to_be_focused()


def test_a_second_press_sends_nothing_twice(page: Page, site: str):
    page.goto(f"{site}/ui/")

    assert page.evaluate(SEND_TWICE) == [True, False]


def test_a_stroke_finds_the_search(page: Page, site: str):
    page.goto(f"{site}/ui/lists/")

    page.keyboard.press("/")
    page.keyboard.type("7K2/M4P")

    expect(page.locator('input[type="search"]')).to_have_value("7K2/M4P")


def test_control_and_enter_send_from_anywhere_in_the_form(page: Page, site: str):
    page.goto(f"{site}/ui/form/")

    page.locator("textarea").fill("two lines")
    page.keyboard.press("Control+Enter")

    page.wait_for_url("**words=two+lines**")


def test_one_tap_changes_the_language_without_script(page_without_script: Page, site: str):
    page = page_without_script
    page.goto(f"{site}/ui/deeds/?page=2")

    page.get_by_role("button", name="Nederlands").click()

    assert page.url == f"{site}/ui/deeds/?page=2"
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_on_paper_stands_what_matters_alone(page: Page, site: str):
    page.goto(f"{site}/ui/lists/")

    page.emulate_media(media="print", color_scheme="dark")

    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".languages")).to_be_hidden()
    expect(page.locator(".filter")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


LONG_MENU = """() => {
    const list = document.querySelector(".ways nav ul");
    const names = ["Overview", "Requests", "Telephone and desk", "Calls", "Letters", "Scans", "Team"];
    list.innerHTML = names.map((name) => `<li><a href="#">${name}</a></li>`).join("");
    list.lastElementChild.firstElementChild.setAttribute("aria-current", "page");
}"""


def test_on_a_telephone_the_menu_of_the_desk_shows_where_one_stands(page: Page, site: str):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{site}/ui/desk/")

    page.evaluate(LONG_MENU)
    page.locator(".menu-opens").click()

    stands = page.locator(".ways [aria-current]").bounding_box()
    assert stands
    assert stands["x"] >= 0
    assert stands["x"] + stands["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
