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


class KnownAddress(Held):
    """A house number of a street and where it lies, from the list that the commune has of its addresses.

    It is of the street, and tells of nobody who lives there.
    """

    postal_code = models.CharField(max_length=4)
    name = models.CharField(max_length=80)
    """Of the street, in one of its languages."""
    street = models.CharField(max_length=80)
    """The same, folded."""
    number = models.PositiveIntegerField()
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        ordering: ClassVar = ["street", "number", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "street", "number"], name="addresses_by_street")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
