from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """How scans came into the house."""

    PAGE = "page", _("Handed in on the page of scans")
    HOME = "home", _("Handed in on the website")
    FOLDER = "folder", _("Found in the folder of scans")


class FileState(models.TextChoices):
    WAITING = "waiting", _("Being read")
    READ = "read", _("Read")
    REFUSED = "refused", _("Not taken in")


class Refusal(models.TextChoices):
    """Why a file, or one page of it, was not taken for a form; said to whoever scanned it."""

    EMPTY = "empty", _("This file is empty. Scan it again.")
    TOO_LARGE = "too_large", _("This file is larger than 40 MB. Scan fewer pages at a time.")
    UNKNOWN_KIND = (
        "unknown_kind",
        _("This is no PDF, JPEG, PNG, TIFF or HEIC, whatever its name says."),
    )
    TOO_MANY_PAGES = (
        "too_many_pages",
        _("This file has more than 200 pages. Scan it in several parts."),
    )
    TOO_MUCH_HOME = (
        "too_much_home",
        _(
            "Handed in on the website: more than 40 pages, or very much in one day. Ask for the paper."
        ),
    )
    TOO_MANY_PIXELS = (
        "too_many_pixels",
        _("This picture is much larger than a sheet of paper. Scan with 200 dots per inch."),
    )
    LOCKED = "locked", _("This PDF is locked with a password. Save it without one.")
    DAMAGED = "damaged", _("This file is damaged and cannot be opened. Scan it again.")
    TOO_HEAVY = (
        "too_heavy",
        _("Reading this file took more time or room than one file may. Scan it in parts."),
    )
    SAME_FILE = "same_file", _("This very file was handed in before. Nothing was entered twice.")
    NO_CODE = "no_code", _("No code of a form was found on this page. Scan it again, or type it.")
    NOT_OURS = (
        "not_ours",
        _("The code on this page was not printed here. Nothing was read from it."),
    )
    UNKNOWN_FORM = (
        "unknown_form",
        _("This form is not known here any more. Ask the person at the desk or by telephone."),
    )
    UNREADABLE = (
        "unreadable",
        _("Boxes or corners are missing or unclear. Scan the page again, or type it."),
    )
    CLOSED = "closed", _("This service cannot be asked for on paper.")
    ELSEWHERE = (
        "elsewhere",
        _("This sheet was made for somebody known to another organisation. Pass it on to it."),
    )
    LATE = "late", _("The request of this sheet is sent already. Read the page, and add a note.")
    WHOSE = (
        "whose",
        _(
            "Perhaps this sheet came before, or from several people. Say to which one the page belongs."
        ),
    )


class Why(models.TextChoices):
    """Why a person must say what stands in a place; all but three are said by the engine of a box."""

    FRAME_NOT_FOUND = "frame_not_found", _("The frame of a box cannot be seen.")
    BLACK_AND_WHITE = (
        "black_and_white_only",
        _("The scan has only black and white: light pencil may be lost."),
    )
    TOO_NOISY = "too_noisy", _("The paper is too dark or too dirty here.")
    FAINT = "faint", _("A mark is pale, as of pencil.")
    SMALL = "small_mark", _("A mark is very small.")
    AT_THE_EDGE = "at_the_edge", _("A mark touches only the edge of a box.")
    FILLED = "filled", _("A box is filled out: perhaps the tick was taken back.")
    STRUCK_OUT = "struck_out", _("A box is struck out: perhaps the tick was taken back.")
    WORDS_STRUCK = (
        "words_struck",
        _("The words beside a ticked box look struck out: perhaps the tick was taken back."),
    )
    LINE_THROUGH = "line_through", _("A line runs through a box.")
    UNLIKE = (
        "unlike_the_others",
        _("A mark is unlike the other ticks on the sheet: perhaps a stain."),
    )
    PALE_PENCIL = (
        "pale_pencil",
        _("The sheet is filled in with a pale pencil: marks may be missing."),
    )
    WRITTEN = "written", _("Something is written by hand.")
    CONTRADICTION = "contradiction", _("The ticks contradict each other.")


class PageState(models.TextChoices):
    SHEET = "sheet", _("Belongs to a sheet")
    AGAIN = "again", _("Was scanned before")
    BLANK = "blank", _("Blank")
    REFUSED = "refused", _("For a colleague")
    DEALT = "dealt", _("Dealt with by a colleague")


class SheetState(models.TextChoices):
    """How far one filled-in copy of a form has come."""

    GATHERING = "gathering", _("Pages are missing")
    WAITING = "waiting", _("In the waiting room")
    BACK = "back", _("Back to the person")
    SENT = "sent", _("Sent")
    ASIDE = "aside", _("Set aside")

    @classmethod
    def settled(cls) -> frozenset["SheetState"]:
        return frozenset({cls.BACK, cls.SENT, cls.ASIDE})
