"""Changes of what an algorithm weighs: proposed, simulated, discussed, decided; public from the start."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tandem.register.choices import ChangeState
from tandem.territory.models import Organisation


class ChangeQuerySet(models.QuerySet["Change"]):
    def in_discussion(self) -> "ChangeQuerySet":
        return self.filter(state=ChangeState.OPEN)

    def accepted(self) -> "ChangeQuerySet":
        return self.filter(state=ChangeState.ACCEPTED).order_by("-decided_at", "-pk")


class Change(models.Model):
    """Of no tenant's secrets: everybody may read it, and nothing of a person stands in it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    algorithm = models.SlugField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField()
    after = models.JSONField()
    why = models.TextField()
    body = models.CharField(max_length=120)
    """Who decides: a council, a committee, by its name."""
    made_at = models.DateTimeField(auto_now_add=True)
    open_until = models.DateField()
    """The last day on which anybody may have a say; it is not decided before."""
    effects = models.JSONField(null=True)
    """What it would have changed in the last months, by group; None until it was solved."""
    state = models.CharField(max_length=8, choices=ChangeState.choices, default=ChangeState.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_why = models.TextField(blank=True)
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar = ChangeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["algorithm", "organisation"],
                condition=Q(state="open"),
                name="one_change_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_at__isnull=False),
                name="a_decided_change_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"change {self.pk} of {self.algorithm}"

    @property
    def territory_id(self) -> int:
        return self.organisation.area_id
