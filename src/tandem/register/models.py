from typing import ClassVar

from django.db import models

from tandem.register.change_models import Change as Change
from tandem.territory.models import Held


class Run(Held):
    """One run: what was asked, what was answered and why. Keys, never names."""

    algorithm = models.SlugField()
    version = models.CharField(max_length=20)
    question = models.JSONField()
    answer = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["algorithm", "-id"], name="runs_of_an_algorithm")]

    def __str__(self) -> str:
        return f"run {self.pk} of {self.algorithm}"


class Decision(Held):
    """What a person did with one proposal of a run, and how it differs. Keys, never names."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="decisions")
    about = models.CharField(max_length=60)
    """The key of what was proposed for, as it stands in the question."""
    outcome = models.SlugField()
    proposed = models.JSONField(default=dict)
    decided = models.JSONField(default=dict)
    because = models.SlugField(blank=True)
    by = models.BigIntegerField(null=True)
    """The account: whoever decided does not judge a contest of it."""
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["run", "id"], name="decisions_of_a_run")]

    def __str__(self) -> str:
        return f"decision {self.pk} on run {self.run_id}"


class Tally(models.Model):
    """How often people followed a proposal or departed from it; counts only, for the public."""

    algorithm = models.SlugField()
    month = models.DateField()
    outcome = models.SlugField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["algorithm", "month", "outcome"], name="one_tally_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.algorithm} {self.outcome}"


class Measured(models.Model):
    """What became of people by group over a quarter, as the public may read it.

    Public and of no tenant: small counts were taken out before it was written. No two periods
    share a day, so that nobody learns from their difference what one person had.
    """

    algorithm = models.SlugField()
    since = models.DateField()
    until = models.DateField()
    figures = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-until"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["algorithm", "until"], name="one_measure_a_quarter_of_an_algorithm"
            )
        ]

    def __str__(self) -> str:
        return f"{self.algorithm} until {self.until}"
