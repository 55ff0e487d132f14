"""Rows of the doors themselves, a file for each of them."""

from tandem.doors.models.call_backs import CallBack
from tandem.doors.models.paper import PaperForm, PersonalSheet, PrintOrder

__all__ = ["CallBack", "PaperForm", "PersonalSheet", "PrintOrder"]
