"""The commune's own list of kinds of help."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from markupsafe import Markup

from tandem.people.http import PersonRequest
from tandem.services import wording_lists, wording_pages
from tandem.services.own_lists import MOST
from tandem.services.wording_pages import Line, Ways
from tandem.solidarity import access
from tandem.solidarity.choices import Skill
from tandem.solidarity.forms import AskForHelpForm
from tandem.solidarity.kinds import KINDS, is_last_resort, is_vital
from tandem.solidarity.kinds_forms import KindForm, NewKindForm
from tandem.solidarity.models import HelpKind
from tandem.territory.models import Area, Organisation
from tandem.ui import components as ui

LIST = "solidarity:kinds"
WAYS = Ways(
    LIST,
    entry="solidarity:kind",
    add="solidarity:kind_add",
    move="solidarity:kind_move",
    preview="solidarity:kinds_preview",
)


@require_GET
@access.wording_page
def kinds(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    commune = organisation.area
    values = {
        "organisation": organisation,
        "others": access.worded(request)[1:],
        "title": _("Kinds of help"),
        "lead": _("What people of %(commune)s can ask for, in your own words and order.")
        % {"commune": commune},
        "add": _("Add a kind of help"),
    }
    lines = [_line(row, commune) for row in KINDS.of(commune)]
    values |= wording_pages.listed(lines, WAYS)
    return render(request, "solidarity/kinds.html", values)


def _line(row: HelpKind, commune: Area) -> Line:
    name, notes = wording_pages.names_of(KINDS, row, commune)
    built_in = KINDS.is_built_in(row)
    if not built_in:
        notes.append(_("for volunteers who do: %(kind)s") % {"kind": KINDS.label(row)})
    tags = wording_pages.state_of(KINDS, row)
    if is_vital(row):
        tags.append((_("May be vital"), "danger"))
    is_last = built_in and row.skill == Skill.OWN_WORDS
    return Line(row.code, name, " · ".join(notes), tags, is_last)


@require_http_methods(["GET", "POST"])
@access.wording_page
def kind(request: PersonRequest, organisation: Organisation, code: str) -> HttpResponse:
    """The words for one kind, in each language of the commune."""
    row = KINDS.find(organisation.area, code)
    if row is None:
        raise Http404
    known = {f"name_{language}": said for language, said in row.names.items()}
    form = KindForm(
        organisation.area,
        request.POST if request.method == "POST" else None,
        own=not KINDS.is_built_in(row),
        may_hide=not is_last_resort(row),
        initial=known | {"hidden": row.hidden, "vital": is_vital(row)},
    )

    def keep() -> None:
        wording_lists.word(KINDS, organisation, code, form.names(), **form.facts())

    notes = [_("Left empty, our own words are used.")]
    return wording_pages.kept(request, form, keep, LIST, title=KINDS.label(row), notes=notes)


@require_http_methods(["GET", "POST"])
@access.wording_page
def add(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    if len(KINDS.of(organisation.area)) >= MOST:
        return wording_pages.full(request, LIST)
    form = NewKindForm(organisation.area, request.POST if request.method == "POST" else None)

    def keep() -> None:
        skill = form.cleaned_data["skill"]
        wording_lists.add(KINDS, organisation, skill, form.names(), **form.facts())

    return wording_pages.kept(request, form, keep, LIST, title=_("Add a kind of help"), notes=[])


@require_POST
@access.wording_page
def move(request: PersonRequest, organisation: Organisation, code: str) -> HttpResponse:
    wording_lists.move(KINDS, organisation, code, up=request.POST.get("to") == "up")
    return redirect(LIST)


@require_GET
@access.wording_page
def preview(request: PersonRequest, organisation: Organisation, language: str) -> HttpResponse:
    def question() -> Markup:
        form = AskForHelpForm({}, place=organisation.area)
        # Nothing was asked, so nothing can be wrong.
        form.check(only=[])
        return ui.field(form["kind"])

    return wording_pages.pictured(request, language, question, LIST)
