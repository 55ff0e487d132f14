from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from tandem.register import cards, queries
from tandem.register.choices import Outcome
from tandem.register.effects import effects
from tandem.ui.components import Head
from tandem.ui.formats import short_day

HEADS = (
    Head(_("Group")),
    Head(_("Asked"), "number"),
    Head(_("Somebody found"), "number"),
    Head(_("Share"), "number"),
    Head(_("Sure between"), "number"),
    Head(_("Days, in the middle"), "number"),
)


@require_GET
def algorithms(request: HttpRequest) -> HttpResponse:
    """Every algorithm in use, for everybody to read."""
    return render(request, "register/algorithms.html", {"cards": cards.every()})


@require_GET
def algorithm(request: HttpRequest, slug: str) -> HttpResponse:
    """One algorithm: what it looks at, what not, and how often people depart from it."""
    card = _card(slug)
    months = [(short_day(month), *counts) for month, counts in queries.by_month(slug)]
    values = {
        "card": card,
        "followed": queries.followed(slug),
        "results": queries.results(slug),
        "months": months,
        "since": short_day(card.since),
        "measured": effects(slug),
        "heads": HEADS,
        "outcomes": [outcome.label for outcome in Outcome],
    }
    return render(request, "register/algorithm.html", values)


@require_GET
def example(request: HttpRequest, slug: str) -> HttpResponse:
    """A made-up question, to be run by anybody."""
    card = _card(slug)
    if card.again is None:
        raise Http404
    response = JsonResponse(card.again.example, json_dumps_params={"indent": 1})
    response["Content-Disposition"] = 'attachment; filename="question.json"'
    return response


def _card(slug: str) -> cards.Card:
    card = next((card for card in cards.every() if card.slug == slug), None)
    if card is None:
        raise Http404
    return card
