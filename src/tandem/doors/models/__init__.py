"""Rows of the doors themselves, a file for each of them."""

from tandem.doors.models.call_backs import CallBack

__all__ = ["CallBack"]
