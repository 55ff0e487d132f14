"""Words that are a command and an answer, sentences of one's own, and what need not be asked."""

import pytest

from tandem.doors.sms import words
from tandem.doors.sms.words import Command
from tandem.outbox import coding, mobiles
from tandem.outbox.text import as_texted
from tandem.people.choices import Channel
from tandem.services import drafts
from tandem.services.catalogue import known
from tests.factories import PlatformFactory
from tests.parity.answers import Somebody, by_question
from tests.parity.drivers import Sms

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def platform():
    return PlatformFactory(telephone="0800 00 000")


@pytest.fixture
def begun(mobile, service):
    mobile.begin(service)
    return mobile


def put(mobile, html):
    """The question of this name is asked."""
    number, _prompt = mobile._prompt(html)
    return mobile.text(f"#{number}")


def kept(mobile):
    return drafts.take_up(mobile.code).answers


def test_a_first_message_is_answered_in_the_language_of_its_words(db):
    assert words.language_of("Straßenlampe kaputt, Lindenstraße 3") == "de"
    assert words.language_of("Rue de la Montagne 4") == ""


@pytest.mark.parametrize(
    ("said", "key"), [("français", "fr"), ("Nederlands", "nl"), ("Duits", "de"), ("English", "en")]
)
def test_a_language_is_the_answer_where_a_language_is_asked_for(begun, said, key):
    put(begun, "languages")

    begun.text(said)

    assert kept(begun)["languages"] == [key]
    assert drafts.take_up(begun.code).row.language == "en"


def test_a_name_that_is_also_a_language_is_a_name(begun):
    put(begun, "who_last_name")

    begun.text("French")

    assert kept(begun)["who_last_name"] == ["French"]


def test_a_command_between_quotation_marks_is_an_answer(begun):
    put(begun, "what")

    begun.text("“retour”")

    assert kept(begun)["what"] == ["“retour”"]


@pytest.mark.parametrize("said", ["stop svp", "STOP PLEASE", "Ja stop", "Stop!", "stop, merci"])
def test_stop_is_obeyed_however_politely(begun, said):
    put(begun, "what")

    assert "no more text messages" in begun.text(said)

    assert mobiles.is_stopped(begun.number)
    assert "what" not in kept(begun)


@pytest.mark.parametrize("said", ["non-stop", "Please stop at the shop", "ja", "svp"])
def test_a_stop_in_a_sentence_is_none(said):
    assert words.command_in(said) != Command.STOP


def test_a_nought_is_an_answer_and_a_dash_leaves_it_open(begun):
    put(begun, "where_landmark")
    begun.text("0")
    assert kept(begun)["where_landmark"] == ["0"]

    put(begun, "where_landmark")
    begun.text("-")
    assert kept(begun)["where_landmark"] == [""]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("help mij, ik heb geen eten meer", "Hulp vragen"),
        ("bonjour j'ai besoin d'aide", "Demander de l'aide"),
        ("Hilfe! Ich habe Hunger", "Um Hilfe bitten"),
        ("I need help please", "Ask for help"),
        ("ik zou graag hulp aanbieden", "Hulp aanbieden"),
    ],
)
def test_a_sentence_that_asks_for_help_is_offered_that_form(mobile, said, title):
    offered = mobile.text(said)

    assert "112" in offered
    assert title in as_texted(offered)
    assert mobile.text("ja").startswith(title.replace("'", "’"))


def test_the_menu_names_danger_and_the_telephone_first(mobile, platform):
    said = mobile.text("hallo?")

    assert "112" in said
    assert "0800" in said
    assert mobile.text("stop what?") == said


def test_a_contact_that_was_not_chosen_is_not_asked_for(begun):
    put(begun, "reach_channel")

    said = begun.text("2")

    assert kept(begun)["reach_email"] == [""]
    number, _prompt = begun._prompt("reach_phone")
    assert f"{number}/" in put(begun, "reach_phone")
    assert "E-mail" not in said


def test_a_sign_stands_for_the_number_that_she_texts_from(begun):
    put(begun, "reach_channel")
    begun.text("2")
    assert "= : this number." in put(begun, "reach_phone")

    begun.text("=")

    (said,) = kept(begun)["reach_phone"]
    assert mobiles.name_of(said) == mobiles.name_of(begun.number)


def needed(service, place):
    """Answers to what has to be answered, the rest left open."""
    given = by_question(service, Somebody(channel=Channel.SMS), place)
    return {
        name: raw
        for name, raw in given.items()
        if service.form({}).question(name).required or name == "care"
    }


def answer_needed(mobile, commune, service):
    for name, raw in needed(service, commune.area).items():
        for html in raw:
            if not mobile._form().question(name).required or raw[html] != [""]:
                mobile.answer({name: {html: raw[html]}})
    put(mobile, "where_street")
    mobile.text("Rue des Tilleuls 12")
    put(mobile, "what")
    return mobile.text("Bread")


def test_what_may_stay_open_is_asked_about_once_and_kept_as_if_it_had_been(commune, begun, service):
    asked = answer_needed(begun, commune, service)

    assert "That is all we need." in asked
    assert "exactly" not in kept(begun)
    assert "Please check:" in begun.text("no thanks")
    assert kept(begun)["exactly"] == [""]
    assert kept(begun)["safeguards"] == []
    assert kept(begun)["where_care_of"] == [""]


def test_whoever_wants_to_tell_more_is_asked_one_by_one(commune, begun, service):
    answer_needed(begun, commune, service)

    first = begun.text("yes")
    second = begun.text("-")

    assert first.startswith("15/") or "letter box" in first
    assert second != first
    assert "Please check:" in begun.text("SEND")


def test_send_tells_that_something_is_still_needed(begun):
    assert begun.text("SEND").startswith("Before you can send it:\n1/")


def test_an_answer_is_shown_when_it_is_looked_at_again(begun):
    begun.text("1030")

    assert "Your answer: 1030" in begun.text("#1")


def test_a_wrong_moment_of_the_week_shows_what_there_is_to_choose_from(begun):
    put(begun, "when")

    assert "MO TU WE TH FR SA SU + AM PM EV" in begun.text("whenever")


def test_one_receipt_comes_and_not_two(commune, begun, service):
    answer_needed(begun, commune, service)
    put(begun, "reach_phone")
    begun.text("=")
    begun.text("SEND")

    assert "Sent." not in begun.text("yes")
    assert "received" in begun.text("?")


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_the_first_messages_are_small(commune, platform, language):
    mobile = Sms(language)
    said = [mobile.text(language.upper()), mobile.text(known("ask-for-help").slug)]
    said.append(mobile.text("HELP"))

    for text in map(as_texted, said):
        assert coding.is_gsm(text), text
        assert coding.count_parts(text) <= 2, text
    assert coding.count_parts(as_texted(said[1])) == 1


def test_french_quotation_marks_lose_their_blanks():
    assert as_texted("votre mot est « nonidusepira ».") == 'votre mot est "nonidusepira".'
