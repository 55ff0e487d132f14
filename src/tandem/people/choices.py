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


class FlagReason(models.TextChoices):
    """Why a look is unusual. Each can be computed from what is kept."""

    EMERGENCY = "emergency", _("The file was opened as an emergency")
    EXCLUDED = "excluded", _("A colleague whom the person had excluded tried to open the file")
    STOPPED = "stopped", _("Many files were opened in an hour, and the run was stopped")
    NAME = "name", _("A name of the person is one that the colleague declared as of her own circle")
    PLACE = "place", _("The person lives in a street that the colleague declared as her own")
    NO_CASE = "no_case", _("Nothing is owed to the person, and nothing was done for her lately")
    REPEATED = "repeated", _("The same file was opened several times in a day, with nothing to do")
    CONTACTS = "contacts", _("A volunteer would have been given a fourth contact in a day")
    HOURS = "hours", _("The file was opened at night or on a Sunday, without a task")
    INVITED = "invited", _("Somebody new was invited, who may open files or lets others in")


class FlagState(models.TextChoices):
    """What the data-protection officer said of an unusual look."""

    OPEN = "open", _("Not looked at yet")
    IN_ORDER = "in_order", _("In order")
    NOT_IN_ORDER = "not_in_order", _("Not in order")


class OpeningKind(models.TextChoices):
    RUN = "run", _("To go on after many files in an hour")
    ADDRESS = "address", _("To see a protected address")
    EMERGENCY = "emergency", _("To open a file in an emergency")


class TieKind(models.TextChoices):
    """What a colleague declares of her own circle, so that looks there stand out."""

    NAME = "name", _("Name")
    PLACE = "place", _("Street")
