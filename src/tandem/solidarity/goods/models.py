"""What is given, what is asked for, and how it was shared out."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tandem.cases.models import Case
from tandem.people.models import Person
from tandem.register.models import Run
from tandem.solidarity.goods.choices import (
    HAD,
    AskState,
    Brought,
    Comes,
    GiftState,
    Otherwise,
    ParcelState,
    ShareOutState,
    Sort,
)
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held


class Gift(Held):
    """Somebody gives so many of one sort."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="gift")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    sealed_what = models.BinaryField(null=True)
    group_name = models.CharField(max_length=120, blank=True)
    quantity = models.PositiveIntegerField()
    given = models.PositiveIntegerField(default=0)
    """Of these, so many are promised or handed over."""
    brought = models.CharField(max_length=8, choices=Brought.choices)
    postal_code = models.CharField(max_length=4)
    state = models.CharField(max_length=6, choices=GiftState.choices, default=GiftState.OPEN)
    limited = models.BooleanField(default=False)
    """What is kept of this person is left alone: nothing more is shared out."""
    worked_out_at = models.DateTimeField(null=True)
    """A proposal was asked for then, and is not there yet."""
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["territory", "organisation", "-id"], name="gifts_newest_first"),
            models.Index(fields=["person"], name="gifts_of_a_person"),
        ]
        constraints: ClassVar = [
            # Two coordinators may decide at once.
            models.CheckConstraint(
                condition=Q(given__lte=F("quantity")), name="no_more_is_given_than_there_is"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="a_gift_is_something"),
        ]

    def __str__(self) -> str:
        return f"gift {self.pk}"

    @property
    def place(self) -> str:
        return f"gift:{self.key}"

    @property
    def left(self) -> int:
        return self.quantity - self.given


class GoodsAskQuerySet(models.QuerySet["GoodsAsk"]):
    def waiting(self, sort: str) -> "GoodsAskQuerySet":
        return self.filter(sort=sort, state=AskState.OPEN, limited=False)


class GoodsAsk(Held):
    """Somebody asks for so many of one sort, for so many people."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="goods_ask")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    sealed_what = models.BinaryField(null=True)
    group_name = models.CharField(max_length=120, blank=True)
    quantity = models.PositiveIntegerField()
    given = models.PositiveIntegerField(default=0)
    heads = models.PositiveIntegerField(default=1)
    """For how many people; each counts as much as anybody else."""
    vital = models.BooleanField(default=False)
    comes = models.CharField(max_length=7, choices=Comes.choices)
    no_program = models.BooleanField(default=False)
    """The person refused the program: a coordinator says how many, in the same order."""
    postal_code = models.CharField(max_length=4)
    state = models.CharField(max_length=5, choices=AskState.choices, default=AskState.OPEN)
    limited = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = ScopedManager.from_queryset(GoodsAskQuerySet)()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["territory", "organisation", "sort", "id"],
                condition=Q(state="open"),
                name="goods_asked_for",
            ),
            models.Index(fields=["person"], name="goods_asks_of_a_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(given__lte=F("quantity")), name="nobody_is_given_more_than_asked"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, heads__gt=0), name="an_ask_is_for_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"goods ask {self.pk}"

    @property
    def place(self) -> str:
        return f"goods_ask:{self.key}"

    @property
    def wanted(self) -> int:
        return self.quantity - self.given


class ShareOut(Held):
    """How one gift is proposed to be shared out; a coordinator decides."""

    gift = models.ForeignKey(Gift, on_delete=models.PROTECT, related_name="share_outs")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=7, choices=ShareOutState.choices, default=ShareOutState.OPEN
    )
    each = models.PositiveIntegerField(default=0)
    """So many for each head have all who asked for as many."""
    sealed_where = models.BinaryField(null=True)
    """Where the parcels lie and until when, or when they are brought; all receivers read it."""
    because = models.CharField(max_length=10, choices=Otherwise.choices, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gift"], condition=Q(state="open"), name="one_open_share_out_a_gift"
            )
        ]

    def __str__(self) -> str:
        return f"share-out {self.pk}"

    @property
    def place(self) -> str:
        return f"share_out:{self.pk}"


class ParcelQuerySet(models.QuerySet["Parcel"]):
    def had(self) -> "ParcelQuerySet":
        return self.filter(state__in=HAD)


class Parcel(Held):
    """So many of one gift for one ask: as proposed, as decided, and whether they came there."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    share_out = models.ForeignKey(ShareOut, on_delete=models.PROTECT, related_name="parcels")
    ask = models.ForeignKey(GoodsAsk, on_delete=models.PROTECT, related_name="parcels")
    proposed = models.PositiveIntegerField()
    quantity = models.PositiveIntegerField()
    by_hand = models.BooleanField(default=False)
    """A coordinator had said how many before; no program was asked."""
    reasons = models.JSONField(default=list)
    sealed_why = models.BinaryField(null=True)
    """Why it is another number than proposed, in the coordinator's words."""
    state = models.CharField(
        max_length=8, choices=ParcelState.choices, default=ParcelState.PROPOSED
    )
    ready_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar = ScopedManager.from_queryset(ParcelQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["share_out", "ask"], name="one_parcel_an_ask")
        ]

    def __str__(self) -> str:
        return f"parcel {self.pk}"

    @property
    def place(self) -> str:
        return f"parcel:{self.key}"
