from django.db import models
from django.utils.translation import gettext_lazy as _


class Wanted(models.TextChoices):
    """What somebody may ask of whoever keeps something about her: articles 15 to 21 of the GDPR."""

    SEE = "see", _("See what is kept about me")
    TAKE = "take", _("Take it with me, in a file")
    LOOKS = "looks", _("Know who looked at it")
    CORRECT = "correct", _("Correct something")
    LIMIT = "limit", _("Stop using it for now")
    ERASE = "erase", _("Have it erased")
    OBJECT = "object", _("Object to something")


class WishState(models.TextChoices):
    OPEN = "open", _("Still to be done")
    DONE = "done", _("It was done.")
    REFUSED = "refused", _("It was not done; the reason was given.")
