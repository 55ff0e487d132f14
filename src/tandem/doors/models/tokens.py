from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.doors.choices import Right
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held


class TokenQuerySet(models.QuerySet["Token"]):
    def in_force(self) -> "TokenQuerySet":
        return self.filter(ended_at__isnull=True)


class Token(Held):
    """What a partner's program shows at the door. The secret itself is told once and kept nowhere."""

    name = models.CharField(max_length=80)
    """Which program, as its people call it."""
    rights = ArrayField(models.CharField(max_length=10, choices=Right.choices))
    # Whoever lets a program in answers for what it does: she stands in the trace of each act.
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    until = models.DateField()
    used_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    minute = models.BigIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    """How often within that minute of the epoch."""

    objects: ClassVar = ScopedManager.from_queryset(TokenQuerySet)()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"token {self.pk}"


class Once(Held):
    """An idempotency key: the same one, sent again, leads to the draft of the first time."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=16)
    of_body = models.BinaryField(max_length=16)
    sealed = models.BinaryField()
    """The code of the draft."""
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "digest"], name="one_draft_a_key_of_a_program")
        ]

    def __str__(self) -> str:
        return f"key {self.pk}"

    @property
    def place(self) -> str:
        return f"once:{bytes(self.digest).hex()}"
