"""Photos as pages show them: to colleagues, and to everybody where one was released."""

import uuid
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from tandem.cases import queries as cases
from tandem.streets import public
from tandem.streets.choices import Shot
from tandem.streets.models import Photo, PhotoQuerySet, Report, Voice
from tandem.streets.sealed import photo_in
from tandem.ui.formats import short_day


@dataclass(frozen=True, slots=True)
class Seen:
    """One photo, and in words what it is of and when it came."""

    key: uuid.UUID
    sign: str
    """Of the report with which it is kept."""
    label: str
    alt: str
    released: bool
    unreadable: bool


@dataclass(frozen=True, slots=True)
class Added:
    """Came later to the case of somebody who told us, and is not kept with the report."""

    key: uuid.UUID
    voice: int
    case: str
    label: str


def to_colleagues(report: Report) -> list[Seen]:
    return _all(rows().of(report))


def to_everybody(report: Report) -> list[Seen]:
    return _all(rows().of(report).public())


def rows() -> PhotoQuerySet:
    """Without the pictures: they are large, and opened one by one."""
    found: PhotoQuerySet = Photo.objects.annotate(
        is_unreadable=Q(sealed_unreadable__isnull=False)
    ).select_related("report__territory", "voice__person")
    return found.defer("sealed", "sealed_unreadable").order_by("pk")


def _all(photos: PhotoQuerySet) -> list[Seen]:
    names = public.Names()
    return [seen(photo, names) for photo in photos]


def seen(photo: Photo, names: public.Names) -> Seen:
    """`photo` is one of `rows`."""
    facts = {"shot": Shot(photo.shot).label, "day": short_day(photo.at)}
    label = _("%(shot)s, %(day)s") % facts
    title = names.title(photo.report)
    return Seen(
        key=photo.key,
        sign=photo.report.sign,
        label=label,
        alt=_("Photo: %(title)s. %(label)s") % {"title": title, "label": label},
        released=photo.released,
        unreadable=photo.is_unreadable,  # type: ignore[attr-defined]
    )


def added_later(report: Report) -> list[Added]:
    """What a colleague may keep with the report."""
    voices = Voice.objects.speaking().of(report).select_related("case").order_by("pk")
    kept = set(Photo.objects.of(report).values_list("key", flat=True))
    return [
        Added(row.key, voice.pk, voice.case.reference, label)
        for voice in voices
        for label, row in cases.pictures_of(voice.case)
        if not row.question and row.key not in kept
    ]


def for_everybody(photo: Photo) -> bytes:
    """As it was released."""
    return photo_in(photo, photo.sealed_unreadable or photo.sealed)


def newest_public() -> Subquery:
    """The key of the photo that other programs are told of, for each report of a query."""
    rows = Photo.objects.public().filter(report=OuterRef("pk")).order_by("-pk")
    return Subquery(rows.values("key")[:1])


def address_of(report: Report, key: uuid.UUID | None) -> str | None:
    """Where anybody sees it; None without a photo."""
    page = f"{public.page_of(report)}photos/{key}.jpg"
    return urljoin(settings.SITE_URL, page) if key else None
