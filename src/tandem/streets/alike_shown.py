"""What may be the same as a report, on its page in the office."""

from collections.abc import Mapping
from dataclasses import dataclass

from tandem.cases.queries import names_of
from tandem.streets import because, inbox, messages, resembling
from tandem.streets.choices import State
from tandem.streets.kinds import labels
from tandem.streets.messages import News
from tandem.streets.models import Report
from tandem.toolbox.texts import Text
from tandem.ui.formats import short_day


@dataclass(frozen=True, slots=True)
class Pair:
    """Before it is pressed: why, which of them goes on, and what the reporters will read."""

    other: Report
    told: str
    because: str
    stays: Report
    many: int
    """Reporters of the one that goes: they are told."""
    read: str


@dataclass(frozen=True, slots=True)
class Apart:
    """A colleague said that they are not the same."""

    other: Report
    told: str
    day: str
    by: str


def pairs(report: Report) -> list[Pair]:
    kinds = labels(report.territory)
    return [
        Pair(
            other=one.other_than(report),
            told=_told(one.other_than(report), kinds),
            because=because.alike_because(one.reasons),
            stays=one.stays,
            many=one.goes.voices_count,
            read=messages.sentence(News(State.JOINED)),
        )
        for one in resembling.now_proposed(report)
    ]


def apart(report: Report) -> list[Apart]:
    kinds = labels(report.territory)
    found = resembling.said_apart(report)
    names = names_of(row.account for _other, row in found)
    return [
        Apart(
            other=other,
            told=_told(other, kinds),
            day=short_day(row.apart_at),
            by=names.get(row.account or 0, ""),
        )
        for other, row in found
        if row.apart_at is not None
    ]


def _told(report: Report, kinds: Mapping[str, Text]) -> str:
    return f"{kinds.get(report.category, report.category)}, {inbox.where(report)}"
