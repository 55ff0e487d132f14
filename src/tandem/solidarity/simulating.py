"""What other weights would have changed: the questions of the last months, solved with both."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from math import dist
from typing import Any

from django.utils import timezone

from engines import pairing
from engines.pairing.exchange import question_from_json
from engines.pairing.standing import standing_of
from tandem.cases import protecting
from tandem.cases.models import Case
from tandem.register.models import Change, Run
from tandem.solidarity import matching, shares
from tandem.solidarity.card import PAIRING
from tandem.solidarity.models import Need
from tandem.solidarity.parameters import Parameters, from_kept

MONTHS = timedelta(days=90)
MOST_RUNS = 13
"""One a week: the last of each."""
LEAST_FOR_A_SHARE = 20
GROUPS = ("language", "channel", "place", "had")


def effects(change: Change, now: datetime) -> dict[str, Any]:
    """Needs served before and after, in all and by group; of small groups, nothing."""
    before, after = from_kept(change.before), from_kept(change.after)
    asked, was, would = Counter[str](), Counter[str](), Counter[str]()
    other = runs = metres_was = metres_would = 0
    for run in _one_a_week(change, now):
        runs += 1
        question = question_from_json(run.question)
        one, two = _solved(question, before), _solved(question, after)
        first = {pair.need: (pair.offer, pair.slot) for pair in one.pairs}
        second = {pair.need: (pair.offer, pair.slot) for pair in two.pairs}
        other += sum(first.get(key) != second.get(key) for key in first.keys() | second.keys())
        metres_was += _metres(question, one)
        metres_would += _metres(question, two)
        for key, groups in _groups(run, question).items():
            asked.update(groups)
            was.update(groups if key in first else ())
            would.update(groups if key in second else ())
    if asked["whole"] < LEAST_FOR_A_SHARE:
        # The row is public: of a few needs, what became of each could be told.
        return {"runs": runs, "asked": None, "groups": []}
    return {
        "runs": runs,
        "asked": asked["whole"],
        "was": was["whole"],
        "would": would["whole"],
        "other": other,
        "metres_was": metres_was,
        "metres_would": metres_would,
        "groups": [
            {"by": by, "group": group, **_cell(asked, was, would, f"{by}:{group}")}
            for by in GROUPS
            for group in _shown(asked, by)
        ],
    }


def _one_a_week(change: Change, now: datetime) -> Iterable[Run]:
    rows = Run.objects.filter(
        algorithm=PAIRING.slug, organisation=change.organisation_id, made_at__gte=now - MONTHS
    )
    last: dict[tuple[int, int], int] = {}
    for key, at in rows.order_by("pk").values_list("pk", "made_at"):
        year, week, _day = timezone.localdate(at).isocalendar()
        last[year, week] = key
    return Run.objects.filter(pk__in=sorted(last.values())[-MOST_RUNS:]).order_by("pk")


def _solved(question: pairing.Question, weights: Parameters) -> pairing.Answer:
    seed = question.rules.seed
    asked = replace(question, rules=replace(weights.rules, seed=seed))
    return matching.solved(replace(asked, received=_received(question, weights)))


def _received(question: pairing.Question, weights: Parameters) -> dict[str, int]:
    """Counted anew over the weeks of these weights, for those whose needs we may read."""
    rows = _needs(question).values_list("key", "person")
    met = _met(question, {str(key): person for key, person in rows})
    had = shares.received(met.values(), question.today, window=weights.window)
    known = {number: had.get(person, 0) for number, person in met.items()}
    return {**question.received, **known}


def _met(question: pairing.Question, persons: dict[str, int]) -> dict[str, int]:
    """The record behind each numbered person."""
    return {need.person: persons[_key(need)] for need in question.needs if _key(need) in persons}


def _key(need: pairing.Need) -> str:
    return need.key.partition(".")[0]


def _needs(question: pairing.Question) -> Any:
    return Need.objects.filter(key__in={_key(need) for need in question.needs})


def _metres(question: pairing.Question, answer: pairing.Answer) -> int:
    standing = standing_of(question, answer)
    return sum(
        round(dist(standing.needs[need].at, standing.offers[offer].at))
        for need, (offer, _slot) in standing.chosen.items()
    )


def _groups(run: Run, question: pairing.Question) -> dict[str, list[str]]:
    """The groups in which each of our own needs is counted; a neighbour's is its commune's to show."""
    rows = list(_needs(question).filter(organisation=run.organisation_id))
    cases = Case.objects.filter(pk__in=[row.case_id for row in rows])
    came = {key: told for key, *told in cases.values_list("pk", "language", "door")}
    by_key = {str(row.key): row for row in rows}
    found = {}
    for need in question.needs:
        row = by_key.get(_key(need))
        if row is None:
            continue
        language, door = came[row.case_id]
        had = "some" if question.received.get(need.person) else "none"
        found[need.key] = [
            "whole", f"language:{language}", f"channel:{door}", f"place:{row.postal_code}",
            f"had:{had}",
        ]  # fmt: skip
    return found


def _shown(asked: Counter[str], by: str) -> list[str]:
    counts = {
        name.partition(":")[2]: many for name, many in asked.items() if name.startswith(f"{by}:")
    }
    hidden = protecting.hidden_of(counts)
    return sorted(
        group for group in counts if group not in hidden and counts[group] >= LEAST_FOR_A_SHARE
    )


def _cell(asked: Counter[str], was: Counter[str], would: Counter[str], name: str) -> dict[str, Any]:
    return {"asked": asked[name], "was": was[name], "would": would[name]}
