"""Photos of reports as they are kept: with the key of whoever sent one, or one of its own."""

from tandem.people.words import seal_for, unseal_for
from tandem.streets.models import Photo


def sealed_photo(photo: Photo, jpeg: bytes) -> bytes:
    return seal_for(_whose(photo), photo, jpeg, photo.place)


def photo_in(photo: Photo, sealed: bytes | memoryview) -> bytes:
    """Empty where her key is gone; a look must have been noted before, unless it was released."""
    return unseal_for(_whose(photo), sealed, photo.place) or b""


def _whose(photo: Photo) -> int | None:
    return photo.voice.person_id if photo.voice is not None else None
