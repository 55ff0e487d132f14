import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q

from tandem.broadcast.choices import LeftOutReason, State
from tandem.outbox import enclosing
from tandem.people import public
from tandem.people.models import Person
from tandem.people.public import Public
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held


def _approver() -> Func:
    return Func(
        F("approved_by"),
        template="ARRAY[%(expressions)s]",
        output_field=ArrayField(models.BigIntegerField()),
    )


class BroadcastQuerySet(models.QuerySet["Broadcast"]):
    def sent_since(self, at: datetime) -> "BroadcastQuerySet":
        return self.filter(sent_at__gte=at)

    def waiting_for_somebody(self) -> "BroadcastQuerySet":
        return self.filter(state=State.ASKED)


class Broadcast(Held):
    """One message to many: its words, whom it is meant for, who wrote, asked and approved."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=80)
    """For colleagues; nothing of it is sent."""
    purpose = models.CharField(max_length=300)
    """Why people's data are read for it."""
    public = models.CharField(max_length=20)
    narrowing = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    """By language: what is written, and what is sent as a text message. About nobody."""
    fallback = models.CharField(max_length=5, default="fr")
    """The language for those in whose own nothing was written."""
    form = models.SlugField(max_length=60, blank=True)
    """The service whose form lies in each letter; none if empty."""
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    writers = ArrayField(models.BigIntegerField(), default=list)
    """The accounts that wrote something of it; none of them may approve it."""
    begun_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    asked_by = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField(null=True)
    frozen = models.CharField(max_length=32, blank=True)
    """Fingerprint of words and public as they were when approval was asked for."""
    foreseen = ArrayField(models.BigIntegerField(), default=list)
    """Keys of the persons who would have been told when somebody last asked or approved."""
    approved_by = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    recipients = models.PositiveIntegerField(default=0)
    joined = models.PositiveIntegerField(default=0)
    """Told though not foreseen at the approval: they became part of the public since."""
    missing = models.PositiveIntegerField(default=0)
    """Foreseen at the approval and not told: they left the public since, or cannot be reached."""
    left_out = models.JSONField(default=dict)
    """How many are told nothing, by reason."""
    cancelled_at = models.DateTimeField(null=True)
    stopped = models.CharField(max_length=20, blank=True)
    """Why it was stopped before anybody was told, as a code."""

    objects: ClassVar = ScopedManager.from_queryset(BroadcastQuerySet)()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("asked_by")) & ~Q(writers__contains=_approver())),
                name="nobody_approves_what_she_wrote",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.APPROVED, State.SENT])
                | Q(approved_by__isnull=False, asked_by__isnull=False),
                name="nothing_is_sent_to_many_by_one_person_alone",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SENT) | Q(sent_at__isnull=False),
                name="what_was_sent_to_many_left_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"broadcast {self.pk}"

    @property
    def languages(self) -> list[str]:
        """Those in which something is written."""
        return [language for language, said in self.texts.items() if said.get("text")]

    @property
    def enclosed(self) -> str:
        """What its letters name as lying in the envelope; empty if they bring no form."""
        return enclosing.name(enclosing.FORM, self.form) if self.form else ""

    def chosen(self) -> Public:
        return public.known(self.public)(self.narrowing)


class LeftOut(Held):
    """Somebody who may be meant and was told nothing, and why; forgotten after a while."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=10, choices=LeftOutReason.choices)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["broadcast", "person"], name="one_reason_a_person_left_out"
            )
        ]

    def __str__(self) -> str:
        return f"left out {self.pk}: {self.reason}"
