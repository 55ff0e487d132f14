"""One person, one afternoon: by e-mail, by text message, by letter, by a service and by a passkey.

Without script, but for the passkey, which no browser shows without one.
"""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tandem.accounts.models import WayIn
from tandem.accounts.oidc.actions import Told, keep
from tandem.accounts.ways.kinds import ProvesBy
from tandem.people.choices import Channel
from tests import identities
from tests.browser import sign_in
from tests.factories import AccountFactory, CaseFactory, MembershipFactory, PersonFactory
from tests.journeys.steps import fill, follow, press, printed_letters
from tests.journeys.test_a_colleague_finds_a_second_proof import DEVICE
from tests.processes import work_once

pytestmark = pytest.mark.django_db(databases=["default", "looks"], transaction=True)
GATEWAY = "tandem.outbox.tests.gateways.Gateway"
EMAIL, NUMBER = "odette@post.example", "0470 11 22 33"


@pytest.fixture
def address(site, settings):
    settings.SITE_URL = site.replace("127.0.0.1", "localhost")
    return settings.SITE_URL


@pytest.fixture
def opens(browser, address):
    """A browser of somebody’s own; signed in as a colleague, if one is named."""
    contexts = []

    def new(account=None, *, script=False):
        context = browser.new_context(java_script_enabled=script, locale="nl", base_url=address)
        context.set_default_timeout(20_000)
        contexts.append(context)
        if account is not None:
            sign_in(context, address, account)
        return context.new_page()

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def odette(town):
    person = PersonFactory(
        organisation=town.schaerbeek,
        language="nl",
        channel=Channel.EMAIL,
        email=EMAIL,
        phone=NUMBER,
        locality="Schaarbeek",
    )
    return CaseFactory(organisation=town.schaerbeek, person=person)


def work(town, address, texts=""):
    gateway = GATEWAY if texts else ""
    told = {"SMS_QUIET_FROM": "0", "SMS_QUIET_UNTIL": "0", "SMS_ON_SUNDAY": "yes"}
    mailing = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(town.mail.port)}
    work_once(SITE_URL=address, SMS_GATEWAY=gateway, TEXTS=str(texts), **mailing, **told)


def code_in(text):
    return re.search(r"\b(\d{4} \d{4})\b", text)[1]


def begins(page, case, contact):
    """From her request to the page where she says which way she wants to add."""
    follow(page, case.shown_reference, case.word, "nl")
    page.get_by_text("De volgende keer zonder referentie en woord").click()
    press(page, "Add a way to sign in")
    fill(page, contact=contact)
    press(page, "Send me a code")


def test_by_mail_then_by_text_and_each_opens_what_it_should(
    town, odette, opens, address, tmp_path, settings
):
    settings.SMS_GATEWAY = GATEWAY
    texts = Path(tmp_path / "texts")
    page = opens()
    begins(page, odette, EMAIL)
    work(town, address)
    fill(page, code=code_in(town.last_mail_to(EMAIL)))
    press(page, "Keep it")
    expect(page.get_by_role("heading", name="U bent aangemeld")).to_be_visible()
    page.goto("/mine/sign-in/add/")
    fill(page, contact=NUMBER)
    press(page, "Send me a code")
    work(town, address, texts)
    fill(page, code=code_in(texts.read_text()))
    press(page, "Keep it")
    expect(page.get_by_text("Sms: … 33")).to_be_visible()
    press(page, "Sign out everywhere")

    page.goto("/enter/")
    fill(page, contact=EMAIL)
    press(page, "Send me a code")
    telephone = opens()
    telephone.goto("/enter/")
    fill(telephone, contact=NUMBER)
    press(telephone, "Send me a code")
    work(town, address, texts)
    link = re.search(r"http\S+/enter/link/\S+/", town.last_mail_to(EMAIL))[0]
    assert httpx.get(link).status_code == 200, "A program that looks for dangers uses nothing up."
    page.goto(link)
    press(page, "Sign me in")
    expect(page.get_by_text(odette.shown_reference, exact=True)).to_be_visible()
    page.goto("/mine/data/")
    expect(page.get_by_role("heading", name="Mijn gegevens")).to_be_visible()

    fill(telephone, code=code_in(texts.read_text().splitlines()[-1]))
    press(telephone, "Sign in")
    expect(telephone.get_by_text(odette.shown_reference, exact=True)).to_be_visible()
    telephone.goto("/mine/data/")
    expect(telephone.get_by_role("heading", name="Toon nog één ding")).to_be_visible()
    fill(telephone, reference=odette.reference, word=odette.word)
    press(telephone, "Go on")
    expect(telephone.get_by_role("heading", name="Mijn gegevens")).to_be_visible()


