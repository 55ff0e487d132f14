"""Reads made for the kiosk, and for the desk that it rings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from tandem.doors.kiosk import rules
from tandem.doors.models import Ring, Terminal
from tandem.territory.models import Organisation

MOST_SHOWN = 30


def open_rings_of(terminal: Terminal) -> list[Ring]:
    return list(Ring.objects.open().filter(terminal=terminal))


def is_late(ring: Ring, now: datetime) -> bool:
    """Rung so long ago, and nobody has said that she comes."""
    waits = ring.answered_at is None and ring.ended_at is None
    return waits and rules.is_late(ring.rung_at, now, settings.KIOSK_RING_MINUTES)


@dataclass(frozen=True, slots=True)
class Calling:
    """A ring as the desk sees it: which terminal, since when; no name."""

    row: Ring
    late: bool
    answered: bool
    form: str
    """Where the form stands that the person lets a colleague open."""


def calling(organisations: Iterable[int], now: datetime) -> list[Calling]:
    rows = Ring.objects.open().filter(organisation__in=list(organisations))
    shown = rows.longest_waiting_first().select_related("terminal")[:MOST_SHOWN]
    return [
        Calling(
            ring,
            is_late(ring, now),
            ring.answered_at is not None,
            reverse("doors:desk_draft", args=[ring.draft_key]) if ring.draft_key else "",
        )
        for ring in shown
    ]


def terminals(desk: Organisation) -> list[Terminal]:
    return list(Terminal.objects.filter(organisation=desk))


def telephone_of(terminal: Terminal) -> str:
    """Whom one calls if nobody comes."""
    organisation = Organisation.objects.select_related("platform").get(pk=terminal.organisation_id)
    platform = organisation.platform
    return organisation.telephone or (platform.telephone if platform else "")
