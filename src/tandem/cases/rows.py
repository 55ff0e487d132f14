"""What the list of cases shows: built lean, because every colleague opens it all day."""

from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from tandem.cases import listing, rules
from tandem.cases.choices import State
from tandem.cases.forms import FilterForm
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.services.catalogue import find
from tandem.territory.models import Area
from tandem.toolbox.reference import spaced
from tandem.ui import components as ui
from tandem.ui.components.words import Tint
from tandem.ui.formats import short_day

TINTS: dict[State, Tint] = {
    State.RECEIVED: "info",
    State.IN_HAND: "neutral",
    State.ANSWERED: "success",
    State.REOPENED: "warning",
    State.CONTESTED: "warning",
    State.CLOSED: "neutral",
    State.WITHDRAWN: "neutral",
}
VIEWS = {
    "owed": gettext_lazy("An answer is owed"),
    "urgent": gettext_lazy("Cannot wait"),
    "late": gettext_lazy("Late"),
    "mine": gettext_lazy("Mine"),
    "wrote": gettext_lazy("They wrote"),
    "all": gettext_lazy("All"),
}


def shown(request: PersonRequest, wanted: listing.Wanted, page: listing.Page) -> dict[str, object]:
    """The values of the page: rows as plain cells, tabs and ways on."""
    asked = {
        name: value
        for name in ("service", "door", "commune")
        if (value := request.GET.get(name, ""))
    }
    communes = tuple(sorted({m.organisation.area_id for m in request.memberships}))
    language, narrowed = get_language() or "", tuple(asked.items())
    return {
        "table": _table(tuple(page.lines), wanted.today, language),
        "tabs": _tabs(language, wanted.view, narrowed),
        "filters": _filters(language, communes, wanted.view, narrowed),
        "filtered": bool(asked),
        "view": wanted.view,
        "earlier": _way(wanted.view, asked, before=page.earlier) if page.earlier else "",
        "later": _way(wanted.view, asked, after=page.later) if page.later else "",
    }


# Kept by what it shows, and nothing in it names anybody: colleagues open the same list all day,
# and a case that moves makes its own page anew.
@lru_cache(maxsize=256)
def _table(lines: tuple[listing.Line, ...], today: date, language: str) -> Markup:
    rows = [_row(line, today, language) for line in lines]
    return ui.table(_("Requests"), _heads(language), rows, show_caption=False) if rows else Markup()


@lru_cache(maxsize=8)
def _heads(language: str) -> list[str]:
    return [
        _("Reference"),
        _("Kind of request"),
        _("Postal code"),
        _("Came by"),
        _("Answer by"),
        _("State"),
    ]


def _row(line: listing.Line, today: date, language: str) -> Markup:
    # Nothing but letters and digits of our own.
    way = f'<a href="/cases/{line.reference}/">{spaced(line.reference)}</a>'
    return Markup(_around(line[2:], today, language) % way)  # noqa: S704


# Without what names a case, the same again and again: some thousands a day for a large city.
@lru_cache(maxsize=8192)
def _around(told: tuple[Any, ...], today: date, language: str) -> str:
    """A row with `%s` where its reference stands."""
    line = listing.Line(0, "", *told)
    service = find(line.service)
    about = (
        escape(service.title if service else line.service),
        escape(line.postal_code),
        escape(Door(line.door).label),
        escape(short_day(line.due_on)),
        _tags(line, today),
    )
    cells = [Markup("%s"), *(cell.replace("%", "%%") for cell in about)]
    return str(ui.table_row(_heads(language), cells))


def _tags(line: listing.Line, today: date) -> Markup:
    late, state = line.late(today), State(line.state)
    told = [ui.tag(_("Late"), "danger") if late else ui.tag(state.label, TINTS[state])]
    if line.urgent and line.state in rules.OWED:
        told.insert(0, ui.tag(_("Cannot wait"), "danger"))
    if line.has_unread:
        told.append(ui.tag(_("The person wrote"), "warning"))
    return Markup(" ").join(told)


@lru_cache(maxsize=256)
def _filters(
    language: str, communes: tuple[int, ...], view: str, asked: tuple[tuple[str, str], ...]
) -> Markup:
    # Kept by what it shows, communes and choices alike: it is the same for all colleagues.
    areas = list(Area.objects.filter(pk__in=communes)) if len(communes) > 1 else []
    form = FilterForm(areas, dict(asked) | {"view": view})
    return ui.filter_form(form, clear=f"?view={escape(view)}")


@lru_cache(maxsize=256)
def _tabs(language: str, view: str, asked: tuple[tuple[str, str], ...]) -> Markup:
    ways = [(label, _way(name, dict(asked)), name == view) for name, label in VIEWS.items()]
    return ui.tabs(_("Which requests"), ways)


def _way(view: str, asked: dict[str, str], **place: str) -> str:
    return "?" + urlencode({"view": view, **asked, **place})
