"""What is said of goods on the page of a case: to the person, and to colleagues."""

from django.template import engines
from markupsafe import Markup

from tandem.cases.models import Case
from tandem.people.words import hold
from tandem.solidarity import where_when
from tandem.solidarity.goods import actions, messages
from tandem.solidarity.goods.choices import AskState, GiftState, ParcelState
from tandem.solidarity.goods.models import Gift, GoodsAsk, Parcel
from tandem.ui.formats import number, short_day

SHOWN = 5


def about_gift(case: Case, *, for_staff: bool) -> Markup | None:
    gift = Gift.objects.filter(case=case.pk).first()
    if gift is None:
        return None
    values = {
        "gift": gift,
        "sort": messages.sort_of(gift.sort),
        "given": number(gift.given),
        "quantity": number(gift.quantity),
        "state": str(GiftState(gift.state).label),
        "for_staff": for_staff,
    }
    return _rendered("goods_gift_panel", values)


def about_ask(case: Case, *, for_staff: bool) -> Markup | None:
    ask = GoodsAsk.objects.filter(case=case.pk).first()
    if ask is None:
        return None
    rows = ask.parcels.select_related("share_out", "ask").exclude(state=ParcelState.PROPOSED)
    parcels = list(rows.order_by("-pk")[:SHOWN])
    hold([ask.person_id], [one.share_out.sealed_where for one in parcels])
    values = {
        "ask": ask,
        "sort": messages.sort_of(ask.sort),
        "given": number(ask.given),
        "quantity": number(ask.quantity),
        "state": str(AskState(ask.state).label),
        "parcels": [_line(row) for row in parcels],
        "for_staff": for_staff,
    }
    return _rendered("goods_ask_panel", values)


def _line(parcel: Parcel) -> dict[str, object]:
    decided = parcel.share_out.decided_at
    return {
        "day": short_day(decided) if decided else "",
        "number": number(parcel.quantity),
        "state": str(ParcelState(parcel.state).label),
        "where": where_when.of(parcel.share_out) if parcel.state == ParcelState.READY else "",
        "why": messages.why(parcel, actions.why_otherwise(parcel)),
    }


def _rendered(name: str, values: dict[str, object]) -> Markup:
    page = engines["jinja2"].get_template(f"solidarity/{name}.html")
    # Escaped by the environment's autoescape.
    return Markup(page.render(values))  # noqa: S704
