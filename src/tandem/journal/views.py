"""The roots of the chain over the journal, for everybody: who keeps one can see what is cut off."""

from datetime import date, timedelta

from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tandem.journal.models import Seal
from tandem.ui.formats import short_day

DAYS = 30
A_FEW_MINUTES = 300


@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    rows = [(short_day(day), seal, root) for day, seal, root in _by_day()]
    return render(request, "journal/seals.html", {"rows": rows})


@require_safe
@cache_control(public=True, max_age=A_FEW_MINUTES)
def as_json(request: HttpRequest) -> JsonResponse:
    told = [{"day": day, "seal": seal, "root": root} for day, seal, root in _by_day()]
    return JsonResponse({"roots": told})


def _by_day() -> list[tuple[date, int, str]]:
    """The last root of each day, newest first. How much was done in a day is nobody's business."""
    since = timezone.now() - timedelta(days=DAYS)
    rows = Seal.objects.filter(sealed_at__gte=since).annotate(day=TruncDate("sealed_at"))
    # A seal a minute: the database gives the last of each day, and no more.
    last = rows.order_by("-day", "-number").distinct("day")
    return [
        (day, number, bytes(root).hex())
        for day, number, root in last.values_list("day", "number", "root")
    ]
