"""Her own side: what is ready, by reference and word; and her own page, for whoever is signed in."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tandem.mine import access, letters, own_file, own_pages
from tandem.mine.choices import Wanted
from tandem.mine.own_pages import Pages
from tandem.people.gathering import counted
from tandem.people.http import PersonRequest
from tandem.people.limiting import is_limited
from tandem.people.sameness import joined_records
from tandem.people.who_looked import seen_by_others
from tandem.ui.headers import never_kept

FILE = "tandem-my-data.json"
PAPER = "tandem-my-data.pdf"


@never_kept
@require_GET
def ready(request: PersonRequest) -> HttpResponse:
    """What was made ready for her: to read, to take away; each look with its number."""
    with access.followed(request) as hers:
        seen = None
        if Wanted.LOOKS in hers.given:
            access.shown_to_herself(hers.person)
            seen = seen_by_others(joined_records(hers.person))
        values = {"case": hers.case, "given": hers.given, "wanted": Wanted, "seen": seen}
        return render(request, "mine/ready.html", values)


@never_kept
@require_GET
def ready_file(request: PersonRequest) -> HttpResponse:
    with access.followed(request) as hers:
        # Who wishes to see may also take: it is the same, for another reader.
        if not hers.given & {Wanted.SEE, Wanted.TAKE}:
            raise Http404
        access.shown_to_herself(hers.person)
        return _as_file(own_file.as_file(hers.person))


@never_kept
@require_GET
def ready_paper(request: PersonRequest) -> HttpResponse:
    with access.followed(request) as hers:
        access.shown_to_herself(hers.person)
        pages = letters.pages_for(hers.person, hers.given)
        return _as_paper(pages)


def _as_file(made: bytes) -> HttpResponse:
    response = HttpResponse(made, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return response


def _as_paper(pages: Pages | None) -> HttpResponse:
    if pages is None:
        raise Http404
    response = HttpResponse(own_pages.as_pdf(pages), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{PAPER}"'
    return response


@never_kept
@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """What is kept, in short; who looked; what she may do. Without account: how she asks."""
    person = request.person
    values = {
        "kept": counted(person) if person else [],
        "known": bool(person),
        "signed_in": request.account is not None,
        "limited": bool(person) and is_limited(access.herself(request)),
    }
    return render(request, "mine/home.html", values)


@never_kept
@login_required
@require_GET
def own(request: PersonRequest) -> HttpResponse:
    """All of it, as a file. She is signed in: nobody has to make sure who she is."""
    person = access.herself(request)
    access.shown_to_herself(person)
    return _as_file(own_file.as_file(person))


@never_kept
@login_required
@require_GET
def own_paper(request: PersonRequest) -> HttpResponse:
    person = access.herself(request)
    access.shown_to_herself(person)
    return _as_paper(letters.pages_for(person, {Wanted.SEE, Wanted.LOOKS}))
