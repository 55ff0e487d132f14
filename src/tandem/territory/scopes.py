"""From a membership, a routing or an agreement to the scope it opens."""

from collections.abc import Iterable

from tandem.tenancy.scope import Scope
from tandem.territory.models import Organisation


def of_organisation(organisation: Organisation) -> Scope:
    """What the organisation itself holds; also what a public submission to it may write."""
    return of_keys(organisation.area_id, organisation.pk)


def of_keys(territory: int, organisation: int) -> Scope:
    keys = frozenset({territory})
    return Scope(keys, keys, frozenset({organisation}))


def answering_for(served: Iterable[tuple[int, int]]) -> Scope:
    """A shared telephone service writes down for every commune of its platform."""
    pairs = list(served)
    areas = frozenset(area for area, _ in pairs)
    return Scope(areas, areas, frozenset(key for _, key in pairs))


def across_borders(neighbours: Iterable[tuple[int, int]]) -> Scope:
    """To read only: a coordinator sees what neighbours with open borders need and offer."""
    pairs = list(neighbours)
    return Scope(
        may_read=frozenset(area for area, _ in pairs),
        organisations=frozenset(key for _, key in pairs),
    )
