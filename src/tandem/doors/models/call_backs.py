from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from tandem.doors.models.line import Call
from tandem.people.models import Person
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held


class CallBackQuerySet(models.QuerySet["CallBack"]):
    def still_to_make(self) -> "CallBackQuerySet":
        return self.filter(done_at__isnull=True)

    def soonest_first(self) -> "CallBackQuerySet":
        return self.order_by("promised_at", "pk")


class CallBack(Held):
    """An hour at which this desk promised to call somebody."""

    # The number stands in the draft or with the person, never here. No foreign key: a draft
    # is thrown away in its time, whatever was promised about it.
    draft_key = models.UUIDField(null=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    call = models.ForeignKey(Call, on_delete=models.CASCADE, null=True, related_name="+")
    """The missed call that is returned."""
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True)
    """When a colleague began to call; the others see it for half an hour."""
    promised_at = models.DateTimeField()
    promised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)

    objects: ClassVar = ScopedManager.from_queryset(CallBackQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(draft_key__isnull=False)
                | models.Q(person__isnull=False)
                | models.Q(call__isnull=False),
                name="a_call_back_says_whom_to_call",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "promised_at"],
                condition=models.Q(done_at__isnull=True),
                name="call_backs_still_to_make",
            )
        ]

    def __str__(self) -> str:
        return f"call back {self.pk}"

    def is_late(self, now: datetime) -> bool:
        return self.done_at is None and self.promised_at < now
