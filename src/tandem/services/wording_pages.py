"""The pages of a commune's own list: the same in every room that has one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from markupsafe import Markup

from tandem.services.own_lists import MOST, OwnList, Row
from tandem.territory.models import Area
from tandem.toolbox.texts import Text
from tandem.ui.components.words import Tint
from tandem.ui.language import spoken_here


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, as the list shows it to colleagues."""

    code: str
    name: str
    note: str
    tags: Sequence[tuple[Text, Tint]]
    is_last: bool
    """It closes the list, wherever it is moved."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The names of the addresses of one room's list."""

    list: str
    entry: str
    add: str
    move: str
    preview: str


def names_of(own: OwnList[Row], row: Row, commune: Area) -> tuple[str, list[str]]:
    """Its name in the commune's first language, and those in its other ones."""
    owed = commune.required_languages
    name = row.names.get(owed[0] if owed else "", "") or str(own.label(row))
    return name, [row.names[code] for code in owed[1:] if row.names.get(code)]


def state_of(own: OwnList[Row], row: Row) -> list[tuple[Text, Tint]]:
    if row.hidden:
        return [(_("Hidden"), "neutral")]
    if not own.is_built_in(row):
        return [(_("Your own"), "info")]
    return [(_("Your words"), "info")] if row.names else []


def listed(lines: Sequence[Line], ways: Ways) -> dict[str, object]:
    """What `services/own_list.html` shows, besides its title and first words."""
    return {
        "lines": lines,
        "ways": ways,
        "may_add": len(lines) < MOST,
        "spoken": list(spoken_here().items()),
    }


def kept(
    request: HttpRequest, form: forms.Form, keep: Callable[[], object], back: str, **said: object
) -> HttpResponse:
    """One entry: asked, refused with what is wrong, or kept."""
    if form.is_bound and form.is_valid():
        keep()
        messages.success(request, _("The list is changed."))
        return redirect(back)
    status = 422 if form.is_bound else 200
    values = {"form": form, "back": back, **said}
    return render(request, "services/own_entry.html", values, status=status)


def full(request: HttpRequest, back: str) -> HttpResponse:
    messages.info(request, _("The list is full. Hide or reword one of its entries instead."))
    return redirect(back)


def pictured(
    request: HttpRequest, language: str, question: Callable[[], Markup], back: str
) -> HttpResponse:
    """The question as residents meet it, in one language."""
    if language not in spoken_here():
        raise Http404
    with override(language):
        asked = question()
    values = {
        "question": asked,
        "language": language,
        "language_name": spoken_here()[language],
        "back": back,
    }
    return render(request, "services/own_preview.html", values)
