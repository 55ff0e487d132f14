"""Which new volunteers would help most people, from the question of the last run."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engines import pairing
from engines.pairing.exchange import answer_from_json, question_from_json
from tandem.journal.write import Held
from tandem.register.actions import keep_run
from tandem.register.models import Run
from tandem.services.questions import half_day_name
from tandem.solidarity import wording
from tandem.solidarity.card import LOOK_FOR, PAIRING
from tandem.solidarity.choices import Skill
from tandem.solidarity.models import Need
from tandem.territory.models import Organisation
from tandem.ui.formats import day_time, number

RADIUS_M = 2000


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    gain: str


@dataclass(frozen=True, slots=True)
class Found:
    when: str
    lines: list[Line]


def reckon(organisation: Organisation) -> None:
    """Kept as a run of its own, with the key of the run from which it was worked out."""
    last = _runs(organisation, PAIRING.slug).first()
    if last is None:
        return
    question, answer = question_from_json(last.question), answer_from_json(last.answer)
    found = pairing.recruits(question, answer, radius_m=RADIUS_M)
    keep_run(
        LOOK_FOR,
        {"run": last.pk, "radius_m": RADIUS_M},
        {"recruits": [asdict(one) for one in found]},
        Held(organisation.area_id, organisation.pk),
    )


def latest(organisation: Organisation) -> Found | None:
    run = _runs(organisation, LOOK_FOR.slug).first()
    if run is None:
        return None
    return Found(day_time(run.made_at), [_line(one) for one in run.answer["recruits"]])


def _runs(organisation: Organisation, algorithm: str) -> Any:
    return Run.objects.filter(organisation=organisation, algorithm=algorithm).order_by("-pk")


def _line(one: dict[str, Any]) -> Line:
    said = ngettext(
        "%(many)s volunteer: %(kind)s, around %(place)s, %(half_day)s, speaking %(language)s",
        "%(many)s volunteers: %(kind)s, around %(place)s, %(half_day)s, speaking %(language)s",
        one["volunteers"],
    )
    title = said % {
        "many": number(one["volunteers"]),
        "kind": Skill(one["skill"]).label,
        "place": _place(one["at"]),
        "half_day": half_day_name(one["slot"]),
        "language": wording.spoken([one["language"]]),
    }
    gain = ngettext(
        "%(served)s need more would be served, %(first)s of them a first help.",
        "%(served)s needs more would be served, %(first)s of them a first help.",
        one["served"],
    )
    told = {name: number(one[name]) for name in ("served", "first")}
    return Line(title, gain % told)


def _place(at: list[int]) -> str:
    near = Need.objects.filter(east=at[0], north=at[1]).order_by("pk").first()
    if near is None:
        return _("the same quarter")
    return f"{near.postal_code} {near.territory}".strip()
