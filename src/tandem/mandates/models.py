import uuid
from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import ExpressionWrapper

from tandem.journal.choices import Door
from tandem.mandates import rules
from tandem.mandates.choices import Act, Ended, Guardian, Known, Level, Proof, Skill, Way
from tandem.people.models import Person
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held, Organisation
from tandem.toolbox.reference import spaced


class MandateQuerySet(models.QuerySet["Mandate"]):
    def to_confirm(self) -> "MandateQuerySet":
        return self.filter(confirmed_at__isnull=True, ended_at__isnull=True)

    def in_force(self, today: date) -> "MandateQuerySet":
        return self.filter(confirmed_at__isnull=False, ended_at__isnull=True, ends_on__gte=today)

    def standing(self) -> "MandateQuerySet":
        """Given and not ended, confirmed or not: what there is to take back."""
        return self.filter(ended_at__isnull=True)

    def of(self, person: Person) -> "MandateQuerySet":
        """Hers, also those of a record that was joined to hers."""
        return self.filter(Q(person=person) | Q(person__merged_into=person))

    def soonest(self) -> "MandateQuerySet":
        return self.order_by("ends_on", "pk")


class Mandate(Held):
    """She lets an organisation act for her: which acts, what for, until when, and how that shows."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case_id = models.BigIntegerField(null=True, unique=True)
    """By which she gave it; the floor of cases stands higher."""
    reference = models.CharField(max_length=8)
    language = models.CharField(max_length=5)
    days = models.PositiveSmallIntegerField()
    guardian = models.CharField(max_length=6, choices=Guardian.choices, default=Guardian.NONE)
    sealed = models.BinaryField(null=True)
    """Her own words on what it is for, the representative, the witnesses. None once erased."""
    asked_at = models.DateTimeField(auto_now_add=True)
    proof = models.CharField(max_length=9, choices=Proof.choices, blank=True)
    known = models.CharField(max_length=7, choices=Known.choices, blank=True)
    witnesses = models.PositiveSmallIntegerField(default=0)
    recorded = models.BooleanField(default=False)
    representative_agreed = models.BooleanField(default=False)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.BigIntegerField(null=True)
    """Who saw and heard it; another may have to agree before it is confirmed."""
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.BigIntegerField(null=True)
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    """Its last day."""
    told_at = models.DateTimeField(null=True)
    """When both were told that it ends soon."""
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=10, choices=Ended.choices, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(MandateQuerySet)()

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["person"], name="mandates_of_a_person"),
            models.Index(
                fields=["organisation", "ends_on"],
                condition=Q(ended_at__isnull=True),
                name="mandates_standing",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=rules.LONGEST),
                name="mandate_lasts_a_day_to_a_year",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, ends_on__isnull=True)
                | Q(
                    confirmed_at__isnull=False,
                    ends_on__gte=F("begins_on"),
                    ends_on__lt=ExpressionWrapper(
                        F("begins_on") + F("days"), output_field=models.DateField()
                    ),
                ),
                name="mandate_ends_when_she_said",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True)
                | Q(proof__in=[Proof.PAPER, Proof.SHEET, Proof.SIGNED_IN])
                | Q(proof=Proof.WITNESSES, witnesses__gte=rules.WITNESSES)
                | Q(proof=Proof.RECORDING, recorded=True),
                name="no_mandate_in_force_without_proof",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True)
                | Q(guardian__in=[Guardian.NONE, Guardian.GOODS])
                | Q(representative_agreed=True),
                name="no_mandate_past_who_decides_with_her",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="")
                | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="no_mandate_ends_without_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"mandate {self.pk}"

    @property
    def place(self) -> str:
        """For which its words are sealed."""
        return f"mandate:{self.key}"

    @property
    def shown_reference(self) -> str:
        return spaced(self.reference)

    @property
    def level(self) -> Level:
        return rules.level_of(Proof(self.proof), Known(self.known))


class MandateAct(Held):
    """One act that may be done under a mandate; taken back alone, it leaves the others."""

    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=12, choices=Act.choices)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mandate", "kind"], name="one_act_once_a_mandate")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of mandate {self.mandate_id}"


class MandateHelper(Held):
    """A colleague named to act under a mandate; the mandate itself is the organisation's."""

    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="helpers")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField(auto_now_add=True)
    added = models.BooleanField(default=False)
    """Named after it began."""
    told_by = models.BigIntegerField(null=True)
    """The message in which she is told of him; the floor of messages stands higher."""
    told_at = models.DateTimeField(null=True)
    """Since when that message has left; one who was added does nothing before."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["mandate", "account"],
                condition=Q(ended_at__isnull=True),
                name="one_helper_once_a_mandate",
            )
        ]

    def __str__(self) -> str:
        return f"helper {self.account_id} of mandate {self.mandate_id}"


class Acting(Held):
    """One act done for somebody, under a mandate or at her word, and by whom. Kept even when nothing
    else is.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    helper_of = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    door = models.CharField(max_length=10, choices=Door.choices)
    what = models.SlugField()
    subject = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, related_name="+")
    """Without one it was done at her word alone. PostgreSQL takes no act past the mandate it names."""
    act = models.CharField(max_length=12, choices=Act.choices, blank=True)
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.FOR_HER)
    skill = models.CharField(max_length=5, choices=Skill.choices, default=Skill.TALK)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["person", "-id"], name="acts_for_a_person")]

    def __str__(self) -> str:
        return f"{self.what} for person {self.person_id}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self, today: date) -> "ConsentQuerySet":
        return self.filter(understood=True, ended_at__isnull=True, ends_on__gte=today)

    def of(self, person: Person) -> "ConsentQuerySet":
        return self.filter(Q(person=person) | Q(person__merged_into=person))


