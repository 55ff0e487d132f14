"""With whom else reports are shared: other services, other programs."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from tandem.people.models import Person
from tandem.streets.choices import Ground, HandoverState
from tandem.streets.models.reports import Report
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held, Organisation

IN_FORCE = frozenset(
    {HandoverState.TO_SEND, HandoverState.SENT, HandoverState.UNSURE, HandoverState.ACCEPTED}
)
"""It is with them, or on its way."""


class System(Held):
    """Somebody who repairs and is not here: spoken to by Open311, or written to."""

    name = models.CharField(max_length=80)
    ground = models.CharField(max_length=10, choices=Ground.choices, default=Ground.REGION)
    url = models.URLField(max_length=300, blank=True)
    """Under which `requests.json` stands; empty where there is no program."""
    contact = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    """To whom reports are written where there is no program, by e-mail or letter."""
    jurisdiction = models.CharField(max_length=80, blank=True)
    sealed_key = models.BinaryField(null=True)
    xml = models.BooleanField(default=False)
    """It answers in XML alone, as the specification allows."""
    services = models.JSONField(default=list)
    """Code and name of each of its services, as it told them last."""
    services_at = models.DateTimeField(null=True)
    mapping = models.JSONField(default=dict)
    """Our category → its service code."""
    pulled_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=200, blank=True)
    """Why the last exchange failed, for a colleague; empty where it went well."""
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(url="", contact__isnull=False)
                | (~models.Q(url="") & models.Q(contact__isnull=True)),
                name="a_system_is_called_or_written_to",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        return f"system:{self.pk}"

    @property
    def is_written_to(self) -> bool:
        return self.contact_id is not None

    def takes(self, category: str) -> bool:
        """Whoever reads a letter needs no list of services."""
        return self.is_written_to or category in self.mapping


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
    their_state = models.CharField(max_length=300, blank=True)
    """What they said last, so that it is told once."""
    tried = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    objects: ClassVar = ScopedManager()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["report", "id"], name="handovers_of_a_report")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report"],
                condition=models.Q(state__in=sorted(IN_FORCE)),
                name="one_handover_in_force_a_report",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=HandoverState.RETURNED)
                | models.Q(returned_at__isnull=False),
                name="what_came_back_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"handover {self.pk}"

    @property
    def public_name(self) -> str:
        """Somebody who was only named by hand may be a private person: whose street it is, no name."""
        is_registered = self.to_organisation_id or self.to_system_id
        return self.to_name if is_registered else str(self.get_ground_display())


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
    next_try_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(told_at__isnull=True, given_up_at__isnull=True),
                name="hook_messages_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"hook message {self.pk}"
