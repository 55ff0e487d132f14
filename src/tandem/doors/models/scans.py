import json
import uuid
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tandem.doors.scans.choices import FileState, PageState, Refusal, SheetState, Source
from tandem.people.words import text_of, unseal_for
from tandem.services.drafts import Code
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held


class Batch(Held):
    """Files of scans that were handed in together."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(max_length=6, choices=Source.choices)
    taken_in_by = models.BigIntegerField(null=True)
    taken_in_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-id"], name="batches_of_scans_newest")
        ]

    def __str__(self) -> str:
        return f"batch of scans {self.pk}"


class ScanFile(Held):
    """One file of a batch, sealed until each of its pages is kept by itself."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField()
    sealed_name = models.BinaryField()
    """As whoever scanned it called it: some write a person's name there."""
    digest = models.BinaryField(max_length=16)
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=FileState.choices, default=FileState.WAITING)
    refusal = models.CharField(max_length=16, choices=Refusal.choices, blank=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        ordering: ClassVar = ["batch", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "digest"],
                condition=~Q(state=FileState.REFUSED),
                name="one_file_of_scans_once",
            ),
            models.CheckConstraint(
                condition=Q(state=FileState.REFUSED) | Q(refusal=""),
                name="only_a_refused_file_has_a_refusal",
            ),
            models.CheckConstraint(
                condition=~Q(state=FileState.WAITING) | Q(sealed__isnull=False),
                name="a_file_waiting_to_be_read_is_there",
            ),
        ]

    def __str__(self) -> str:
        return f"file of scans {self.pk}"

    @property
    def place(self) -> str:
        return f"scan:{self.key}"

    @property
    def name(self) -> str:
        return text_of(None, self.sealed_name, self.place)

    @property
    def content(self) -> bytes:
        return unseal_for(None, self.sealed or b"", self.place) or b""


class SheetQuerySet(models.QuerySet["Sheet"]):
    def still_kept(self) -> "SheetQuerySet":
        return self.exclude(sealed_code=b"")

    def in_the_waiting_room(self) -> "SheetQuerySet":
        return self.filter(state__in=[SheetState.WAITING, SheetState.GATHERING])

    def to_look_at(self) -> "SheetQuerySet":
        return self.filter(state=SheetState.WAITING)

    def gathering(self) -> "SheetQuerySet":
        return self.filter(state=SheetState.GATHERING)

    def longest_waiting_first(self) -> "SheetQuerySet":
        return self.order_by("begun_at", "pk")


class Sheet(Held):
    """One filled-in copy of a printed form, its pages gathered from whatever scans they came in."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.CharField(max_length=12)
    """Key of the print, by which its layout and the meaning of its boxes are found."""
    printed = models.CharField(max_length=12)
    """What its code says of the copy."""
    copy = models.PositiveSmallIntegerField(default=1)
    """Above one where the same copy came back with other marks: a photocopy, filled in anew."""
    service = models.SlugField()
    language = models.CharField(max_length=5)
    state = models.CharField(max_length=9, choices=SheetState.choices, default=SheetState.GATHERING)
    pages = models.PositiveSmallIntegerField()
    """How many were printed."""
    doubtful = models.BooleanField(default=False)
    """Its pages came apart and in several copies: perhaps not all are of one person."""
    illegible = ArrayField(models.CharField(max_length=60), default=list)
    """Questions whose answer nobody can read: the person is asked."""
    looked_at = ArrayField(models.CharField(max_length=60), default=list)
    """Questions of which a colleague has said what stands there."""
    agreed = models.BooleanField(default=False)
    """Two colleagues read the same, or a third has decided; where the service asks for it."""
    draft_digest = models.BinaryField(max_length=16, default=bytes)
    """Of the draft, and later of the case, that holds its answers."""
    sealed_code = models.BinaryField(default=bytes)
    held_by = models.BigIntegerField(null=True)
    """The colleague who has it open."""
    held_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    objects: ClassVar = ScopedManager.from_queryset(SheetQuerySet)()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "printed", "copy"], name="one_copy_of_a_sheet_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "begun_at"],
                condition=Q(state__in=["gathering", "waiting"]),
                name="sheets_in_the_waiting_room",
            ),
            models.Index(fields=["settled_at"], name="sheets_settled"),
            models.Index(fields=["draft_digest"], name="sheets_of_a_case"),
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk}"

    @property
    def place(self) -> str:
        return f"scanned-sheet:{self.key}"

    @property
    def is_erased(self) -> bool:
        """Kept no longer: only that there was such a sheet."""
        return not self.sealed_code

    @property
    def code(self) -> Code:
        reference, _dot, word = text_of(None, self.sealed_code, self.place).partition(".")
        return Code(reference, word)


class ScannedPage(Held):
    """One page as it was scanned, and what became of it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.ForeignKey(ScanFile, on_delete=models.CASCADE, related_name="scanned")
    number = models.PositiveSmallIntegerField()
    """In its file."""
    state = models.CharField(max_length=7, choices=PageState.choices)
    refusal = models.CharField(max_length=16, choices=Refusal.choices, blank=True)
    sheet = models.ForeignKey(Sheet, on_delete=models.SET_NULL, null=True, related_name="scanned")
    page = models.PositiveSmallIntegerField(null=True)
    """Of the form."""
    printed = models.CharField(max_length=12, blank=True)
    """The copy its code names, also where nobody can tell yet whose it is."""
    sealed_reading = models.BinaryField(null=True)
    """Which boxes are ticked, of which that is unsure, where somebody wrote, and the fingerprint
    by which the page is known again."""
    sealed_picture = models.BinaryField(null=True)
    scanned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["file", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="one_page_of_a_file_once"),
            models.UniqueConstraint(
                fields=["sheet", "page"],
                condition=Q(state=PageState.SHEET),
                name="one_page_of_a_sheet_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=PageState.REFUSED) | ~Q(refusal=""),
                name="a_page_for_a_colleague_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"scanned page {self.pk}"

    @property
    def place(self) -> str:
        return f"page:{self.key}"

    @property
    def may_be_moved(self) -> bool:
        """A colleague may say whose it is: where nobody knows, or where the machine believed to."""
        whose = self.state == PageState.REFUSED and self.refusal == Refusal.WHOSE
        return whose or self.state == PageState.AGAIN

    @property
    def reading(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(text_of(None, self.sealed_reading, self.place))
        return said

    @property
    def picture(self) -> bytes:
        return unseal_for(None, self.sealed_picture or b"", self.place) or b""


class Typing(Held):
    """What one colleague read on a sheet, where two must read the same."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="typings")
    account = models.BigIntegerField()
    typed_at = models.DateTimeField(auto_now=True)
    sealed = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "account"], name="one_reading_a_colleague")
        ]

    def __str__(self) -> str:
        return f"typing of sheet {self.sheet_id}"
