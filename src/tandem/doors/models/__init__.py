"""Rows of the doors themselves, a file for each of them."""

from tandem.doors.models.call_backs import CallBack
from tandem.doors.models.paper import PaperForm, PersonalSheet, PrintOrder
from tandem.doors.models.tokens import Once, Token

__all__ = ["CallBack", "Once", "PaperForm", "PersonalSheet", "PrintOrder", "Token"]
