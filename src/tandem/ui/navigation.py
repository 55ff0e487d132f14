"""Where one can go: links that packages register, shown to whoever has a role for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from tandem.toolbox.texts import Text
from tandem.ui.rendering import markup

Place = Literal["public", "desk", "footer"]
Group = Literal["", "messages", "counter", "guarded", "set_up"]
GROUPS: dict[Group, Text] = {
    "messages": _("Messages and answers"),
    "counter": _("Counter and paper"),
    "guarded": _("Protected files"),
    "set_up": _("How it is set up"),
}
"""Where there are many links, those of a group are folded under its name."""
MANY = 9


@dataclass(frozen=True)
class Link:
    """One place to go; without `roles` it is for everybody."""

    label: Text
    name: str
    """The name of its URL, such as "register:algorithms"."""
    roles: frozenset[str] = frozenset()
    order: int = 50
    group: Group = ""

    @property
    def href(self) -> str:
        return address(self.name, get_urlconf())


class Shown(NamedTuple):
    """A link in the language of a page."""

    label: str
    href: str
    group: Group = ""


class Folded(NamedTuple):
    """The links of one group, under its name."""

    label: str
    links: tuple[Shown, ...]
    is_here: bool
    """Whether the page itself is one of them."""


_links: dict[Place, dict[str, Link]] = {"public": {}, "desk": {}, "footer": {}}


def register(
    label: Text,
    name: str,
    *,
    place: Place = "desk",
    roles: Iterable[str] = (),
    order: int = 50,
    group: Group = "",
) -> None:
    """From now on the frame shows this link, once its URL exists."""
    _links[place][name] = Link(label, name, frozenset(roles), order, group)
    _shown.cache_clear()


def links(place: Place, roles: Iterable[str] = ()) -> list[Link]:
    """The links somebody with these roles may follow, in their order."""
    held = frozenset(roles)
    open_to = (link for link in _links[place].values() if not link.roles or link.roles & held)
    return sorted((link for link in open_to if link.href), key=lambda link: link.order)


def shown(
    roles: Iterable[str], language: str | None, urlconf: str | None
) -> tuple[tuple[Shown, ...], ...]:
    """Those of each place, in the language in force: every page asks."""
    return _shown(frozenset(roles), language, urlconf)


@lru_cache(maxsize=512)
def _shown(
    roles: frozenset[str], _language: str | None, _urlconf: str | None
) -> tuple[tuple[Shown, ...], ...]:
    return tuple(
        tuple(Shown(str(link.label), link.href, link.group) for link in links(place, roles))
        for place in _links
    )


def listed(found: tuple[Shown, ...], path: str = "") -> Markup:
    """The links as the items of a list; the one that leads to the page itself says so."""
    return _listed(found, path if any(link.href == path for link in found) else "")


@lru_cache(maxsize=512)
def _listed(found: tuple[Shown, ...], here: str) -> Markup:
    flat, folded = in_groups(found, here)
    return markup("ways", {"links": flat, "folded": folded, "here": here})


def in_groups(
    found: tuple[Shown, ...], here: str = ""
) -> tuple[tuple[Shown, ...], tuple[Folded, ...]]:
    """What stands by itself, and what is folded: nothing, where all of it is soon read."""
    if len(found) <= MANY:
        return found, ()
    folded = []
    for group, label in GROUPS.items():
        inside = tuple(link for link in found if link.group == group)
        if inside:
            folded.append(Folded(str(label), inside, here in {link.href for link in inside}))
    return tuple(link for link in found if not link.group), tuple(folded)


@lru_cache(maxsize=256)
def address(name: str, urlconf: str | None) -> str:
    """Where a named URL is; empty when there is none of that name."""
    # A package that is not installed simply has no link.
    try:
        return reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return ""


register(_("Privacy"), "desk:privacy", place="footer", order=10)
register(_("Accessibility"), "desk:accessibility", place="footer", order=20)
register(_("Algorithms we use"), "register:algorithms", place="footer", order=30)
register(_("How to reach us"), "desk:contact", place="footer", order=40)