def test_by_a_letter_and_by_a_service(town, odette, opens, address, settings):
    page = opens()
    follow(page, odette.shown_reference, odette.word, "nl")
    page.get_by_text("De volgende keer zonder referentie en woord").click()
    press(page, "Send me a code by letter")
    work(town, address)
    colleague = opens(town.coordinators["Schaerbeek"])
    letters = "\n".join(printed_letters(colleague, town, "nl"))
    code = re.search(r"\b([2-9A-Z]{5} [2-9A-Z]{5})\b", letters)[1]

    with identities.provider() as service:
        settings.OIDC_PLAIN_HOSTS = [service.removeprefix("http://")]
        told = Told("itsme", service, "tandem", ProvesBy.SECRET_BASIC, "s", "openid", "", True)
        keep(told, organisation=town.schaerbeek.pk)
        library = opens()
        library.goto("/enter/")
        press(library, "With a code on paper")
        fill(library, code=code)
        press(library, "Sign in")
        expect(library.get_by_role("heading", name="Hoe u zich aanmeldt")).to_be_visible()
        press(library, "Add an address, a number or a service")
        library.get_by_role("button", name="Met itsme").click()
        library.get_by_role("link", name="Verder naar itsme").click()
        library.locator("[name=sub]").first.fill("odette")
        library.get_by_role("button", name="Authorize").first.click()
        expect(library.get_by_text("Aanmelddienst: itsme")).to_be_visible()
        assert WayIn.objects.get().kind == "service"

        home = opens()
        home.goto("/enter/")
        home.get_by_role("link", name="Met itsme").click()
        home.locator("[name=sub]").first.fill("odette")
        home.get_by_role("button", name="Authorize").first.click()
        expect(home.get_by_text(odette.shown_reference, exact=True)).to_be_visible()


def test_from_the_desk_to_a_passkey_that_signs_in_alone(town, odette, opens):
    operator = AccountFactory()
    MembershipFactory(account=operator, organisation=town.schaerbeek, role="operator")
    desk = opens(operator)
    desk.goto(f"/cases/{odette.reference}/")
    desk.get_by_role("link", name="Deze persoon laten aanmelden").click()
    fill(desk, how="card")
    press(desk, "Make a code")
    code = desk.locator("main code").inner_text()
    agrees = opens(town.coordinators["Schaerbeek"])
    agrees.goto(f"/entry/{odette.reference}/")
    press(agrees, "I see her too")

    page = opens(script=True)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto("/enter/paper/")
    fill(page, code=code)
    press(page, "Sign in")
    press(page, "Add a passkey")
    press(page, "Make a passkey on this device")
    expect(page.get_by_text("U kunt er voortaan mee aanmelden")).to_be_visible()
    press(page, "Sign out everywhere")

    page.goto("/enter/")
    press(page, "With a passkey on this device")
    press(page, "Use my passkey")
    expect(page.get_by_text(odette.shown_reference, exact=True)).to_be_visible()
    page.goto("/mine/data/")
    expect(page.get_by_role("heading", name="Mijn gegevens")).to_be_visible()
