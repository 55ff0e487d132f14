from enum import IntEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class WayKind(models.TextChoices):
    """What is kept of a resident so that she can sign in."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    SERVICE = "service", _("Sign-in service")


class Shown(models.TextChoices):
    """What somebody showed in a session, beside what is kept of it."""

    EMAIL = "email", _("A message to her e-mail address")
    SMS = "sms", _("A text message to her number")
    SERVICE = "service", _("A sign-in service")
    PASSKEY = "passkey", _("A passkey")
    LETTER = "letter", _("A code from a letter")
    DESK = "desk", _("A code from the desk, where she was seen")
    WORD = "word", _("Reference and word of a request")


class Level(IntEnum):
    """How sure a session makes us that it is she; what it opens follows from it."""

    LITTLE = 0
    """Where her requests stand, and nothing of what is kept about her."""
    FAIR = 1
    """Her requests and her data."""
    FIRM = 2
    """Also what binds her, such as letting somebody act for her."""


class ProvesBy(models.TextChoices):
    """How we prove to a service that it is we who ask."""

    SECRET_BASIC = "client_secret_basic", _("A secret, in the header")
    SECRET_POST = "client_secret_post", _("A secret, in the request")
    PRIVATE_KEY = "private_key_jwt", _("A key of our own, which signs each request")
