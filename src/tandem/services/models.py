import uuid
from typing import ClassVar

from django.db import models

from tandem.journal.choices import Door
from tandem.people.loose import LooseManager
from tandem.territory.models import Area, Organisation


class Draft(models.Model):
    """Answers so far. Belongs to the platform until its commune is known; whoever presents its
    code may go on with it, at any door.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code_digest = models.BinaryField(max_length=16, unique=True)
    service = models.SlugField()
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=5)
    door = models.CharField(max_length=10, choices=Door.choices)
    sealed = models.BinaryField()
    """Code, answers and the list of changes."""
    begun_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    territory = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The desk that wrote it down, if one did: its colleagues may take it up."""

    objects: ClassVar = LooseManager("sealed")

    class Meta:
        ordering: ClassVar = ["-touched_at"]

    def __str__(self) -> str:
        return f"draft of {self.service}"

    @property
    def place(self) -> str:
        return f"draft:{self.key}"


class DraftPicture(models.Model):
    """A photo that answers a question of a draft: drawn anew by us, and gone with the draft."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="pictures")
    question = models.SlugField()
    blurred = models.BooleanField()
    """Faces and plates are unreadable; while it waits: are to be."""
    waits = models.BooleanField(default=False)
    """It is as it came, because nothing could draw it: nobody sees it before it is drawn."""
    sealed = models.BinaryField()
    sealed_place = models.BinaryField(null=True)
    """Where it was taken: only while the person wants that to be used."""

    objects: ClassVar = LooseManager("sealed", "sealed_place")

    class Meta:
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "question"], name="one_picture_a_question")
        ]

    def __str__(self) -> str:
        return f"picture {self.key}"

    @property
    def place(self) -> str:
        return f"draft-picture:{self.key}"
