"""Rows of the doors themselves, a file for each of them."""

from tandem.doors.models.call_backs import CallBack
from tandem.doors.models.line import Call, Duty, Greeting, Line
from tandem.doors.models.mails import AskedByMail, Mail, MailState
from tandem.doors.models.paper import PaperForm, PersonalSheet, PrintOrder
from tandem.doors.models.scans import Batch, ScanFile, ScannedPage, Sheet, Typing
from tandem.doors.models.terminals import Ring, Terminal
from tandem.doors.models.texts import Heard, Talk, TextReply, TextReplyState
from tandem.doors.models.tokens import Once, Token

__all__ = [
    "AskedByMail",
    "Batch",
    "Call",
    "CallBack",
    "Duty",
    "Greeting",
    "Heard",
    "Line",
    "Mail",
    "MailState",
    "Once",
    "PaperForm",
    "PersonalSheet",
    "PrintOrder",
    "Ring",
    "ScanFile",
    "ScannedPage",
    "Sheet",
    "Talk",
    "Terminal",
    "TextReply",
    "TextReplyState",
    "Token",
    "Typing",
]
