"""Photos of a report in the hands of the office: added, kept, shown to everybody, taken back."""

import uuid

from django.db import transaction

from tandem.journal.write import record
from tandem.people.models import Person
from tandem.streets.actions import hold
from tandem.streets.choices import Shot
from tandem.streets.errors import NotNow
from tandem.streets.models import Photo, Report, Voice
from tandem.streets.sealed import sealed_photo

MOST = 20
"""Of one report that the office adds or keeps."""


@transaction.atomic
def add(report: Report, shot: Shot, jpeg: bytes) -> Photo:
    """`jpeg` is drawn anew already. Only colleagues see it until one of them releases it."""
    return _keep(report, Photo(shot=shot), jpeg)


@transaction.atomic
def keep_added(report: Report, voice: Voice, key: uuid.UUID, jpeg: bytes) -> Photo:
    """Brought later to her case: a copy of the service's own, once; hers goes with her case."""
    known = Photo.objects.filter(key=key).first()
    return known or _keep(report, Photo(key=key, voice=voice), jpeg)


def _keep(report: Report, photo: Photo, jpeg: bytes) -> Photo:
    # Locked: two colleagues may add one at the same moment.
    report = hold(report.pk)
    if Photo.objects.filter(report=report).count() >= MOST:
        raise NotNow("many_photos")
    photo.report = report
    photo.territory_id, photo.organisation_id = report.territory_id, report.organisation_id
    photo.sealed = sealed_photo(photo, jpeg)
    photo.save(force_insert=True)
    record("streets.photo_added", photo, persons=_whose(photo), facts={"report": report.pk})
    return photo


@transaction.atomic
def make_unreadable(photo: Photo, jpeg: bytes) -> None:
    """`jpeg`: the same picture with faces and plates unreadable. Nobody but colleagues sees it yet."""
    _change(photo, "streets.photo_made_unreadable", sealed_photo(photo, jpeg))


@transaction.atomic
def as_it_came(photo: Photo) -> None:
    """The machine hid what has to be seen."""
    _change(photo, "streets.photo_as_it_came", None)


def _change(photo: Photo, word: str, sealed: bytes | None) -> None:
    rows = Photo.objects.filter(pk=photo.pk, released=False)
    if not rows.update(sealed_unreadable=sealed):
        # What everybody sees is not exchanged under their eyes.
        raise NotNow("photo_is_public")
    record(word, photo, persons=_whose(photo))


@transaction.atomic
def release(photo: Photo, *, unreadable: bool) -> None:
    """Everybody sees it from now on, as the colleague has just seen it: made unreadable or not."""
    rows = Photo.objects.filter(pk=photo.pk, sealed_unreadable__isnull=not unreadable)
    if not rows.update(released=True):
        raise NotNow("photo_has_changed")
    facts = {"unreadable": unreadable}
    record("streets.photo_released", photo, persons=_whose(photo), facts=facts)


@transaction.atomic
def take_back(photo: Photo) -> None:
    """Nobody but colleagues sees it any more."""
    if Photo.objects.filter(pk=photo.pk, released=True).update(released=False):
        record("streets.photo_taken_back", photo, persons=_whose(photo))


def _whose(photo: Photo) -> list[Person]:
    return [photo.voice.person] if photo.voice is not None else []
