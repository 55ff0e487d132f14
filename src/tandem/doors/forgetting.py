"""What the doors forget each night. Where every organisation is meant at once, the worker's own
policy lets it see these rows alone.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from tandem.doors.models import AskedByMail, Call, Duty, Heard, Mail, Once, Ring, Talk
from tandem.doors.sms import carrying
from tandem.services.drafts import LIVES
from tandem.tenancy.scope import Scope, transaction_within

NUMBERS_KEPT = timedelta(days=30)
RINGS_KEPT = timedelta(days=90)
DUTIES_KEPT = timedelta(days=90)
KNOWN_AGAIN = timedelta(days=60)
"""So long a message that a gateway repeats is recognised."""
REPLIES_KEPT = timedelta(days=7)


def forget_numbers(now: datetime) -> int:
    """Who rang a month ago is nobody's business any more; that somebody rang remains a count."""
    with transaction_within(Scope()):
        old = Call._base_manager.filter(came_at__lt=now - NUMBERS_KEPT)
        return old.exclude(sealed=b"").update(sealed=b"", number_digest=None)


def throw_away_talks(now: datetime) -> int:
    """Talks nobody went on with, replies that left, and what was heard long ago."""
    with transaction_within(Scope()):
        gone = Talk.objects.filter(expires_at__lt=now).delete()[0]
        gone += Heard.objects.filter(at__lt=now - KNOWN_AGAIN).delete()[0]
        return gone + carrying.throw_away(REPLIES_KEPT)


def throw_away_old_mail(now: datetime) -> int:
    """After 30 days: its words stand with their case; the worker's policy lets it read no other."""
    with transaction_within(Scope()):
        gone = Mail.objects.all().delete()[0]
        return gone + AskedByMail.objects.filter(expires_at__lt=now).delete()[0]


def forget_dialogues(draft: bytes) -> None:
    """Whoever sent this draft is erased: what was said with her number and asked by e-mail goes too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.doors_forget_dialogues(%s)", [draft])


def forget_rings(now: datetime) -> int:
    return Ring.objects.filter(ended_at__lt=now - RINGS_KEPT).delete()[0]


def forget_duties(now: datetime) -> int:
    return Duty.objects.filter(day__lt=timezone.localdate(now - DUTIES_KEPT)).delete()[0]


def forget_once(now: datetime) -> int:
    return Once.objects.filter(made_at__lt=now - LIVES).delete()[0]
