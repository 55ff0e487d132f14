from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from tandem.journal.choices import Door, Kind, Purpose
from tandem.tenancy.query import ScopedManager


class NowByItsClock(models.Func):
    """The moment itself, and not that in which the transaction began."""

    function = "clock_timestamp"
    output_field = models.DateTimeField()


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, person_key: object) -> "EntryQuerySet":
        return self.filter(persons__contains=[person_key])

    def looks(self) -> "EntryQuerySet":
        return self.filter(kind=Kind.LOOK)


class Entry(models.Model):
    """One deed or one look. Holds names of rows, no foreign keys: it outlives what it tells of."""

    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    word = models.CharField(max_length=60)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, blank=True)
    door = models.CharField(max_length=10, choices=Door.choices)
    account = models.BigIntegerField(null=True)
    acting_organisation = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=80, blank=True)
    persons = ArrayField(models.UUIDField(), default=list)
    facts = models.JSONField(default=dict)
    territory_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField()
    written_at = models.DateTimeField(null=True, editable=False, db_default=NowByItsClock())
    """By the clock of the database, which tells how old a look is; None before it was kept."""

    objects: ClassVar = ScopedManager.from_queryset(EntryQuerySet)()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            GinIndex(fields=["persons"], name="entries_about_a_person"),
            models.Index(fields=["organisation_id", "-id"], name="entries_of_an_organisation"),
            models.Index(
                fields=["account", "-at"],
                condition=models.Q(kind="look", account__isnull=False),
                name="looks_of_an_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word} {self.subject}"


class Seal(models.Model):
    """So many entries, sealed after the fact: whoever changes one breaks every seal after it.

    Of no tenant: it holds digests, and the numbers of the entries. An entry names nobody, so that a
    person may be forgotten without breaking anything.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    entries = ArrayField(models.BigIntegerField())
    digests = models.BinaryField()
    """Of each entry, in the same order, 32 bytes each: they tell which one was changed."""
    root = models.BinaryField(max_length=32)
    """Of the root before it, its number and all its digests."""
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [models.Index(fields=["sealed_at"], name="seals_by_day")]

    def __str__(self) -> str:
        return f"seal {self.number}"
