import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tandem.cases import rules
from tandem.cases.choices import Reason, State, StepKind
from tandem.journal.choices import Door
from tandem.outbox.models import Message
from tandem.people.models import Person
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held, Organisation
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
    has_unread = models.BooleanField(default=False)
    """The person wrote, and no colleague has said that it was read."""

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
            models.Index(
                fields=["organisation", "-id"],
                condition=Q(has_unread=True),
                name="cases_with_unread_replies",
            ),
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
    sealed = models.BinaryField(null=True)
    """None once its person was erased."""

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"note on case {self.case_id}"


class CasePicture(Held):
    """A photo that belongs to a case, drawn anew by us; nobody but its colleagues sees it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pictures")
    question = models.SlugField(blank=True)
    """The one it answers; without one, it was added later."""
    at = models.DateTimeField(auto_now_add=True)
    sealed = models.BinaryField()
    waits = models.BooleanField(default=False)
    """It is as it came, because nothing could draw it: nobody sees it before it is drawn."""
    to_be_unreadable = models.BooleanField(default=False)
    """While it waits: faces and plates are to be made so."""

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["case", "id"], name="pictures_of_a_case"),
            models.Index(fields=["id"], condition=Q(waits=True), name="pictures_that_wait"),
        ]

    def __str__(self) -> str:
        return f"picture {self.key} of case {self.case_id}"

    @property
    def place(self) -> str:
        return f"case-picture:{self.key}"


class ClosureQuerySet(models.QuerySet["Closure"]):
    def in_force(self, today: date) -> "ClosureQuerySet":
        return self.filter(ended_at__isnull=True, reopens_on__gt=today)


class Closure(models.Model):
    """For a while an organisation takes in none of these: nothing is promised beyond capacity.

    Public, like the organisation itself: whoever asks is told before the first question.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    service = models.SlugField()
    reasons = models.JSONField()
    """By language, as the public reads them."""
    reopens_on = models.DateField()
    closed_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar = ClosureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "service"],
                condition=Q(ended_at__isnull=True),
                name="one_open_closure_a_service",
            )
        ]

    def __str__(self) -> str:
        return f"closure {self.pk}"

    @property
    def territory_id(self) -> int:
        return self.organisation.area_id


class ReplyQuerySet(models.QuerySet["Reply"]):
    def without_case(self) -> "ReplyQuerySet":
        return self.filter(case__isnull=True)

    def unread(self) -> "ReplyQuerySet":
        return self.filter(read_at__isnull=True, automatic=False)


class Reply(Held):
    """What somebody wrote back to a message of ours; a person reads it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="replies")
    """The case it is about; without one, it answers a message about something else."""
    to = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    """What it answers, as long as that is kept."""
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    door = models.CharField(max_length=10, choices=Door.choices)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    from_her_address = models.BooleanField(default=False)
    """Whether the address is the one she gave. It proves nothing: a sender is easily forged."""
    automatic = models.BooleanField(default=False)
    """Written by a program while she is away: nothing follows from it."""
    sealed = models.BinaryField()
    """Her words, the whole as it came, the address it came from, and what was not taken in."""

    objects: ClassVar = ScopedManager.from_queryset(ReplyQuerySet)()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["case", "id"], name="replies_about_a_case"),
            models.Index(
                fields=["organisation", "id"],
                condition=Q(case__isnull=True, read_at__isnull=True),
                name="replies_without_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"


class Enclosure(Held):
    """A picture that came with a reply: drawn anew by us, so that nothing else is in it."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="enclosures")
    number = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reply", "number"], name="one_enclosure_a_number")
        ]

    def __str__(self) -> str:
        return f"enclosure {self.number} of reply {self.reply_id}"


class Measurement(models.Model):
    """What each door was worth over a quarter, as the public may read it.

    Public and of no tenant: small counts were taken out before it was written.
    """

    since = models.DateField()
    until = models.DateField(unique=True)
    """The first day that is no longer counted: always the first of a quarter. No two periods
    share a day, so that nobody learns from their difference that a single request came."""
    figures = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-until"]

    def __str__(self) -> str:
        return f"measurement until {self.until}"
