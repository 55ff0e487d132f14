"""The report of each night’s erasing."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Clearing(models.Model):
    """One night's erasing, as its report: how many rows by each rule, and which rule failed.

    Of the whole installation and of no tenant; no person stands in it, and no row of hers.
    """

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    counts = models.JSONField(default=dict)
    failed = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"clearing {self.pk}"
