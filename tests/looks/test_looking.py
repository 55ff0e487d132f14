"""The looking bites: each fault in a page of our own is seen."""

import pytest
from playwright.sync_api import Browser, Page

from tests.looks import test_pages as looking
from tests.looks.pages import Look

BUTTON = "<button style='block-size: 3rem'>Send</button>"
WIDE = f"{BUTTON}<p style='inline-size: 400px'>Too wide for a small telephone</p>"
NO_OUTLINE = "<style>* { outline: 0 !important; }</style>"


@pytest.fixture
def page(browser: Browser) -> Page:
    page = browser.new_page(viewport=looking.WIDE)
    yield page
    page.close()


@pytest.mark.parametrize("around", ["", "<style>html, body { overflow-x: hidden; }</style>"])
def test_what_is_too_wide_is_seen_though_it_is_cut_off(page, around):
    page.set_content(around + WIDE)

    with pytest.raises(AssertionError, match="Too wide"):
        looking.it_fits_a_small_telephone(page)


def test_what_scrolls_in_its_own_box_or_is_never_seen_may_be_wide(page):
    scrolling = f"<div style='overflow-x: auto'>{WIDE}</div>"
    page.set_content(scrolling + f"<div aria-hidden='true' style='overflow: hidden'>{WIDE}</div>")

    looking.it_fits_a_small_telephone(page)


def test_a_control_that_does_not_show_that_one_is_there_is_seen(page):
    page.set_content(BUTTON)
    looking.one_sees_where_one_is(page)

    page.set_content(NO_OUTLINE + BUTTON)
    with pytest.raises(AssertionError, match="Send"):
        looking.one_sees_where_one_is(page)


def test_pale_letters_are_seen_in_the_first_language_and_a_missing_name_in_each(page):
    pale = "<html lang='en'><title>A</title><main><h1 style='color: #ccc'>Pale</h1></main>"
    page.set_content(pale)
    with pytest.raises(AssertionError, match="color-contrast"):
        looking.everybody_can_use_it(page)

    page.set_content(pale + "<button></button>")
    with pytest.raises(AssertionError, match="button-name"):
        looking.whoever_reads_another_language_can(page)


def test_in_each_language_it_is_heard_who_is_called():
    heard = looking.Heard()
    look = Look("any", lambda: None)

    for language in look.languages:
        checks = looking.checks(language, first=language == look.languages[0], heard=heard)
        assert heard.nobody_else_is_called in checks
