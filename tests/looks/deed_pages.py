"""Pages on which one thing is done or said, to which others lead; and the first steps of a house."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tandem.accounts import invitations
from tandem.outbox import printing
from tandem.outbox.tests.sending import delivered, sent_to
from tandem.people.choices import Channel
from tandem.solidarity import arranging
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import AccountFactory, CaseFactory, PersonFactory, scope_of
from tests.looks.room_pages import a_member, staff

Arranged = tuple[str, Any]


def _on_case(page: str) -> Callable[[], Arranged]:
    def arrange() -> Arranged:
        member = a_member()
        case = CaseFactory(organisation=member.organisation)
        return f"/cases/{case.reference}/{page}", member.account

    return arrange


def _on_need(page: str) -> Callable[[], Arranged]:
    def arrange() -> Arranged:
        member = a_member()
        need = NeedFactory(organisation=member.organisation)
        return f"/solidarity/needs/{need.key}/{page}", member.account

    return arrange


def _on_offer(page: str) -> Callable[[], Arranged]:
    def arrange() -> Arranged:
        member = a_member()
        offer = OfferFactory(organisation=member.organisation)
        return f"/solidarity/offers/{offer.key}/{page}", member.account

    return arrange


def _at_home(page: str) -> Callable[[], Arranged]:
    """A volunteer who agreed to come, at his own pages."""

    def arrange() -> Arranged:
        organisation = a_member().organisation
        person = PersonFactory(organisation=organisation, account=AccountFactory())
        offer = OfferFactory(organisation=organisation, person=person)
        task = ask(NeedFactory(organisation=organisation), offer)
        with within(scope_of(organisation)):
            arranging.agree(task)
        keys = {"task": task.key, "offer": offer.key}
        return f"/solidarity/mine/{page.format(**keys)}", person.account

    return arrange


def _message(channel: Channel, place: str) -> Callable[[], Arranged]:
    def arrange() -> Arranged:
        member = a_member()
        with within(scope_of(member.organisation)):
            message = sent_to(PersonFactory(organisation=member.organisation), channel=channel)
        return f"/desk/{place}/{message.key}/", member.account

    return arrange


def one_call() -> Arranged:
    member = a_member()
    with within(scope_of(member.organisation)):
        person = PersonFactory(organisation=member.organisation, channel=Channel.CALL)
        call = delivered(sent_to(person))
    return f"/desk/calls/{call.key}/", member.account


def one_printing() -> Arranged:
    member = a_member()
    with within(scope_of(member.organisation)):
        person = PersonFactory(organisation=member.organisation, channel=Channel.LETTER)
        delivered(sent_to(person))
        order = printing.ask_printing(member.organisation)
        assert order is not None
    return f"/desk/letters/{order.key}/", member.account


def invited() -> Arranged:
    return invitations.link_for(AccountFactory()), None


def still_looking() -> Arranged:
    """When patience is at its end: until then the page looks again by itself, which axe refuses."""
    member = a_member()
    NeedFactory(organisation=member.organisation)
    since = timezone.now() - timedelta(minutes=5)
    return f"/solidarity/looking/?since={since.isoformat()}", member.account


def _hers(path: str) -> Callable[[], Arranged]:
    def arrange() -> Arranged:
        account = AccountFactory()
        PersonFactory(organisation=a_member().organisation, account=account)
        return path, account

    return arrange


OF_RESIDENTS: dict[str, Callable[[], Arranged]] = {
    "lost-word": lambda: ("/word/", None),
    "who-looked": _hers("/mine/looks/"),
    "own-task": _at_home("asked/{task}/"),
    "own-cancel": _at_home("asked/{task}/cancel/"),
    "own-offer-change": _at_home("{offer}/change/"),
    "own-leave": _at_home("{offer}/leave/"),
}
OF_STAFF: dict[str, Callable[[], Arranged]] = {
    "first-run": lambda: ("/first-run/", None),
    "invitation": invited,
    "password": _hers("/password/"),
    "erase": _on_case("erase/"),
    "map-of-needs": staff("/solidarity/map/"),
    "looking": still_looking,
    "look-for": staff("/solidarity/look-for/"),
    "kind-add": staff("/solidarity/kinds/add/"),
    "vital": _on_need("vital/"),
    "withdraw": _on_need("withdraw/"),
    "offer-change": _on_offer("change/"),
    "offer-leave": _on_offer("leave/"),
    "one-message": _message(Channel.LETTER, "messages"),
    "one-call": one_call,
    "one-printing": one_printing,
    "programs": staff("/desk/programs/", Role.ADMINISTRATOR),
}
