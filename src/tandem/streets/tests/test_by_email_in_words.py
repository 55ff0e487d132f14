"""A mail in somebody's own words begins a report, as a text message does."""

import re
from email import message_from_bytes, policy

import pytest
from django.core import mail

from tandem.cases.models import Case
from tandem.doors.email import asked
from tandem.doors.tests.mailing import DOMAIN, arrives, letter
from tandem.services import drafts
from tandem.streets.models import Report
from tandem.tenancy.scope import within
from tests.factories import scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
LAMP = "Bonjour,\n\nla lampe devant la rue des Tilleuls 12 à 1030 est cassée depuis lundi."


@pytest.fixture(autouse=True)
def _mail_comes_in(settings, commune):
    settings.MAIL_IN_DOMAIN = DOMAIN


def begun(words, to, **headers):
    arrives(letter(words, **headers), to)
    sent = message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=policy.default)
    kept = asked.find((sent["Reply-To"] or "").partition("+")[2].partition("@")[0])
    return sent.get_content(), drafts.take_up(kept.code) if kept else None


@pytest.mark.parametrize("to", [f"aide@{DOMAIN}", f"report-broken@{DOMAIN}"])
def test_her_words_begin_it_and_tell_the_place(to):
    body, draft = begun(LAMP, to)

    assert draft.row.service == "report-broken"
    assert "la lampe devant" in draft.answers["what"][0]
    assert draft.answers["where_postal_code"] == ["1030"]
    assert draft.answers["where_street"] == ["rue des Tilleuls 12"]
    assert "lampadaire" in body.lower() or "street lamp" in body.lower()
    # The choice is hers: nothing was chosen for her.
    assert not draft.answers.get("kind")


def numbers(body):
    return re.findall(r"^\[(\d+)\]:", body, re.MULTILINE)


def test_only_what_is_missing_is_asked_and_her_yes_sends_it(commune):
    body, draft = begun(LAMP, f"aide@{DOMAIN}")
    assert numbers(body) == ["1"]
    asking = str(mail.outbox[-1].message()["Reply-To"])

    arrives(letter("[1]: lampadaire"), asking)
    read_back = mail.outbox[-1]
    assert "rosa@example.example" in read_back.body
    arrives(letter("OUI"), str(read_back.message()["Reply-To"]))

    assert drafts.take_up(draft.code).sent
    with within(scope_of(commune)):
        case = Case.objects.get()
        assert (case.person.channel, Report.objects.get().street) == (
            "email",
            "rue des Tilleuls 12",
        )


def test_without_a_place_five_are_asked_at_most_and_she_may_say_more_before_she_sends_it():
    body, draft = begun("Un lampadaire est cassé.", f"aide@{DOMAIN}")
    assert len(numbers(body)) == 5
    here = mail.outbox[-1].message()["Reply-To"]

    arrives(letter("[1]: 1030\n[2]: rue Haute 3\n[5]: lampadaire"), str(here))

    assert "1, 2, 3, 4. " in mail.outbox[-1].body
    assert drafts.take_up(draft.code).answers["where_street"] == ["rue Haute 3"]


def test_a_danger_is_answered_at_once():
    body, _draft = begun("Ça sent le gaz rue Haute 3 !", f"aide@{DOMAIN}")

    assert "112" in body.split("[1]")[0]
    assert "Est-ce dangereux" in body


def test_a_danger_in_dutch_is_answered_in_dutch_and_in_the_other_languages():
    body, _draft = begun("Het stinkt naar gas in de Hoogstraat 3!", f"aide@{DOMAIN}")

    head = " ".join(body.split("[1]")[0].split())
    for asks in ("Est-ce dangereux", "Is het gevaarlijk", "Ist es gefährlich", "Is it dangerous"):
        assert asks in head
    assert head.index("Is het") < min(head.index(one) for one in ("Est-ce d", "Ist es", "Is it d"))
    whole = " ".join(body.split())
    assert "Antwoord op deze e-mail" in whole and "English? Reply with EN." in whole


