"""The programs of those who repair: added, mapped, asked for their services, ended."""

from django.db import transaction
from django.utils import timezone

from tandem.journal.write import record
from tandem.streets import queue
from tandem.streets.choices import Ground
from tandem.streets.contacts import contact
from tandem.streets.errors import NotNow
from tandem.streets.models import Handover, System
from tandem.streets.models.abroad import IN_FORCE
from tandem.streets.open311.client import Remote
from tandem.territory.models import Organisation
from tandem.toolbox.sealing import seal, unseal

MOST = 20
"""Systems of one organisation."""


@transaction.atomic
def add(
    organisation: Organisation, *, name: str, ground: Ground, url: str, jurisdiction: str, key: str
) -> System:
    system = System.objects.create(
        name=name,
        ground=ground,
        url=url,
        jurisdiction=jurisdiction,
        organisation=organisation,
        territory_id=organisation.area_id,
    )
    if key:
        system.sealed_key = seal(key, system.place)
        system.save(update_fields=["sealed_key"])
    record("streets.system_added", system, facts={"system": system.pk})
    queue.ask_services(system)
    return system


@transaction.atomic
def add_addressee(organisation: Organisation, *, name: str, ground: Ground, **where: str) -> System:
    """Somebody without a program: reports are written there, by e-mail or letter."""
    system = System.objects.create(
        name=name,
        ground=ground,
        contact=contact(organisation, name, **where),
        organisation=organisation,
        territory_id=organisation.area_id,
    )
    record("streets.system_added", system, facts={"system": system.pk})
    return system


@transaction.atomic
def end(system: System) -> None:
    """Nothing goes there any more; refused while something is with them, or on its way."""
    if Handover.objects.filter(to_system=system, state__in=IN_FORCE).exists():
        raise NotNow("still_with_them")
    if System.objects.filter(pk=system.pk, left_at__isnull=True).update(
        left_at=timezone.now(), sealed_key=None
    ):
        record("streets.system_ended", system, facts={"system": system.pk})


@transaction.atomic
def map_categories(system: System, mapping: dict[str, str]) -> None:
    """Our category → its service code; a code that it does not offer is not kept."""
    offered = {row["code"] for row in system.services}
    kept = {ours: theirs for ours, theirs in mapping.items() if theirs in offered}
    System.objects.filter(pk=system.pk).update(mapping=kept)
    record("streets.system_mapped", system, facts={"system": system.pk, "categories": len(kept)})


def note_services(system: System, services: list[dict[str, str]], *, xml: bool) -> None:
    System.objects.filter(pk=system.pk).update(
        services=services, services_at=timezone.now(), xml=xml, failed=""
    )


def note_looked(system: System) -> None:
    System.objects.filter(pk=system.pk).update(pulled_at=timezone.now(), failed="")


def note_failed(system: System, why: str) -> None:
    """For a colleague, as a code: never what the other side said."""
    System.objects.filter(pk=system.pk).update(failed=why[:200])


def remote_of(system: System) -> Remote:
    key = unseal(system.sealed_key, system.place) if system.sealed_key else ""
    return Remote(system.url, system.jurisdiction, key, system.xml)
