from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What a person did with a proposal; the same words for every algorithm."""

    FOLLOWED = "followed", _("Followed the proposal")
    DEPARTED = "departed", _("Chose otherwise, by hand")
    REFUSED = "refused", _("Refused the proposal")
