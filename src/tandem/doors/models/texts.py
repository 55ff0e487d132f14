from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.people.loose import LooseManager


class Heard(models.Model):
    """A text message that came in and was taken, once, whatever its gateway repeats.

    Of the whole platform: nothing but digests, so that a flood can be counted.
    """

    name = models.BinaryField(max_length=16, unique=True)
    """Digest of the gateway's name for it."""
    number = models.BinaryField(max_length=16)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"text message {self.pk}"


class Talk(models.Model):
    """What is being said with one number: who it is, and which draft it goes on with."""

    number = models.BinaryField(max_length=16, unique=True)
    """A keyed digest; the number itself is sealed with the rest."""
    sealed = models.BinaryField()
    drafts = ArrayField(models.BinaryField(), default=list)
    """Digests of the codes it went on with: once she whose request came of one is erased, it goes too."""
    touched_at = models.DateTimeField(auto_now=True)
    expires_at = models.DateTimeField(db_index=True)
    hour_began_at = models.DateTimeField(auto_now_add=True)
    heard_this_hour = models.PositiveIntegerField(default=0)
    same_in_a_row = models.PositiveIntegerField(default=0)
    warned = models.BooleanField(default=False)
    """Told in this hour that it is too much; nothing more is said before the next."""

    objects: ClassVar = LooseManager("sealed")

    def __str__(self) -> str:
        return f"talk {self.pk}"

    @property
    def place(self) -> str:
        return f"talk:{bytes(self.number).hex()}"


class TextReplyState(models.TextChoices):
    WAITING = "waiting", _("Waiting to leave")
    SENDING = "sending", _("Leaving now")
    SENT = "sent", _("Sent")
    UNSURE = "unsure", _("May have left")
    FAILED = "failed", _("Could not leave")


class TextReplyQuerySet(models.QuerySet["TextReply"]):
    def still_to_send(self) -> "TextReplyQuerySet":
        return self.filter(state=TextReplyState.WAITING)


class TextReply(models.Model):
    """What is said back by text message, to whoever wrote: nobody need be known for it."""

    number = models.BinaryField(max_length=16)
    sealed = models.BinaryField()
    """Number and text; empty once it has left."""
    state = models.CharField(
        max_length=7, choices=TextReplyState.choices, default=TextReplyState.WAITING
    )
    made_at = models.DateTimeField(auto_now_add=True)
    next_try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField(null=True)

    objects: ClassVar = LooseManager.from_queryset(TextReplyQuerySet)("sealed")

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state__in=["waiting", "sending"]),
                name="replies_still_to_send",
            )
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"

    @property
    def place(self) -> str:
        return f"reply:{bytes(self.number).hex()}"
