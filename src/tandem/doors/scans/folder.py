"""The watched folder: a scanner puts files in `DATA/scans/<organisation>/`, and they are taken in."""

import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tandem.doors.scans import rules
from tandem.doors.scans.choices import Source
from tandem.doors.scans.intake import Handed, take_in
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation

logger = logging.getLogger(__name__)

SETTLED = 5.0
"""Seconds without a change before a file is taken: a scanner may still be writing it."""
AT_ONCE = 20
ASIDE = "not-taken-in"


def folder_of(organisation: Organisation) -> Path:
    return settings.DATA / "scans" / str(organisation.pk)


def take_in_all(*, settled: float = SETTLED) -> int:
    """Every file that lies ready, of every organisation that has a folder; how many were taken."""
    taken = 0
    for organisation in Organisation.objects.order_by("pk"):
        taken += _take_in(organisation, settled)
    return taken


def _take_in(organisation: Organisation, settled: float) -> int:
    found = list(_ready(folder_of(organisation), settled))[:AT_ONCE]
    if not found:
        return 0
    handed = [_read(path) for path in found]
    with transaction_within(scopes.of_organisation(organisation)):
        batch = take_in(handed, organisation, Source.FOLDER)
        kept = set(batch.files.exclude(sealed=None).values_list("number", flat=True))
        refused_twice = set(
            batch.files.filter(refusal="same_file").values_list("number", flat=True)
        )
    # Only now, when they are safe: interrupted before, they are found again, and known again.
    for number, path in enumerate(found, 1):
        if number in kept | refused_twice:
            path.unlink(missing_ok=True)
        else:
            _lay_aside(path)
    return len(found)


def _ready(folder: Path, settled: float) -> Iterator[Path]:
    if not folder.is_dir():
        return
    if not os.access(folder, os.W_OK):
        # What cannot be removed would be found again for ever.
        logger.warning("The folder of scans %s cannot be written to.", folder.name)
        return
    now = time.time()
    for path in sorted(folder.iterdir()):
        # No link is followed: it could lead to any file of this machine.
        if path.is_symlink() or not path.is_file() or path.name.startswith("."):
            continue
        if now - path.stat().st_mtime >= settled:
            yield path


def _read(path: Path) -> Handed:
    size = path.stat().st_size
    return Handed(path.name, path.read_bytes() if size <= rules.MOST_BYTES else b"", size)


def _lay_aside(path: Path) -> None:
    """What cannot be read stays for whoever put it there; the batch says why."""
    aside = path.parent / ASIDE
    aside.mkdir(exist_ok=True, mode=0o700)
    path.replace(aside / path.name)
