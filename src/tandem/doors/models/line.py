import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.doors.choices import CallState
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held


class CallQuerySet(models.QuerySet["Call"]):
    def ringing(self) -> "CallQuerySet":
        return self.filter(state=CallState.RINGING)

    def longest_waiting_first(self) -> "CallQuerySet":
        return self.order_by("came_at", "pk")


class Call(Held):
    """Somebody rings the line; its number is sealed, whoever she is."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exchange_id = models.CharField(max_length=80)
    """The exchange's own name of the call: told twice, it is one call."""
    state = models.CharField(max_length=8, choices=CallState.choices)
    language = models.CharField(max_length=5, blank=True)
    """The one chosen in the exchange's menu, if it has one."""
    sealed = models.BinaryField()
    number_digest = models.BinaryField(max_length=16, null=True)
    """By which a second call from the same number is seen; none where it is withheld."""
    came_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects: ClassVar = ScopedManager.from_queryset(CallQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "exchange_id"], name="one_call_a_name_of_the_exchange"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "came_at"], name="calls_as_they_came")
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"

    @property
    def place(self) -> str:
        """Where its number is sealed for."""
        return f"call:{self.key}"


class Line(Held):
    """An exchange that may tell of calls, by a token that is shown once."""

    name = models.CharField(max_length=60)
    token_digest = models.BinaryField(max_length=16)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Duty(Held):
    """The languages a colleague speaks on the line today."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    day = models.DateField()
    languages = ArrayField(models.CharField(max_length=5), default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "account", "day"], name="one_duty_a_colleague_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"duty {self.pk}"


class Greeting(Held):
    """What operators of this organisation say first, in its own words."""

    language = models.CharField(max_length=5)
    words = models.CharField(max_length=400)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "language"], name="one_greeting_a_language"
            )
        ]

    def __str__(self) -> str:
        return self.words
