"""A change of weights as everybody reads it: what, why, what it would do to whom, until when."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.journal.choices import Door
from tandem.register import cards
from tandem.register.choices import ChangeState
from tandem.register.models import Change
from tandem.register.uncertainty import wilson
from tandem.toolbox.texts import Text
from tandem.ui.components import Head
from tandem.ui.formats import number, percent, short_day

GROUPS: dict[str, Text] = {
    "language": gettext_lazy("Language"),
    "channel": gettext_lazy("Way people came"),
    "place": gettext_lazy("Postal code"),
    "had": gettext_lazy("Helps before"),
}
HEADS = (
    Head(gettext_lazy("Group")),
    Head(gettext_lazy("Needs"), "number"),
    Head(gettext_lazy("Served now"), "number"),
    Head(gettext_lazy("Served then"), "number"),
    Head(gettext_lazy("Difference")),
)
HAD = {"none": gettext_lazy("had none"), "some": gettext_lazy("had some")}


@dataclass(frozen=True, slots=True)
class Shown:
    change: Change
    title: str
    state: str
    is_open: bool
    who: str
    differences: list[tuple[str, str]]
    made: str
    open_until: str
    decided: str
    whole: list[str]
    """Effects in sentences; empty while they are not worked out."""
    groups: list[tuple[str, str, str, str, str]]
    """Group, needs, served as it is, served as it would be, and whether that is more than chance."""
    say: str


def shown(change: Change) -> Shown:
    card = cards.find(change.algorithm)
    before, after = card.weights_in_words(change.before), card.weights_in_words(change.after)
    effects = change.effects
    return Shown(
        change=change,
        title=str(card.title),
        state=str(ChangeState(change.state).label),
        is_open=change.state == ChangeState.OPEN,
        who=change.organisation.name,
        differences=[pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]],
        made=short_day(change.made_at),
        open_until=short_day(change.open_until),
        decided=short_day(change.decided_at) if change.decided_at else "",
        whole=_whole(effects) if effects else [],
        groups=[_group(cell) for cell in effects["groups"]] if effects else [],
        say=card.say,
    )


def _whole(told: dict[str, Any]) -> list[str]:
    if not told["runs"]:
        return [_("There was no run in the last months on which to try it.")]
    tried = ngettext(
        "Tried on %(many)s run of the last months.",
        "Tried on %(many)s runs of the last months, one a week.",
        told["runs"],
    )
    if told["asked"] is None:
        few = _("Fewer than twenty of our own needs stood in them: no figures are shown.")
        return [tried % {"many": number(told["runs"])}, few]
    served = ngettext(
        "Of our own %(asked)s need in them, %(was)s was served; %(would)s would be.",
        "Of our own %(asked)s needs in them, %(was)s were served; %(would)s would be.",
        told["asked"],
    )
    other = ngettext(
        "%(many)s proposal would be another.", "%(many)s proposals would be others.", told["other"]
    )
    way = _("All ways together: %(was)s km now, %(would)s km then.")
    names = ("asked", "was", "would")
    return [
        tried % {"many": number(told["runs"])},
        served % {name: number(told[name]) for name in names},
        other % {"many": number(told["other"])},
        way
        % {
            "was": number(round(told["metres_was"] / 1000)),
            "would": number(round(told["metres_would"] / 1000)),
        },
    ]


def _group(cell: dict[str, Any]) -> tuple[str, str, str, str, str]:
    asked, was, would = cell["asked"], cell["was"], cell["would"]
    low, high = wilson(was, asked)
    told = _("more than chance") if not low <= would / asked <= high else _("within chance")
    name = f"{GROUPS[cell['by']]}: {_name(cell['by'], cell['group'])}"
    return name, number(asked), percent(was / asked), percent(would / asked), told


def _name(by: str, group: str) -> str:
    named: dict[str, dict[str, Any]] = {
        "language": dict(settings.LANGUAGES),
        "channel": dict(Door.choices),
        "had": dict(HAD),
    }
    return str(named.get(by, {}).get(group, group))
