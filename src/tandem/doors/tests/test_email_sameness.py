"""Which mails are one: a mail handed over again, and never two that people wrote."""

import pytest

from tandem.doors.email import actions
from tandem.doors.email.envelope import Envelope
from tandem.doors.tests.mailing import DOMAIN, ROSA
from tandem.tenancy.scope import within

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
HELP = f"hulp@{DOMAIN}"
ONE = "<1.AM0PR01MB1234@eurprd01.prod.exchangelabs.com>"
OTHER = "<2.AM0PR01MB1234@eurprd01.prod.exchangelabs.com>"
MONDAY, TUESDAY = "Mon, 23 Nov 2026 10:00:00 +0100", "Tue, 24 Nov 2026 10:00:00 +0100"


@pytest.fixture(autouse=True)
def _mail_comes_in(settings):
    settings.MAIL_IN_DOMAIN = DOMAIN


def a_mail(sender=ROSA, body="", to=HELP, *, way="", **headers):
    """`way` is what servers add above everything as the mail passes them."""
    told = {"From": sender, "To": to, **headers}
    head = "".join(f"{name.replace('_', '-')}: {said}\r\n" for name, said in told.items())
    return Envelope(sender, to, f"{way}{head}\r\n{body}".encode())


def folded(message_id):
    """As Exchange writes it: a line that is too long goes on in the next one."""
    return f"\r\n {message_id}"


def kept(*mails):
    with within(None):
        return [actions.keep(one) is not None for one in mails]


def test_mails_of_several_people_whose_programs_fold_the_message_id_are_all_kept():
    people = [f"{name}@example.example" for name in ("anna", "bert", "carla")]
    mails = [a_mail(who, Message_ID=folded(f"<{who}>"), Date=MONDAY) for who in people]

    assert kept(*mails) == [True, True, True]


def test_the_same_words_on_two_days_are_two_mails():
    first = a_mail(body="Merci", Message_ID=folded(ONE), Date=MONDAY)
    second = a_mail(body="Merci", Message_ID=folded(OTHER), Date=TUESDAY)

    assert kept(first, second) == [True, True]


@pytest.mark.parametrize("name", ["", "<>", "<1>", "none"])
def test_a_program_that_names_every_mail_alike_loses_none(name):
    mails = [
        a_mail("anna@example.example", Message_ID=name, Date=MONDAY),
        a_mail("bert@example.example", Message_ID=name, Date=MONDAY),
        a_mail("anna@example.example", Message_ID=name, Date=TUESDAY),
    ]

    assert kept(*mails) == [True, True, True]


def test_two_people_who_use_one_message_id_are_two():
    first = a_mail("anna@example.example", Message_ID=ONE, Date=MONDAY)
    second = a_mail("bert@example.example", Message_ID=ONE, Date=MONDAY)

    assert kept(first, second) == [True, True]


def test_without_any_name_mails_of_two_people_are_two():
    assert kept(a_mail("anna@example.example"), a_mail("bert@example.example")) == [True, True]


def test_without_sender_in_the_mail_the_envelope_tells_two_people_apart():
    raw = f"To: {HELP}\r\n\r\nMerci".encode()
    mails = [Envelope(f"{who}@example.example", HELP, raw) for who in ("anna", "bert")]

    assert kept(*mails) == [True, True]


def test_the_same_mail_by_another_way_is_one():
    told = {"Message_ID": folded(ONE), "Date": MONDAY}
    again = a_mail(body="Merci", way="Received: from a\r\n by b; today\r\n", **told)

    assert kept(a_mail(body="Merci", **told), again) == [True, False]


def test_the_same_mail_is_one_however_its_lines_are_broken():
    once = a_mail(Message_ID=ONE, Date=MONDAY)
    again = Envelope(ROSA, HELP, once.raw.replace(b"Message-ID: ", b"Message-ID:\r\n\t"))

    assert kept(once, again) == [True, False]


def test_a_mail_without_name_handed_over_again_is_one():
    assert kept(a_mail(body="Merci"), a_mail(body="Merci")) == [True, False]
