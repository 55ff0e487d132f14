from django.db import models

from tandem.tenancy.query import ScopedManager


class Held(models.Model):
    """A tenant row: its territory, and the organisation responsible for it."""

    territory = models.ForeignKey("territory.Area", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "territory.Organisation", on_delete=models.PROTECT, related_name="+"
    )

    objects = ScopedManager()

    class Meta:
        abstract = True
