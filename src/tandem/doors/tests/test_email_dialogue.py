"""A form answered by e-mail, as people's programs and habits have it."""

import re
from email import message_from_bytes, policy

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from tandem.cases.models import Case, Reply
from tandem.doors.email import asked
from tandem.doors.tests.mailing import DOMAIN, ROSA, arrives, letter
from tandem.journal.choices import Door
from tandem.outbox.delivery import deliver
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.tenancy.scope import within
from tandem.territory.models import Organisation
from tests.factories import OrganisationFactory, scope_of
from tests.parity.answers import Somebody, by_question
from tests.parity.drivers import DRIVERS
from tests.parity.drivers.email import errors_in

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
SERVICE = "offer-help"


@pytest.fixture(autouse=True)
def _mail_comes_in(settings, db):
    settings.MAIL_IN_DOMAIN = DOMAIN
    OrganisationFactory(area__postal_code="1030", telephone="02 000 10 30")


def last():
    sent = mail.outbox[-1].message().as_bytes()
    return message_from_bytes(sent, policy=policy.default)


def begun(to=f"{SERVICE}@{DOMAIN}", words="", **headers):
    arrives(letter(words, **headers), to)
    return last()


def draft_of(letter_out):
    kept = asked.find(letter_out["Reply-To"].partition("+")[2].partition("@")[0])
    return drafts.take_up(kept.code)


def answers_of(letter_out):
    return {name: said for name, said in draft_of(letter_out).answers.items() if any(said)}


def quoted(sent):
    return "\n".join(f"> {line}" for line in sent.get_content().split("\n"))


def test_a_mail_to_a_service_brings_back_its_form_and_the_subject_tells_a_reference_alone():
    sent = begun(Content_Language="en")

    assert re.fullmatch(r"Your form \(\w{4} \w{4}\)", sent["Subject"])
    assert "Offer help" in sent.get_content()
    assert "[1]:" in sent.get_content()
    assert sent["Auto-Submitted"] == "auto-replied"
    assert max(map(len, sent.get_content().split("\n"))) <= 76


@pytest.mark.parametrize(
    ("to", "said"), [("aide", "Demander de l’aide"), ("hulp", "Hulp"), ("hilfe", "Hilfe")]
)
def test_a_mail_that_names_no_service_brings_the_list_in_its_language(to, said):
    sent = begun(f"{to}@{DOMAIN}", "Bonjour")

    assert said in sent.get_content().split("@")[0]
    assert f"ask-for-help@{DOMAIN}" in sent.get_content()
    assert sent["Reply-To"] == f"{to}@{DOMAIN}"


def test_the_title_of_a_service_in_the_subject_is_enough():
    made = letter("")
    made.replace_header("Subject", "Aider les autres: offer help please")

    arrives(made, f"help@{DOMAIN}")

    assert "Offer help" in last().get_content()


def test_an_address_in_the_words_of_a_language_brings_the_form_in_it():
    listed = begun(f"hulp@{DOMAIN}").get_content()
    address = re.search(rf"\S+@{re.escape(DOMAIN)}", listed).group()

    sent = begun(address)

    assert draft_of(sent).row.language == "nl"


WAYS = {
    "below the question": lambda sent: quoted(sent).replace("> [1]: ", "> [1]:\n1030"),
    "behind the mark": lambda sent: quoted(sent).replace("> [1]: ", "> [1]: 1030"),
    "without marks": lambda sent: sent.get_content().replace("[1]: ", "[1]: 1030"),
    "above, in a list": lambda sent: f"1. 1030\n\nOn Monday, Tandem wrote:\n{quoted(sent)}",
    "above, in brackets": lambda sent: f"[1] 1030\n\nOp maandag schreef Tandem:\n{quoted(sent)}",
    "under another rule": lambda sent: f"1) 1030\n________________________________\n{quoted(sent)}",
    "over a signature": lambda sent: f"1: 1030\n-- \nRosa, 2. floor\n\n{quoted(sent)}",
}


