from django.db import models
from django.utils.translation import gettext_lazy as _


class CallState(models.TextChoices):
    """How far an incoming call has come, as the exchange tells it."""

    RINGING = "ringing", _("Rings now")
    ANSWERED = "answered", _("Being answered")
    ENDED = "ended", _("Ended")
    MISSED = "missed", _("Missed")


class Right(models.TextChoices):
    """What a partner's program may do here."""

    ASK = "ask", _("Send requests for people, at their word")
    FOLLOW = "follow", _("Tell people where their request stands, with their reference and word")
