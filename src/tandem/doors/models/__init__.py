"""Rows of the doors themselves, a file for each of them."""

from tandem.doors.models.call_backs import CallBack
from tandem.doors.models.paper import PaperForm, PersonalSheet, PrintOrder
from tandem.doors.models.scans import Batch, ScanFile, ScannedPage, Sheet, Typing

__all__ = [
    "Batch",
    "CallBack",
    "PaperForm",
    "PersonalSheet",
    "PrintOrder",
    "ScanFile",
    "ScannedPage",
    "Sheet",
    "Typing",
]
