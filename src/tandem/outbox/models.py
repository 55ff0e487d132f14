import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tandem.outbox import text
from tandem.outbox.choices import ENDS, Heard, Obstacle, Outcome, PrintState, Proof, State
from tandem.outbox.text import MANY, Text
from tandem.people.choices import Channel
from tandem.people.models import Person
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held

# The job of a message is asked for again when nothing was heard of it for so long.
FORGOTTEN_AFTER = timedelta(minutes=10)


class Printing(Held):
    """Letters printed together: one PDF in postal order, kept until they are posted."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=6, choices=PrintState.choices, default=PrintState.ASKED)
    language = models.CharField(max_length=5)
    """Of the cover sheet: that of the colleague who asked."""
    asked_by = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(default=0)
    turns = models.PositiveSmallIntegerField(default=0)
    """How often a worker began with it."""
    lacking = ArrayField(models.PositiveSmallIntegerField(), default=list)
    """Numbers of the letters whose form could not be enclosed."""
    holds_words = models.BooleanField(default=False)
    """Whether words that open requests stand in its letters: opened by whoever answers these."""
    sealed = models.BinaryField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=PrintState.READY) | Q(sealed__isnull=False),
                name="no_printing_is_ready_without_its_letters",
            )
        ]

    def __str__(self) -> str:
        return f"printing {self.pk}"


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> "MessageQuerySet":
        return self.filter(state=State.WAITING, next_try_at__lte=now)

    def forgotten(self, now: datetime) -> "MessageQuerySet":
        """Due, and no job is known to carry them."""
        return self.due(now).filter(
            Q(woken_at__isnull=True) | Q(woken_at__lt=now - FORGOTTEN_AFTER)
        )

    def letters_to_print(self) -> "MessageQuerySet":
        return self.filter(state=State.READY, channel=Channel.LETTER, printing__isnull=True)

    def printed_by(self, readers: Iterable[int]) -> "MessageQuerySet":
        """Those without a word, and all of these organisations."""
        return self.filter(Q(holds_word=False) | Q(organisation__in=list(readers)))

    def to_many(self) -> "MessageQuerySet":
        return self.filter(kind=MANY)

    def calls_to_make(self) -> "MessageQuerySet":
        return self.filter(state=State.READY, channel=Channel.CALL)

    def about(self, row: models.Model) -> "MessageQuerySet":
        return self.filter(subject=name_of(row))


class Message(Held):
    """What one person is told, once: a row each, whatever the number of recipients."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.SlugField()
    wanted = models.CharField(max_length=6, choices=Channel.choices)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    """The way it goes; another than `wanted` where something stood against that one."""
    obstacle = models.CharField(max_length=12, choices=Obstacle.choices, blank=True)
    tried = ArrayField(models.CharField(max_length=6), default=list)
    """Ways that came to nothing."""
    language = models.CharField(max_length=5)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    sealed = models.BinaryField()
    sealed_former = models.BinaryField(null=True)
    """The contact of before to which it goes, if it tells that it was changed; gone once it has left."""
    reference = models.CharField(max_length=12, blank=True)
    subject = models.CharField(max_length=80)
    """Name of the row it is about; no foreign key, so that every room can send."""
    enclosed = models.CharField(max_length=80, blank=True)
    """What lies in the envelope, if it goes by letter."""
    holds_word = models.BooleanField(default=False)
    """Whether it opens something: such a letter is printed by whoever may read that anyway."""
    message_id = models.CharField(max_length=255)
    """Of the e-mail: the same at every attempt, so that a double is seen as one."""
    attempts = models.PositiveSmallIntegerField(default=0)
    """In vain, by the present way."""
    queued_at = models.DateTimeField(auto_now_add=True)
    next_try_at = models.DateTimeField()
    woken_at = models.DateTimeField(null=True)
    """When a job was last asked for it."""
    left_at = models.DateTimeField(null=True)
    printing = models.ForeignKey(Printing, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField(null=True)
    """Of the letter within its printing, as on the cover sheet."""
    held_by = models.BigIntegerField(null=True)
    """The colleague who is calling."""
    held_at = models.DateTimeField(null=True)

    objects: ClassVar = ScopedManager.from_queryset(MessageQuerySet)()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at"], condition=Q(state="waiting"), name="messages_to_try"
            ),
            models.Index(
                fields=["territory", "organisation", "state", "next_try_at"],
                condition=Q(
                    state__in=["waiting", "sending", "ready", "printed", "unsure", "failed"]
                ),
                name="messages_not_yet_through",
            ),
            models.Index(fields=["subject"], name="messages_about_a_row"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state__in=[State.SENT, State.DELIVERED]) | Q(left_at__isnull=False),
                name="what_was_sent_left_at_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PRINTED) | Q(printing__isnull=False),
                name="what_was_printed_has_its_printing",
            ),
            models.CheckConstraint(
                condition=Q(sealed_former__isnull=True) | ~Q(state__in=sorted(ENDS)),
                name="no_former_contact_is_kept_once_it_was_told",
            ),
            models.UniqueConstraint(
                fields=["subject", "person"],
                condition=Q(kind=MANY),
                name="a_message_to_many_reaches_nobody_twice",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def former_place(self) -> str:
        return f"message:{self.key}:former"

    @property
    def text(self) -> Text:
        return text.opened(self)

    @property
    def goes_another_way(self) -> bool:
        return self.channel != self.wanted


class Attempt(Held):
    """One try. Committed before the other side is called: what has no end may have left."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=6, choices=Channel.choices)
    job = models.BigIntegerField(null=True)
    """Of the queue, if one made it; the same job run again knows that it was interrupted."""
    account = models.BigIntegerField(null=True)
    """The colleague who made it, if one did."""
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    code = models.CharField(max_length=40, blank=True)
    """What went wrong, as a code; never the other side's words, which repeat the address."""
    proof = models.CharField(max_length=9, choices=Proof.choices, blank=True)
    heard_by = models.CharField(max_length=7, choices=Heard.choices, blank=True)
    """Of what was said on the telephone: how one knows that it arrived, and with whom."""

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["message"], name="attempts_of_a_message")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["message"],
                condition=Q(ended_at__isnull=True),
                name="one_open_attempt_a_message",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="")
                | (Q(ended_at__isnull=False) & ~Q(outcome="")),
                name="an_attempt_that_ended_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk} by {self.channel}"


class DeadAddress(Held):
    """An e-mail address from which a message came back: the next one goes another way.

    Known by its digest, so that a new address of the same person is tried at once.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=16)
    code = models.CharField(max_length=40)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "digest"], name="an_address_comes_back_once_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"dead address {self.pk}"


class Inbox(Held):
    """What a job has done already, written with the effect itself: run twice, it does it once."""

    key = models.CharField(max_length=120)
    done_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["territory", "organisation", "key"], name="one_effect_a_key"
            )
        ]

    def __str__(self) -> str:
        return self.key


class Mobile(models.Model):
    """What a number asked of the whole platform, known by a keyed digest and nothing else."""

    digest = models.BinaryField(max_length=16, unique=True)
    stopped_at = models.DateTimeField(null=True)
    """Since when it wants no text messages."""
    wrote_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"mobile {self.pk}"


def name_of(row: object) -> str:
    if isinstance(row, models.Model):
        return f"{row._meta.label_lower}:{row.pk}"
    return type(row).__name__.lower()
