"""Who looks for company, and circles of two or three."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tandem.cases.models import Case
from tandem.people.models import Person
from tandem.register.models import Run
from tandem.solidarity.neighbours.choices import (
    CircleState,
    Matter,
    MemberState,
    NotThese,
    SeekerState,
)
from tandem.territory.models import Held


class Seeker(Held):
    """Somebody would like company."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="seeker")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    interests = ArrayField(models.CharField(max_length=10), default=list)
    languages = ArrayField(models.CharField(max_length=5), default=list)
    half_days = models.PositiveIntegerField()
    """Twenty-one bits, Monday morning first."""
    matter = models.CharField(max_length=9, choices=Matter.choices)
    three = models.BooleanField(default=False)
    """Two others would suit her too."""
    of_age = models.BooleanField(null=True)
    """Nobody under age is brought together with people she does not know; None: not said yet."""
    age_asked_at = models.DateTimeField(null=True)
    no_program = models.BooleanField(default=False)
    postal_code = models.CharField(max_length=4)
    state = models.CharField(max_length=5, choices=SeekerState.choices, default=SeekerState.OPEN)
    limited = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["territory", "organisation", "id"],
                condition=Q(state="open"),
                name="seekers_open",
            ),
            models.Index(fields=["person"], name="seekers_of_a_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(half_days__gt=0), name="a_seeker_has_a_half_day")
        ]

    def __str__(self) -> str:
        return f"seeker {self.pk}"


class Circle(Held):
    """Two or three who might get on; each is asked, and they meet when all said yes."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="+")
    """None where a coordinator brought them together by hand."""
    interests = ArrayField(models.CharField(max_length=10), default=list)
    half_days = models.PositiveIntegerField()
    """What all of them share."""
    reasons = models.JSONField(default=list)
    sealed_where = models.BinaryField(null=True)
    """Where and when the first meeting is; all who are asked read it."""
    refused_because = models.CharField(max_length=12, choices=NotThese.choices, blank=True)
    state = models.CharField(
        max_length=8, choices=CircleState.choices, default=CircleState.PROPOSED
    )
    made_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"circle {self.pk}"

    @property
    def place(self) -> str:
        return f"circle:{self.key}"


class CircleMember(Held):
    """One of a circle, and what she said."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="members")
    seeker = models.ForeignKey(Seeker, on_delete=models.PROTECT, related_name="circles")
    state = models.CharField(
        max_length=8, choices=MemberState.choices, default=MemberState.PROPOSED
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circle", "seeker"], name="once_in_a_circle"),
            # Two coordinators may ask at once.
            models.UniqueConstraint(
                fields=["seeker"],
                condition=Q(state__in=["asked", "yes"]),
                name="one_circle_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"member {self.pk}"
