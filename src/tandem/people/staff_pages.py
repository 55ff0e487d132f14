"""Pages for whoever works for an organisation: in its scope alone, and 404 for all others."""

from collections.abc import Callable, Collection, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from tandem.people.http import PersonRequest
from tandem.tenancy.scope import Scope, within
from tandem.territory.models import Organisation
from tandem.ui.headers import never_kept

P = ParamSpec("P")
For = TypeVar("For")
Page = Callable[Concatenate[PersonRequest, For, P], HttpResponse]
View = Callable[Concatenate[PersonRequest, P], HttpResponse]
WORKS_FOR = "works_for"
"""In the session: which of her organisations she chose."""


def staff_page(
    page: Page[For, P],
    works_for: Callable[[PersonRequest], Iterable[For]],
    opens: Callable[[For], Scope],
) -> View[P]:
    """`works_for`: for whom she is at work, first choice first; `opens`: the rows of one of them.

    Where she herself lives is no business of her work.
    """

    @wraps(page)
    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        # Who works for several opens one at a time; a row leads to the one that holds it.
        for one in works_for(request):
            try:
                with within(opens(one)):
                    return page(request, one, *args, **kwargs)
            except Http404:
                continue
        raise Http404

    kept_nowhere: View[P] = never_kept(login_required(guarded))
    return kept_nowhere


def taking_in(request: PersonRequest, roles: Collection[str]) -> list[Organisation]:
    """Those that take in, and in which she has one of these roles; the one she chose first."""
    found = {
        membership.organisation_id: membership.organisation
        for membership in request.memberships
        if membership.role in roles and membership.organisation.takes_in
    }
    # Only who has a choice has made one: all others need no look at their session.
    chosen = request.session.get(WORKS_FOR) if len(found) > 1 else None
    return sorted(found.values(), key=lambda one: one.pk != chosen)
