"""The runs of the program: what was asked, what it proposed, and what people made of it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Func, IntegerField, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from engines.pairing import Rules
from tandem.register.choices import Outcome, Result
from tandem.register.models import Decision, Run
from tandem.services.questions import half_day_name
from tandem.solidarity import presented
from tandem.solidarity.card import PAIRING
from tandem.solidarity.choices import RefusedBecause
from tandem.solidarity.goods.card import SHARING
from tandem.solidarity.models import Need
from tandem.solidarity.neighbours.card import COMPANY
from tandem.territory.models import Organisation
from tandem.ui.components.lists import Fact
from tandem.ui.formats import day_time, number, short_day

SIZE = 20
AGAIN = "python -m engines.pairing question.json"
RUN_AGAIN = (PAIRING.slug, SHARING.slug, COMPANY.slug)
OUTCOMES = dict(Outcome.choices) | dict(Result.choices)


@dataclass(frozen=True, slots=True)
class Line:
    """One run in the list."""

    key: int
    when: str
    version: str
    needs: str
    proposed: str
    decided: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What a colleague did with one proposal."""

    need: str
    href: str
    outcome: str
    proposed: str
    decided: str
    because: str
    when: str


@dataclass(frozen=True, slots=True)
class Shown:
    run: Run
    when: str
    facts: list[Fact]
    decisions: list[Decided]
    again: str
    only_ours: bool


class Length(Func):
    function = "jsonb_array_length"
    output_field = IntegerField()


def _runs(organisation: Organisation) -> QuerySet[Run]:
    return Run.objects.filter(organisation=organisation, algorithm=PAIRING.slug)


def page_of(organisation: Organisation, page: str) -> tuple[Page[Any], list[Line]]:
    """Twenty runs, newest first; the questions themselves are not read for it."""
    rows = (
        _runs(organisation)
        .defer("question", "answer")
        .annotate(
            needs=Length(F("question__needs")),
            pairs=Length(F("answer__pairs")),
            decided=Count("decisions"),
        )
        .order_by("-pk")
    )
    shown_now = Paginator(rows, SIZE).get_page(page)
    return shown_now, [_line(row) for row in shown_now.object_list]


def _line(row: Any) -> Line:
    return Line(
        row.pk,
        day_time(row.made_at),
        row.version,
        number(row.needs),
        number(row.pairs),
        number(row.decided),
    )


def find(organisation: Organisation, key: int) -> Run | None:
    return _runs(organisation).filter(pk=key).first()


def find_question(organisation: Organisation, key: int) -> Run | None:
    """Of every program of the room: each can be run again."""
    rows = Run.objects.filter(organisation=organisation, algorithm__in=RUN_AGAIN)
    return rows.filter(pk=key).first()


def as_file(run: Run) -> bytes:
    """The question as the command line reads it."""
    return json.dumps(run.question, ensure_ascii=False, indent=1).encode()


def shown(run: Run) -> Shown:
    decisions = list(run.decisions.order_by("pk"))
    needs = {str(need.key): need for need in _needs(run, decisions)}
    kinds = presented.Kinds({need.territory_id for need in needs.values()})
    return Shown(
        run=run,
        when=day_time(run.made_at),
        facts=_facts(run),
        decisions=[_decided(one, needs.get(one.about), kinds) for one in decisions],
        again=AGAIN,
        only_ours=not _neighbours(run, needs),
    )


def _needs(run: Run, decisions: Iterable[Decision]) -> Iterable[Need]:
    keys = [one.about for one in decisions]
    return Need.objects.filter(organisation=run.organisation_id, key__in=keys)


def _neighbours(run: Run, needs: dict[str, Need]) -> bool:
    keys = {one["key"].partition(".")[0] for one in run.question["needs"]}
    ours = Need.objects.filter(organisation=run.organisation_id, key__in=keys).count()
    return ours < len(keys)


def _facts(run: Run) -> list[Fact]:
    asked, answer = run.question, run.answer
    weights = {**Rules().__dict__, **asked.get("rules", {})}
    return [
        Fact(_("Version"), run.version),
        Fact(_("Needs"), number(len(asked["needs"]))),
        Fact(_("Volunteers"), number(len(asked["offers"]))),
        Fact(_("Proposed"), number(len(answer["pairs"]))),
        Fact(_("Nobody found"), number(len(answer["unserved"]))),
        Fact(pgettext("helps", "First, second, further"), _levels(answer["totals"]["levels"])),
        Fact(_("Vital needs served"), number(answer["totals"]["vital"])),
        Fact(_("Weights"), in_words(weights)),
        Fact(_("Between equals"), tie_in_words(weights["tie"])),
        Fact(_("Drawn into the lot"), _drawn(asked["today"], weights["seed"])),
    ]


def _levels(levels: list[int]) -> str:
    return ", ".join(number(many) for many in levels) or number(0)


def in_words(weights: dict[str, Any]) -> str:
    said = _(
        "In points: 1 for each %(metres)s m; %(dislike)s where the volunteer prefers other kinds; "
        "%(load)s more for each further task of one volunteer."
    )
    return said % {
        "metres": number(weights["metres_per_point"]),
        "dislike": number(weights["dislike"]),
        "load": number(weights["load"]),
    }


def tie_in_words(tie: str) -> str:
    if tie == "soonest":
        return _("The soonest half-days, then the lot.")
    return _("The lot.")


def _drawn(today: str, seed: str) -> str:
    if not seed:
        return _("The day %(day)s, and no seed.") % {"day": today}
    return _("The day %(day)s and the seed “%(seed)s”.") % {"day": today, "seed": seed}


def _decided(one: Decision, need: Need | None, kinds: presented.Kinds) -> Decided:
    return Decided(
        need=f"{kinds.name(need)}, {need.postal_code}" if need else one.about[:8],
        href=str(need.key) if need else "",
        outcome=str(OUTCOMES.get(one.outcome, one.outcome)),
        proposed=_place(one.proposed),
        decided=_place(one.decided),
        because=str(dict(RefusedBecause.choices).get(one.because, "")),
        when=short_day(one.at),
    )


def _place(told: dict[str, Any]) -> str:
    if not told:
        return _("nobody")
    facts = {"key": told["offer"][:8], "half_day": half_day_name(told["half_day"])}
    return _("volunteer %(key)s, %(half_day)s") % facts
