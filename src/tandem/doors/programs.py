"""Whose programs come in is known here; rooms with an API of their own ask `services.programs`."""

from tandem.doors.api.access import recognise
from tandem.services.programs import register

register(recognise)
