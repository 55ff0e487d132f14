"""What was measured, as the public reads it; and in sentences, where one door is worse."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.cases.models import Measurement
from tandem.cases.protecting import TOGETHER
from tandem.journal.choices import Door
from tandem.people.choices import Channel
from tandem.services.declaration import DOORS
from tandem.ui.formats import number, percent

A_DAY = 1
POINTS = 0.1
"""A share so much lower is said."""
LEAST_FOR_A_SHARE = 20
"""Of fewer answers a share says more about chance than about the door."""


@dataclass(frozen=True, slots=True)
class ByDoor:
    """One door of one service, or of all together. None: too few to be shown."""

    service: str
    door: str
    opened: int | None
    answered: int | None
    in_time: int | None
    again: int | None
    days: float | None

    @property
    def label(self) -> str:
        return str(Door(self.door).label)

    @property
    def share(self) -> float | None:
        """Of the answers, how many came in time."""
        if not self.answered or self.in_time is None:
            return None
        return self.in_time / self.answered


@dataclass(frozen=True, slots=True)
class ByChannel:
    channel: str
    answers: int | None
    days: float | None

    @property
    def label(self) -> str:
        return str(Channel(self.channel).label)


def latest() -> Measurement | None:
    return Measurement.objects.order_by("-until").first()


def by_door(measured: Measurement) -> list[ByDoor]:
    """The doors that stand, in their order; a door opened since then was not counted."""
    rows = [ByDoor(**row) for row in measured.figures["doors"]]
    order = {str(door): place for place, door in enumerate(DOORS)}
    return sorted((row for row in rows if row.door in order), key=lambda row: order[row.door])


def by_channel(measured: Measurement) -> list[ByChannel]:
    return [ByChannel(**row) for row in measured.figures["channels"]]


def of(rows: Iterable[ByDoor], service: str = TOGETHER) -> list[ByDoor]:
    return [row for row in rows if row.service == service]


def unequal(rows: Iterable[ByDoor], titles: Mapping[str, str]) -> list[str]:
    """Within each service, the doors that were slower or less often in time than another."""
    every = list(rows)
    return [
        f"{title}: {said}" for slug, title in titles.items() for said in _unequal(of(every, slug))
    ]


def _unequal(rows: list[ByDoor]) -> Iterator[str]:
    timed = [row for row in rows if row.days is not None]
    quickest = min(timed, key=lambda row: row.days or 0, default=None)
    for row in timed:
        if quickest and (more := (row.days or 0) - (quickest.days or 0)) >= A_DAY:
            said = ngettext(
                "by the door “%(door)s” an answer took %(days)s working day longer than by "
                "“%(other)s”.",
                "by the door “%(door)s” an answer took %(days)s working days longer than by "
                "“%(other)s”.",
                ceil(more),
            )
            yield said % {"door": row.label, "days": number(more), "other": quickest.label}
    kept = [
        row for row in rows if row.share is not None and (row.answered or 0) >= LEAST_FOR_A_SHARE
    ]
    best = max(kept, key=lambda row: row.share or 0, default=None)
    for row in kept:
        if best and (best.share or 0) - (row.share or 0) >= POINTS:
            said = _(
                "by the door “%(door)s” %(share)s of the answers came in time, by “%(other)s” "
                "%(most)s."
            )
            yield said % {
                "door": row.label,
                "share": percent(row.share or 0),
                "other": best.label,
                "most": percent(best.share or 0),
            }


def late_channels(rows: Iterable[ByChannel]) -> list[str]:
    """The channels by which an answer reached people later than by another."""
    timed = [row for row in rows if row.days is not None]
    quickest = min(timed, key=lambda row: row.days or 0, default=None)
    sentences = []
    for row in timed:
        if quickest and (more := (row.days or 0) - (quickest.days or 0)) >= A_DAY:
            said = ngettext(
                "“%(channel)s”: an answer left %(days)s working day later than “%(other)s”.",
                "“%(channel)s”: an answer left %(days)s working days later than “%(other)s”.",
                ceil(more),
            )
            values = {"channel": row.label, "days": number(more), "other": quickest.label}
            sentences.append(said % values)
    return sentences


def may_be_compared(rows: Iterable[ByDoor], titles: Mapping[str, str]) -> bool:
    """Whether two doors of one service were measured at all."""
    timed = [row.service for row in rows if row.days is not None]
    return any(timed.count(slug) > 1 for slug in titles)


def as_data(measured: Measurement | None) -> dict[str, Any]:
    """The same for programs; null where too few came to be shown."""
    if measured is None:
        return {"since": None, "until": None, "doors": [], "channels": []}
    return {
        "since": measured.since.isoformat(),
        "until": measured.until.isoformat(),
        **measured.figures,
    }
