from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Being written")
    ASKED = "asked", _("Waits for a second person")
    APPROVED = "approved", _("Approved, leaves in a moment")
    SENT = "sent", _("Under way")
    CANCELLED = "cancelled", _("Taken back")


class LeftOutReason(models.TextChoices):
    """Why somebody who may be meant is told nothing."""

    OPTED_OUT = "opted_out", _("Wants no messages that go to many people.")
    AT_DESK = "at_desk", _("Asks at the desk; nothing is sent to her.")
    PROTECTED = "protected", _("Nothing may arrive at her address, and no other way is known.")
    COMES_BACK = "comes_back", _("Messages to her e-mail address come back, no other way is known.")
    NO_CONTACT = "no_contact", _("No address, number or e-mail is known by which to reach her.")
    TOO_LONG = "too_long", _("The text is too long for a text message, no other way is known.")
    NO_GATEWAY = "no_gateway", _("Text messages cannot be sent, and no other way is known.")
    UNKNOWN = "unknown", _("Her age or address is not known, so perhaps she is meant.")