@pytest.mark.parametrize("write", WAYS.values(), ids=WAYS)
def test_an_answer_is_found_wherever_a_program_puts_it(write):
    sent = begun()

    arrives(letter(write(sent)), sent["Reply-To"])

    assert answers_of(sent) == {"where_postal_code": ["1030"]}


def test_an_answer_written_as_a_page_is_read_from_its_words():
    sent = begun()
    lines = sent.get_content().replace("[1]: ", "[1]: 1030").split("\n")
    page = "<blockquote>" + "<br>".join(lines) + "</blockquote><p>Rosa</p>"

    arrives(letter("", html=page), sent["Reply-To"])

    assert answers_of(sent) == {"where_postal_code": ["1030"]}


def test_answers_in_another_order_and_with_gaps_are_kept_and_the_rest_asked_again():
    sent = begun()

    kept = asked.find(sent["Reply-To"].partition("+")[2].partition("@")[0])
    skills = 1 + [prompt.html for prompt in kept.prompts].index("skills")

    arrives(letter(f"[{skills}]: 1 3\n[1]: 1030"), sent["Reply-To"])

    answers, again = answers_of(sent), last().get_content()
    assert answers["where_postal_code"] == ["1030"]
    assert len(answers["skills"]) == 2
    assert "postal code" not in again.lower()


def test_the_same_words_as_on_the_web_say_what_is_wrong():
    sent = begun(Content_Language="en")

    arrives(letter("[1]: 103"), sent["Reply-To"])

    said = errors_in(last().get_content())
    assert said == ["A Belgian postal code has four figures, such as 1030."]
    assert "You wrote: 103" in last().get_content()


def test_an_answer_of_several_lines_is_kept_whole():
    sent = begun(f"ask-for-help@{DOMAIN}")
    kept = asked.find(sent["Reply-To"].partition("+")[2].partition("@")[0])
    number = 1 + [prompt.html for prompt in kept.prompts].index("what")

    arrives(letter(f"[{number}]: Two bags.\n\n3. floor, the lift is out."), sent["Reply-To"])

    assert answers_of(sent)["what"] == ["Two bags.\n\n3. floor, the lift is out."]


def test_one_word_changes_the_language():
    sent = begun(Content_Language="en")

    arrives(letter(f"NL\n\nOn Monday, Tandem wrote:\n{quoted(sent)}"), sent["Reply-To"])

    assert draft_of(sent).row.language == "nl"
    assert "Antwoord op deze e-mail" in last().get_content()


def full(address="", channel=Channel.EMAIL):
    """A driver at the end of its answers: everything is read back."""
    driver = DRIVERS[Door.EMAIL]()
    driver.address = address or driver.address
    driver.begin(known(SERVICE))
    area = Organisation.objects.get().area
    driver.answer(by_question(known(SERVICE), Somebody(channel=channel), area))
    return driver


def sent_by(driver):
    """Says yes; what is written back at once, and what the outbox then sends."""
    before = len(mail.outbox)
    arrives(letter("YES", sender=driver.address), driver.letters[-1]["Reply-To"])
    at_once = mail.outbox[before:]
    with within(scope_of(*Organisation.objects.all())):
        deliver(Message.objects.values_list("pk", flat=True))
    return [one.message() for one in at_once], [one.message() for one in mail.outbox[before:]]


def test_who_wishes_e_mail_at_this_address_has_one_receipt_and_it_can_be_answered():
    at_once, every = sent_by(full(ROSA))

    assert at_once == []
    [receipt] = every
    assert receipt["Reply-To"].startswith("case+")
    arrives(letter("Thank you."), receipt["Reply-To"])
    with within(scope_of(*Organisation.objects.all())):
        assert Reply.objects.get().case == cases()[0]


def test_who_wishes_another_way_is_told_here_too_and_an_answer_lands_on_the_case():
    at_once, _every = sent_by(full(channel=Channel.CALL))

    [receipt] = at_once
    assert cases()[0].shown_reference in receipt.get_payload(decode=True).decode()
    arrives(letter("Thank you."), receipt["Reply-To"])
    with within(scope_of(*Organisation.objects.all())):
        assert Reply.objects.get().case == cases()[0]


