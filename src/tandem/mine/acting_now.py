"""Acting for a person lasts from one press to another: as long, each page says whose data is open.

It stands in the session: which mandate, and her name, sealed with her own key. It ends by itself with
the mandate, with the session, and after an hour.
"""

import base64
import binascii
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils import timezone
from markupsafe import Markup

from tandem.mandates.models import Mandate
from tandem.people.http import PersonRequest
from tandem.people.identity import Identity
from tandem.people.words import seal_for, text_of
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.ui import above
from tandem.ui.rendering import environment

ACTING = "acting_for"
"""In the session."""
LASTS = timedelta(hours=1)


def begin(request: PersonRequest, mandate: Mandate, who: Identity) -> None:
    """Her data was opened: from now on, and whoever was open before is closed."""
    name = seal_for(mandate.person_id, mandate, who.full_name.encode(), _place(mandate.key))
    request.session[ACTING] = {
        "key": str(mandate.key),
        "held": [mandate.territory_id, mandate.organisation_id],
        "name": base64.b64encode(name).decode(),
        "until": (timezone.now() + LASTS).timestamp(),
    }


def end(request: PersonRequest) -> None:
    request.session.pop(ACTING, None)


def bar(request: HttpRequest) -> Markup | None:
    """Whose data is open, until when, and the one press that ends it."""
    # Only who works for somebody has a session in which it could stand.
    if not getattr(request, "memberships", ()):
        return None
    kept = request.session.get(ACTING)
    if kept is None or _is_over(kept):
        return None
    with transaction_within(scopes.of_keys(*kept["held"])):
        mandate = _in_force(request, UUID(kept["key"]))
        if mandate is None:
            return None
        name = _opened(kept["name"], mandate)
    template = environment().get_template("mine/acting_strip.html")
    values = {"name": name, "mandate": mandate, "csrf_input": csrf_input(request)}
    # Escaped already by the environment.
    return Markup(template.render(values))  # noqa: S704


def _is_over(kept: dict[str, float]) -> bool:
    return kept["until"] < timezone.now().timestamp()


def _in_force(request: HttpRequest, key: UUID) -> Mandate | None:
    """Taken back, run out, or without this helper it has ended, whatever the session says."""
    rows = Mandate.objects.in_force(timezone.localdate()).filter(key=key)
    helped = {"helpers__account": request.user.pk, "helpers__ended_at__isnull": True}
    found: Mandate | None = rows.filter(**helped).first()
    return found


def _opened(kept: str, mandate: Mandate) -> str:
    try:
        sealed = base64.b64decode(kept)
    except binascii.Error:
        return ""
    return text_of(mandate.person_id, sealed, _place(mandate.key))


def _place(key: UUID) -> str:
    return f"acting:{key}"


above.register(bar)
