import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.people.loose import LooseManager


class MailState(models.TextChoices):
    CAME = "came", _("Came in")
    ANSWERED = "answered", _("An answer waits to leave")
    DONE = "done", _("Done")


class Mail(models.Model):
    """An e-mail that came in: kept before it is acknowledged, worked off after.

    It belongs to the platform until it is known what it is about; whoever has its key opens it.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    same = models.BinaryField(max_length=16, unique=True)
    """Digest of what makes a mail this one: handed over twice, it is kept once."""
    answers_to = models.BinaryField(max_length=16, null=True)
    """Digest of the address that is answered, to answer nobody a hundred times."""
    state = models.CharField(max_length=8, choices=MailState.choices, default=MailState.CAME)
    came_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()
    """The mail as it came, and to which address; empty once it was worked off."""
    answer = models.BinaryField(null=True)
    """What is written back, sealed; gone once it has left."""
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar = LooseManager("sealed", "answer")

    class Meta:
        ordering: ClassVar = ["came_at"]
        indexes: ClassVar = [
            models.Index(
                fields=["answers_to", "answered_at"],
                condition=models.Q(answered_at__isnull=False),
                name="mails_answered_to_one",
            ),
            models.Index(fields=["came_at"], name="mails_by_age"),
        ]

    def __str__(self) -> str:
        return f"mail {self.key}"

    @property
    def place(self) -> str:
        return f"mail:{self.key}"

    @property
    def place_of_answer(self) -> str:
        return f"mail-answer:{self.key}"


class AskedByMail(models.Model):
    """Questions that left by e-mail; the address to answer them leads here."""

    digest = models.BinaryField(max_length=16, primary_key=True)
    """Of the token in that address."""
    sealed = models.BinaryField()
    """The draft's code, whom it was sent to, and the questions by their numbers."""
    draft_digest = models.BinaryField(max_length=16, null=True)
    """Of that code: they are thrown away with the draft."""
    expires_at = models.DateTimeField()

    objects: ClassVar = LooseManager("sealed")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="asked_by_mail_by_age")]

    def __str__(self) -> str:
        return "questions by e-mail"

    @property
    def place(self) -> str:
        return f"asked:{bytes(self.digest).hex()}"
