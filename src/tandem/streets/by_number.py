"""What anybody may know of a report by the sign on its label, or by the number of the pole."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.services.numbers import Told, register
from tandem.streets import around, public, rules
from tandem.streets.choices import Closed, State
from tandem.streets.models import Report
from tandem.ui.formats import day, short_day

MOST = 3
LATELY = timedelta(days=30)


@register
def told_of(number: str, postal_code: str) -> Iterator[Told]:
    with around.of_sign(number) as report:
        if report is not None:
            yield _together(report.joined_to) if report.joined_to else _told(report)
            return
    mark = rules.mark_in(number).number
    if mark and postal_code:
        yield from _of_mark(mark, postal_code)


def _of_mark(mark: str, postal_code: str) -> Iterator[Told]:
    """Of a thing of the street: what its page shows of the number is what it is found by."""
    with around.of_postal_code(postal_code) as found:
        if found is None:
            return
        shown = Q(state__in=rules.OPEN) | Q(ended_at__gte=timezone.now() - LATELY)
        rows = Report.objects.filter(shown, organisation=found[1], mark=mark)
        rows = rows.filter(postal_code=postal_code).exclude(state=State.JOINED)
        for report in rows.select_related("territory").order_by("-pk")[:MOST]:
            if public.mark_of(report):
                yield _told(report)


def _together(other: Report) -> Told:
    """What becomes of it is told by the other: by a line alone nobody could go and look there."""
    told = _told(other)
    said = _("It goes on together with another report of the same.")
    return replace(told, lines=(said, *told.lines))


def _told(report: Report) -> Told:
    line = around.told_of(report)
    lines = [
        _("%(state)s. Reported on %(day)s.")
        % {"state": line.state, "day": short_day(line.reported_at)}
    ]
    if line.planned_for is not None:
        lines.append(_("Planned for %(day)s.") % {"day": day(line.planned_for)})
    if report.closed_because:
        lines.append(str(Closed(report.closed_because).label))
    return Told(f"{line.what}, {line.where}", tuple(lines), public.page_of(report))