def test_what_cannot_be_opened_is_answered_with_the_address_of_its_form():
    sent = begun(Content_Language="en")

    arrives(letter("", html="<p>[1]: 1030<!-- "), sent["Reply-To"])

    assert "built in a way that we do not open" in last().get_content()
    assert draft_of(last()).code == draft_of(sent).code


def cases():
    with within(scope_of(*Organisation.objects.all())):
        return list(Case.objects.all())


@pytest.mark.parametrize("yes", ["YES", "Oui, merci !", "ja", "Jo"])
def test_only_a_yes_sends_it(yes):
    driver = full()
    driver.reply("Thank you.")
    assert cases() == []

    driver.reply(yes)

    [case] = cases()
    assert case.door == Door.EMAIL
    assert case.shown_reference in driver.text


def test_a_yes_to_what_has_changed_since_is_asked_again():
    driver = full()
    before = driver.letters[-1]
    code = asked.find(before["Reply-To"].partition("+")[2].partition("@")[0]).code
    drafts.keep(code, {"capacity": ["7"]}, asked=["capacity"], door=Door.WEB)

    driver.reply("YES", to=before)

    assert cases() == []
    assert "7" in driver.text


def test_sent_twice_it_is_one_case():
    driver = full()
    before = driver.letters[-1]

    driver.reply("YES", to=before)
    driver.reply("YES", to=before)

    assert len(cases()) == 1


def test_a_mail_that_was_passed_on_answers_only_whom_it_was_sent_to():
    sent = begun()

    arrives(letter("[1]: 1030", sender="eve@example.example"), sent["Reply-To"])

    assert mail.outbox[-1].to == [ROSA]


def test_a_wrong_word_opens_nothing_and_brings_a_delay():
    reference = draft_of(begun()).code.shown_reference

    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(6):
            arrives(letter(f"{reference} mokadelu"), f"help@{DOMAIN}")

    assert "Too many tries." in last().get_content()
    assert {sent.message()["Reply-To"] for sent in mail.outbox[1:]} == {f"help@{DOMAIN}"}


@pytest.mark.parametrize("words", ["{0} {1}", "reference: {0}, word: {1}", "Réf. {0} mot {1} svp"])
def test_a_form_begun_elsewhere_goes_on_by_its_reference_and_word(words):
    draft = drafts.begin(known(SERVICE), "en", door=Door.WEB)
    code = draft.code

    sent = begun(f"help@{DOMAIN}", words.format(code.shown_reference, code.word))

    assert draft_of(sent).code == code


def test_a_service_that_has_no_form_here_has_no_address():
    assert arrives(letter(""), f"nobody@{DOMAIN}") is not None
    assert mail.outbox == []


def test_the_page_of_a_service_tells_its_address_where_mail_comes_in(client, settings):
    client.cookies["language"] = "nl"

    assert f"mailto:hulp-aanbieden@{DOMAIN}" in client.get(f"/s/{SERVICE}/").text

    settings.MAIL_IN_DOMAIN = ""
    assert "mailto:" not in client.get(f"/s/{SERVICE}/").text


def test_a_line_that_begins_with_a_number_of_another_answer_is_told_in_the_read_back():
    driver = full()
    asks = asked.find(driver.letters[-1]["Reply-To"].partition("+")[2].partition("@")[0]).prompts
    street = 1 + [prompt.html for prompt in asks].index("where_street")

    driver.reply(f"[{street}]: Rue A 1\n[1]: 1030\n[{street}]: behind the yard")

    assert "behind the yard” begins with a number" in " ".join(driver.text.split())


def test_the_example_of_a_change_is_one_of_her_own_answers():
    driver = full()

    found = re.search(r"such as:\s+\[(\d+)\]:\s+(\S[^.]*)\.", " ".join(driver.text.split()))

    asks = asked.find(driver.letters[-1]["Reply-To"].partition("+")[2].partition("@")[0]).prompts
    assert draft_of(driver.letters[-1]).answers[asks[int(found[1]) - 1].html] == [found[2]]
