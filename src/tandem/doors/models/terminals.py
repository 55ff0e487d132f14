import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held


class TerminalQuerySet(models.QuerySet["Terminal"]):
    def in_use(self) -> "TerminalQuerySet":
        return self.filter(revoked_at__isnull=True)


class Terminal(Held):
    """A machine in a hall, before which one person after another asks for something."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    """As colleagues call it: "Entrance hall"."""
    place = models.CharField(max_length=200, blank=True)
    """Where it stands, for a colleague who does not know the building."""
    code_digest = models.BinaryField(max_length=16, null=True)
    """Of the one-time code, until it is used."""
    code_until = models.DateTimeField(null=True)
    token_digest = models.BinaryField(max_length=16, null=True)
    """Of what the machine's cookie holds: enrolled anew, an older cookie opens nothing."""
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    enrolled_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar = ScopedManager.from_queryset(TerminalQuerySet)()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def awaits_code(self, now: datetime) -> bool:
        return self.code_until is not None and self.code_until > now


class RingQuerySet(models.QuerySet["Ring"]):
    def open(self) -> "RingQuerySet":
        return self.filter(ended_at__isnull=True)

    def waiting(self) -> "RingQuerySet":
        """Those to which no colleague has said that she comes."""
        return self.open().filter(answered_at__isnull=True)

    def longest_waiting_first(self) -> "RingQuerySet":
        return self.order_by("rung_at", "pk")


class Ring(Held):
    """Somebody before a terminal asks for a colleague."""

    terminal = models.ForeignKey(Terminal, on_delete=models.CASCADE, related_name="rings")
    language = models.CharField(max_length=5)
    # No foreign key: a draft is thrown away in its time.
    draft_key = models.UUIDField(null=True)
    """Of the form that she lets the colleague open, if she does."""
    rung_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar = ScopedManager.from_queryset(RingQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["terminal"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_ring_a_terminal",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "rung_at"],
                condition=models.Q(ended_at__isnull=True),
                name="rings_still_open",
            )
        ]

    def __str__(self) -> str:
        return f"ring {self.pk}"
