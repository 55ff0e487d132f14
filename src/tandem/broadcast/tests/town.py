"""A commune with colleagues and people of every kind, and a message to them."""

import pypdfium2
from django.test import Client
from django.urls import reverse

from tandem.broadcast import actions, sending
from tandem.journal.asker import Asker, acting
from tandem.outbox.delivery import deliver
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    scope_of,
)

TEXTS = {
    "fr": {"text": "L’eau est coupée jeudi.\n\nGardez-en un peu.", "short": "Pas d’eau jeudi."},
    "nl": {"text": "Donderdag is er geen water.", "short": "Donderdag geen water."},
}


def town_hall(**facts):
    given = {"area__postal_code": "1030", "telephone": "02 000 10 30", "name": "Town hall"}
    return OrganisationFactory(**given, platform=PlatformFactory(), **facts)


def colleague(organisation, role=Role.COORDINATOR):
    return MembershipFactory(organisation=organisation, role=role).account


def signed_in(account):
    client = Client()
    client.force_login(account)
    client.cookies["language"] = "en"
    return client


def working(account):
    return acting(Asker(account=account.pk))


def people(organisation):
    """One by each way, and one of each who is told nothing."""
    made = {
        "email": PersonFactory(
            organisation=organisation, channel=Channel.EMAIL, email="ana@post.example", phone=""
        ),
        "letter": PersonFactory(
            organisation=organisation, channel=Channel.LETTER, language="nl", phone=""
        ),
        "call": PersonFactory(organisation=organisation, channel=Channel.CALL, language="de"),
        "opted_out": PersonFactory(organisation=organisation, no_broadcasts=True),
        "at_desk": PersonFactory(organisation=organisation, channel=Channel.DESK),
        "no_contact": PersonFactory(
            organisation=organisation, channel=Channel.CALL, phone="", street=""
        ),
        "protected": PersonFactory(
            organisation=organisation, channel=Channel.CALL, phone="", never_write=True
        ),
    }
    return made


def written(organisation, author, *, public="everybody", **said):
    """Composed, not asked for yet."""
    with within(scope_of(organisation)), working(author):
        begun = actions.begin(
            organisation, title="Water cut", purpose="They have no water.", public=public
        )
        return actions.change(begun, **{"texts": TEXTS, "fallback": "fr", **said})


def asked(organisation, author, **said):
    broadcast = written(organisation, author, **said)
    with within(scope_of(organisation)), working(author):
        actions.ask_approval(broadcast, actions.fingerprint(broadcast))
        broadcast.refresh_from_db()
        return broadcast


def approved(organisation, author, second, **said):
    broadcast = asked(organisation, author, **said)
    with within(scope_of(organisation)), working(second):
        actions.approve(broadcast, broadcast.frozen)
        broadcast.refresh_from_db()
        return broadcast


def at(name, broadcast, **more):
    return reverse(f"broadcast:{name}", kwargs={"key": broadcast.key, **more})


def sent(hall, author, second, **said):
    """Approved, written for everybody, and as far as the worker brings it at once."""
    broadcast = approved(hall, author, second, **said)
    sending.send(broadcast.pk)
    deliver(Message.objects.values_list("pk", flat=True))
    broadcast.refresh_from_db()
    return broadcast


def words(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(one.get_textpage().get_text_bounded().split()) for one in document]
