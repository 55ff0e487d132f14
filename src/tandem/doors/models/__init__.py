"""Rows of the doors themselves, a file for each of them."""

from tandem.doors.models.call_backs import CallBack
from tandem.doors.models.texts import Heard, Reply, ReplyState, Talk

__all__ = ["CallBack", "Heard", "Reply", "ReplyState", "Talk"]
