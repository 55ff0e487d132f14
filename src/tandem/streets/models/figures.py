"""What is counted of reports, as the public may read it."""

from typing import ClassVar

from django.db import models

from tandem.territory.models import Organisation


class Figures(models.Model):
    """The last twelve months of one organisation, counted each night.

    Public and of no tenant: every report it counts may be read by itself; counts of who told are
    taken out where they are small.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="+")
    since = models.DateField()
    until = models.DateField()
    counted = models.JSONField()
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["organisation"]

    def __str__(self) -> str:
        return f"figures of organisation {self.organisation_id}"
