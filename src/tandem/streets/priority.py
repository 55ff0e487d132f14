"""Which report comes first in the inbox: the bridge to the engine that ranks it; kept beside it.

Kept, because a list sorted anew for each page costs more with every report: the column has an index,
and a page of the list is read off it. Its number does not depend on today: a day less until the
promise is worth as much for all, so that no report has to be reckoned anew because a day went by.
It is reckoned when a report changes, and each night for how rarely its area is heard.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Count
from django.utils import timezone

from engines import triage
from engines.triage.question import AS_OTHERS
from tandem.streets.crowding import stands_behind
from tandem.streets.models import Heard, Report, Voice
from tandem.territory.inhabitants import all_known
from tandem.territory.models import Inhabitants, Organisation

A_YEAR = timedelta(days=365)
AT_ONCE = 1000
WEIGHTS = triage.Weights()
"""What each term is worth; the public register shows them."""


PERHAPS = (WEIGHTS.danger + WEIGHTS.again) // 2
"""For what may be a danger by its words: after each danger, before all else."""


def ranked(report: Report, heard: int) -> triage.RankAnswer:
    again = report.reopened > 0 and not report.insisted
    answer = triage.rank(
        triage.RankQuestion(
            aim=report.due_on,
            danger=report.danger,
            again=again,
            voices=report.voices_count,
            heard=heard,
            unproven=report.unproven_voices,
            weights=WEIGHTS,
        )
    )
    is_behind = stands_behind(report)
    if is_behind and report.danger:
        # As what may be one by its words: after each other danger, before all else.
        return replace(
            answer, points=answer.points - WEIGHTS.danger + PERHAPS - WEIGHTS.again * again
        )
    if is_behind or report.danger or not report.may_be_danger:
        return answer
    # In place of what is worth being open again: with both it would stand before a danger.
    return replace(answer, points=answer.points + PERHAPS - WEIGHTS.again * again)


def heard_at(organisation: int, postal_code: str) -> int:
    rows = Heard.objects.filter(organisation=organisation, postal_code=postal_code)
    percent: int | None = rows.values_list("percent", flat=True).first()
    # Nought is rare, not unknown.
    return AS_OTHERS if percent is None else percent


def heard_by_code(organisation: Organisation) -> dict[str, int]:
    rows = Heard.objects.filter(organisation=organisation)
    return dict(rows.values_list("postal_code", "percent"))


def keep(report: Report) -> None:
    """Its voices counted and its place in the inbox, after anything that may have changed them."""
    told, report.unproven_voices = _voices(report)
    report.voices_count = told + report.given_voices
    report.rank = ranked(report, heard_at(report.organisation_id, report.postal_code)).points
    Report.objects.filter(pk=report.pk).update(
        rank=report.rank,
        voices_count=report.voices_count,
        unproven_voices=report.unproven_voices,
    )


def _voices(report: Report) -> tuple[int, int]:
    """How many, and how many of them nobody has proven. Hers who withdrew is none; whoever told of
    the same in another report is one.
    """
    speaking = Voice.objects.speaking().of(report)
    of_each = Counter(speaking.values_list("counted", "proven"))
    if unproven := of_each[True, False]:
        return of_each[True, True] + unproven, unproven
    # Where only such are left that were not counted, somebody tells of it all the same.
    return of_each[True, True] or int(bool(of_each)), 0


def count_heard(organisation: Organisation, today: date) -> dict[str, int]:
    """How often one heard from each of its postal codes in a year, beside how many live there where
    that is known of all; kept, and public.
    """
    codes = set(organisation.area.postal_codes.values_list("code", flat=True))
    lately = Report.objects.filter(
        organisation=organisation, reported_at__gt=timezone.now() - A_YEAR
    )
    counted = dict(
        lately.order_by().values_list("postal_code").annotate(many=Count("pk")).order_by()
    )
    found = {code: counted.get(code, 0) for code in codes | counted.keys()}
    stated = Inhabitants.objects.filter(commune=organisation.area_id).first()
    percents = beside_others(found, all_known(stated, codes))
    for code, percent in percents.items():
        facts = {
            "percent": percent,
            "reports": found[code],
            "inhabitants": stated.counts.get(code) if stated else None,
            "counted_on": today,
        }
        Heard.objects.update_or_create(
            organisation=organisation,
            postal_code=code,
            defaults=facts,
            create_defaults=facts | {"territory_id": organisation.area_id},
        )
    Heard.objects.filter(organisation=organisation).exclude(postal_code__in=percents).delete()
    return percents


def beside_others(reports: Mapping[str, int], inhabitants: Mapping[str, int]) -> dict[str, int]:
    """By postal code, in per cent: of what as many people tell on average, or, where it is not known
    how many live there, of what is told from an average postal code.

    >>> beside_others({"1300": 30, "1301": 10}, {"1300": 30_000, "1301": 2_000})
    {'1300': 80, '1301': 400}
    >>> beside_others({"1300": 30, "1301": 10}, {})
    {'1300': 150, '1301': 50}
    """
    shares: Mapping[str, int] = inhabitants or dict.fromkeys(reports, 1)
    told = sum(many for code, many in reports.items() if code in shares)
    people = sum(shares.values())
    if not told:
        return dict.fromkeys(reports, AS_OTHERS)
    return {
        # Told of a place outside: nobody knows how many live there.
        code: round(AS_OTHERS * many * people / (told * shares[code]))
        if code in shares
        else AS_OTHERS
        for code, many in reports.items()
    }


def keep_all(organisation: Organisation, today: date) -> int:
    """Every open report in its place, for how often its area is heard by now; those that moved."""
    percents = count_heard(organisation, today)
    moved = 0
    open_ones = Report.objects.filter(organisation=organisation).open().order_by("pk")
    for batch in _batches(open_ones):
        changed = []
        for report in batch:
            place = ranked(report, percents.get(report.postal_code, AS_OTHERS)).points
            if place != report.rank:
                report.rank = place
                changed.append(report)
        Report.objects.bulk_update(changed, ["rank"])
        moved += len(changed)
    return moved


def _batches(rows: "Iterable[Report]") -> Iterable[list[Report]]:
    batch: list[Report] = []
    for row in rows.iterator(chunk_size=AT_ONCE):  # type: ignore[attr-defined]
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    yield batch
