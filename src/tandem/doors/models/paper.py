import json
import uuid
from dataclasses import asdict
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.db import models

from engines.sheets.layout import Box, Layout, PageLayout, Region
from tandem.doors.paper.meaning import Meaning, from_kept
from tandem.people.models import Person
from tandem.people.words import text_of
from tandem.services.drafts import Code
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Area, Held


class PaperForm(models.Model):
    """A form as it was printed: what each box means and where it stands. Never changed.

    Of the platform, like a draft before its commune is known; it holds nothing of a person.
    """

    key = models.CharField(max_length=12, unique=True)
    """A digest of all that stands on it: the same words at the same places are the same print."""
    service = models.SlugField()
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=5)
    large = models.BooleanField(default=False)
    commune = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    kept = models.JSONField()
    """Its words, its layout and its meaning."""
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"form {self.key}"

    @cached_property
    def layout(self) -> Layout:
        return Layout(tuple(_page(page) for page in self.kept["layout"]["pages"]))

    @cached_property
    def meaning(self) -> Meaning:
        return from_kept(self.kept["meaning"])

    @property
    def words(self) -> dict[str, Any]:
        """All that stands on it, as the press takes it."""
        words: dict[str, Any] = self.kept["words"]
        return words

    @property
    def pages(self) -> int:
        return len(self.kept["layout"]["pages"])

    def names_on(self, pages: set[int]) -> set[str]:
        """HTML names of which a box or a place stands on one of these pages."""
        meaning, found = self.meaning, set()
        for page in self.layout.pages:
            if page.number in pages:
                found |= {meaning.ticks[box.key].name for box in page.boxes}
                found |= {meaning.writings[region.key].name for region in page.regions}
        return found


def as_kept(words: dict[str, Any], layout: Layout, meaning: Meaning) -> dict[str, Any]:
    return {"words": words, "layout": asdict(layout), "meaning": meaning.as_kept()}


def _page(kept: dict[str, Any]) -> PageLayout:
    return PageLayout(
        kept["number"],
        tuple(Box(**box) for box in kept["boxes"]),
        tuple(Region(**region) for region in kept["regions"]),
    )


class PersonalSheetQuerySet(models.QuerySet["PersonalSheet"]):
    def still_good(self, now: datetime) -> "PersonalSheetQuerySet":
        return self.filter(used_at__isnull=True, until__gt=now)


class PersonalSheet(Held):
    """One copy made for somebody known, or to go on with a draft: its code stands for her data.

    Used once. A signpost leads to it from the number of the sheet.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey(PaperForm, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    # No foreign key: a draft is thrown away in its time, whatever was printed of it.
    draft_key = models.UUIDField(null=True)
    sealed = models.BinaryField()
    """The number of the sheet, and the code of the draft if it goes on with one."""
    made_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects: ClassVar = ScopedManager.from_queryset(PersonalSheetQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(draft_key__isnull=False),
                name="a_personal_sheet_is_of_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"personal sheet {self.pk}"

    @property
    def place(self) -> str:
        """For which its secrets are sealed."""
        return f"sheet:{self.key}"

    @property
    def sheet(self) -> str:
        return str(self._told.get("sheet", ""))

    @property
    def code(self) -> Code | None:
        """Of the draft it goes on with."""
        said = self._told.get("code")
        return Code(*said) if said else None

    @property
    def _told(self) -> dict[str, Any]:
        said = text_of(self.person_id, self.sealed, self.place)
        told: dict[str, Any] = json.loads(said) if said else {}
        return told


class PrintOrder(Held):
    """Many copies of a form for a counter, made by the worker; thrown away after a day."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey(PaperForm, on_delete=models.PROTECT, related_name="+")
    copies = models.PositiveSmallIntegerField()
    asked_by = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True)
    pdf = models.BinaryField(null=True)
    """Not sealed: nobody is named on it."""

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True) | models.Q(pdf__isnull=False),
                name="no_order_is_made_without_its_copies",
            )
        ]

    def __str__(self) -> str:
        return f"print order {self.pk}"
