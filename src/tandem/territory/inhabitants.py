"""How many people live in a commune and in each of its postal codes, from whom, and until when that holds."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone


class Inhabitants(models.Model):
    """What a commune says of itself; public. What it does not know stays out: nothing is guessed."""

    commune = models.OneToOneField(
        "territory.Area", on_delete=models.CASCADE, related_name="inhabitants"
    )
    counts = models.JSONField(default=dict)
    """By postal code."""
    whole = models.PositiveIntegerField(null=True)
    """Of the whole commune; it may be known where its parts are not."""
    source = models.CharField(max_length=200)
    valid_on = models.DateField()
    """The day of which they tell."""
    review_on = models.DateField()
    """From this day on they are to be checked."""
    invented = models.BooleanField(default=False)
    """Made up, to try the program."""
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["commune"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(review_on__gt=models.F("valid_on")),
                name="inhabitants_are_checked_after_they_were_counted",
            )
        ]

    def __str__(self) -> str:
        return f"inhabitants of area {self.commune_id}"

    def is_to_be_checked(self, today: date | None = None) -> bool:
        return self.review_on <= (today or timezone.localdate())


def all_known(row: Inhabitants | None, codes: set[str]) -> dict[str, int]:
    """By postal code; nothing where one of these is not known: then they cannot be compared."""
    counts: dict[str, int] = row.counts if row else {}
    found = {code: counts.get(code, 0) for code in codes}
    return found if all(found.values()) else {}
