"""How one comes by each door. A door nobody wrote about here leads to the colleagues who know."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.doors.email import addresses
from tandem.journal.choices import Door
from tandem.services.declaration import DOORS, Service
from tandem.territory.models import Platform
from tandem.toolbox.texts import Text


class Link(NamedTuple):
    label: str
    href: str
    of: str = ""
    """Whose it is, where that has to be told; no part of the link, which is not broken."""


class Way(NamedTuple):
    """One door of one service, as the public reads it."""

    door: Door
    said: Text
    links: tuple[Link, ...] = ()
    closed: bool = False
    """It cannot come by this door; `said` is the reason."""


Told = tuple[str, tuple[Link, ...]]
Numbers = list[tuple[str, str]]
Teller = Callable[[type[Service], Numbers], Told]


def telephones() -> Numbers:
    """Each platform with its number."""
    rows = Platform.objects.exclude(telephone="").order_by("name")
    return list(rows.values_list("name", "telephone"))


def ways(service: type[Service], numbers: Numbers) -> list[Way]:
    """Every door that stands, in the order of the declaration."""
    return [_way(door, service, numbers) for door in DOORS]


def _way(door: Door, service: type[Service], numbers: Numbers) -> Way:
    if door in service.impossible:
        return Way(door, service.impossible[door], closed=True)
    said, links = TELLERS.get(door, _ask_them)(service, numbers)
    return Way(door, said, links)


def _contact() -> Link:
    return Link(_("Numbers and addresses"), reverse("desk:contact"))


def _ask_them(service: type[Service], numbers: Numbers) -> Told:
    return _("Your commune says how."), (_contact(),)


def _web(service: type[Service], numbers: Numbers) -> Told:
    here = Link(str(service.title), reverse("doors:start", args=[service.slug]))
    return _("One question a page. You need no account."), (here,)


def _phone(service: type[Service], numbers: Numbers) -> Told:
    said = _("A colleague asks the questions and writes the answers down.")
    called = tuple(
        Link(number, f"tel:{_plain(number)}", of=name if len(numbers) > 1 else "")
        for name, number in numbers
    )
    return said, called or (_contact(),)


def _plain(number: str) -> str:
    return "".join(sign for sign in number if sign in "+0123456789")


def _inperson(service: type[Service], numbers: Numbers) -> Told:
    said = _("At the desk of your commune: a colleague fills in the form with you.")
    return said, (Link(_("Where and when"), reverse("desk:contact")),)


def _paper(service: type[Service], numbers: Numbers) -> Told:
    said = _(
        "Print the form, or ask us to post it to you. Send it back to your commune, or hand it in "
        "at the desk."
    )
    printed = Link(_("Print the form"), reverse("doors:paper_form", args=[service.slug]))
    return said, (printed, Link(_("Addresses to write to"), reverse("desk:contact")))


def _email(service: type[Service], numbers: Numbers) -> Told:
    if not settings.MAIL_IN_DOMAIN:
        return _("This platform does not receive forms by e-mail yet."), ()
    address = addresses.address_of(service)
    said = _("Write to this address, even an empty message: the questions come back to you.")
    return said, (Link(address, f"mailto:{address}"),)


def _sms(service: type[Service], numbers: Numbers) -> Told:
    if not settings.SMS_NUMBER:
        return _("This platform has no number for text messages yet."), ()
    said = _("Text “%(word)s” to this number: the questions come one by one.")
    number = Link(settings.SMS_NUMBER, f"sms:{_plain(settings.SMS_NUMBER)}")
    return said % {"word": service.keyword or service.title}, (number,)


def _kiosk(service: type[Service], numbers: Numbers) -> Told:
    said = _("At a public screen in a hall of your commune, where there is one.")
    return said, (_contact(),)


def _api(service: type[Service], numbers: Numbers) -> Told:
    said = _("Through the program of an association or a service that your commune let in.")
    return said, (Link(_("For who writes programs"), reverse("doors:api")),)


TELLERS: Mapping[Door, Teller] = {
    Door.WEB: _web,
    Door.PHONE: _phone,
    Door.INPERSON: _inperson,
    Door.PAPER: _paper,
    Door.EMAIL: _email,
    Door.SMS: _sms,
    Door.KIOSK: _kiosk,
    Door.API: _api,
}
