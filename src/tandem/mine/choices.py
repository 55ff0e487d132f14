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


class ShownBy(models.TextChoices):
    """How it was made sure that it is she; never with a copy of a card."""

    ACCOUNT = "account", _("She is signed in with her account")
    WORD = "word", _("She knew the reference and the word of an earlier request")
    CARD = "card", _("Her card was seen at the desk; no copy was made")
    CALL = "call", _("She was called back at the number that was known before")
    KNOWN = "known", _("A colleague knows her in person")


class EntryKind(models.TextChoices):
    """A code on paper, by how it reached her."""

    LETTER = "letter", _("By letter")
    DESK = "desk", _("At the desk")
