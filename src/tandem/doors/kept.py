from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tandem.doors.forgetting import (
    DUTIES_KEPT,
    NUMBERS_KEPT,
    RINGS_KEPT,
    forget_duties,
    forget_numbers,
    forget_once,
    forget_rings,
    throw_away_old_mail,
    throw_away_talks,
)
from tandem.doors.models import (
    AskedByMail,
    Batch,
    Call,
    CallBack,
    Duty,
    Greeting,
    Heard,
    Line,
    Mail,
    Once,
    PaperForm,
    PersonalSheet,
    PrintOrder,
    Ring,
    ScanFile,
    ScannedPage,
    Sheet,
    Talk,
    Terminal,
    TextReply,
    Token,
    Typing,
)
from tandem.doors.scans.retention import erase_old
from tandem.people.keeping import Ground, Rule, in_each_organisation, register
from tandem.people.retention import KEPT
from tandem.services.drafts import LIVES


def _scans(_now: datetime) -> int:
    return erase_old()


register(
    Rule(
        name="doors.mail",
        what=_("E-mails on their way in, and forms sent out by e-mail"),
        of=(Mail, AskedByMail),
        ground=Ground.TASK,
        term=LIVES,
        since=_("after they came in"),
        stays=_("Nothing; what was asked stands with the request."),
        does=throw_away_old_mail,
    )
)
register(
    Rule(
        name="doors.texts",
        what=_("What is said by text message"),
        of=(Talk, TextReply, Heard),
        ground=Ground.TASK,
        since=_("until nobody goes on with it; replies a week, marks that it was heard 60 days"),
        stays=_("Nothing; what was asked stands with the request."),
        does=throw_away_talks,
    )
)
register(
    Rule(
        name="doors.calls",
        what=_("Numbers of those who rang"),
        of=(Call,),
        ground=Ground.TASK,
        term=NUMBERS_KEPT,
        since=_("after the call"),
        stays=_("That somebody rang, as a count."),
        does=forget_numbers,
    )
)
register(
    Rule(
        name="doors.sheets",
        what=_("Calls promised, and forms printed for somebody"),
        of=(CallBack, PersonalSheet),
        ground=Ground.TASK,
        term=KEPT,
        since=_("after the last step of her requests"),
        stays=_("Nothing of her."),
    )
)
register(
    Rule(
        name="doors.scans",
        what=_("Scans of forms, and what two colleagues read on them"),
        of=(Batch, ScanFile, ScannedPage, Sheet, Typing),
        ground=Ground.PROOF,
        term=timedelta(days=settings.SCANS_KEPT_DAYS),
        since=_("after the request on it has ended; 30 days where it became none"),
        stays=_("The number of the sheet, so that it is not taken for a new one."),
        does=_scans,
    )
)
register(
    Rule(
        name="doors.rings",
        what=_("Calls for a colleague at a terminal"),
        of=(Ring,),
        ground=Ground.TASK,
        term=RINGS_KEPT,
        since=_("after somebody came"),
        stays=_("Nothing."),
        does=in_each_organisation(forget_rings),
    )
)
register(
    Rule(
        name="doors.duties",
        what=_("Which languages a colleague speaks on the line on a day"),
        of=(Duty,),
        ground=Ground.TASK,
        term=DUTIES_KEPT,
        since=_("after that day"),
        stays=_("Nothing."),
        does=in_each_organisation(forget_duties),
    )
)
register(
    Rule(
        name="doors.once",
        what=_("What a partner’s program sent, so that the same is not taken twice"),
        of=(Once,),
        ground=Ground.SAFETY,
        term=LIVES,
        since=_("after it was sent: as long as the form that it began"),
        stays=_("Nothing."),
        does=in_each_organisation(forget_once),
    )
)
register(
    Rule(
        name="doors.equipment",
        what=_("The telephone line, terminals, programs, forms and print orders"),
        of=(Line, Greeting, Terminal, Token, PaperForm, PrintOrder),
        ground=Ground.NOBODY,
        since=_("until they are ended; print orders a day"),
        stays=_("That a form had this layout, so that an old one can still be read."),
    )
)
