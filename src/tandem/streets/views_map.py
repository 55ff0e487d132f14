"""The map in squares: a large square, then a small one; by name, by picture, or by list."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tandem.people.http import PersonRequest
from tandem.streets import addresses, around, finding, grid, naming, orientation
from tandem.streets.access_wording import wording_page
from tandem.streets.addresses_file import Taken
from tandem.streets.forms_map import AddressesForm, FindForm, PlacesForm, as_line
from tandem.streets.models import KnownAddress, NamedPlace
from tandem.streets.orientation import Known
from tandem.territory.models import Area, Organisation
from tandem.ui.formats import number

WAYS = ((0, -1), (1, 0), (0, 1), (-1, 0))
"""North, east, south, west: large squares further east, and further south."""


@require_safe
def squares(request: HttpRequest, postal_code: str) -> HttpResponse:
    """The commune in large squares; a name that is typed leads to its square."""
    with around.of_postal_code(postal_code) as found:
        if found is None:
            raise Http404
        commune, organisation = found
        places = orientation.known_in(commune, organisation)
        form = FindForm(request.GET if "name" in request.GET else None)
        said = form.cleaned_data["name"] if form.is_bound and form.is_valid() else ""
        square = orientation.square_typed(commune, said) or addresses.square_of(
            commune, postal_code, said
        )
        if square:
            return redirect("streets:square", postal_code, square)
        codes = commune.postal_codes.order_by("code").values_list("code", flat=True)
        values = {
            "code": postal_code,
            "commune": commune,
            "codes": list(codes),
            "form": form,
            "said": said,
            "found": orientation.found_by(
                [*places, *addresses.known_by(commune, organisation, said)], said
            ),
            "sheet": finding.overview(commune, places),
            "page_of": _pages_of(postal_code),
            "title": _("Map of %(commune)s in squares") % {"commune": commune},
        }
        return render(request, "streets/squares.html", values)


@require_safe
def square(request: HttpRequest, postal_code: str, square: str) -> HttpResponse:
    """A large square with its sixteen small ones; or a small one, in the large one around it."""
    with around.of_postal_code(postal_code) as found:
        large = grid.large_of(square)
        if found is None or large is None:
            raise Http404
        commune, organisation = found
        chosen = "" if square == large.name else square
        places = orientation.known_in(commune, organisation)
        sheet = finding.of_large(commune, large, places, chosen)
        values = {
            "code": postal_code,
            "commune": commune,
            "square": square,
            "chosen": chosen,
            "key": f"{postal_code}-{chosen}",
            "sheet": sheet,
            "page_of": _pages_of(postal_code),
            "inside": next((one for one in sheet.told if one.chosen), None),
            "way": orientation.way_to(commune, chosen, places) if chosen else "",
            "further": _further(large),
            "title": _("Square %(square)s of %(commune)s") % {"square": square, "commune": commune},
        }
        return render(request, "streets/square.html", values)


def _pages_of(postal_code: str) -> Callable[[str], str]:
    return lambda square: reverse("streets:square", args=[postal_code, square])


def _further(large: grid.Large) -> list[tuple[str, str]]:
    """The large squares beside it, by where they lie."""
    named = (_("North"), _("East"), _("South"), _("West"))
    beside = [(way, large.beside(*step)) for way, step in zip(named, WAYS, strict=True)]
    return [(way, one.name) for way, one in beside if one is not None]


@require_http_methods(["GET", "POST"])
@wording_page
def places(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """The commune's own list of places that people know."""
    commune = organisation.area
    kept = NamedPlace.objects.filter(organisation=organisation, territory=commune)
    codes = list(commune.postal_codes.order_by("code").values_list("code", flat=True))
    sent = request.POST if request.method == "POST" else None
    of_addresses = sent is not None and "lines" not in sent
    file = AddressesForm(codes, sent if of_addresses else None, request.FILES or None)
    if of_addresses and file.is_valid() and file.taken is not None:
        return _kept(request, organisation, file.taken)
    form = PlacesForm(
        commune,
        None if of_addresses else sent,
        initial={"lines": "\n".join(as_line(commune, row) for row in kept)},
    )
    if form.is_bound and form.is_valid():
        many = naming.name_places(organisation, form.entries)
        said = ngettext(
            "The list is kept: %(many)s place.", "The list is kept: %(many)s places.", many
        )
        messages.success(request, said % {"many": many})
        return redirect("streets:places")
    values = {
        "form": form,
        "file": file,
        "commune": commune,
        "code": next(iter(codes), None),
        "known": _besides(orientation.known_in(commune, organisation), commune),
        "addresses": KnownAddress.objects.filter(organisation=organisation).count(),
    }
    return render(request, "streets/places.html", values, status=422 if sent is not None else 200)


def _kept(request: HttpRequest, organisation: Organisation, taken: Taken) -> HttpResponse:
    many = addresses.keep(organisation, taken.lines)
    said = ngettext(
        "The list is kept: %(many)s address.", "The list is kept: %(many)s addresses.", many
    ) % {"many": number(many)}
    if taken.left_out:
        left = ngettext(
            "%(num)s line was left out: of another postal code, or without a number or a point.",
            "%(num)s lines were left out: of another postal code, or without a number or a point.",
            taken.left_out,
        )
        said = f"{said} {left % {'num': number(taken.left_out)}}"
    messages.success(request, said)
    return redirect("streets:places")


def _besides(known: Sequence[Known], commune: Area) -> int:
    """How many names the map has already, besides those of the list."""
    listed = set(NamedPlace.objects.filter(territory=commune).values_list("name", flat=True))
    return sum(one.name not in listed for one in known)
