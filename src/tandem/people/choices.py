from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a person wishes to be reached."""

    EMAIL = "email", _("By e-mail")
    SMS = "sms", _("By text message")
    CALL = "call", _("By telephone call")
    LETTER = "letter", _("By letter")
    DESK = "desk", _("I will ask at the desk")


class Care(models.TextChoices):
    """What we take care of when we write to a person or speak with her."""

    LARGE_PRINT = "large_print", _("Write to me in large print")
    EASY_WORDS = "easy_words", _("Use easy words")
    READ_ALOUD = "read_aloud", _("Read things aloud to me")
    INTERPRETER = "interpreter", _("I need an interpreter")
    NEVER_WRITE = "never_write", _("Never send a letter to my address")
    NEVER_LEAVE_WORD = "never_leave_word", _("Speak only with me; leave no message")
    NO_BROADCASTS = "no_broadcasts", _("Send me no messages that go to many people")


class TraceKind(models.TextChoices):
    WORD = "word", _("Word of a name")
    SOUND = "sound", _("Sound of a name")
    PHONE = "phone", _("Telephone number")
    EMAIL = "email", _("E-mail address")
    BIRTH = "birth", _("Date of birth")


class LikenessState(models.TextChoices):
    """What a colleague said of two records that are alike."""

    OPEN = "open", _("Not decided yet")
    SAME = "same", _("The same person")
    DIFFERENT = "different", _("Two different people")
