"""What was said so far, kept in the session until the last step makes it true at once."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from tandem.territory.models import Area, Platform
from tandem.toolbox.folding import fold

KEPT = "first_run"
MOST_FOUND = 12


def is_over() -> bool:
    return Platform.objects.exists()


def begin(request: HttpRequest) -> None:
    request.session[KEPT] = {"name": "", "telephone": "", "communes": []}


def told(request: HttpRequest) -> dict[str, Any] | None:
    """None before the code was given."""
    found: dict[str, Any] | None = request.session.get(KEPT)
    return found


def keep(request: HttpRequest, **said: Any) -> None:
    request.session[KEPT] = {**(told(request) or {}), **said}


def end(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)


def chosen(said: dict[str, Any]) -> list[Area]:
    """In the order of their names."""
    return list(Area.objects.communes().filter(pk__in=said["communes"]).select_related("parent"))


def found(words: str) -> Sequence[Area]:
    """Communes with this postal code, or whose name in any language begins like this."""
    words = words.strip()
    communes = Area.objects.communes().select_related("parent")
    if words.isdecimal():
        return list(communes.filter(postal_codes__code=words).distinct()[:MOST_FOUND])
    wanted = fold(words)
    if len(wanted) < 2:
        return []
    # Six hundred communes: folded here, as the database knows no accents of ours.
    alike = [
        area
        for area in communes.filter(~Q(names={}) | ~Q(name=""))
        if any(fold(name).startswith(wanted) for name in {area.name, *area.names.values()})
    ]
    return alike[:MOST_FOUND]
