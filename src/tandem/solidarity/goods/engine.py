"""The bridge: rows → Question → engine → Answer → register → a share-out."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from engines import sharing
from engines.sharing.exchange import answer_to_json, question_to_json, reason_to_json
from tandem.people.sameness import Together, counted_together
from tandem.register.actions import keep_run
from tandem.solidarity import rules
from tandem.solidarity.goods.actions import hold_gift
from tandem.solidarity.goods.card import SHARING
from tandem.solidarity.goods.choices import GiftState, ShareOutState
from tandem.solidarity.goods.models import Gift, GoodsAsk, Parcel, ShareOut


def asks_for(gift: Gift) -> list[GoodsAsk]:
    """Whoever waits for this sort where the gift was given, the longest waiting first."""
    waiting = GoodsAsk.objects.waiting(gift.sort).filter(organisation=gift.organisation_id)
    return list(waiting.select_related("person").order_by("pk"))


def received(asks: list[GoodsAsk], sort: str, today: date, together: Together) -> dict[int, int]:
    """How many of the sort each person had or is promised in the window, by her counted record."""
    records = together.every_record(ask.person_id for ask in asks)
    rows = (
        Parcel.objects.had()
        .filter(
            ask__person__in=records,
            ask__sort=sort,
            ready_at__date__gte=today - rules.WINDOW,
        )
        .values_list("ask__person")
        .annotate(many=Sum("quantity"))
        .order_by()
    )
    found: dict[int, int] = {}
    for person, many in rows:
        found[together.of(person)] = found.get(together.of(person), 0) + many
    return found


@transaction.atomic
def propose(gift: Gift, aside: Mapping[str, int]) -> ShareOut | None:
    """A new share-out of what is left of the gift; the run is kept with its reasons."""
    gift = hold_gift(gift)
    Gift.objects.filter(pk=gift.pk).update(worked_out_at=None)
    asks = asks_for(gift)
    if gift.state != GiftState.OPEN or gift.limited or not asks:
        return None
    by_hand = {ask.pk: aside.get(str(ask.key), 0) for ask in asks if ask.no_program}
    question = _question(gift, asks, gift.left - sum(by_hand.values()))
    answer = sharing.solve(question)
    run = keep_run(SHARING, question_to_json(question), answer_to_json(answer), gift)
    ShareOut.objects.filter(gift=gift, state=ShareOutState.OPEN).update(state=ShareOutState.STALE)
    share_out = ShareOut.objects.create(
        gift=gift,
        run=run,
        each=answer.totals.each,
        territory_id=gift.territory_id,
        organisation_id=gift.organisation_id,
    )
    shares = {share.ask: share for share in answer.shares}
    Parcel.objects.bulk_create(
        _parcel(share_out, ask, shares.get(str(ask.key)), by_hand.get(ask.pk, 0)) for ask in asks
    )
    return share_out


def _question(gift: Gift, asks: list[GoodsAsk], quantity: int) -> sharing.Question:
    today, together = timezone.localdate(), counted_together()
    had = received(asks, gift.sort, today, together)
    asked = tuple(
        sharing.Ask(
            key=str(ask.key),
            person=str(together.of(ask.person_id)),
            quantity=ask.wanted,
            heads=ask.heads,
            vital=ask.vital,
        )
        for ask in asks
        if not ask.no_program
    )
    counted = {str(person): many for person, many in had.items()}
    return sharing.nameless(sharing.Question(today, max(0, quantity), asked, counted))


def _parcel(
    share_out: ShareOut, ask: GoodsAsk, share: sharing.Share | None, by_hand: int
) -> Parcel:
    number = share.quantity if share else min(by_hand, ask.wanted)
    return Parcel(
        share_out=share_out,
        ask=ask,
        proposed=number,
        quantity=number,
        by_hand=share is None,
        reasons=[reason_to_json(one) for one in share.reasons] if share else [],
        territory_id=share_out.territory_id,
        organisation_id=share_out.organisation_id,
    )
