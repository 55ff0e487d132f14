"""The code of the first run: kept nowhere, of today, and void as soon as there is a platform."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.crypto import constant_time_compare

from tandem.toolbox.reference import SIGNS
from tandem.toolbox.sealing import digest

LENGTH = 12


def code_of(day: date) -> str:
    """Twelve signs that only somebody who holds the installation's key can know."""
    return "".join(SIGNS[byte % len(SIGNS)] for byte in digest("first-run", day.isoformat()))[
        :LENGTH
    ]


def shown(code: str) -> str:
    """As printed and typed, in three groups."""
    return " ".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def is_right(said: str) -> bool:
    """Printed today or yesterday: somebody may sit down to it the next morning."""
    bare = "".join(sign for sign in said.upper() if sign.isalnum())
    today = timezone.localdate()
    known = (code_of(today), code_of(today - timedelta(days=1)))
    # Both are compared, so that the time tells nothing.
    return True in [constant_time_compare(bare, code) for code in known]
