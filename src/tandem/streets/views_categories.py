"""The commune's own list of what can be broken."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from markupsafe import Markup

from tandem.people.http import PersonRequest
from tandem.services import wording_lists, wording_pages
from tandem.services.own_lists import MOST
from tandem.services.wording_pages import Line, Ways
from tandem.streets import trying
from tandem.streets.access_wording import wording_page
from tandem.streets.categories_forms import (
    NEVER_HIDDEN,
    CategoryForm,
    NewCategoryForm,
    TryForm,
)
from tandem.streets.choices import DANGER, Trouble
from tandem.streets.forms import ReportBrokenForm
from tandem.streets.kinds import CATEGORIES, WORKING_DAYS
from tandem.streets.models import Category, Rule
from tandem.territory.models import Area, Organisation
from tandem.ui import components as ui

LIST = "streets:categories"
WAYS = Ways(
    LIST,
    entry="streets:category",
    add="streets:category_add",
    move="streets:category_move",
    preview="streets:categories_preview",
)


@require_http_methods(["GET", "POST"])
@wording_page
def categories(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """The list; and words tried on it, of which nothing is kept."""
    commune = organisation.area
    form = TryForm(request.POST if request.method == "POST" else None)
    is_tried = form.is_bound and form.is_valid()
    values = {
        "organisation": organisation,
        "title": _("Categories of what is broken"),
        "lead": _("What people of %(commune)s can report, in your own words and order.")
        % {"commune": commune},
        "add": _("Add a category"),
        "form": form,
        "tried": trying.tried(commune, form.cleaned_data["words"]) if is_tried else None,
    }
    lines = [_line(row, commune) for row in CATEGORIES.of(commune)]
    values |= wording_pages.listed(lines, WAYS)
    status = 422 if form.is_bound and not is_tried else 200
    return render(request, "streets/categories.html", values, status=status)


def _line(row: Category, commune: Area) -> Line:
    name, notes = wording_pages.names_of(CATEGORIES, row, commune)
    built_in = CATEGORIES.is_built_in(row)
    if not built_in:
        notes.append(_belongs_to(row))
    days = row.working_days or WORKING_DAYS[Trouble(row.trouble)]
    notes.append(
        ngettext("within %(days)s working day", "within %(days)s working days", days)
        % {"days": days}
    )
    tags = wording_pages.state_of(CATEGORIES, row)
    if row.trouble in DANGER:
        tags.append((_("Danger"), "danger"))
    is_last = built_in and row.trouble == Trouble.OTHER
    return Line(row.code, name, " · ".join(notes), tags, is_last)


def _belongs_to(row: Category) -> str:
    return _("Belongs to: %(category)s") % {"category": CATEGORIES.label(row)}


@require_http_methods(["GET", "POST"])
@wording_page
def category(request: PersonRequest, organisation: Organisation, code: str) -> HttpResponse:
    """Its names, its everyday words and its aim."""
    row = CATEGORIES.find(organisation.area, code)
    if row is None:
        raise Http404
    form = CategoryForm(organisation.area, row, request.POST if request.method == "POST" else None)

    def keep() -> None:
        wording_lists.word(CATEGORIES, organisation, code, form.names(), **form.facts())

    title, _others = wording_pages.names_of(CATEGORIES, row, organisation.area)
    notes = [_belongs_to(row) if form.own else _("Left empty, our own words are used.")]
    notes.append(_found_by())
    notes += _other_days(row, organisation)
    if row.trouble in DANGER:
        notes.append(str(NEVER_HIDDEN))
    return wording_pages.kept(request, form, keep, LIST, title=title, notes=notes)


@require_http_methods(["GET", "POST"])
@wording_page
def add(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    if len(CATEGORIES.of(organisation.area)) >= MOST:
        return wording_pages.full(request, LIST)
    form = NewCategoryForm(organisation.area, request.POST if request.method == "POST" else None)

    def keep() -> None:
        trouble = form.cleaned_data["trouble"]
        wording_lists.add(CATEGORIES, organisation, trouble, form.names(), **form.facts())

    return wording_pages.kept(
        request, form, keep, LIST, title=_("Add a category"), notes=[_found_by()]
    )


def _other_days(row: Category, organisation: Organisation) -> list[str]:
    """Where a rule of who gets what gives days of its own: these go before the ones here."""
    rules = Rule.objects.filter(organisation=organisation, working_days__isnull=False)
    rules = rules.exclude(danger=row.trouble not in DANGER)
    fitting = rules.filter(Q(categories=[]) | Q(categories__contains=[row.code]))
    given = fitting.values_list("working_days", flat=True)
    days = sorted({one for one in given if one is not None})
    if not days:
        return []
    said = _(
        "For some reports of it, the rules of who gets what give other working days: %(days)s."
    )
    return [said % {"days": ", ".join(map(str, days))}]


def _found_by() -> str:
    return _("Everyday words help us to find it in what people write. Put a comma between them.")


@require_POST
@wording_page
def move(request: PersonRequest, organisation: Organisation, code: str) -> HttpResponse:
    wording_lists.move(CATEGORIES, organisation, code, up=request.POST.get("to") == "up")
    return redirect(LIST)


@require_GET
@wording_page
def preview(request: PersonRequest, organisation: Organisation, language: str) -> HttpResponse:
    def question() -> Markup:
        form = ReportBrokenForm({}, place=organisation.area)
        # Nothing was asked, so nothing can be wrong.
        form.check(only=[])
        return ui.field(form["kind"])

    return wording_pages.pictured(request, language, question, LIST)
