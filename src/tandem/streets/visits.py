"""Somebody who did not repair it goes to look, at places drawn by lot."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tandem.journal import asker
from tandem.journal.models import Seal
from tandem.journal.write import record
from tandem.streets import rules
from tandem.streets.actions import hold, move
from tandem.streets.choices import Closed, State, Verdict
from tandem.streets.errors import NotNow
from tandem.streets.models import Draw, Move, Report, Visit
from tandem.territory.models import Organisation

SEED = 40
"""Signs of it."""
LOOKED_AT_AGAIN = Q(state=State.REPAIRED) | Q(state=State.CLOSED, closed_because=Closed.NOT_FOUND)
SHARE = 10
"""Of a hundred repairs; at least one where there is one."""


def drawn(candidates: Iterable[str], seed: str, share: int) -> list[str]:
    """Anybody draws the same from the same list: those whose digest with the seed is smallest.

    >>> drawn(["A", "B", "C"], "a seed", 34) == drawn(["C", "B", "A"], "a seed", 34)
    True
    """
    signs = sorted(set(candidates), key=lambda sign: sha256(f"{seed}:{sign}".encode()).hexdigest())
    many = -(-len(signs) * share // 100)
    return signs[:many]


@transaction.atomic
def draw(organisation: Organisation, today: date, *, share: int = SHARE) -> list[Visit]:
    """Of what was repaired in the month before; once, however often it is asked for."""
    first = today.replace(day=1)
    if Draw.objects.filter(organisation=organisation, drawn_on=first).exists():
        return []
    reports = _ended_in_month_before(organisation, first)
    candidates = sorted(report.sign for report in reports)
    made = Draw.objects.create(
        drawn_on=first,
        seed=_seed(first),
        candidates=candidates,
        share=share,
        organisation=organisation,
        territory_id=organisation.area_id,
    )
    record("streets.visits_drawn", made, facts={"candidates": len(candidates)})
    chosen = set(drawn(candidates, made.seed, share))
    return Visit.objects.bulk_create(
        Visit(
            report=report,
            drawn_on=first,
            seed=made.seed,
            organisation=organisation,
            territory_id=organisation.area_id,
        )
        for report in reports
        if report.sign in chosen
    )


def _seed(first: date) -> str:
    """The beginning of the last root of the journal before the month: published, and made by all that
    everybody did until then, so that nobody chooses it, and a lot drawn late is drawn from the same.
    """
    seals = Seal.objects.filter(sealed_at__date__lt=first).order_by("-number")
    root = seals.values_list("root", flat=True).first()
    # Before a first month is sealed there is none.
    return bytes(root).hex()[:SEED] if root is not None else secrets.token_hex(SEED // 2)


def _ended_in_month_before(organisation: Organisation, first: date) -> Sequence[Report]:
    """What was said to be repaired, or not to be found there."""
    before = (first - timedelta(days=1)).replace(day=1)
    rows = Report.objects.filter(
        LOOKED_AT_AGAIN,
        organisation=organisation,
        ended_at__date__gte=before,
        ended_at__date__lt=first,
    )
    return list(rows.defer("sealed").order_by("sign"))


@transaction.atomic
def note(visit: Visit, verdict: Verdict, words: str = "") -> Visit:
    """What was seen there; a no opens the report again."""
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if visit.verdict:
        raise NotNow("visited")
    report = hold(visit.report_id)
    if took_part(report):
        raise NotNow("took_part")
    visit.verdict, visit.visited_at = verdict, timezone.now()
    visit.account = asker.current().account
    visit.save(update_fields=["verdict", "visited_at", "account"])
    record("streets.visit_noted", visit, facts={"verdict": verdict})
    still = Report.objects.filter(LOOKED_AT_AGAIN, pk=report.pk).exists()
    if verdict == Verdict.NO and still:
        move(report, State.NEW, words=words)
    return visit


def took_part(report: Report) -> bool:
    """Whether whoever is at work began the repair, or said that it is done."""
    me = asker.current().account
    mine = Move.objects.filter(report=report, state__in=[State.UNDER_WAY, *sorted(rules.ENDED)])
    return me is not None and mine.filter(account=me).exists()
