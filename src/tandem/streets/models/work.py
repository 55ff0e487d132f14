"""Who repairs: teams, what they can do in a day, and which report goes to whom."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tandem.people.models import Person
from tandem.streets.choices import Ground, JobState, Overridden, Verdict
from tandem.streets.models.reports import Report
from tandem.territory.models import Held, Organisation


class Team(Held):
    """Who goes out and repairs: colleagues, or a contractor."""

    name = models.CharField(max_length=80)
    per_day = models.PositiveSmallIntegerField(default=8)
    """Points of effort it can spend on a working day: nothing is promised beyond them."""
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list)
    """On which it works; Monday is 0. Empty: Monday to Friday."""
    contractor = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=20, blank=True)
    contact = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    """To whom its sheets are sent, at its e-mail address."""
    takes_rest = models.BooleanField(default=False)
    """It gets what no rule gives to anybody."""
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(per_day__gt=0), name="a_team_can_do_something"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(takes_rest=True, left_at__isnull=True),
                name="one_team_takes_the_rest",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Rule(Held):
    """Which report goes to whom. Read in order: the first that fits decides; empty fits all."""

    position = models.PositiveSmallIntegerField(default=0)
    categories = ArrayField(models.CharField(max_length=30), default=list)
    postal_codes = ArrayField(models.CharField(max_length=4), default=list)
    streets = ArrayField(models.CharField(max_length=120), default=list)
    """Folded names."""
    danger = models.BooleanField(null=True)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground.choices, default=Ground.COMMUNE)
    to_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """Who is asked to repair it, where it is not the commune and works on this platform."""
    to_system = models.ForeignKey(
        "streets.System", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    """The program of whoever repairs it, where that is not this one."""
    working_days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return f"rule {self.position}"


class Job(Held):
    """Reports that are repaired in one go, on one day, by one team."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="jobs")
    day = models.DateField()
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.PLANNED)
    handed_at = models.DateTimeField(null=True)
    """When the contractor was given its sheet."""

    class Meta:
        ordering: ClassVar = ["day", "pk"]
        indexes: ClassVar = [models.Index(fields=["team", "day"], name="jobs_of_a_team_by_day")]

    def __str__(self) -> str:
        return f"job {self.pk}"


class Heard(Held):
    """How often one hears from a postal code, beside the others of the same organisation."""

    postal_code = models.CharField(max_length=4)
    percent = models.PositiveIntegerField()
    """Beside what as many inhabitants tell elsewhere in the commune; where those are not known, of the
    reports of an average postal code. In a year: 50 is half as often.
    """
    reports = models.PositiveIntegerField(default=0)
    inhabitants = models.PositiveIntegerField(null=True)
    """None: not known."""
    counted_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["postal_code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "postal_code"], name="heard_once_a_postal_code"
            )
        ]

    def __str__(self) -> str:
        return f"{self.postal_code}: {self.percent} %"


class Override(Held):
    """A colleague departed from what was said or computed; added, never changed."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="overrides")
    at = models.DateTimeField(auto_now_add=True)
    account = models.BigIntegerField(null=True)
    what = models.CharField(max_length=10, choices=Overridden.choices)
    was = models.CharField(max_length=80)
    now = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"override {self.pk}"


class Draw(Held):
    """Which repairs are looked at by somebody else: drawn by lot, as anybody can draw again."""

    drawn_on = models.DateField()
    seed = models.CharField(max_length=40)
    candidates = ArrayField(models.CharField(max_length=8))
    """Signs of all that were repaired, in order: what the lot was drawn from."""
    share = models.PositiveSmallIntegerField()
    """In per cent."""

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "drawn_on"], name="one_draw_a_day")
        ]

    def __str__(self) -> str:
        return f"draw of {self.drawn_on}"


class Visit(Held):
    """Somebody who did not repair it goes to look, at places drawn by lot."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="visits")
    drawn_on = models.DateField()
    seed = models.CharField(max_length=40)
    """With the list of that day, by which anybody draws the same."""
    verdict = models.CharField(max_length=3, choices=Verdict.choices, blank=True)
    visited_at = models.DateTimeField(null=True)
    account = models.BigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "drawn_on"], name="one_visit_a_draw"),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(visited_at__isnull=False),
                name="no_verdict_without_a_visit",
            ),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"
