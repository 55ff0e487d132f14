import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tandem.cases.models import Case
from tandem.mine.choices import EntryKind, ShownBy, Wanted, WishState
from tandem.people.models import Person
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held


class WishQuerySet(models.QuerySet["Wish"]):
    def open(self) -> "WishQuerySet":
        return self.filter(state=WishState.OPEN)

    def of_case(self, case: int) -> "WishQuerySet":
        return self.filter(case=case).order_by("pk")


class Wish(Held):
    """One thing that somebody asks about what is kept of her; a case holds one or several."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    wanted = models.CharField(max_length=10, choices=Wanted.choices)
    sealed = models.BinaryField(null=True)
    """What is wrong and should be, or what she objects to and why: in her words."""
    state = models.CharField(max_length=10, choices=WishState.choices, default=WishState.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    sealed_outcome = models.BinaryField(null=True)
    """What was done, or why not, as she is told it."""

    objects: ClassVar = ScopedManager.from_queryset(WishQuerySet)()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "wanted"], name="nobody_wishes_twice_at_once"),
            models.CheckConstraint(
                condition=Q(state=WishState.OPEN, decided_at__isnull=True)
                | (~Q(state=WishState.OPEN) & Q(decided_at__isnull=False)),
                name="no_wish_is_decided_without_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"wish {self.pk}"

    @property
    def place(self) -> str:
        """For which her words, and what she was told, are sealed."""
        return f"wish:{self.key}"


class Recognition(Held):
    """How a colleague made sure that whoever asks is she: the way, and never a copy of a card."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=ShownBy.choices)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"recognition for case {self.case_id}"


class Correction(Held):
    """What was put right about somebody: as it was, and as it is now."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, related_name="corrections")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sealed_before = models.BinaryField(null=True)
    sealed_after = models.BinaryField(null=True)
    """Both None once its person was erased."""
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"correction {self.pk}"

    @property
    def place(self) -> str:
        """For which both are sealed."""
        return f"correction:{self.key}"


class EntryCode(Held):
    """A code on paper with which a person signs in once: sent to her address, or given at the desk.

    The code itself stands nowhere; its signpost leads here.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=EntryKind.choices)
    seen_by = models.CharField(max_length=8, choices=ShownBy.choices, blank=True)
    """How a colleague at the desk made sure that it is she."""
    asked_by = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    needs_second = models.BooleanField(default=False)
    agreed_by = models.BigIntegerField(null=True)
    opens_at = models.DateTimeField(null=True)
    """Empty until a second colleague has agreed, where one must."""
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(needs_second=False)
                | Q(opens_at__isnull=True)
                | Q(agreed_by__isnull=False),
                name="no_entry_opens_without_the_second_colleague_it_needs",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=models.F("asked_by")),
                name="nobody_agrees_to_the_entry_she_asked_for",
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.LETTER) | ~Q(seen_by=""),
                name="no_code_at_the_desk_without_seeing_who_it_is",
            ),
        ]

    def __str__(self) -> str:
        return f"entry code {self.pk}"


class NewWord(Held):
    """That a request got a new word, the one before having been lost: neither of them stands here."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    seen_by = models.CharField(max_length=8, choices=ShownBy.choices, blank=True)
    """How a colleague made sure that it is she; empty where it left by the way she chose."""
    made_by = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"new word {self.pk}"
