from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tandem.register import cards, queries
from tandem.register.choices import Outcome
from tandem.ui.formats import short_day


@require_GET
def algorithms(request: HttpRequest) -> HttpResponse:
    """Every algorithm in use, for everybody to read."""
    return render(request, "register/algorithms.html", {"cards": cards.every()})


@require_GET
def algorithm(request: HttpRequest, slug: str) -> HttpResponse:
    """One algorithm: what it looks at, what not, and how often people depart from it."""
    card = next((card for card in cards.every() if card.slug == slug), None)
    if card is None:
        raise Http404
    months = [(short_day(month), *counts) for month, counts in queries.by_month(slug)]
    values = {
        "card": card,
        "followed": queries.followed(slug),
        "results": queries.results(slug),
        "months": months,
        "outcomes": [outcome.label for outcome in Outcome],
    }
    return render(request, "register/algorithm.html", values)
