"""Rows of the doors themselves, a file for each of them."""

from tandem.doors.models.call_backs import CallBack
from tandem.doors.models.mails import AskedByMail, Mail, MailState

__all__ = ["AskedByMail", "CallBack", "Mail", "MailState"]
