"""How well people were informed, and what they let others do: in figures, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tandem.mine.understanding import told
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.queries import organisation_for
from tandem.ui.components import Head

AN_HOUR = 3600


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def understanding(request: HttpRequest, postal_code: str) -> HttpResponse:
    found = organisation_for(postal_code)
    if found is None:
        raise Http404
    commune, organisation = found
    with transaction_within(scopes.of_organisation(organisation)):
        figures = told(organisation.pk, timezone.localdate())
    consents = [
        Head(_("Asked"), "number"),
        Head(_("Understood"), "number"),
        Head(_("At once"), "number"),
        Head(_("After other words"), "number"),
    ]
    mandates = [
        Head(_("Asked for"), "number"),
        Head(_("Confirmed"), "number"),
        Head(_("Still in force, or run out"), "number"),
        Head(_("Taken back"), "number"),
    ]
    values = {
        "commune": commune,
        "organisation": organisation,
        "figures": figures,
        "language_heads": [_("Language"), *consents],
        "door_heads": [_("Door"), *consents],
        "mandate_heads": [_("Language"), *mandates],
    }
    return render(request, "mine/understanding.html", values)