def test_a_danger_in_english_at_a_french_address_is_answered_in_english_until_it_is_sent():
    body, draft = begun("Strong smell of gas at Groenebankstraat 4", f"aide@{DOMAIN}")

    head = " ".join(body.split("[1]")[0].split())
    assert draft.row.language == "en"
    assert draft.answers["where_street"] == ["Groenebankstraat 4"]
    assert head.index("Is it dangerous") < head.index("Est-ce dangereux")
    for words, asks in (("NL", "Is het gevaarlijk"), ("EN", "Is it dangerous"), ("[1]: 1030", "")):
        arrives(letter(words), str(mail.outbox[-1].message()["Reply-To"]))
        assert (asks or "Is it dangerous") in " ".join(mail.outbox[-1].body.split())


def test_a_mail_in_dutch_at_a_french_address_is_answered_in_dutch():
    body, draft = begun("De lamp aan de Groenebankstraat 4 brandt niet.", f"aide@{DOMAIN}")

    assert draft.row.language == "nl"
    assert draft.answers["where_street"] == ["Groenebankstraat 4"]
    assert "Antwoord op deze e-mail" in " ".join(body.split())


def test_whoever_does_not_read_the_form_has_it_in_the_language_of_her_words():
    begun(LAMP, f"aide@{DOMAIN}")

    for words, said in (
        ("Ik versta geen Frans. Nederlands aub", "Antwoord op deze e-mail"),
        ("I have no idea what you are asking me.", "We could not read an answer"),
    ):
        arrives(letter(words), str(mail.outbox[-1].message()["Reply-To"]))
        assert said in " ".join(mail.outbox[-1].body.split())


def test_words_that_tell_of_nothing_bring_the_list():
    _body, draft = begun("Bonjour, quelles sont vos heures ?", f"aide@{DOMAIN}")

    assert draft is None


def test_everyday_words_for_the_choice_are_kept_and_proposed():
    body, draft = begun("", f"report-broken@{DOMAIN}")
    token = mail.outbox[-1].message()["Reply-To"]
    number = re.search(r"^(\d+)\. (?:Qu’est-ce qui est cassé|What is broken)", body, re.MULTILINE)[
        1
    ]

    arrives(letter(f"[{number}]: un gros trou dans la chaussée"), str(token))

    answered = drafts.take_up(draft.code).answers
    assert answered["what"] == ["un gros trou dans la chaussée"]
    assert "Voulez-vous dire" in mail.outbox[-1].body


SIGNED = (
    "La lampe devant la rue des Tilleuls 12 à 1030 est cassée. Odile Remy, 0470 12 34 56.\n\n"
    "Cordialement,\nOdile Remy\nodile@example.example\n\n"
    "Ce courriel est confidentiel et destiné à son seul destinataire."
)


def what_of(words, subject, to=f"report-broken@{DOMAIN}"):
    made = letter(words)
    del made["Subject"]
    made["Subject"] = subject
    arrives(made, to)
    sent = message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=policy.default)
    kept = asked.find(sent["Reply-To"].partition("+")[2].partition("@")[0])
    return drafts.take_up(kept.code).answers


def test_neither_signature_nor_disclaimer_nor_subject_becomes_what_she_sees():
    answers = what_of(SIGNED, "Re: Lampe, et encore un sujet")

    assert answers["what"] == [SIGNED.partition("\n")[0]]


def test_a_subject_tells_where_it_is_and_is_her_words_where_they_tell_nothing():
    placed = what_of("La lampe est cassée.", "Rue des Tilleuls 12, 1030")
    assert placed["what"] == ["La lampe est cassée."]
    assert placed["where_street"] == ["Rue des Tilleuls 12"]

    only = what_of("Depuis lundi.", "Fwd: Lampadaire cassé")
    assert only["what"] == ["Lampadaire cassé\nDepuis lundi."]

    danger = what_of("La lampe est cassée.", "Odeur de gaz")
    assert danger["what"] == ["Odeur de gaz\nLa lampe est cassée."]
