"""What people say of the program; apart, so that no file of models grows without end."""

from typing import ClassVar

from django.db import models

from tandem.cases.models import Case
from tandem.register.models import Change, Run
from tandem.solidarity.choices import About, Fault
from tandem.territory.models import Held


class Remark(Held):
    """Somebody wants a person instead of the program, contests a result, or has an opinion."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="remark")
    about = models.CharField(max_length=10, choices=About.choices)
    need = models.ForeignKey(
        "solidarity.Need", on_delete=models.PROTECT, null=True, related_name="remarks"
    )
    """The request it is about, where it was found."""
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="+")
    """The run that is contested: the last one before it was said."""
    change = models.ForeignKey(Change, on_delete=models.PROTECT, null=True, related_name="+")
    """What was in discussion when an opinion was given."""
    upheld = models.BooleanField(null=True)
    fault = models.CharField(max_length=8, choices=Fault.choices, blank=True)
    """What was wrong, where something was: counted in public."""
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"remark {self.pk}"
