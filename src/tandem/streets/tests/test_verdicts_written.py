"""Her own words with a yes or a no, by e-mail and by text message."""

import pytest

from tandem.cases.models import Step
from tandem.cases.sealed import words_of
from tandem.doors.tests.mailing import DOMAIN, answer_to, arrives, letter
from tandem.outbox.receipts import remember
from tandem.outbox.tests.sending import delivered
from tandem.people.choices import Channel
from tandem.streets import messages
from tandem.streets.choices import State, Verdict
from tandem.streets.tests.reported import at_work, repaired, told
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of
from tests.parity.drivers import Sms

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
HERS = "odette@example.example"


@pytest.fixture
def report(settings):
    settings.MAIL_IN_DOMAIN = DOMAIN
    return repaired(OrganisationFactory())


def verdict_of(report):
    with within(scope_of(report.organisation)):
        report.refresh_from_db()
        return State(report.state), report.voices.get().verdict


@pytest.mark.parametrize(
    ("said", "sender", "state", "verdict"),
    [
        ("Non, toujours cassé.", HERS, State.NEW, Verdict.NO),
        ("OUI merci", HERS, State.REPAIRED, Verdict.YES),
        ("Oui, mais pas la deuxième.", HERS, State.REPAIRED, ""),
        ("NON", "stranger@example.example", State.REPAIRED, ""),
    ],
)
def test_an_answer_to_the_mail_that_asked_is_taken(report, said, sender, state, verdict):
    with at_work(report.organisation):
        asked = delivered(told(messages.REPAIRED)[0])
        address = answer_to(asked)

    arrives(letter(said, sender=sender), address)

    assert verdict_of(report) == (state, verdict)
    with within(scope_of(report.organisation)):
        assert bool(told("answer_taken")) is bool(verdict)


def test_what_she_writes_behind_a_texted_no_is_kept():
    town = OrganisationFactory()
    report = repaired(town, channel=Channel.SMS)
    mobile = Sms()
    mobile.number = "0470 11 22 33"
    with within(scope_of(town)):
        asked = told(messages.REPAIRED)[0]
        remember(asked, mobile.number)
        assert asked.text.short.startswith("A street lamp, Rue des Tilleuls: the team says")
        assert len(asked.text.short) <= 160

    mobile.text(f"NEE {asked.reference} nog altijd vol")

    assert verdict_of(report) == (State.NEW, Verdict.NO)
    with within(scope_of(town)):
        steps = Step.objects.filter(sealed__isnull=False)
        assert any("nog altijd vol" in words_of(one, one.case) for one in steps)
