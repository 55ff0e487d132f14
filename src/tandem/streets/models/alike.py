"""Which reports may be of the same thing, as it was found once; and which are not, as was said."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tandem.streets.models.reports import Report
from tandem.territory.models import Held


class Resemblance(Held):
    """Two reports that may be of the same thing; once a colleague said that they are not, it stays,
    so that it is not proposed again.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    """The one that came first."""
    other = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField(default=0)
    """As the engine counts likeness, 0 to 100."""
    reasons = models.JSONField(default=list)
    """Codes of the engine with their numbers: no word that somebody wrote."""
    found_at = models.DateTimeField(auto_now_add=True)
    apart_at = models.DateTimeField(null=True)
    """When a colleague said that they are not the same."""
    account = models.BigIntegerField(null=True)
    """Who said so."""

    class Meta:
        ordering: ClassVar = ["-points", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["other"], name="resembling_the_other"),
            models.Index(
                fields=["organisation"],
                condition=Q(apart_at__isnull=True),
                name="resembling_to_look_at",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "other"], name="two_reports_resemble_once"),
            models.CheckConstraint(
                condition=Q(report__lt=F("other")), name="the_older_of_two_stands_first"
            ),
        ]

    def __str__(self) -> str:
        return f"reports {self.report_id} and {self.other_id}"
