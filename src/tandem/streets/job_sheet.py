"""The sheet of a job: where to go, in which order, and what is broken there. Nobody's name."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.people.words import hold
from tandem.streets import grid, map_sheet, place, showing, small_map, thumbnails
from tandem.streets.actions import what_was_seen
from tandem.streets.landmark import landmark_of, landmark_outside, waits_to_be_read
from tandem.streets.models import Job, Report
from tandem.streets.showing import Seen
from tandem.streets.unnamed import unnamed
from tandem.toolbox import typesetting
from tandem.toolbox.texts import Text
from tandem.ui.formats import day

TEMPLATE = Path(__file__).with_name("sheet.typ")


@dataclass(frozen=True, slots=True)
class Stop:
    number: int
    key: int
    sign: str
    code: str
    """The sign as it stands in an address."""
    kind: str
    where: str
    mark: str
    danger: bool
    points: int
    words: str
    """What was seen, without how somebody is reached; empty on the sheet of a contractor."""
    near: str = ""
    """What stands near it, where this alone is its place."""
    unread: bool = False
    """No colleague has read that yet: it does not leave the house."""
    lost: bool = False
    """Nothing says where it is that may be passed on."""
    point: grid.Point | None = None
    photo: Seen | None = None
    """The first that whoever goes there may see: a contractor what everybody sees."""


def stops(
    reports: Sequence[Report],
    kinds: Mapping[str, Text],
    *,
    with_words: bool,
    outside: bool = False,
) -> list[Stop]:
    """In the order given; after a look at those whose place is in words only, `with_words` at all.
    `outside`: as whoever is not of the house reads them.
    """
    hold((), (report.sealed for report in reports))
    return [
        Stop(
            number=number,
            key=report.pk,
            sign=report.shown_sign,
            code=report.sign,
            kind=str(kinds.get(report.category, report.category)),
            where=", ".join(filter(None, [place.spot(report), near])),
            mark=report.mark,
            danger=report.danger,
            points=report.effort,
            words=unnamed(_besides(what_was_seen(report), near), where=True) if with_words else "",
            point=map_sheet.point_of(report),
            photo=next(iter(_photos(report, all_of_them=with_words)), None),
            near=near,
            unread=waits_to_be_read(report),
            lost=place.is_in_words_only(report) and not near,
        )
        for number, report in enumerate(reports, 1)
        for near in [landmark_outside(report) if outside else landmark_of(report)]
    ]


def _besides(words: str, near: str) -> str:
    """What stands near it is said with the place, and not once more with what was seen."""
    return words.removeprefix(near).lstrip() if near else words


def _photos(report: Report, *, all_of_them: bool) -> list[Seen]:
    return showing.to_colleagues(report) if all_of_them else showing.to_everybody(report)


def map_of(job: Job, told: Sequence[Stop]) -> map_sheet.Drawn | None:
    """The squares around the stops, by their numbers; None where no point is known."""
    return map_sheet.drawn(
        job.territory, ((stop.point, f"{stop.kind}, {stop.where}") for stop in told)
    )


def pdf(job: Job, told: Sequence[Stop], pictures: Mapping[int, bytes]) -> bytes:
    """The same on paper, tagged so that it can be read aloud; `pictures` by the key of their stop."""
    drawn = map_of(job, told)
    sheet = {
        "map": small_map.svg(drawn) if drawn else "",
        "map-words": _("Squares around the stops. The list says the same in words."),
        "language": (get_language() or "fr")[:2],
        "title": _("The way of the day: %(team)s") % {"team": job.team.name},
        "day": day(job.day),
        "done": _("Done"),
        "not-done": _("Not done, because:"),
        "danger": _("Danger"),
        "stops": [
            {
                "number": str(stop.number),
                "title": f"{stop.kind}, {stop.where}",
                "sign": stop.sign,
                "mark": (_("Number on it: %(mark)s") % {"mark": stop.mark}) if stop.mark else "",
                "danger": stop.danger,
                "words": stop.words,
                "photo": thumbnails.svg(pictures[stop.key]) if stop.key in pictures else "",
                "photo-words": stop.photo.alt if stop.photo else "",
            }
            for stop in told
        ],
    }
    inputs = {"sheet": json.dumps(_printable(sheet), ensure_ascii=False)}
    try:
        return typesetting.pdf(TEMPLATE, inputs, system_fonts=True)
    except typesetting.Refused:
        # A sign no font here knows: the sheet must be printed all the same.
        return typesetting.pdf(TEMPLATE, inputs, system_fonts=True, accessible=False)


def _printable(value: object) -> object:
    """Without the signs that no page can show."""
    if isinstance(value, str):
        return "".join(sign for sign in value if sign == "\n" or sign.isprintable())
    if isinstance(value, list):
        return [_printable(item) for item in value]
    if isinstance(value, dict):
        return {name: _printable(item) for name, item in value.items()}
    return value
