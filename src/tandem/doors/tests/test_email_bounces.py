import pytest

from tandem.cases.models import Reply
from tandem.doors.tests.mailing import DOMAIN, ROSA, answer_to, arrives, back_of, letter
from tandem.outbox.actions import retry, send
from tandem.outbox.choices import Obstacle, Outcome, State
from tandem.outbox.models import Attempt, DeadAddress
from tandem.outbox.tests.sending import a_text, delivered, sent_to
from tandem.people.actions import Reach, change_reach
from tandem.people.choices import Channel
from tandem.tenancy.scope import within
from tests.factories import CaseFactory, OrganisationFactory, PersonFactory, scope_of
from tests.factories.people import identity_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
STALKER = "stalker@evil.example"


@pytest.fixture(autouse=True)
def _mail_comes_in(settings):
    settings.MAIL_IN_DOMAIN = DOMAIN


@pytest.fixture
def town(db):
    town = OrganisationFactory()
    with within(scope_of(town)):
        yield town


@pytest.fixture
def rosa(town):
    return PersonFactory(organisation=town, channel=Channel.EMAIL, email=ROSA)


@pytest.fixture
def message(town, rosa):
    return delivered(send(rosa, a_text, about=CaseFactory(organisation=town, person=rosa)))


def report(action="failed", status="5.1.1", to=ROSA, by="MAILER-DAEMON@mail.example"):
    """As Postfix reports (RFC 3464), with the head of the mail that it returns."""
    return f"""From: {by} (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: whoever
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="AAA"
Message-ID: <20261125@mail.example>

--AAA
Content-Type: text/plain; charset=us-ascii

<{to}>: host mx.example said: 550 {status} User unknown

--AAA
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} User unknown

--AAA
Content-Type: text/rfc822-headers

Subject: A message from Town hall

--AAA--
""".encode()


def fresh(message):
    message.refresh_from_db()
    return message


def test_a_message_that_comes_back_goes_another_way_and_the_attempts_say_why(message):
    arrives(report(), back_of(message), sender="")

    assert fresh(message).state == State.WAITING
    last = Attempt.objects.filter(message=message).last()
    assert (last.outcome, last.code) == (Outcome.CAME_BACK, "5.1.1")
    assert (delivered(message).state, message.channel) == (State.READY, Channel.CALL)
    assert Reply.objects.count() == 0


def test_the_next_message_does_not_try_an_address_where_nobody_lives(message, rosa):
    arrives(report(), back_of(message), sender="")

    second = delivered(sent_to(rosa))

    assert (second.channel, second.obstacle) == (Channel.CALL, Obstacle.COMES_BACK)


def test_a_full_mailbox_leads_another_way_this_time_only(message, rosa):
    arrives(report(status="5.2.2"), back_of(message), sender="")

    assert delivered(message).channel == Channel.CALL
    assert not DeadAddress.objects.exists()


def test_a_server_that_still_tries_changes_nothing(message):
    arrives(report("delayed", "4.4.1"), back_of(message), sender="")

    assert fresh(message).state == State.SENT


def test_who_sees_the_address_to_answer_cannot_make_from_it_where_reports_go(message):
    forged = answer_to(message).replace("case+", "bounce+")

    arrives(report(), forged, sender="")

    assert forged != back_of(message)
    assert fresh(message).state == State.SENT


def test_what_has_a_sender_is_no_report_of_a_server_and_is_kept_for_a_colleague(message):
    arrives(report(by=STALKER), back_of(message), sender=STALKER)

    assert (fresh(message).state, DeadAddress.objects.count()) == (State.SENT, 0)
    assert Reply.objects.count() == 1


def test_a_report_about_somebody_else_moves_nothing(message):
    arrives(report(to="other@example.example"), back_of(message), sender="")

    words = "<other@example.example>: 550 5.1.1 no such user here"
    plain = letter(words, sender="MAILER-DAEMON@mail.example")
    arrives(plain, back_of(message), sender="")

    assert (fresh(message).state, DeadAddress.objects.count()) == (State.SENT, 0)
    assert Reply.objects.count() == 2


def test_a_report_that_names_several_is_read_for_her_alone(message):
    block = "\nFinal-Recipient: rfc822; other@example.example\nAction: failed\nStatus: 5.1.1\n"
    both = report("delayed", "4.4.1").replace(
        b"\n--AAA\nContent-Type: text/rfc822",
        block.encode() + b"\n--AAA\nContent-Type: text/rfc822",
    )

    arrives(both, back_of(message), sender="")

    assert block.encode() in both
    assert fresh(message).state == State.SENT
    assert Reply.objects.count() == 0


def test_an_address_that_passes_mail_on_is_hers_by_its_first_name(message):
    passed_on = report(to="rosa@work.example").replace(
        b"Final-Recipient", f"Original-Recipient: rfc822; {ROSA}\nFinal-Recipient".encode()
    )

    arrives(passed_on, back_of(message), sender="")

    assert fresh(message).state == State.WAITING


def test_plain_words_of_a_server_are_understood(message):
    words = "This is the mail system.\n<rosa@example.example>: 550 5.1.1 no such user here"
    made = letter(words, sender="MAILER-DAEMON@mail.example")

    arrives(made, back_of(message), sender="")

    assert fresh(message).state == State.WAITING
    assert DeadAddress.objects.count() == 1


def test_who_is_away_has_not_moved_out(message):
    made = letter("Away until June. Room: 550 of the town hall.", Auto_Submitted="auto-replied")

    arrives(made, back_of(message), sender="")

    assert fresh(message).state == State.SENT
    assert Reply.objects.get().automatic


def test_what_comes_back_twice_is_counted_once(message):
    for _ in range(2):
        arrives(report(), back_of(message), sender="")

    outcomes = Attempt.objects.filter(message=message, outcome=Outcome.CAME_BACK)
    assert outcomes.count() == 1


def test_a_new_address_is_tried_at_once(message, rosa):
    arrives(report(), back_of(message), sender="")
    reach = Reach("en", Channel.EMAIL, "1030")

    change_reach(rosa, identity_of(email="rosa@new.example"), reach)

    assert delivered(sent_to(rosa)).channel == Channel.EMAIL


def test_an_address_told_after_the_message_left_is_not_the_one_that_came_back(message, rosa):
    change_reach(rosa, identity_of(email="rosa@new.example"), Reach("en", Channel.EMAIL, "1030"))

    arrives(report(), back_of(message), sender="")

    assert not DeadAddress.objects.exists()


def test_a_colleague_who_knows_better_has_it_tried_again(message, rosa):
    arrives(report(), back_of(message), sender="")
    change_reach(rosa, identity_of(email=ROSA, phone="", street=""), Reach("en", "email", "1030"))
    stuck = delivered(sent_to(rosa))
    assert stuck.state == State.FAILED

    retry(stuck)

    assert delivered(stuck).channel == Channel.EMAIL


@pytest.mark.parametrize("forged", ["a" * 26, "", "' OR 1=1 --", "../../etc/passwd"])
def test_a_forged_address_of_return_moves_nothing(message, forged):
    arrives(report(), f"bounce+{forged}@{DOMAIN}", sender="")

    assert fresh(message).state == State.SENT
