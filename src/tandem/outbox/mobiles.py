"""What a mobile number asked of us: silence, or nothing; and whether it wrote just now."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from tandem.outbox.models import Mobile
from tandem.toolbox.sealing import digest
from tandem.toolbox.telephone import plain_number

JUST_NOW = timedelta(minutes=15)
"""So long after a message of hers an answer wakes nobody."""


def name_of(number: str) -> bytes:
    """The keyed digest by which a number is known, however it was written."""
    return digest("mobile", plain_number(number))


@transaction.atomic
def stop(number: str) -> None:
    """No text message leaves to this number any more, of whichever commune."""
    Mobile.objects.update_or_create(digest=name_of(number), defaults={"stopped_at": timezone.now()})


@transaction.atomic
def start(number: str) -> None:
    Mobile.objects.filter(digest=name_of(number)).update(stopped_at=None)


@transaction.atomic
def wrote(number: str) -> None:
    Mobile.objects.update_or_create(digest=name_of(number), defaults={"wrote_at": timezone.now()})


def is_stopped(number: str) -> bool:
    return bool(stopped_among([number]))


def stopped_among(numbers: Iterable[str]) -> set[bytes]:
    """Digests of those that asked for silence."""
    found = Mobile.objects.filter(digest__in=_names(numbers), stopped_at__isnull=False)
    return {bytes(name) for name in found.values_list("digest", flat=True)}


def awake_among(numbers: Iterable[str]) -> set[bytes]:
    """Digests of those that wrote just now."""
    since = timezone.now() - JUST_NOW
    found = Mobile.objects.filter(digest__in=_names(numbers), wrote_at__gt=since)
    return {bytes(name) for name in found.values_list("digest", flat=True)}


def _names(numbers: Iterable[str]) -> list[bytes]:
    return [name_of(number) for number in numbers if number.strip()]
