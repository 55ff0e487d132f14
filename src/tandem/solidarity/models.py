import uuid
from datetime import date, datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tandem.cases.models import Case
from tandem.people.models import Person
from tandem.register.models import Run
from tandem.services.own_lists import Worded
from tandem.solidarity import rules
from tandem.solidarity.batch_models import Batch as Batch
from tandem.solidarity.choices import (
    ArrangementState,
    Chosen,
    Contact,
    Group,
    HowOften,
    NeedState,
    OfferState,
    ProposalState,
    RefusedBecause,
    Side,
    Skill,
    Went,
    Withheld,
)
from tandem.solidarity.goods.models import Gift as Gift
from tandem.solidarity.neighbours.models import Seeker as Seeker
from tandem.solidarity.remark_models import Remark as Remark
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held
from tandem.toolbox.reference import spaced


class HelpKind(Worded):
    """A commune's own wording, order and additions to the kinds of help."""

    skill = models.CharField(max_length=20, choices=Skill.choices)
    vital = models.BooleanField(null=True)
    """Whether such a need may come before all others; None as built in."""

    class Meta(Worded.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "code"], name="one_kind_of_help_a_code")
        ]


class NeedQuerySet(models.QuerySet["Need"]):
    def open(self) -> "NeedQuerySet":
        return self.filter(state=NeedState.OPEN, limited=False)

    def of_organisation(self, organisation: int) -> "NeedQuerySet":
        return self.filter(organisation=organisation)

    def longest_waiting_first(self) -> "NeedQuerySet":
        return self.order_by("-vital", "made_at", "pk")


class Need(Held):
    """Somebody needs a hand. Neighbours with open borders see it; who it is, they do not."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="need")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.SlugField(max_length=30)
    skill = models.CharField(max_length=20, choices=Skill.choices)
    sealed_what = models.BinaryField(null=True)
    quantity = models.PositiveIntegerField(default=0)
    hands = models.PositiveSmallIntegerField(default=1)
    """How many people are needed: one for a person, more for an association's project."""
    half_days = models.PositiveIntegerField()
    """Twenty-one bits, Monday morning first."""
    how_often = models.CharField(max_length=8, choices=HowOften.choices)
    languages = ArrayField(models.CharField(max_length=5), default=list)
    safeguards = ArrayField(models.CharField(max_length=10), default=list)
    vital_said = models.BooleanField(default=False)
    """The person says so herself; the kind of help, or a coordinator, settles what counts."""
    vital = models.BooleanField(default=False)
    sealed_vital_why = models.BinaryField(null=True)
    """Why a coordinator settled it otherwise."""
    vital_by = models.BigIntegerField(null=True)
    vital_contested = models.BooleanField(default=False)
    contact = models.CharField(max_length=9, choices=Contact.choices, default=Contact.PASSED_ON)
    """What a helper who has agreed may know, besides the first name."""
    no_program = models.BooleanField(default=False)
    """The person refused automatic proposals: a coordinator looks by hand, in the same order."""
    postal_code = models.CharField(max_length=4)
    east = models.IntegerField()
    north = models.IntegerField()
    state = models.CharField(max_length=10, choices=NeedState.choices, default=NeedState.OPEN)
    made_at = models.DateTimeField(auto_now_add=True)
    limited = models.BooleanField(default=False)
    """What is kept of this person is left alone: nobody is looked for."""
    overtaken_at = models.DateTimeField(null=True)
    """When somebody who had had more was last helped first, by hand and for a written reason."""

    objects: ClassVar = ScopedManager.from_queryset(NeedQuerySet)()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["territory", "organisation", "-vital", "made_at"],
                condition=Q(state="open"),
                name="needs_open",
            ),
            models.Index(fields=["territory", "organisation", "-id"], name="needs_newest_first"),
            models.Index(fields=["person"], name="needs_of_a_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(half_days__gt=0), name="a_need_has_a_half_day"),
            models.CheckConstraint(condition=Q(hands__gt=0), name="a_need_has_a_hand"),
        ]

    def __str__(self) -> str:
        return f"need {self.pk}"

    @property
    def place(self) -> str:
        return f"need:{self.key}"


class OfferQuerySet(models.QuerySet["Offer"]):
    def active(self) -> "OfferQuerySet":
        return self.filter(state=OfferState.ACTIVE, limited=False)


