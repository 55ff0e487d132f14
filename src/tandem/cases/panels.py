"""What a room has to say about its case, shown on its page; `cases` knows no room."""

from typing import TYPE_CHECKING, Protocol

from markupsafe import Markup

if TYPE_CHECKING:  # rooms register in their apps.py, before there are models
    from tandem.cases.models import Case


class Panel(Protocol):
    def __call__(self, case: "Case", *, for_staff: bool) -> Markup | None: ...


_panels: list[Panel] = []


def register(panel: Panel) -> Panel:
    """From now on `panel` is asked about each case that is opened; None says nothing.

    For the person it shows only what concerns her: no name of a volunteer before he agreed.
    """
    if panel not in _panels:
        _panels.append(panel)
    return panel


def said_about(case: "Case", *, for_staff: bool) -> list[Markup]:
    said = [panel(case, for_staff=for_staff) for panel in _panels]
    return [markup for markup in said if markup]
