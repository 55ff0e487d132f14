"""With whom else reports are shared: other services, other programs."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.streets.choices import Ground, HandoverState
from tandem.streets.models.reports import Report
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held, Organisation


class System(Held):
    """The program of somebody who repairs, spoken to by Open311."""

    name = models.CharField(max_length=80)
    ground = models.CharField(max_length=10, choices=Ground.choices, default=Ground.REGION)
    url = models.URLField(max_length=300)
    """Under which `requests.json` stands."""
    jurisdiction = models.CharField(max_length=80, blank=True)
    sealed_key = models.BinaryField(null=True)
    mapping = models.JSONField(default=dict)
    """Our category → its service code."""
    pulled_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=200, blank=True)
    """Why the last exchange failed, for a colleague; empty where it went well."""
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        return f"system:{self.pk}"


class Handover(Held):
    """A report in the hands of another service. The person keeps her one reference."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="handovers")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    ground = models.CharField(max_length=10, choices=Ground.choices)
    to_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    to_system = models.ForeignKey(System, on_delete=models.PROTECT, null=True, related_name="+")
    to_name = models.CharField(max_length=120)
    """As the person is told."""
    their_reference = models.CharField(max_length=80, blank=True)
    state = models.CharField(
        max_length=9, choices=HandoverState.choices, default=HandoverState.TO_SEND
    )
    words = models.CharField(max_length=500, blank=True)
    """Why it was handed over; once it came back, why."""
    returned_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(null=True)
    tried = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["report", "id"], name="handovers_of_a_report")]

    def __str__(self) -> str:
        return f"handover {self.pk}"


class Hook(Held):
    """An address of another program, told of every step of a report."""

    url = models.URLField(max_length=300)
    sealed_secret = models.BinaryField(null=True)
    """With which each message is signed."""
    categories = ArrayField(models.CharField(max_length=30), default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"hook {self.pk}"

    @property
    def place(self) -> str:
        return f"hook:{self.pk}"


class HookMessage(Held):
    """One step to be told at one hook: kept until it is told, or given up."""

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="messages")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    tried = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"hook message {self.pk}"
