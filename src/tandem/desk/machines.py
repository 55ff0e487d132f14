"""Pages for programs: is it well, what may be gathered, whom to tell of a hole."""

from datetime import datetime, timedelta
from datetime import time as clock

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from tandem.outbox.health import queue_is_well
from tandem.ui.headers import never_kept

TEXT = "text/plain; charset=utf-8"
PUBLIC = ("desk:home", "desk:privacy", "desk:accessibility", "desk:contact", "register:algorithms")
VALID_FOR = timedelta(days=180)


@never_kept
@transaction.non_atomic_requests
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """200 when database and queue are well; else 503 with the reason."""
    if reason := _database() or queue_is_well():
        return HttpResponse(f"{reason}\n", content_type=TEXT, status=503)
    return HttpResponse("well\n", content_type=TEXT)


def _database() -> str | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        # What it says may hold an address or a name: the log has it, the page does not.
        return "The database does not answer."
    return None


@require_GET
@transaction.non_atomic_requests
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages may be found; what belongs to somebody is not gathered."""
    allowed = "".join(f"Allow: {reverse(name)}$\n" for name in PUBLIC)
    allowed += f"Allow: {reverse('register:algorithms')}\n"
    return HttpResponse(f"User-agent: *\n{allowed}Disallow: /\n", content_type=TEXT)


@require_GET
@transaction.non_atomic_requests
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a hole; the date is computed, so that it never lies in the past."""
    until = datetime.combine(
        timezone.localdate() + VALID_FOR, clock.min, timezone.get_current_timezone()
    )
    said = [
        f"Contact: {settings.SITE_URL}{reverse('desk:contact')}",
        f"Expires: {until.isoformat()}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}{reverse('desk:security')}",
    ]
    return HttpResponse("\n".join(said) + "\n", content_type=TEXT)
