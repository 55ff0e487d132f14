"""What is said back to a telephone: the talk, silence, where things stand, and who writes."""

import pytest

from tandem.cases.models import Case
from tandem.doors.models import Talk
from tandem.doors.sms import saying, talks
from tandem.journal.choices import Door
from tandem.outbox import mobiles
from tandem.outbox.choices import Obstacle, State
from tandem.outbox.tests.sending import delivered, sent_to
from tandem.people.choices import Channel
from tandem.services import drafts
from tandem.tenancy.scope import within
from tandem.toolbox.reference import new_reference, spaced
from tests.factories import PersonFactory, scope_of
from tests.parity.drivers import Sms

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def begun(mobile, service):
    """A telephone in the middle of the form."""
    mobile.begin(service)
    return mobile


def sent_by(mobile, service, answers):
    mobile.begin(service)
    mobile.answer(answers)
    return mobile.send()


def test_whoever_writes_anything_learns_what_can_be_asked(mobile):
    mobile.text("EN")

    said = mobile.text("Hello, is anybody there?")

    assert "1 Ask for help" in said
    assert "STOP" in said


@pytest.mark.parametrize("word", ["1", "NEED", "besoin", "ask for help", "hulp vragen"])
def test_a_service_is_asked_for_by_number_or_word(mobile, word):
    mobile.text("EN")

    assert "Your postal code?" in mobile.text(word)


@pytest.mark.parametrize(
    ("word", "asked"),
    [("NL", "postcode"), ("français", "code postal"), ("DE", "Postleitzahl")],
)
def test_the_language_is_changed_in_one_word_even_in_the_middle(begun, word, asked):
    assert asked in begun.text(word)


@pytest.mark.parametrize("word", ["HELP", "aide", "Info?"])
def test_help_is_given_in_the_middle_of_a_form_and_nothing_is_lost(begun, word):
    begun.text("1030")

    said = begun.text(word)

    assert "SEND: check and send" in said
    assert begun.text("Rue des Tilleuls 12").startswith("3/")


def test_what_cannot_wait_is_told_what_happens_now(mobile, service, answers):
    calm = sent_by(mobile, service, answers | {"vital": {"vital": ["no"]}})
    urgent = sent_by(Sms(), service, answers | {"vital": {"vital": ["yes"]}})

    assert "In danger, call 112." not in calm.text
    assert "In danger, call 112." in urgent.text


def test_a_long_text_is_cut_between_words_and_nothing_of_it_is_lost(settings):
    settings.SMS_PARTS = 1
    said = "A closure with a long reason. " * 12

    messages = saying.in_messages([said])

    assert " ".join(messages).split() == said.split()
    assert all(saying.fits(message) for message in messages)


def test_a_wrong_answer_is_told_and_asked_again(begun):
    said = begun.text("103")

    assert "A Belgian postal code has four figures, such as 1030." in said
    assert "Your postal code?" in said


def test_one_goes_back_and_to_any_answer(begun):
    begun.text("1030")

    assert "Your postal code?" in begun.text("BACK")
    assert "Street and number" in begun.text("#2")


def test_options_that_find_no_room_are_told_when_they_are_asked_for(mobile, settings):
    settings.SMS_PARTS = 1
    mobile.text("EN")
    mobile.text("NEED")

    first = mobile.text("#3")
    second = mobile.text("+")

    assert "Write + for more answers." in first
    assert "11 Something else" not in first
    assert second.split("\n")[0] not in first


def test_everything_is_read_back_before_it_is_sent(begun, answers):
    said = begun.answer(answers).text

    assert "Please check:" in said
    assert "Answer YES to send it" in said
    assert "Sent." not in said


def test_yes_sends_it_and_once_only(commune, begun, answers):
    begun.answer(answers)

    told = begun.send()
    again = begun.text("YES")

    with within(scope_of(commune)):
        case = Case.objects.get()
    assert case.door == Door.SMS
    assert told.reference.replace(" ", "") == case.reference
    assert "Sent." not in again


def test_a_message_that_the_gateway_repeats_is_taken_once(begun):
    begun.text("1030", name="the same")

    assert begun.text("1030", name="the same") == ""


def test_a_form_begun_on_the_web_is_gone_on_with_here(mobile, web, service, answers):
    web.begin(service)
    web.answer({"where": answers["where"]})
    reference, word = web.save()

    mobile.text("EN")
    said = mobile.text(f"{reference} {word}")

    assert "What help?" in said


def test_where_it_stands_is_told_to_who_has_the_reference_and_nothing_else_is(
    commune, mobile, service, answers
):
    told = sent_by(mobile, service, answers)
    stranger = Sms()
    stranger.text("EN")

    for short in (told.reference, told.reference[:4], f"{told.reference[:6]} ", ""):
        assert "We have received it." in mobile.text(f"{short}?")
    said = stranger.text(f"{told.reference}?")
    assert "We have received it." in said
    assert "Rosa" not in said
    assert "Tilleuls" not in said


def test_a_reference_of_nobody_is_told_to_be_none(mobile):
    mobile.text("EN")

    assert "We find nothing with this." in mobile.text(f"{spaced(new_reference())}?")


def test_who_guesses_words_is_told_less_and_less(commune, mobile, service, answers):
    told = sent_by(mobile, service, answers)
    thief = Sms()
    thief.text("EN")
    for _ in range(8):
        assert "received" not in thief.text(f"{told.reference} bakafado")

    assert "We find nothing" in thief.text(f"{told.reference} {told.word}")


@pytest.mark.parametrize("deed", ["withdraw", "annuler", "adres wijzigen", "delete my data"])
def test_what_needs_proof_is_not_done_by_text_message(mobile, deed):
    mobile.text("EN")

    assert "does not prove who writes" in mobile.text(f"{deed} ZKQ7 4MPA")


def test_stop_is_obeyed_by_everything_that_leaves(commune, mobile, settings):
    settings.SMS_GATEWAY = "tandem.outbox.tests.gateways.Gateway"
    mobile.text("EN")

    assert "no more text messages" in mobile.text("STOP")

    with within(scope_of(commune)):
        person = PersonFactory(organisation=commune, channel=Channel.SMS, phone=mobile.number)
        message = delivered(sent_to(person, short="Received."))
    assert (message.channel, message.obstacle) == (Channel.CALL, Obstacle.STOPPED)
    assert message.state == State.READY
    assert "Write START" in mobile.text("hello?")


def test_start_takes_it_back(mobile):
    mobile.text("STOP")

    mobile.text("START")

    assert not mobiles.is_stopped(mobile.number)


def test_nothing_of_a_talk_can_be_read_in_the_database(begun):
    begun.text("1030")

    number = talks.number_of(begun.number)
    with talks.with_number(number):
        row = Talk.objects.get(number=number)
    assert begun.number.encode() not in bytes(row.sealed)
    assert drafts.take_up(begun.code).answers["where_postal_code"] == ["1030"]
