from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a message has come."""

    WAITING = "waiting", _("Waiting to leave")
    SENDING = "sending", _("Leaving now")
    READY = "ready", _("A colleague has to print it or to call")
    PRINTED = "printed", _("Printed, not yet posted")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Arrived")
    UNSURE = "unsure", _("May have left")
    FAILED = "failed", _("Could not leave")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Taken back before it left")


ENDS = frozenset({State.SENT, State.DELIVERED, State.DONE, State.CANCELLED})
"""Nothing more is done with it."""


class Obstacle(models.TextChoices):
    """Why a message does not go by the way that was wanted."""

    NO_EMAIL = "no_email", _("No e-mail address is known.")
    COMES_BACK = "comes_back", _("Messages to this e-mail address come back.")
    NO_MOBILE = "no_mobile", _("No mobile number is known.")
    NO_PHONE = "no_phone", _("No telephone number is known.")
    NO_ADDRESS = "no_address", _("No postal address is known.")
    NO_GATEWAY = "no_gateway", _("This platform cannot send text messages yet.")
    TOO_LONG = "too_long", _("It is too long for a text message.")
    STOPPED = "stopped", _("This number asked for no more text messages.")
    NEVER_WRITE = "never_write", _("Nothing may arrive at this address.")
    NOT_CHOSEN = "not_chosen", _("This person must be contacted with care.")
    TOO_MANY = (
        "too_many",
        _("Many messages were asked for to this address, or from one place. Look first."),
    )
    TRIED = "tried", _("It was tried without result.")


class Outcome(models.TextChoices):
    """How one attempt ended."""

    HANDED_OVER = "handed_over", _("Handed over")
    LATER = "later", _("No answer from the other side; tried again later")
    REFUSED = "refused", _("Refused by the other side")
    CAME_BACK = "came_back", _("Came back: it could not be delivered")
    UNKNOWN = "unknown", _("Interrupted: it may have left")
    PRINTED = "printed", _("Printed")
    JAMMED = "jammed", _("Spoilt in printing")
    SAID = "said", _("Said on the telephone")
    NOBODY = "nobody", _("Nobody answered")
    WRONG_NUMBER = "wrong_number", _("Wrong number")


class CallResult(models.TextChoices):
    """What the operator says after a call."""

    SAID = "said", _("I said it to the person")
    NOBODY = "nobody", _("Nobody answered")
    WRONG_NUMBER = "wrong_number", _("Wrong number")


class Proof(models.TextChoices):
    """How one knows that what was said on the telephone has arrived."""

    REFERENCE = "reference", _("The reference was read back")
    GIST = "gist", _("What it is about was said again in the person’s own words")
    NONE = "none", _("It could not be made sure")


class Heard(models.TextChoices):
    """Who heard it."""

    HERSELF = "herself", _("The person herself or himself")
    TRUSTED = "trusted", _("Somebody the person named")


class PrintState(models.TextChoices):
    ASKED = "asked", _("Being prepared")
    READY = "ready", _("Ready to print")
    POSTED = "posted", _("Posted")
    FAILED = "failed", _("Could not be prepared")
