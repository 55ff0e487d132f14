"""What people call places of a commune, and where these lie: its own list, beside the map in squares."""

from typing import ClassVar

from django.db import models

from tandem.territory.models import Held


class NamedPlace(Held):
    """A place that people know: a square, a stop, a school; or a street, once for each square of it."""

    name = models.CharField(max_length=80)
    """In two languages where it has two names: “Place Colignon / Colignonplein”."""
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
