"""Leaflets and posters of a service: what it is, what is promised, and every door to it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tandem.doors.paper.printing import kept_at_home
from tandem.doors.paper.wording import by_email, by_text_message, telephone, who_takes_in
from tandem.journal.choices import Door
from tandem.outbox.paper.press import printable
from tandem.services.declaration import Service
from tandem.territory.models import Area, Organisation
from tandem.toolbox import typesetting

TEMPLATE = Path(__file__).with_name("leaflet.typ")

Way = dict[str, Any]
Said = Callable[[type[Service], Organisation | None], Way | None]


def leaflet(service: type[Service], language: str, commune: Area | None, *, size: str) -> bytes:
    """A page in each language that the commune owes its people, the one asked for first; overleaf what
    its service gives out, such as a map.
    """
    owed = commune.required_languages if commune else []
    spoken = dict.fromkeys([language, *(one for one in owed if one in dict(settings.LANGUAGES))])
    organisation = who_takes_in(commune)
    pages = [
        _page(service, one, organisation) | {"keep": _kept(service, one, commune)} for one in spoken
    ]
    data = {
        "size": size,
        "title": pages[0]["title"],
        "author": pages[0]["sender"],
        "pages": pages,
    }
    return _pressed(json.dumps(printable(data), ensure_ascii=False, sort_keys=True))


# Everybody prints the same leaflet; it bears no number.
@lru_cache(maxsize=64)
def _pressed(data: str) -> bytes:
    inputs = {"data": data}
    try:
        return typesetting.pdf(TEMPLATE, inputs)
    except typesetting.Refused:
        # A sign no font here knows: PDF/UA forbids it, but the leaflet must be printed all the same.
        return typesetting.pdf(TEMPLATE, inputs, accessible=False)


def _page(service: type[Service], language: str, organisation: Organisation | None) -> Way:
    with override(language):
        days = service.promise.working_days
        promise = ngettext(
            "You have an answer within %(days)s working day.",
            "You have an answer within %(days)s working days.",
            days,
        )
        online = Door.WEB not in service.impossible
        link = urljoin(
            settings.SITE_URL.rstrip("/") + "/", reverse("doors:start", args=[service.slug])
        )
        return {
            "language": language,
            "title": str(service.title),
            "summary": str(service.summary),
            "said": [
                f"{promise % {'days': days}} {_('You need no account.')}",
                _("The same questions, the same answer, the same delay, by whatever way you come."),
            ],
            "in-danger": _("In danger? Telephone 112. Free, day and night.")
            if service.in_danger
            else "",
            "ways-title": _("How to reach us"),
            "ways": list(_ways(service, organisation)),
            "link": link if online else "",
            "qr": _qr(link),
            "qr-says": _("QR code: the same address for your telephone."),
            "sender": str(organisation) if organisation else str(settings.PLATFORM_NAME),
        }


def _kept(service: type[Service], language: str, commune: Area | None) -> Way | None:
    """Overleaf, such as the map in squares, by which a place is told at every door."""
    keep = kept_at_home(service, language, commune)
    return asdict(keep) | {"words": keep.alone or keep.words} if keep else None


def _ways(service: type[Service], organisation: Organisation | None) -> Iterator[Way]:
    for door, said in WAYS.items():
        if door not in service.impossible and (way := said(service, organisation)):
            yield way


def _by_telephone(service: type[Service], organisation: Organisation | None) -> Way | None:
    number = telephone(organisation)
    return _way(_("By telephone"), number, large=True) if number else None


def _at_the_desk(service: type[Service], organisation: Organisation | None) -> Way:
    if organisation is None or not organisation.address:
        return _way(_("At the desk"), _("At every desk of your commune."))
    hours = organisation.opening_hours
    opened = [_("Open: %(hours)s") % {"hours": hours}] if hours else []
    return _way(_("At the desk"), organisation.address, *opened)


def _on_paper(service: type[Service], organisation: Organisation | None) -> Way:
    return _way(_("On paper"), _("Ask us for the form, also in large print: we post it to you."))


def _by_text_message(service: type[Service], organisation: Organisation | None) -> Way | None:
    said = by_text_message(service)
    return _way(_("By text message"), said) if said else None


def _by_email(service: type[Service], organisation: Organisation | None) -> Way | None:
    said = by_email(service)
    return _way(_("By e-mail"), said) if said else None


def _way(title: str, *lines: str, large: bool = False) -> Way:
    return {"title": title, "lines": list(lines), "large": large}


# The website has its address and its QR code beside them.
WAYS: dict[Door, Said] = {
    Door.PHONE: _by_telephone,
    Door.SMS: _by_text_message,
    Door.EMAIL: _by_email,
    Door.INPERSON: _at_the_desk,
    Door.PAPER: _on_paper,
}


@lru_cache(maxsize=32)
def _qr(link: str) -> str:
    return segno.make(link, error="m").svg_inline(border=2)
