"""A real browser before a terminal: after the visit nothing of it is found, on screen or on disk."""

import re
import time
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tandem.doors.kiosk.actions import give_code, make_terminal
from tandem.tenancy.scope import transaction_within
from tests.factories import OrganisationFactory, PlatformFactory, scope_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
SECRETS = ("Zephyrine", "Quetzalcoatl", "zephyrine@secret.example", "Impasse des Murmures 77")


@pytest.fixture
def code():
    commune = OrganisationFactory(
        area__postal_code="1030", telephone="02 000 10 30", platform=PlatformFactory()
    )
    with transaction_within(scope_of(commune)):
        terminal = make_terminal(commune, "Entrance hall", "Beside the lift", by=None)
        return give_code(terminal)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def terminal(playwright, browser_type_launch_args, profile, site, code, script):
    """A browser with a disk of its own, as on a real terminal."""
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        base_url=site,
        locale="en",
        java_script_enabled=script,
        # As people have it: pages gone by are kept ready for the button "back".
        ignore_default_args=["--disable-back-forward-cache"],
        **browser_type_launch_args,
    )
    context.set_default_timeout(20_000)
    page = context.pages[0]
    page.goto("/kiosk/enrol/")
    page.fill("[name=code]", code)
    page.get_by_role("button", name="Make it a kiosk").click()
    page.get_by_role("link", name="Begin").click()
    yield context
    context.close()


def write(page: Page) -> None:
    """As somebody does who gives her address and her name, and then looks at her receipt's number."""
    page.get_by_role("link", name="Offer help").click()
    page.get_by_role("link", name="Start", exact=True).click()
    page.fill("[name=where_postal_code]", "1030")
    page.fill("[name=where_street]", SECRETS[3])
    go_on(page)
    page.goto("/kiosk/s/offer-help/who/")
    page.fill("[name=who_first_name]", SECRETS[0])
    page.fill("[name=who_last_name]", SECRETS[1])
    go_on(page)
    page.goto("/kiosk/s/offer-help/reach/")
    page.locator("[name=reach_channel][value=email]").check()
    page.fill("[name=reach_email]", SECRETS[2])
    go_on(page)


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()


def found_on_disk(profile: Path) -> list[str]:
    """Where a word that was typed stands on the disk of the browser, in any of its spellings."""
    words = [spelt for word in SECRETS for spelt in (word.encode(), word.encode("utf-16-le"))]
    files = [path for path in profile.rglob("*") if path.is_file()]
    return [str(path) for path in files if any(word in path.read_bytes() for word in words)]


def shows_nothing(page: Page) -> None:
    shown = page.content()
    assert not [word for word in SECRETS if word in shown]
    # What a browser puts back into the fields stands in no markup.
    typed = page.locator("input:not([type=hidden]), textarea").all()
    assert not any(field.input_value() for field in typed if field.get_attribute("type") is None)


def test_after_the_visit_neither_back_nor_reload_nor_disk_tells_of_it(
    terminal: BrowserContext, profile: Path
):
    page = terminal.pages[0]
    write(page)
    page.goto("/kiosk/s/offer-help/who/")
    assert SECRETS[0] in page.content()

    page.get_by_role("link", name="Stop and clear").click()
    expect(page.get_by_role("heading", name="Everything is cleared")).to_be_visible()

    assert {one["name"] for one in terminal.cookies()} == {"terminal"}
    for _ in range(8):
        # A page that the browser kept ready comes without being loaded.
        page.go_back(wait_until="commit")
        page.wait_for_timeout(300)
        shows_nothing(page)
    page.reload()
    shows_nothing(page)
    assert terminal.storage_state()["origins"] == []
    terminal.close()
    assert found_on_disk(profile) == []


@pytest.mark.parametrize("script", [True], indirect=True)
def test_who_walks_away_leaves_a_page_that_counts_down_and_clears_itself(
    terminal: BrowserContext, settings, monkeypatch
):
    settings.KIOSK_IDLE_SECONDS = 3
    monkeypatch.setattr("tandem.doors.kiosk.rules.STILL_THERE", 3)
    page = terminal.pages[0]
    write(page)
    page.goto("/kiosk/s/offer-help/who/")
    page.fill("[name=who_first_name]", "Half-typ")

    expect(page.locator("#idle")).to_be_visible()
    page.get_by_role("button", name="Yes, I need more time").click()
    expect(page.locator("#idle")).to_be_hidden()
    page.wait_for_url("**/kiosk/still-there/**")
    expect(page.get_by_text("Seconds left:")).to_be_visible()
    page.get_by_role("link", name="Yes, I am still here").click()
    # What was half typed is still there.
    expect(page.locator("[name=who_first_name]")).to_have_value("Half-typ")

    page.wait_for_url("**/kiosk/over/")
    assert {one["name"] for one in terminal.cookies()} == {"terminal"}


@pytest.mark.parametrize("script", [False], indirect=True)
def test_without_script_the_page_leads_itself_away(terminal: BrowserContext, settings, monkeypatch):
    settings.KIOSK_IDLE_SECONDS = 1
    monkeypatch.setattr("tandem.doors.kiosk.rules.STILL_THERE", 1)
    page = terminal.pages[0]
    page.get_by_role("link", name="Offer help").click()

    page.wait_for_url("**/kiosk/still-there/**")
    page.wait_for_url("**/kiosk/over/")


@pytest.mark.parametrize("script", [True], indirect=True)
def test_the_printed_receipt_tells_no_more_than_it_must(terminal: BrowserContext, tmp_path: Path):
    page = terminal.pages[0]
    write(page)
    page.goto("/kiosk/s/offer-help/kept/")
    expect(page.get_by_role("button", name="Print")).to_be_visible()

    page.pdf(path=str(tmp_path / "receipt.pdf"), prefer_css_page_size=True)

    with pypdfium2.PdfDocument(tmp_path / "receipt.pdf") as pdf:
        said = " ".join(one.get_textpage().get_text_bounded() for one in pdf)
    assert re.search(r"\b\w{4} \w{4}\b", said)
    for hidden in (*SECRETS, "Call a helper", "Stop and clear", "112", "offer-help"):
        assert hidden not in said


@pytest.mark.parametrize("script", [True], indirect=True)
def test_reading_aloud_is_offered_where_the_browser_has_a_voice_of_its_own(
    terminal: BrowserContext,
):
    page = terminal.pages[0]
    expect(page.locator("[data-say]")).to_be_hidden()
    page.add_init_script(VOICES)

    page.goto("/kiosk/s/offer-help/where/")
    page.get_by_role("button", name="Read aloud").click()
    time.sleep(0.1)

    said = page.evaluate("window.said")
    assert "Where do you live or stay?" in {one["text"] for one in said}
    assert {one["voice"] for one in said} == {"here"}


# The browser of the tests has no voice: one of its own, and one that would send the text away.
VOICES = """
window.said = [];
const voices = [
    {name: "elsewhere", lang: "en-GB", localService: false},
    {name: "here", lang: "en-IE", localService: true},
];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", {value: {
    speaking: false,
    getVoices: () => voices,
    cancel() {},
    speak(one) { window.said.push({text: one.text, voice: one.voice.name}); },
}});
"""
