"""What is counted of an organisation's reports, as the public and its own office read it."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.journal.choices import Door
from tandem.streets import charts
from tandem.streets.choices import Closed, Ground
from tandem.streets.kinds import known_kinds
from tandem.streets.models import Figures
from tandem.territory.models import Area, Inhabitants
from tandem.ui.components import Head
from tandem.ui.formats import number

Line = dict[str, Any]


def values_of(row: Figures | None, commune: Area) -> Line:
    """For the templates; nothing where nothing was counted yet."""
    counted = row.counted if row else {}
    kinds = known_kinds(commune)
    labels = {code: str(kind.label) for code, kind in kinds.items()}
    by_kind = [(labels.get(one["name"], one["name"]), one) for one in counted.get("category", ())]
    by_area = [(one["name"], one) for one in counted.get("area", ())]
    by_door = [(str(Door(one["name"]).label), one) for one in counted.get("door", ())]
    stated = Inhabitants.objects.filter(commune=commune).first()
    return {
        "commune": commune,
        "row": row,
        "all": next(iter(counted.get("all", ())), None),
        "charts": [
            charts.of_lines(_("By category"), _("Category"), by_kind),
            charts.of_lines(_("By postal code"), _("Postal code"), by_area),
        ],
        "doors": charts.of_lines(
            _("By the door through which it was told first"), _("Door"), by_door
        ),
        "doors_since": _day(counted, "door_since"),
        "doors_until": _day(counted, "door_until"),
        "who": charts.who(counted.get("who", {})),
        "heard": charts.heard(counted),
        "stated": stated,
        "to_check": stated is not None and stated.is_to_be_checked(timezone.localdate()),
        "closings": charts.closings(counted.get("closings", ()), labels),
        "because": [
            (str(Closed(code).label), number(many))
            for code, many in sorted(counted.get("because", {}).items())
            if code
        ],
        "handed": [
            (one["name"] or str(Ground(one["whose"]).label), *map(number, _times(one)))
            for one in counted.get("handed", ())
        ],
        "handed_heads": handed_heads(),
        "visits": counted.get("visits", {}),
        "voices": counted.get("voices", {}),
    }


def handed_heads() -> list[Head | str]:
    return [
        _("With whom"),
        Head(_("Handed over"), "number"),
        Head(_("Came back"), "number"),
    ]


def _day(counted: Line, name: str) -> date | None:
    return date.fromisoformat(counted[name]) if name in counted else None


def _times(line: Line) -> tuple[int, int]:
    return line["given"], line["back"]
