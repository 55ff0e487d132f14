"""What is broken, who told us, and what became of it."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tandem.cases.choices import State as CaseState
from tandem.cases.models import Case
from tandem.journal.choices import Door
from tandem.people.models import Person
from tandem.services.own_lists import Worded
from tandem.streets import rules
from tandem.streets.choices import Closed, Ground, Shot, State, Trouble, Verdict
from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held
from tandem.toolbox.reference import spaced


class Category(Worded):
    """A commune's own wording, order and additions to what can be broken."""

    trouble = models.CharField(max_length=20, choices=Trouble.choices)
    """The built-in one to which it belongs: what it means for danger, for duplicates, abroad."""
    words = models.JSONField(default=dict)
    """Everyday words by which it is found, by language; the built-in ones where there are none."""
    working_days = models.PositiveSmallIntegerField(null=True)
    """Within how many a repair is aimed at; None as built in."""

    class Meta(Worded.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "code"], name="one_category_a_code")
        ]


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        return self.filter(state__in=rules.OPEN)

    def late(self, today: date) -> "ReportQuerySet":
        return self.open().filter(due_on__lt=today)


def _open(name: str, *fields: str, only: Q | None = None) -> models.Index:
    condition = Q(state__in=sorted(rules.OPEN))
    return models.Index(
        fields=["organisation", *fields],
        condition=condition if only is None else condition & only,
        name=name,
    )


RANKED = {
    "reports_open_by_rank": (),
    "reports_open_rank_by_team": ("team",),
    "reports_open_rank_by_code": ("postal_code",),
    "reports_open_rank_by_kind": ("category",),
    "reports_open_rank_by_state": ("state",),
}
"""An index for each way in which the inbox is narrowed: each page is read off one, in its order."""


class Report(Held):
    """Something is broken at a place. Who told us is not here: see `Voice`."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sign = models.CharField(max_length=8, unique=True)
    """By which it is spoken of in public; another than the reference of any case."""
    category = models.SlugField(max_length=30)
    trouble = models.CharField(max_length=20, choices=Trouble.choices)
    danger = models.BooleanField(default=False)
    may_be_danger = models.BooleanField(default=False)
    """Its words may tell of a danger, though another category was chosen: a colleague looks."""
    postal_code = models.CharField(max_length=4)
    street = models.CharField(max_length=120, blank=True)
    """Of the thing, never of a person; the number is that of the nearest house."""
    street_folded = models.CharField(max_length=120, blank=True)
    house_number = models.PositiveIntegerField(null=True)
    mark = models.CharField(max_length=40, blank=True)
    """The number written on it, folded."""
    square = models.CharField(max_length=3, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    rough = models.BooleanField(default=False)
    """Its point is only somewhere in its street."""
    place_confirmed = models.BooleanField(default=False)
    """Whether anybody may read its street: it is known in the commune, or a colleague looked at it."""
    landmark_confirmed = models.BooleanField(default=False)
    """Whether a colleague has read what stands near it, where that alone is its place: it may leave the
    house. To everybody it is never shown.
    """
    sealed = models.BinaryField(null=True)
    """What stands near it and what was seen, in the words of whoever told it first."""
    door = models.CharField(max_length=10, choices=Door.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NEW)
    closed_because = models.CharField(max_length=12, choices=Closed.choices, blank=True)
    ground = models.CharField(max_length=10, choices=Ground.choices, default=Ground.COMMUNE)
    """Whose street it is."""
    given_by = models.ForeignKey(
        "territory.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The organisation that handed it over to this one, and its own row of it: news go back there."""
    given_key = models.UUIDField(null=True)
    joined_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="joined"
    )
    given_voices = models.PositiveIntegerField(default=0)
    """How many had told whoever gave it of it, when it was given: they hear of it from there."""
    voices_count = models.PositiveIntegerField(default=0)
    """With those who told whoever gave it."""
    unproven_voices = models.PositiveIntegerField(default=0)
    """How many of them nobody has shown to exist: they bring it forward a little."""
    team = models.ForeignKey(
        "streets.Team", on_delete=models.SET_NULL, null=True, related_name="reports"
    )
    job = models.ForeignKey(
        "streets.Job", on_delete=models.SET_NULL, null=True, related_name="reports"
    )
    effort = models.PositiveSmallIntegerField(default=1)
    """In points of a team's day."""
    reported_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField()
    """The day by which a repair is aimed at, as it was first promised: lateness is counted by it."""
    aim_now = models.DateField(null=True)
    """The aim of the category it has now, where it was corrected and this is another day."""
    planned_for = models.DateField(null=True)
    """The day that was told to the reporters: within what the team can do."""
    ended_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    """How often it was said that it was not repaired after all."""
    insisted = models.BooleanField(default=False)
    """The same person said so more than twice, and no colleague has looked since: it comes forward no
    more for it.
    """
    crowded = models.BooleanField(default=False)
    """One of many dangers told from one place in a short time: it stands behind the others, until a
    colleague has looked or somebody proven tells of it.
    """
    rank = models.IntegerField(default=0)
    """Where it stands in the inbox, the highest first; kept by `priority`."""

    objects: ClassVar = ScopedManager.from_queryset(ReportQuerySet)()

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "due_on", "id"],
                include=["territory"],
                condition=Q(state__in=sorted(rules.OPEN)),
                name="reports_open_soonest_due",
            ),
            models.Index(
                fields=["organisation", "postal_code", "street_folded"],
                condition=Q(state__in=sorted(rules.OPEN)),
                name="reports_open_by_street",
            ),
            models.Index(fields=["organisation", "-id"], name="reports_newest"),
            models.Index(
                fields=["organisation", "postal_code", "-voices_count", "-id"],
                name="reports_told_by_most",
            ),
            *(_open(name, *first, "-rank", "id") for name, first in RANKED.items()),
            _open("reports_open_danger", "-rank", "id", only=Q(danger=True)),
            _open("reports_open_again", "-rank", "id", only=Q(reopened__gt=0)),
            _open("reports_open_by_age", "id"),
            _open("reports_open_by_voices", "-voices_count", "id"),
            models.Index(fields=["organisation", "-reported_at", "-id"], name="reports_by_day"),
            models.Index(
                fields=["given_key"],
                condition=Q(given_key__isnull=False),
                name="reports_given_to_us",
            ),
            models.Index(fields=["organisation", "team", "planned_for"], name="reports_of_a_team"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | ~Q(closed_because=""),
                name="no_report_closed_without_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=State.JOINED, joined_to__isnull=False)
                | (~Q(state=State.JOINED) & Q(joined_to__isnull=True)),
                name="a_joined_report_has_another",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__isnull=False, lon__isnull=False),
                name="a_point_has_both_sides",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.shown_sign}"

    @property
    def shown_sign(self) -> str:
        return spaced(self.sign)

    @property
    def place(self) -> str:
        """For which its sealed words are sealed."""
        return f"report:{self.key}"


