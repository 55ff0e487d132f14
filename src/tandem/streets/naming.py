"""Deeds on the commune's own list of places."""

from collections.abc import Iterable

from django.db import transaction

from tandem.journal.write import record
from tandem.streets import known_streets
from tandem.streets.forms_map import Entry
from tandem.streets.models import NamedPlace
from tandem.territory.models import Organisation


@transaction.atomic
def name_places(organisation: Organisation, entries: Iterable[Entry]) -> int:
    """The list is this one from now on; how many stand on it."""
    ours = {"organisation": organisation, "territory": organisation.area}
    # Two colleagues may save at once: the list is then the later one, not both.
    list(NamedPlace.objects.filter(**ours).select_for_update())
    NamedPlace.objects.filter(**ours).delete()
    rows = [
        NamedPlace(name=one.name, lat=one.point[0], lon=one.point[1], **ours) for one in entries
    ]
    NamedPlace.objects.bulk_create(rows, batch_size=500)
    known_streets.free_known(organisation)
    record("streets.places_named", organisation, facts={"places": len(rows)})
    return len(rows)
