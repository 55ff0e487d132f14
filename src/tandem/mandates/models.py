from typing import ClassVar

from django.conf import settings
from django.db import models

from tandem.journal.choices import Door
from tandem.people.models import Person
from tandem.territory.models import Held, Organisation


class Acting(Held):
    """One act done for somebody at her word, and by whom. Kept even when nothing else is."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    helper_of = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    door = models.CharField(max_length=10, choices=Door.choices)
    what = models.SlugField()
    subject = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.what} for person {self.person_id}"
