"""Who prints a letter that holds a word: whoever may read what it opens, and nobody else."""

import pypdfium2
import pytest
from django.urls import reverse

from tandem.outbox import pressing, printing
from tandem.outbox.choices import State
from tandem.outbox.models import Message, Printing
from tandem.outbox.tests.sending import delivered, sent_to
from tandem.people.choices import Channel
from tandem.services.catalogue import services
from tandem.tenancy.scope import within
from tandem.territory.choices import OrganisationKind, Role
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    scope_of,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def page(name, row=None):
    return reverse(f"outbox:{name}", kwargs={"key": row.key} if row is not None else {})


def fresh(row):
    row.refresh_from_db()
    return row


def plain_letter(organisation):
    return delivered(sent_to(PersonFactory(organisation=organisation, channel=Channel.LETTER)))


WORD = "mokadelufiba"


def with_word(organisation, **said):
    facts = {"kind": "receipt", "paragraphs": (f"Your word is “{WORD}”.",), **said}
    person = PersonFactory(organisation=organisation, channel=Channel.LETTER, language="en")
    return delivered(sent_to(person, **facts))


def read_by(client, organisation, role):
    """A browser of hers, in English."""
    client.force_login(MembershipFactory(organisation=organisation, role=role).account)
    client.cookies["language"] = "en"
    return client


def ordered(client, organisation):
    sent = client.post(page("print"), {"organisation": organisation.pk})
    found = Printing.objects.order_by("pk").last()
    assert str(found.key) in sent.url
    pressing.make(found.pk)
    return fresh(found)


def test_a_letter_that_holds_a_word_is_printed_by_whoever_may_read_what_it_opens(client, town_hall):
    answering = MembershipFactory(organisation=town_hall, role=Role.COORDINATOR).account
    letter, plain = with_word(town_hall), plain_letter(town_hall)
    opens = with_word(town_hall, kind="opens", paragraphs=(), in_letter=("Your code is 12-34.",))
    operator = read_by(client, town_hall, Role.OPERATOR)

    told = operator.get(page("letters")).text
    hers = ordered(operator, town_hall)

    assert "2 more letters hold a word that opens a request." in told
    assert list(Message.objects.filter(printing=hers)) == [plain]
    assert WORD not in said_in(operator.get(page("pdf", hers)))
    # The twin: whoever answers has both, with their words, and the operator opens nothing of it.
    client.force_login(answering)
    theirs = ordered(client, town_hall)
    assert set(Message.objects.filter(printing=theirs)) == {letter, opens}
    read = said_in(client.get(page("pdf", theirs)))
    assert WORD in read and "12-34" in read
    operator = read_by(client, town_hall, Role.OPERATOR)
    assert operator.get(page("pdf", theirs)).status_code == 404
    shown = operator.get(page("printing", theirs)).text
    assert page("pdf", theirs) not in shown and "a colleague who answers them" in shown


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.COORDINATOR])
def test_a_shared_telephone_service_prints_no_word_of_those_it_answers_for(client, role):
    platform = PlatformFactory()
    commune = OrganisationFactory(platform=platform)
    centre = OrganisationFactory(
        kind=OrganisationKind.CALL_CENTRE, platform=platform, takes_in=False
    )
    MembershipFactory(organisation=commune, role=Role.COORDINATOR)
    with within(scope_of(commune)):
        letter = with_word(commune)
        printed = printing.ask_printing(commune, reads_words=True)
        pressing.make(printed.pk)
        waits = with_word(commune)
    client = read_by(client, centre, role)

    with within(None):
        sent = client.post(page("print"), {"organisation": commune.pk}, follow=True)
        opened = client.get(page("pdf", printed))

    assert "There is no letter left to print." in sent.text
    assert opened.status_code == 404
    with within(scope_of(commune)):
        assert fresh(letter).state == State.PRINTED
        assert fresh(waits).printing is None


def test_where_nobody_answers_the_letter_leaves_without_its_word_and_says_so(client, town_hall):
    link = f"/solidarity/asked/ZKQ74MPA.{WORD}/"
    with_word(town_hall, link=link)
    with_word(town_hall, kind="opens", paragraphs=(), in_letter=("Your code is 12-34.",))
    operator = read_by(client, town_hall, Role.OPERATOR)

    hers = ordered(operator, town_hall)
    read = said_in(operator.get(page("pdf", hers)))

    assert WORD not in read and "12-34" not in read
    assert read.count("The word does not stand in this letter.") == 2
    assert hers.count == 2 and not hers.holds_words


def test_whoever_prints_words_handles_every_service():
    """Else a letter would wait for somebody who may not read what its word opens."""
    assert [one.slug for one in services() if printing.READS_WORDS not in one.handled_by] == []


def said_in(response):
    assert response.status_code == 200
    with pypdfium2.PdfDocument(response.content) as document:
        said = [one.get_textpage().get_text_bounded() for one in document]
    return " ".join(" ".join(said).split())
