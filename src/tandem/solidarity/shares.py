"""Who has had how much, and who is not brought together again, by person and not by record.

Whoever sends a second form, with her own name or somebody else's, is one person until a colleague
has decided otherwise: that costs nobody a first help, and gains nobody a second.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from tandem.people.sameness import Together, counted_together
from tandem.solidarity import rules
from tandem.solidarity.choices import ArrangementState
from tandem.solidarity.models import Arrangement, Need, Offer, Refusal


def received(
    persons: Iterable[int],
    today: date,
    together: Together | None = None,
    window: timedelta = rules.WINDOW,
) -> dict[int, int]:
    """How many helps each person had, or is promised, within the window that counts."""
    return _counted(persons, _helps_since(today, window), together)


def had(
    persons: Iterable[int],
    today: date,
    together: Together | None = None,
    window: timedelta = rules.WINDOW,
) -> dict[int, int]:
    """How many helps each person had within the window; what is only promised does not show."""
    return _counted(persons, Arrangement.objects.had_since(today - window, today), together)


def _counted(
    persons: Iterable[int], helps: QuerySet[Arrangement], together: Together | None
) -> dict[int, int]:
    together = counted_together() if together is None else together
    asked = set(persons)
    times = _times(helps.filter(need__person__in=together.every_record(asked)))
    counted: dict[int, int] = {}
    for record, many in times.items():
        counted[together.of(record)] = counted.get(together.of(record), 0) + many
    return {
        person: counted[together.of(person)] for person in asked if together.of(person) in counted
    }


def _helps_since(today: date, window: timedelta) -> QuerySet[Arrangement]:
    rows: QuerySet[Arrangement] = Arrangement.objects.received_since(today - window)
    return rows


def _times(rows: QuerySet[Arrangement]) -> dict[int, int]:
    counted = rows.values("need__person").annotate(times=Count("pk")).order_by()
    return {row["need__person"]: row["times"] for row in counted}


def was_helped(today: date, window: timedelta = rules.WINDOW) -> Q:
    """Needs of whoever had a help, or is promised one, within the window that counts."""
    together = counted_together()
    # Whoever was only asked about has nothing yet.
    helps = _helps_since(today, window).exclude(state=ArrangementState.ASKED)
    several = {record for group in together.groups.values() for record in group}
    of_several = _times(helps.filter(need__person__in=several)) if several else {}
    also = together.every_record(of_several)
    return Q(person__in=helps.values("need__person")) | Q(person__in=also)


def refusals(
    needs: Iterable[Need], offers: Iterable[Offer], together: Together
) -> frozenset[tuple[str, str]]:
    """Person and offer of all who said no to each other, or to somebody who is perhaps the same."""
    known = list(needs)
    persons = together.every_record(need.person_id for need in known)
    rows = Refusal.objects.filter(person__in=persons).filter(
        Q(need__isnull=True) | Q(need__in=[need.pk for need in known])
    )
    refused = [
        (together.of(person), together.of(helper), str(key))
        for person, helper, key in rows.values_list("person_id", "offer__person_id", "offer__key")
    ]
    of_helper: dict[int, set[str]] = {}
    for offer in offers:
        of_helper.setdefault(together.of(offer.person_id), set()).add(str(offer.key))
    return frozenset(
        (str(person), offer)
        for person, helper, key in refused
        for offer in {key} | of_helper.get(helper, set())
    )
