from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from tandem.register import cards, change_page, queries
from tandem.register.choices import ChangeState, Outcome
from tandem.register.effects import effects
from tandem.register.models import Change
from tandem.ui.components import Head
from tandem.ui.formats import short_day


def _heads(card: cards.Card) -> tuple[Head, ...]:
    return (
        Head(_("Group")),
        Head(_("Asked"), "number"),
        Head(card.found, "number"),
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
        "measured": effects(card),
        "changes": [
            (row.key, ChangeState(row.state).label, short_day(row.made_at), row.organisation.name)
            for row in Change.objects.filter(algorithm=slug).select_related("organisation")[:20]
        ],
        "heads": _heads(card),
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


@require_GET
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """A change of weights: everybody reads it, and may have a say while it is in discussion."""
    row = get_object_or_404(Change.objects.select_related("organisation"), key=key)
    values = {"shown": change_page.shown(row), "heads": change_page.HEADS}
    return render(request, "register/change.html", values)
