"""Whether what should be erased each night is erased: read by whoever answers for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.desk.processing.gathered import Kept
from tandem.people import keeping
from tandem.people.models import Clearing
from tandem.territory.models import Platform
from tandem.ui.formats import day_time, number

SHOWN = 14
TOO_LONG = timedelta(hours=36)
"""After a night without a report somebody should look at the worker."""


@dataclass(frozen=True, slots=True)
class Night:
    row: Clearing
    taken_out: int
    failed: list[str]


def last() -> list[Night]:
    return [_night(row) for row in Clearing.objects.all()[:SHOWN]]


def to_look_at(now: datetime) -> tuple[int, int]:
    """How many rules failed in the last night; how many days went by without any report."""
    row = Clearing.objects.first()
    missing = _missing(row, now)
    return (len(row.failed) if row and not missing else 0), missing


def is_late(nights: list[Night], now: datetime) -> bool:
    return _missing(nights[0].row if nights else None, now) > 0


def _missing(row: Clearing | None, now: datetime) -> int:
    since = row.began_at if row else _open_since()
    return (now - since).days if since and since < now - TOO_LONG else 0


def _open_since() -> datetime | None:
    """The first night of an installation is still to come, and nobody has missed it."""
    first = Platform.objects.order_by("opened_at").first()
    return first.opened_at if first else None


def as_rows(nights: list[Night]) -> list[tuple[str, str, str]]:
    return [
        (day_time(one.row.began_at), number(one.taken_out), ", ".join(one.failed)) for one in nights
    ]


def said_of(rule: Kept, nights: list[Night]) -> str:
    """What the last night did by this rule, in words; nothing, where it does nothing by itself."""
    if not nights or not rule.by_itself:
        return ""
    row = nights[0].row
    if rule.name in row.failed:
        return _("It could not be carried out. Ask whoever runs the machine.")
    many = row.counts.get(rule.name, 0)
    return ngettext("%(many)s row taken out", "%(many)s rows taken out", many) % {"many": many}


def _night(row: Clearing) -> Night:
    return Night(row, sum(row.counts.values()), [_named(name) for name in row.failed])


def _named(name: str) -> str:
    rule = keeping.rule_of(name)
    return str(rule.what) if rule else name
