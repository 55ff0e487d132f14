import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tandem.cases import rules
from tandem.cases.choices import Reason, State, StepKind
from tandem.journal.choices import Door
from tandem.people.models import Person
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held
from tandem.toolbox.reference import spaced


class CaseQuerySet(models.QuerySet["Case"]):
    def owed(self) -> "CaseQuerySet":
        """Those to which an answer is owed."""
        return self.filter(state__in=rules.OWED)

    def late(self, today: date) -> "CaseQuerySet":
        return self.owed().filter(due_on__lt=today)

    def made_by(self, person: Person) -> "CaseQuerySet":
        return self.filter(person=person)

    def soonest_due(self) -> "CaseQuerySet":
        return self.order_by("due_on", "pk")


class Case(Held):
    """What is owed an answer: a reference, a promise, a timeline, and a way to contest."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=8, unique=True)
    service = models.SlugField()
    version = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    door = models.CharField(max_length=10, choices=Door.choices)
    language = models.CharField(max_length=5)
    postal_code = models.CharField(max_length=4)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField()
    urgent = models.BooleanField(default=False)
    """What was asked cannot wait: its service promises a sooner answer."""
    answered_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    draft_digest = models.BinaryField(max_length=16, unique=True)
    """Of the draft it came from: a second sending finds the first case."""
    sealed = models.BinaryField()
    """Answers and the draft's list of changes."""

    objects: ClassVar = ScopedManager.from_queryset(CaseQuerySet)()

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "due_on", "id"],
                include=["territory"],
                condition=Q(state__in=["received", "in_hand", "reopened", "contested"]),
                name="cases_owed_soonest_due",
            ),
            models.Index(fields=["organisation", "-id"], name="cases_newest"),
            models.Index(fields=["person"], name="cases_of_a_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=State.ANSWERED) | ~Q(reason=""),
                name="no_answer_without_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"case {self.shown_reference}"

    @property
    def shown_reference(self) -> str:
        return spaced(self.reference)

    @property
    def digest_place(self) -> str:
        return f"case:{self.key}"


class Step(Held):
    """One line of the timeline; added, never changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    state = models.CharField(max_length=10, choices=State.choices)
    at = models.DateTimeField(auto_now_add=True)
    account = models.BigIntegerField(null=True)
    door = models.CharField(max_length=10, choices=Door.choices)
    sealed = models.BinaryField(null=True)
    """Words that go with it: an answer, a contest."""

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["case", "id"], name="steps_of_a_case")]

    def __str__(self) -> str:
        return f"{self.kind} of case {self.case_id}"


class Note(Held):
    """Words between colleagues; the person may ask to read them."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField(auto_now_add=True)
    account = models.BigIntegerField()
    sealed = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"note on case {self.case_id}"
