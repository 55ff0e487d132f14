"""A mail in somebody's own words begins a report, as a text message does."""

import re
from email import message_from_bytes, policy

import pytest
from django.core import mail

from tandem.doors.email import asked
from tandem.doors.tests.mailing import DOMAIN, arrives, letter
from tandem.services import drafts

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


def test_a_danger_is_answered_at_once():
    body, _draft = begun("Ça sent le gaz rue Haute 3 !", f"aide@{DOMAIN}")

    assert "112" in body.split("[1]")[0]
    assert "Est-ce dangereux" in body


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
