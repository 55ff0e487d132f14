from django.db import models
from django.utils.translation import gettext_lazy as _


class CallState(models.TextChoices):
    """How far an incoming call has come, as the exchange tells it."""

    RINGING = "ringing", _("Rings now")
    ANSWERED = "answered", _("Being answered")
    ENDED = "ended", _("Ended")
    MISSED = "missed", _("Missed")
