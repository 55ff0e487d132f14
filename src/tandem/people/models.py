import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tandem.people.choices import Channel, LikenessState, TraceKind
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held


class PersonQuerySet(models.QuerySet["Person"]):
    def present(self) -> "PersonQuerySet":
        """Those not merged into another record."""
        return self.filter(merged_into__isnull=True)


class Person(Held):
    """Somebody, with or without account, e-mail or telephone. Who she is stands in `Identity`."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(max_length=5)
    other_languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    postal_code = models.CharField(max_length=4)
    large_print = models.BooleanField(default=False)
    easy_words = models.BooleanField(default=False)
    read_aloud = models.BooleanField(default=False)
    interpreter = models.BooleanField(default=False)
    never_write = models.BooleanField(default=False)
    """Nothing may arrive at this address: somebody there must not know."""
    never_leave_word = models.BooleanField(default=False)
    """Speak to the person herself only; nothing on an answering machine."""
    careful = models.BooleanField(default=False)
    """She said in her own words how to be careful; the words themselves are sealed."""
    no_broadcasts = models.BooleanField(default=False)
    """She wants no messages that go to many people; those about herself still come."""
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="persons"
    )
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True)
    """Since when nobody can tell who this was."""

    objects: ClassVar = ScopedManager.from_queryset(PersonQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(never_write=True, channel=Channel.LETTER),
                name="no_letters_to_who_must_not_be_written_to",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="nobody_is_merged_into_herself",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"


class Identity(Held):
    """Names, contacts and free text about a person, sealed. Read through `people.reveal` only."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"identity {self.pk}"


class TerritoryKey(Held):
    """Under it the keys of an organisation's persons are wrapped; itself under the installation's."""

    version = models.PositiveSmallIntegerField()
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["territory", "organisation", "version"], name="one_key_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"territory key {self.pk}"


class PersonKey(Held):
    """What opens a person's identity, and her words: gone, nobody opens them, in any backup.

    The pages' role and the worker's may write the first and never read it: `people.keys` asks a
    function of the database, which demands a committed look.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    under = models.ForeignKey(TerritoryKey, on_delete=models.PROTECT, related_name="+")
    wrapped = models.BinaryField()
    former = ArrayField(models.BinaryField(), default=list)
    """Of identities that were replaced lately: an older backup holds those."""
    of_words = models.BinaryField()
    """Another key, of what she tells and is told; read within a scope, see `people.words`."""
    former_since = models.DateTimeField(null=True)
    """When the latest of them was replaced."""
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"key of person {self.person_id}"


class Trace(Held):
    """A keyed digest by which a person already known is found again."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=TraceKind.choices)
    digest = models.BinaryField(max_length=16)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["territory", "kind", "digest"], name="traces_by_digest")
        ]

    def __str__(self) -> str:
        return f"trace {self.kind}"


class LikenessQuerySet(models.QuerySet["Likeness"]):
    def undecided(self) -> "LikenessQuerySet":
        return self.filter(state=LikenessState.OPEN)

    def decided(self) -> "LikenessQuerySet":
        return self.exclude(state=LikenessState.OPEN)


class Likeness(Held):
    """Two records that are perhaps one person. Counted as one until a colleague has decided, unless
    they may as well be of one home.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    """The record known first."""
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    same = ArrayField(models.CharField(max_length=5, choices=TraceKind.choices), default=list)
    """What the two have in common; what it is, stands sealed."""
    apart = models.BooleanField(default=False)
    """A telephone or an e-mail address in common, as in a family: counted apart until decided."""
    across = models.BooleanField(default=False)
    """One is known to a neighbour with an open border: never joined, and counted together."""
    state = models.CharField(
        max_length=9, choices=LikenessState.choices, default=LikenessState.OPEN
    )
    noted_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    joined = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    """The record that this decision joined to another, so that it can be undone."""

    objects: ClassVar = ScopedManager.from_queryset(LikenessQuerySet)()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["territory", "organisation", "id"],
                condition=Q(state="open"),
                name="likenesses_undecided",
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="one_likeness_a_pair"),
            models.CheckConstraint(
                condition=~Q(one=models.F("other")), name="nobody_is_like_herself"
            ),
            models.CheckConstraint(
                condition=Q(state=LikenessState.OPEN, decided_at__isnull=True)
                | (~Q(state=LikenessState.OPEN) & Q(decided_at__isnull=False)),
                name="what_is_decided_was_decided_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"likeness {self.pk}"
