"""A colleague whose organisation asks for a second proof finds one, and signs in with it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import browser_type_launch_args, collected, site  # noqa: F401
from tests.factories import MembershipFactory, PlatformFactory
from tests.factories.territory import PASSWORD

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def address(site, settings):  # noqa: F811
    """Browsers make passkeys for a name only."""
    settings.SITE_URL = site.replace("127.0.0.1", "localhost")
    return settings.SITE_URL


@pytest.fixture
def page(browser, address):
    """A browser with a device that shows passkeys, as Chromium pretends to have one."""
    context = browser.new_context(locale="en", base_url=address)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    complaints: list[str] = []
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield page
    assert complaints == []
    context.close()


def sign_in(page, account):
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(account.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def test_she_makes_a_passkey_and_shows_it_the_next_time(transactional_db, page):
    PlatformFactory()
    member = MembershipFactory(organisation__proof_asked_from=timezone.localdate())

    sign_in(page, member.account)
    expect(page.get_by_text("asks for a second proof")).to_be_visible()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Make a passkey on this device").click()
    expect(page.locator("main li code")).to_have_count(10)
    page.goto("/staff/")
    expect(page.get_by_role("heading", name="What waits for you")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    sign_in(page, member.account)
    expect(page.get_by_role("heading", name="Your second proof")).to_be_visible()
    page.get_by_role("button", name="Use my passkey").click()

    expect(page.get_by_role("heading", name="What waits for you")).to_be_visible()