class VoiceQuerySet(models.QuerySet["Voice"]):
    def of(self, report: Report) -> "VoiceQuerySet":
        """Of the report itself, and of those that were joined to it."""
        return self.filter(Q(report=report) | Q(report__joined_to=report))

    def speaking(self) -> "VoiceQuerySet":
        """Who has not withdrawn what she told."""
        return self.exclude(case__state=CaseState.WITHDRAWN)


class Voice(Held):
    """Somebody told us of it: the first, or one who joined. Her case brings her the news."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="voices")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="voice")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    sealed = models.BinaryField(null=True)
    """What she saw, in her own words; None where she said nothing, or once she is erased."""
    verdict = models.CharField(max_length=3, choices=Verdict.choices, blank=True)
    """What she says of the repair."""
    verdict_noted = models.BooleanField(default=False)
    """A colleague wrote it down at her word: she did not say it at a door of her own."""
    refusals = models.PositiveSmallIntegerField(default=0)
    """How often she said that it is not repaired, since a colleague last looked."""
    times_asked = models.PositiveSmallIntegerField(default=0)
    yeses = models.PositiveSmallIntegerField(default=0)
    yeses_noted = models.PositiveSmallIntegerField(default=0)
    noes = models.PositiveSmallIntegerField(default=0)
    """How often she was asked, and what she said each time: asked anew, her verdict is empty again."""
    asked_at = models.DateTimeField(null=True)
    """When she was asked whether it is repaired."""
    counted = models.BooleanField(default=True)
    """Whether it brings the report forward: not where one address or number joins again and again."""
    proven = models.BooleanField(default=True)
    """Whether a colleague heard her, or she wrote from where she is reached, or signed in there."""
    told = models.CharField(max_length=24, blank=True)
    """The last step she was told of: nobody is told the same twice."""

    objects: ClassVar = ScopedManager.from_queryset(VoiceQuerySet)()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["report", "id"], name="voices_of_a_report")]

    def __str__(self) -> str:
        return f"voice {self.pk}"

    @property
    def place(self) -> str:
        return f"voice:{self.case_id}"


class Move(Held):
    """One line of what happened to a report; added, never changed."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="moves")
    state = models.CharField(max_length=12, choices=State.choices)
    at = models.DateTimeField(auto_now_add=True)
    account = models.BigIntegerField(null=True)
    door = models.CharField(max_length=10, choices=Door.choices)
    words = models.CharField(max_length=500, blank=True)
    """Of the service, to the public: never of a person. Read through `spoken`: some are old."""
    because = models.CharField(max_length=12, choices=Closed.choices, blank=True)
    """Why it was closed without repair, by this step; it stays where it is opened again."""

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["report", "id"], name="moves_of_a_report"),
            models.Index(fields=["organisation", "-id"], name="moves_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.state} of report {self.report_id}"


class PhotoQuerySet(models.QuerySet["Photo"]):
    def of(self, report: Report) -> "PhotoQuerySet":
        """Of the report itself, and of those that were joined to it."""
        return self.filter(Q(report=report) | Q(report__joined_to=report))

    def public(self) -> "PhotoQuerySet":
        """Those a colleague released; none of somebody who withdrew what she told."""
        return self.filter(released=True).exclude(voice__case__state=CaseState.WITHDRAWN)


class Photo(Held):
    """A photo of it, drawn anew by us. Not public unless a colleague has said so."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="photos")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    shot = models.CharField(max_length=8, choices=Shot.choices, default=Shot.REPORTED)
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, null=True, related_name="photos")
    """Who sent it, if a reporter did."""
    at = models.DateTimeField(auto_now_add=True)
    sealed = models.BinaryField()
    sealed_unreadable = models.BinaryField(null=True)
    """The same with faces and number plates made unreadable: what the public sees in its place."""
    released = models.BooleanField(default=False)

    objects: ClassVar = ScopedManager.from_queryset(PhotoQuerySet)()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"photo {self.pk} of report {self.report_id}"

    @property
    def place(self) -> str:
        return f"photo:{self.key}"