class Offer(Held):
    """Somebody, or a group, is ready to help."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="offer")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    skills = ArrayField(models.CharField(max_length=20), default=list)
    likes = ArrayField(models.CharField(max_length=20), default=list)
    half_days = models.PositiveIntegerField()
    radius_m = models.PositiveIntegerField()
    capacity = models.PositiveSmallIntegerField(default=1)
    """Tasks a week."""
    at_once = models.PositiveSmallIntegerField(default=1)
    outings = models.PositiveSmallIntegerField(null=True)
    """In how many half-days of a week a group comes together; None where nobody has to."""
    languages = ArrayField(models.CharField(max_length=5), default=list)
    safeguards = ArrayField(models.CharField(max_length=10), default=list)
    """What a coordinator has checked; nobody checks herself."""
    group = models.CharField(max_length=12, choices=Group.choices, default=Group.ALONE)
    group_name = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=4)
    east = models.IntegerField()
    north = models.IntegerField()
    state = models.CharField(max_length=8, choices=OfferState.choices, default=OfferState.ACTIVE)
    limited = models.BooleanField(default=False)
    """What is kept of this person is left alone: nobody asks her."""
    welcomed_at = models.DateTimeField(null=True)
    """When a coordinator had spoken with the volunteer; before, he is told nobody's address."""
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = ScopedManager.from_queryset(OfferQuerySet)()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["territory", "organisation", "id"],
                condition=Q(state="active"),
                name="offers_active",
            ),
            models.Index(fields=["person"], name="offers_of_a_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(half_days__gt=0), name="an_offer_has_a_half_day"),
            models.CheckConstraint(
                condition=Q(capacity__gt=0, at_once__gt=0), name="an_offer_can_do_something"
            ),
            models.CheckConstraint(
                condition=~Q(group="alone", safeguards__contains=["two"]),
                name="nobody_alone_comes_as_two",
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"


class Proposal(Held):
    """What the engine proposed for one need; a coordinator follows it or departs from it."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="proposals")
    offer_key = models.UUIDField(null=True)
    """None where the run found nobody; then the reasons say why."""
    half_day = models.PositiveSmallIntegerField(default=0)
    hands = models.PositiveSmallIntegerField(default=1)
    """How many of a group come together, where the need wants several."""
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    reasons = models.JSONField(default=list)
    others = models.JSONField(default=list)
    """Why not the others, and what would change it."""
    state = models.CharField(
        max_length=8, choices=ProposalState.choices, default=ProposalState.OPEN
    )
    refused_because = models.CharField(max_length=20, choices=RefusedBecause.choices, blank=True)
    sealed_why = models.BinaryField(null=True)
    """In the coordinator's words, where none of the reasons said it."""
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["need"], condition=Q(state="open"), name="one_open_proposal_a_need"
            )
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"

    @property
    def place(self) -> str:
        return f"proposal:{self.pk}"


class ArrangementQuerySet(models.QuerySet["Arrangement"]):
    def in_force(self) -> "ArrangementQuerySet":
        return self.filter(state__in=rules.IN_FORCE)

    def received_since(self, day: date) -> "ArrangementQuerySet":
        """Those that count as a help had, or promised, when shares are compared."""
        return self.filter(
            day__gte=day,
            state__in=[ArrangementState.ASKED, ArrangementState.AGREED, ArrangementState.DONE],
        )

    def had_since(self, day: date, today: date) -> "ArrangementQuerySet":
        """Helps that took place; one that was asked for or promised is not had yet."""
        taken_place = [ArrangementState.AGREED, ArrangementState.DONE]
        return self.filter(day__gte=day, day__lte=today, state__in=taken_place)

    def leading(self) -> "ArrangementQuerySet":
        """Each asked once: of a group that comes with several, the first of them."""
        return self.filter(lead__isnull=True)

    def apart(self) -> "ArrangementQuerySet":
        """Agreed, and neither can reach the other: somebody brings the two together."""
        return self.filter(
            state=ArrangementState.AGREED, told=Contact.PASSED_ON, in_touch_at__isnull=True
        )

    def unanswered_since(self, at: datetime) -> "ArrangementQuerySet":
        return self.filter(state=ArrangementState.ASKED, asked_at__lte=at)


class Arrangement(Held):
    """A volunteer is asked, agrees, comes. Belongs to the need's commune, also across a border."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="arrangements")
    hand = models.PositiveSmallIntegerField(default=0)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="arrangements")
    proposal = models.ForeignKey(Proposal, on_delete=models.SET_NULL, null=True, related_name="+")
    chosen = models.CharField(max_length=8, choices=Chosen.choices)
    day = models.DateField()
    half_day = models.PositiveSmallIntegerField()
    seat = models.PositiveSmallIntegerField(default=0)
    """Which of the tasks a group does at once."""
    lead = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="with_it")
    """Of a group that comes with several: the one that is asked, answers and is told for all."""
    together = models.PositiveSmallIntegerField(default=1)
    """With how many the group comes, itself counted."""
    reference = models.CharField(max_length=8, unique=True)
    state = models.CharField(
        max_length=9, choices=ArrangementState.choices, default=ArrangementState.ASKED
    )
    told = models.CharField(max_length=9, choices=Contact.choices, blank=True)
    """What the helper was told when he agreed; nothing else is shown to him afterwards."""
    withheld = models.CharField(max_length=12, choices=Withheld.choices, blank=True)
    sealed_although = models.BinaryField(null=True)
    """Why this help went before people who came first."""
    asked_at = models.DateTimeField(auto_now_add=True)
    reminded_at = models.DateTimeField(null=True)
    told_tomorrow_at = models.DateTimeField(null=True)
    questioned_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    """When a coordinator decided whether it took place, the two not agreeing."""
    in_touch_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=6, choices=Side.choices, blank=True)
    """Empty where a colleague did, or where nobody has."""

    objects: ClassVar = ScopedManager.from_queryset(ArrangementQuerySet)()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["territory", "organisation", "-day"], name="arrangements_by_day")
        ]
        constraints: ClassVar = [
            # Impossible by constraint: two coordinators may press the button at once.
            models.UniqueConstraint(
                fields=["offer", "day", "half_day", "seat"],
                condition=Q(state__in=["asked", "agreed"]),
                name="one_task_a_seat_in_a_half_day",
            ),
            models.UniqueConstraint(
                fields=["need", "hand"],
                condition=Q(state__in=["asked", "agreed"]),
                name="one_helper_a_hand",
            ),
        ]

    def __str__(self) -> str:
        return f"arrangement {self.pk}"

    @property
    def place(self) -> str:
        return f"arrangement:{self.key}"

    @property
    def is_apart(self) -> bool:
        """Neither can reach the other, and nobody has said that they spoke all the same."""
        agreed, passed_on = ArrangementState.AGREED, Contact.PASSED_ON
        return self.state == agreed and self.told == passed_on and self.in_touch_at is None

    @property
    def shown_reference(self) -> str:
        return spaced(self.reference)


class Refusal(Held):
    """This person and this offer are not brought together again; one of them said no."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, null=True, related_name="+")
    """Only for this need, where the volunteer just could not come this time."""
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "offer", "need"],
                name="one_refusal_a_pair",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"refusal {self.pk}"


LOOKED_AT = Q(went=Went.BADLY) | Q(contradicts=True)


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def to_look_at(self) -> "FeedbackQuerySet":
        """It did not go well, or the two do not agree; no coordinator has looked at it yet."""
        return self.filter(LOOKED_AT, seen_at__isnull=True)

    def disputed(self) -> "FeedbackQuerySet":
        return self.filter(contradicts=True, seen_at__isnull=True)


class Feedback(Held):
    """How one side says it went."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="feedbacks")
    side = models.CharField(max_length=6, choices=Side.choices)
    went = models.CharField(max_length=6, choices=Went.choices)
    contradicts = models.BooleanField(default=False)
    """One says that it took place, the other that it did not."""
    sealed = models.BinaryField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    """When a coordinator had looked at what did not go well, and done something about it."""

    objects: ClassVar = ScopedManager.from_queryset(FeedbackQuerySet)()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["territory", "organisation"],
                condition=LOOKED_AT & Q(seen_at__isnull=True),
                name="feedbacks_to_look_at",
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["arrangement", "side"], name="one_feedback_a_side")
        ]

    def __str__(self) -> str:
        return f"feedback {self.pk}"
