"""The commune's own list of kinds of help."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.people.http import PersonRequest
from tandem.solidarity import access, wording_kinds
from tandem.solidarity.choices import Skill
from tandem.solidarity.forms import AskForHelpForm
from tandem.solidarity.kinds import is_vital, kinds_of
from tandem.solidarity.kinds_forms import KindForm, NewKindForm
from tandem.solidarity.models import HelpKind
from tandem.territory.models import Organisation
from tandem.ui import components as ui
from tandem.ui.language import spoken_here


@require_GET
@access.wording_page
def kinds(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    commune = organisation.area
    rows = wording_kinds.rows_of(commune)
    values = {
        "organisation": organisation,
        "commune": commune,
        "lines": [_line(row, commune.required_languages) for row in rows],
        "spoken": list(spoken_here().items()),
        "may_add": len(rows) < wording_kinds.MOST,
    }
    return render(request, "solidarity/kinds.html", values)


def _line(row: HelpKind, owed: list[str]) -> dict[str, object]:
    built_in = str(Skill(row.skill).label)
    return {
        "code": row.code,
        "name": row.names.get(owed[0] if owed else "", "") or built_in,
        "others": [row.names[code] for code in owed[1:] if row.names.get(code)],
        "hidden": row.hidden,
        "vital": is_vital(row),
        "own": not wording_kinds.is_built_in(row),
        "worded": bool(row.names),
        "built_in": built_in,
        "last": row.skill == Skill.OWN_WORDS and wording_kinds.is_built_in(row),
    }


@require_http_methods(["GET", "POST"])
@access.wording_page
def kind(request: PersonRequest, organisation: Organisation, code: str) -> HttpResponse:
    """The words for one kind, in each language of the commune."""
    commune = organisation.area
    row = next((one for one in wording_kinds.rows_of(commune) if one.code == code), None)
    if row is None:
        raise Http404
    known = {f"name_{language}": said for language, said in row.names.items()}
    form = KindForm(
        commune,
        request.POST if request.method == "POST" else None,
        own=not wording_kinds.is_built_in(row),
        initial=known | {"hidden": row.hidden, "vital": is_vital(row)},
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        wording_kinds.word_kind(organisation, code, form.names(), said["hidden"], said["vital"])
        messages.success(request, _("The list is changed."))
        return redirect("solidarity:kinds")
    values = {"form": form, "built_in": Skill(row.skill).label, "is_new": False}
    status = 422 if form.is_bound else 200
    return render(request, "solidarity/kind.html", values, status=status)


@require_http_methods(["GET", "POST"])
@access.wording_page
def add(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    commune = organisation.area
    if len(wording_kinds.rows_of(commune)) >= wording_kinds.MOST:
        messages.info(request, _("The list is full. Hide or reword a kind instead."))
        return redirect("solidarity:kinds")
    form = NewKindForm(commune, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        skill, names = Skill(said["skill"]), form.names()
        wording_kinds.add_kind(organisation, skill, names, said["hidden"], said["vital"])
        messages.success(request, _("The list is changed."))
        return redirect("solidarity:kinds")
    values = {"form": form, "built_in": "", "is_new": True}
    status = 422 if form.is_bound else 200
    return render(request, "solidarity/kind.html", values, status=status)


@require_POST
@access.wording_page
def move(request: PersonRequest, organisation: Organisation, code: str) -> HttpResponse:
    wording_kinds.move_kind(organisation, code, up=request.POST.get("to") == "up")
    return redirect("solidarity:kinds")


@require_GET
@access.wording_page
def preview(request: PersonRequest, organisation: Organisation, language: str) -> HttpResponse:
    """The question as residents meet it, in one language."""
    if language not in spoken_here():
        raise Http404
    with override(language):
        form = AskForHelpForm({}, place=organisation.area)
        # Nothing was asked, so nothing can be wrong.
        form.check(only=[])
        question = ui.field(form["kind"])
        many = len(kinds_of(organisation.area))
    values = {
        "question": question,
        "language": language,
        "language_name": spoken_here()[language],
        "many": many,
    }
    return render(request, "solidarity/kinds_preview.html", values)
