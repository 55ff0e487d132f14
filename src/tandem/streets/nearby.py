"""Which open reports may be of the same thing: asked of the engine before anything is sent."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from engines import triage
from tandem.people import words
from tandem.services.alike import SAME_AS, Alike
from tandem.services.conditions import Raw
from tandem.streets import around, because, grid, known_streets, place, public, rules
from tandem.streets.choices import Trouble
from tandem.streets.kinds import find_kind
from tandem.streets.landmark import landmark_of
from tandem.streets.models import Report
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import scopes
from tandem.territory.models import Area, Organisation
from tandem.territory.queries import organisation_for
from tandem.toolbox.distance import METRES_PER_DEGREE, to_metres
from tandem.ui.formats import short_day

Reasons = tuple[triage.Reason, ...]
Places = frozenset[frozenset[str]]
"""The telling words of places that anybody may know of."""
MOST_CANDIDATES = 200
MOST = 5
OF_A_SQUARE = re.compile(r"([1-9][0-9]{3})-([A-T][0-9]{1,2})", re.ASCII)
AROUND = 300
"""Metres within which a report may be of the same thing at all."""
ROUNDED_BY = 100
"""Metres by which a point that is public lies away from its own, at most."""
LIKENESS = triage.Likeness(
    metres={
        Trouble.LAMP: 30,
        Trouble.POTHOLE: 40,
        Trouble.PAVEMENT: 40,
        Trouble.BIN: 40,
        Trouble.DUMPING: 60,
        Trouble.WATER: 100,
        Trouble.GAS: 200,
        Trouble.WIRE: 100,
        Trouble.HOLE: 100,
    },
    kin=frozenset(
        {
            frozenset({Trouble.POTHOLE, Trouble.PAVEMENT, Trouble.HOLE}),
            frozenset({Trouble.DUMPING, Trouble.BIN}),
            frozenset({Trouble.LAMP, Trouble.WIRE}),
        }
    ),
)


def alike_to(where: dict[str, str], kind: str, chosen: str = "") -> list[Alike]:
    """What anybody may choose from before sending: at most five, likeliest first; what she has
    `chosen` before is among them, as long as it is alike at all. Found by what is public alone: whoever
    asks again and again, with other numbers, points or words, learns no more than its page tells.
    """
    found = organisation_for(where.get("postal_code", ""))
    if found is None:
        return []
    commune, organisation = found
    with within((current() or Scope()) | scopes.of_organisation(organisation)):
        places = _public_places(commune, organisation, where.get("landmark") or "")
        told = told_of(commune, where, kind, places)
        rows = {report.sign: report for report in _around_in_public(organisation, told)}
        likely = _likely(told, rows, places)
        if chosen and chosen not in likely:
            # Whoever comes from its page tells no house number where that page shows none: she says
            # herself that it is this one, and it is enough that kind and street agree.
            chosen_one = _around_in_public(organisation, told, sign=chosen)
            hers = {one.sign: one for one in chosen_one if one.trouble == told.category}
            rows, likely = rows | hers, dict.fromkeys(hers, ()) | likely
        return [_shown(rows[key], commune, likely[key]) for key in [*likely][:MOST]]


def _shown(report: Report, commune: Area, reasons: Reasons) -> Alike:
    said = [because.as_she_typed(reasons, exact=report.trouble in public.THINGS)]
    said.append(_("number %(sign)s") % {"sign": report.shown_sign})
    label = f"{in_words(report, commune)} ({', '.join(filter(None, said))})"
    return Alike(report.sign, label, public.page_of(report))


def _likely(told: triage.Report, rows: Mapping[str, Report], places: Places) -> dict[str, Reasons]:
    if told.landmark:
        words.hold((), (report.sealed for report in rows.values()))
    candidates = tuple(_as_public(report, told, places) for report in rows.values())
    answer = triage.known(triage.KnownQuestion(told, candidates, LIKENESS))
    return {one.key: one.reasons for one in answer.likely}


def told_as(sign: str) -> Raw:
    """The answers of whoever saw what stands on the public page of a report: what and where, as told
    there; or where, of whoever comes from a square of the map. Empty where nothing is called so.
    """
    if square := OF_A_SQUARE.fullmatch(sign):
        code, name = square.groups()
        return {"where_postal_code": [code], "where_mark": [name]} if grid.large_of(name) else {}
    with around.of_sign(sign) as report:
        if report is None or report.state not in rules.OPEN:
            return {}
        spot = public.spot_of(report)
        point = f"{spot.lat}, {spot.lon}" if spot.has_exact_point else ""
        return {
            "where_postal_code": [report.postal_code],
            "where_street": [spot.street],
            "where_landmark": [""],
            "where_mark": [public.mark_of(report) or report.square or point],
            "kind": [report.category],
            SAME_AS: [report.sign],
        }


def alike_to_report(report: Report) -> list[Alike]:
    """What of the same organisation may be the same as this report, likeliest first; in its scope."""
    return [
        Alike(other.sign, in_words(other, report.territory, where=place.spot(other, number=True)))
        for other, _why in likely_to_report(report)
    ]


def likely_to_report(
    report: Report, without: Collection[int] = ()
) -> list[tuple[Report, triage.Likely]]:
    """The same with the reasons; `without` those reports."""
    told = _as_asked(report)
    found = list(_around(report.organisation, told))
    # Of some, words alone tell the place.
    words.hold((), (one.sealed for one in found))
    rows = {one.sign: one for one in found if one.pk not in {report.pk, *without}}
    candidates = tuple(_as_asked(one, beside=told) for one in rows.values())
    answer = triage.known(triage.KnownQuestion(told, candidates, LIKENESS))
    return [(rows[one.key], one) for one in answer.likely[:MOST]]


def _public_places(commune: Area, organisation: Organisation, landmark: str) -> Places:
    """On the list of the commune; none where what was typed is none of them."""
    if not landmark:
        return frozenset()
    listed = known_streets.listed_in(commune, organisation.pk)
    places = frozenset(filter(None, map(triage.telling, listed)))
    return places if triage.telling(landmark) in places else frozenset()


def told_of(commune: Area, where: dict[str, str], kind: str, places: Places) -> triage.Report:
    """What somebody is about to tell, by what can be compared. What she saw is not: with it anybody
    could ask, word by word, what others have written; nor what stands near it, unless that is one of
    these `places`.
    """
    near = where.get("landmark") or ""
    mark = rules.mark_in(where.get("mark", ""))
    address = rules.address_in(where.get("street", ""))
    point = mark.point or (grid.middle_of(commune, mark.square) if mark.square else None)
    return triage.Report(
        key="told",
        category=find_kind(commune, kind).trouble,
        day=timezone.localdate(),
        at=to_metres(*point) if point else None,
        street=address.street,
        number=str(address.number or ""),
        postal_code=where.get("postal_code", ""),
        pole=mark.number,
        landmark=near if triage.telling(near) in places else "",
    )


def _around(organisation: Organisation, told: triage.Report, sign: str = "") -> QuerySet[Report]:
    """Open reports of the place, narrowed by what an index knows of them."""
    near = Q()
    if told.street:
        near |= Q(street_folded__in=sorted(triage.spellings(told.street)))
    if told.pole:
        near |= Q(mark=told.pole)
    if told.at:
        near |= _within(told.at)
    if not near:
        near = Q(trouble=told.category, street_folded="")
    rows = Report.objects.open().filter(near, organisation=organisation)
    rows = rows.select_related("territory").filter(postal_code=told.postal_code).order_by("-pk")
    rows = rows.filter(sign=sign) if sign else rows
    return rows[:MOST_CANDIDATES]


def _around_in_public(
    organisation: Organisation, told: triage.Report, sign: str = ""
) -> list[Report]:
    """Of these, what its public facts bring here: at the edge of a box an exact point would tell itself."""
    return [one for one in _around(organisation, told, sign) if _is_there(one, told)]


def _is_there(report: Report, told: triage.Report) -> bool:
    if told.street and report.street_folded in triage.spellings(told.street):
        return True
    if told.pole and public.mark_of(report) == told.pole:
        return True
    at = _public_point(report)
    if told.at and at:
        return all(abs(one - other) <= AROUND for one, other in zip(told.at, at, strict=True))
    return not (told.street or told.pole or told.at)


def _within(at: tuple[int, int]) -> Q:
    """A box around the point, in degrees; wide enough for what lies there by its rounded point only."""
    east_of_one_degree, _north = to_metres(0, 1)
    east, north = at
    wide = AROUND + ROUNDED_BY
    low, high = (north - wide) / METRES_PER_DEGREE, (north + wide) / METRES_PER_DEGREE
    left, right = (east - wide) / east_of_one_degree, (east + wide) / east_of_one_degree
    return Q(lat__range=(low, high), lon__range=(left, right))


def _as_asked(report: Report, beside: triage.Report | None = None) -> triage.Report:
    """As colleagues compare it, exactly; and where words alone tell its place, by these, which nobody
    else is shown.
    """
    return replace(
        _facts_of(report),
        at=_point_of(report, _metres(report, report.lat, report.lon), beside),
        number=str(report.house_number or ""),
        pole=report.mark,
        landmark=landmark_of(report),
    )


def _facts_of(report: Report) -> triage.Report:
    """What anybody may compare of any of them."""
    return triage.Report(
        key=report.sign,
        category=report.trouble,
        day=_day(report),
        street=report.street_folded,
        postal_code=report.postal_code,
    )


def _as_public(report: Report, beside: triage.Report, places: Places) -> triage.Report:
    """As strangers compare it: where it may tell of a household, by its street and its rounded point;
    what stands near it only where that is one of these `places`, and nothing else.
    """
    near = landmark_of(report) if places else ""
    return replace(
        _facts_of(report),
        at=_point_of(report, _public_point(report), beside),
        number=_public_number(report),
        pole=public.mark_of(report),
        landmark=near if triage.telling(near) in places else "",
    )


def _public_number(report: Report) -> str:
    if report.trouble not in public.THINGS:
        return ""
    return str(rules.address_in(public.with_its_number(report.street)).number or "")


def _public_point(report: Report) -> tuple[int, int] | None:
    spot = public.spot_of(report)
    return _metres(report, spot.lat, spot.lon)


def _metres(report: Report, lat: float | None, lon: float | None) -> tuple[int, int] | None:
    """None of a rough one: each number of the street has it, and would be at the very same place."""
    return None if lat is None or lon is None or report.rough else to_metres(lat, lon)


def _point_of(
    report: Report, at: tuple[int, int] | None, beside: triage.Report | None
) -> tuple[int, int] | None:
    """A square is some way across: what else lies in it may be at the same spot, and where both have
    a street, the street is surer.
    """
    if at is None or beside is None or beside.at is None:
        return at
    ours, theirs = report.square, grid.square_of(report.territory, beside.at)
    told_a_square = beside.at == grid.middle_in_metres(report.territory, theirs)
    if not ours and not told_a_square:
        return at
    if report.street_folded and beside.street:
        return None
    return beside.at if theirs in {ours, grid.square_of(report.territory, at)} else at


def _day(report: Report) -> date:
    return timezone.localdate(report.reported_at)


def in_words(report: Report, commune: Area, where: str = "") -> str:
    """As anybody may read it, or a colleague with this `where`: what, where, and since when."""
    return _("%(what)s, %(where)s, since %(day)s") % {
        "what": find_kind(commune, report.category).label,
        "where": where or public.place_in_words(report),
        "day": short_day(report.reported_at),
    }