class Consent(Held):
    """Her yes to one purpose, as one text said it, once it showed that she was well informed."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case_id = models.BigIntegerField(null=True, unique=True)
    reference = models.CharField(max_length=8)
    purpose = models.SlugField()
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    door = models.CharField(max_length=10, choices=Door.choices)
    given_at = models.DateTimeField(auto_now_add=True)
    understood = models.BooleanField()
    ends_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=10, choices=Ended.choices, blank=True)
    undone = models.PositiveIntegerField(default=0)
    """How many things its end took away again."""

    objects: ClassVar = ScopedManager.from_queryset(ConsentQuerySet)()

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["person"], name="consents_of_a_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(understood=True, ended_at__isnull=True),
                name="one_consent_in_force_a_purpose",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="")
                | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="no_consent_ends_without_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"

    def holds(self, today: date) -> bool:
        return self.understood and self.ended_at is None and today <= self.ends_on


class Goal(Held):
    """What she wants to be able to do by herself, in her words; kept under her consent only."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="goals")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    skill = models.CharField(max_length=5, choices=Skill.choices)
    sealed = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"goal {self.pk}"

    @property
    def place(self) -> str:
        return f"goal:{self.key}"


class Understanding(Held):
    """One answer to a question that shows whether she was well informed; wrong ones are kept too."""

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="answers")
    question = models.SlugField()
    time = models.PositiveSmallIntegerField()
    """The first, or after it was explained in other words."""
    answer = models.SlugField()
    right = models.BooleanField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consent", "question", "time"], name="one_answer_a_question_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} of consent {self.consent_id}"


def as_given(mandate: Mandate) -> rules.Given:
    """What the rules ask of a mandate."""
    helpers: dict[int, datetime | None] = {}
    added: dict[int, datetime | None] = {}
    for row in mandate.helpers.order_by("pk"):
        helpers[row.account_id] = row.ended_at
        if row.added:
            added[row.account_id] = row.told_at
    return rules.Given(
        confirmed_at=mandate.confirmed_at,
        until=mandate.ends_on,
        ended_at=mandate.ended_at,
        acts={row.kind: row.ended_at for row in mandate.acts.all()},
        helpers=helpers,
        added=added,
    )
