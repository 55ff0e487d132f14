"""Lists of volunteers; apart, so that no file of models grows without end."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.tenancy.query import ScopedManager
from tandem.territory.models import Held


class BatchQuerySet(models.QuerySet["Batch"]):
    def waiting(self) -> "BatchQuerySet":
        """Read and shown, and neither taken in nor thrown away yet."""
        return self.filter(taken_in_at__isnull=True, sealed__isnull=False)

    def taken_in(self) -> "BatchQuerySet":
        return self.filter(taken_in_at__isnull=False)


class Batch(Held):
    """Volunteers brought in from a file: first shown, then taken in, and undone as one."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    account = models.BigIntegerField()
    sealed = models.BinaryField(null=True)
    """What the file said, until it is taken in."""
    taken_in_at = models.DateTimeField(null=True)
    offers = ArrayField(models.BigIntegerField(), default=list)
    persons = ArrayField(models.BigIntegerField(), default=list)
    """Those registered by it, known to nobody before."""
    undone_at = models.DateTimeField(null=True)

    objects: ClassVar = ScopedManager.from_queryset(BatchQuerySet)()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"batch {self.pk}"

    @property
    def place(self) -> str:
        return f"batch:{self.key}"
