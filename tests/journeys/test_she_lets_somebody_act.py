"""Rosa reads badly. At a desk she lets the commune help with her letters; it is read back to her; she
takes her copy home. Later she telephones to end one thing of it. What she agrees to besides is told
again in other words after a wrong answer.
"""

import re

import pypdfium2
import pytest
from django.utils.translation import gettext, override

from tandem.mandates.choices import Act
from tandem.mandates.models import Consent, Mandate
from tandem.tenancy.scope import transaction_within
from tests.factories import AccountFactory, MembershipFactory, scope_of
from tests.journeys.steps import fill, press

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
ROSA = {
    "where_postal_code": "1030",
    "where_street": "Rue des Tilleuls Inventés 4",
    "who_first_name": "Rosa",
    "who_last_name": "Inventée",
    "reach_channel": "email",
    "reach_email": "rosa@post.example",
}
# French is spoken in the journey of her data: so all four are, each once.
BROWSERS = {"nl": "nl-BE", "de": "de-BE", "en": "en-GB"}


@pytest.fixture(params=[False], ids=["without script"])
def script(request):
    """One way is enough: nothing here waits for a script."""
    return request.param


def said_on(page):
    return " ".join(page.locator("main").inner_text().split())


def asked_at_desk(page, language, service, door, answers):
    """What a colleague does while Rosa speaks; the page that reads everything back."""
    page.goto("/desk/new/")
    fill(page, **{"call-door": door})
    page.locator('[name="call-language"]').select_option(language)
    page.locator(f'button[name="service"][value="{service}"]').click()
    fill(page, **answers)
    page.locator('button[name="do"][value="review"]').click()


def agreed(page, language):
    """Known already, or not; then she says yes to what was read back."""
    if "/known/" in page.url:
        page.locator('[name="person"]:not([value="new"])').first.click()
    press(page, "The person agrees: send", language)


@pytest.mark.parametrize("language", ["nl"])
def test_she_gives_it_aloud_gets_her_copy_and_ends_one_act_by_telephone(town, somebody, language):
    account, other = AccountFactory(), AccountFactory()
    MembershipFactory(account=account, organisation=town.schaerbeek, role="operator")
    MembershipFactory(account=other, organisation=town.schaerbeek, role="operator")
    page = somebody(account, locale=BROWSERS[language])

    # She says it at the desk.
    mandate = {
        "acts": ["letters", "forms"],
        "money": "no",
        "purpose": "Mes lettres de la mutualité, je les lis avec peine",
        "long": "31",
        "guardian": "none",
    }
    asked_at_desk(page, language, "give-mandate", "inperson", {**ROSA, **mandate})
    assert "je les lis avec peine" in said_on(page)
    page.locator('[name="way"][value="together"]').check()
    agreed(page, language)

    # It is read back, sentence by sentence, before two witnesses.
    page.goto("/mandates/")
    page.locator("main a[href^='/mandates/']").first.click()
    press(page, "Read it back and confirm it", language)
    with override(language):
        last = gettext("You get a copy on paper, in your language. Do you agree?")
    # French sets a narrow space before its signs.
    assert " ".join(last.split()) in said_on(page)
    fill(page, proof="witnesses", witness_one="Ana Lopes", witness_two="Joke Maes", known="to_us")
    page.get_by_label(account.email).check()
    page.get_by_label(other.email).check()
    press(page, "It is confirmed: it begins now", language)

    # On one colleague’s word alone it does not begin: the other looks at it too.
    second = somebody(other, locale=BROWSERS[language])
    second.goto("/mandates/")
    second.locator("main a[href^='/mandates/']").first.click()
    press(second, "A second colleague agrees", language)
    press(second, "I agree: it begins now", language)
    page.goto("/mandates/")
    page.locator("main a[href^='/mandates/']").first.click()

    # Her copy, printed at once and read here as she reads it at home.
    link = page.locator(f"main a[href$='/copy/{language}.pdf']").get_attribute("href")
    with pypdfium2.PdfDocument(page.request.get(link).body()) as document:
        copy = " ".join(" ".join(one.get_textpage().get_text_bounded() for one in document).split())
    reference = re.search(r"\b([2-9A-Z]{4} [2-9A-Z]{4})\b", copy)[1]
    with override(language):
        for words in ("Rosa Inventée", str(Act.LETTERS.label), "Ana Lopes"):
            assert words in copy, copy
        assert account.email not in copy
        assert str(Act.MONEY.label) not in copy

    # She telephones: no more forms, please.
    telephoned = {**ROSA, "what": "acts", "code": reference}
    asked_at_desk(page, language, "take-back-what-i-gave", "phone", telephoned)
    fill(page, acts=["forms"])
    page.locator('button[name="do"][value="review"]').click()
    agreed(page, language)
    with transaction_within(scope_of(town.schaerbeek)):
        given = Mandate.objects.get()
        ended = given.acts.exclude(ended_at=None).values_list("kind", flat=True)
        assert (list(ended), given.ended_at) == (["forms"], None)
    town.work()
    mails = [one.get_content() for one in town.mail.letters if one["To"] == "rosa@post.example"]
    with override(language):
        ended_at_once = gettext("From this moment this may no longer be done for you:")
    assert [ended_at_once in mail for mail in mails].count(True) == 1
    page.goto(f"/mandates/{given.key}/act/")
    assert page.locator('[name="act"]').evaluate_all("all => all.map(one => one.value)") == [
        "letters"
    ]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_wrong_answer_is_told_in_other_words_and_both_are_kept(town, somebody, language):
    page = somebody(locale=BROWSERS[language])
    page.goto("/s/look-at-progress/where/")
    steps = [
        {name: ROSA[name] for name in ("where_postal_code", "where_street")},
        {"wish": "yes"},
        {"office": "yes"},
        {"office_again": "no"},
        {"mind": "stop"},
        {"lose": "nothing"},
        {"long": "182"},
        {name: ROSA[name] for name in ("who_first_name", "who_last_name")},
        {name: ROSA[name] for name in ("reach_channel", "reach_email")},
    ]

    for answers in steps:
        fill(page, **answers)
        press(page, "Continue", language)
    assert "/review/" in page.url
    page.locator("main form button").first.click()

    with transaction_within(scope_of(town.schaerbeek)):
        given = Consent.objects.get()
        told = [(one.question, one.time, one.right) for one in given.answers.all()]
    assert given.understood
    assert told[:2] == [("office", 1, False), ("office", 2, True)]
