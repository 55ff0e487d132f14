"""The newest steps of a commune's reports, for readers of feeds: nothing is sent, nobody signs up."""

from datetime import UTC

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.streets import public, quarters, spoken
from tandem.streets.models import Move
from tandem.streets.open311.rendering import NO_TEXT
from tandem.streets.open_data import LICENCE
from tandem.streets.served import Served
from tandem.territory.models import Area

MOST = 50
KINDS: dict[str, type[SyndicationFeed]] = {"rss": Rss201rev2Feed, "atom": Atom1Feed}


def made(
    kind: str,
    place: Served,
    postal_code: str,
    *,
    site: str,
    here: str,
    quarter: Area | None = None,
) -> SyndicationFeed:
    """`site` and `here`: the addresses of the house, and of this feed."""
    where = f"{quarter}, {place.commune}" if quarter else f"{place.commune} {postal_code}".strip()
    # The page for people of the same: two feeds of one house are two, also by their id.
    page = _page_of(place, postal_code)
    feed = KINDS[kind](
        title=_("What is broken and repaired: %(place)s") % {"place": where},
        link=f"{site.rstrip('/')}{page}",
        description=_("Every step of what was reported in the street, without who told it."),
        language=get_language(),
        feed_url=here,
        feed_guid=here,
        feed_copyright=f"CC0 1.0 {LICENCE}",
    )
    names = public.Names()
    for move in _newest(place, postal_code, quarter):
        report, state = move.report, spoken.label(move)
        hour = public.hour_of(move.at.astimezone(UTC))
        title = f"{state} – {names.title(report)}"
        feed.add_item(
            title=NO_TEXT.sub("", title),
            link=f"{site.rstrip('/')}{public.page_of(report)}",
            description=NO_TEXT.sub("", " ".join(filter(None, [f"{title}.", spoken.said(move)]))),
            unique_id=f"{site.rstrip('/')}{public.page_of(report)}#{move.pk}",
            pubdate=hour,
            updateddate=hour,
            author_name=str(place.organisation),
        )
    return feed


def _page_of(place: Served, postal_code: str) -> str:
    if postal_code:
        return f"{reverse('streets:reports')}?postal_code={postal_code}"
    return reverse("streets:data")


def _newest(place: Served, postal_code: str, quarter: Area | None) -> list[Move]:
    rows = spoken.publicly(
        Move.objects.filter(organisation=place.organisation, report__given_by__isnull=True)
    ).select_related("report__territory")
    if quarter:
        rows = rows.filter(pk__in=quarters.newest_in(quarter, place, MOST))
    elif postal_code:
        rows = rows.filter(report__postal_code=postal_code)
    return list(rows.order_by("-pk")[:MOST])
