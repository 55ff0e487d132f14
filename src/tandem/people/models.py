import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tandem.people.choices import (
    Channel,
    FlagReason,
    FlagState,
    LikenessState,
    OpeningKind,
    TieKind,
    TraceKind,
)
from tandem.people.loose import LooseKey as LooseKey
from tandem.people.nights import Clearing as Clearing
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
    postal_code = models.CharField(max_length=4, blank=True)
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
    protected = models.BooleanField(default=False)
    """Where she stays must not be found out: no postal code stands in her rows, and her address opens
    by two colleagues only."""
    limited_at = models.DateTimeField(null=True)
    """Since when what is kept of her is used for nothing but answering her, at her word."""
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
                condition=Q(protected=False) | Q(never_write=True, postal_code=""),
                name="who_is_protected_has_no_place_to_be_found",
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


class ThingKey(Held):
    """What opens one thing that belongs to nobody yet, or is kept elsewhere than its person is.

    The database destroys it with what it seals, and with the key of whom it was passed on to.
    """

    number = models.UUIDField(unique=True, editable=False)
    """Stands in what it seals."""
    # Told to the database in SQL, which deletes with the key of a person also what other
    # organisations hold, and what nobody in this scope sees.
    hers = models.ForeignKey(
        PersonKey, on_delete=models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    """With whose key it goes; None while it belongs to nobody."""
    under = models.ForeignKey(TerritoryKey, on_delete=models.PROTECT, related_name="+")
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return f"key of thing {self.number}"


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


class Exclusion(Held):
    """A person said: this colleague is not to open my file."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    account = models.BigIntegerField()
    since = models.DateTimeField(auto_now_add=True)
    said_to = models.BigIntegerField(null=True)
    """The colleague who wrote it down; empty where she said it herself, on the web."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "account"],
                condition=Q(ended_at__isnull=True),
                name="a_colleague_is_excluded_once",
            )
        ]

    def __str__(self) -> str:
        return f"exclusion {self.pk}"


class Tie(models.Model):
    """What a colleague declares of her own circle: a keyed digest, so that nobody can read it."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=5, choices=TieKind.choices)
    digest = models.BinaryField(max_length=16)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "kind", "digest"], name="one_tie_once")
        ]

    def __str__(self) -> str:
        return f"tie {self.kind}"


class OpeningQuerySet(models.QuerySet["Opening"]):
    def waiting(self) -> "OpeningQuerySet":
        """Asked for, and nobody has agreed or refused."""
        return self.filter(until__isnull=True, refused_at__isnull=True)


class Opening(Held):
    """What is refused may be opened for an hour: with a second person's yes, or as an emergency."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=9, choices=OpeningKind.choices)
    account = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    sealed = models.BinaryField()
    """The reason, in the colleague's words."""
    needs_yes = models.BooleanField(default=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.BigIntegerField(null=True)
    agreed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    objects: ClassVar = ScopedManager.from_queryset(OpeningQuerySet)()

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["account", "until"], name="openings_in_force")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(needs_yes=False) | Q(until__isnull=True) | Q(decided_by__isnull=False),
                name="no_opening_without_the_yes_it_needs",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("account")),
                name="nobody_agrees_to_her_own_opening",
            ),
            models.CheckConstraint(
                condition=Q(needs_yes=True) | Q(kind=OpeningKind.EMERGENCY),
                name="only_an_emergency_needs_no_yes",
            ),
            models.CheckConstraint(
                condition=Q(kind=OpeningKind.RUN, person__isnull=True)
                | (~Q(kind=OpeningKind.RUN) & Q(person__isnull=False)),
                name="an_opening_is_of_one_person_or_of_a_run",
            ),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk}"

    @property
    def place(self) -> str:
        return f"opening:{self.key}"


class FlagQuerySet(models.QuerySet["Flag"]):
    def undecided(self) -> "FlagQuerySet":
        return self.filter(state=FlagState.OPEN)


class Flag(Held):
    """An unusual look, raised by itself; the data-protection officer decides about it.

    It names the person by her key and locks no row of hers: it is written while she is looked at.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reason = models.CharField(max_length=9, choices=FlagReason.choices)
    account = models.BigIntegerField(null=True)
    """None for a volunteer without account: then `about_key` says which offer it is about."""
    person_key = models.UUIDField(null=True)
    about_key = models.UUIDField(null=True)
    day = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    opening_key = models.UUIDField(null=True)
    told_at = models.DateTimeField(null=True)
    """When the person was told."""
    state = models.CharField(max_length=12, choices=FlagState.choices, default=FlagState.OPEN)
    sealed = models.BinaryField(null=True)
    """What the data-protection officer found."""
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)

    objects: ClassVar = ScopedManager.from_queryset(FlagQuerySet)()

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "-id"], condition=Q(state="open"), name="flags_undecided"
            ),
            models.Index(
                fields=["organisation", "id"],
                condition=Q(told_at__isnull=True, person_key__isnull=False),
                name="flags_to_tell",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "person_key", "about_key", "reason", "day", "opening_key"],
                nulls_distinct=False,
                name="one_flag_a_reason_and_day",
            ),
            models.CheckConstraint(
                condition=Q(state=FlagState.OPEN, decided_by__isnull=True)
                | (~Q(state=FlagState.OPEN) & Q(decided_by__isnull=False, sealed__isnull=False)),
                name="no_flag_is_decided_without_words",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("account")),
                name="nobody_decides_about_her_own_look",
            ),
        ]

    def __str__(self) -> str:
        return f"flag {self.pk}"

    @property
    def place(self) -> str:
        return f"flag:{self.key}"
