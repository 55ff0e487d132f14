"""Giving, asking and sharing out: the deeds behind the goods."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.cases import actions as cases
from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.journal.write import record
from tandem.outbox.actions import send
from tandem.people.words import seal_for, text_of
from tandem.register.actions import count, keep_decision
from tandem.register.choices import Outcome, Result
from tandem.services.declaration import Answers, CaseLike
from tandem.solidarity import queue
from tandem.solidarity.errors import NotNow
from tandem.solidarity.goods import messages, rules
from tandem.solidarity.goods.card import SHARING
from tandem.solidarity.goods.choices import (
    VITAL,
    AskState,
    Brought,
    Comes,
    GiftState,
    ParcelState,
    ShareOutState,
    Sort,
)
from tandem.solidarity.goods.models import Gift, GoodsAsk, Parcel, ShareOut
from tandem.solidarity.where_when import sealed

OVER = frozenset({State.WITHDRAWN, State.CLOSED})
"""States of a case with which a gift or an ask ends, whatever was answered."""


def give_goods(answers: Answers, *, case: CaseLike) -> None:
    said = [answers["what"] or ""]
    if answers["until"]:
        with override(case.language):
            said.append(_("To be gone: %(when)s") % {"when": answers["until"]})
    gift = Gift(
        **_facts(answers, case), brought=Brought(answers["brought"]), quantity=answers["quantity"]
    )
    _seal(gift, "\n".join(said))
    record("solidarity.goods_given", gift, persons=[gift.person], facts={"sort": gift.sort})


def ask_for_goods(answers: Answers, *, case: CaseLike) -> None:
    sort = Sort(answers["sort"])
    ask = GoodsAsk(
        **_facts(answers, case),
        quantity=answers["quantity"],
        heads=answers["heads"],
        # Her word alone would put a toy before somebody's bread.
        vital=bool(answers["vital"]) and sort in VITAL,
        comes=Comes(answers["comes"]),
        no_program=not answers["program"],
    )
    _seal(ask, answers["what"] or "")
    record("solidarity.goods_asked", ask, persons=[ask.person], facts={"sort": ask.sort})
    if ask.no_program:
        count(SHARING, Result.BY_HAND)


def _facts(answers: Answers, case: CaseLike) -> dict[str, Any]:
    if case.person is None:
        raise NotNow("nobody_asks")
    hides = case.person.protected
    return {
        "case_id": case.pk,
        "person": case.person,
        "sort": Sort(answers["sort"]),
        # A refuge has a name.
        "group_name": "" if hides else answers["group_name"] or "",
        "postal_code": "" if hides else answers["where"]["postal_code"],
        "territory_id": case.territory_id,
        "organisation_id": case.organisation_id,
    }


def _seal(row: Gift | GoodsAsk, said: str) -> None:
    if said.strip():
        row.sealed_what = seal_for(row.person_id, row, said.strip().encode(), row.place)
    row.save(force_insert=True)


def words_of(row: Gift | GoodsAsk) -> str:
    """In the person's own words; a look must have been noted before."""
    return text_of(row.person_id, row.sealed_what, row.place)


def why_otherwise(parcel: Parcel) -> str:
    """In the coordinator's words; a look must have been noted before."""
    return text_of(parcel.ask.person_id, parcel.sealed_why, parcel.place)


def hold_gift(gift: Gift) -> Gift:
    """The gift, for this transaction alone; everybody locks it before the asks."""
    return Gift.objects.select_for_update(of=("self",)).get(pk=gift.pk)


@transaction.atomic
def begin(gift: Gift, aside: Mapping[str, int]) -> None:
    """How it could be shared out is worked out soon; `aside`: what a coordinator says for those
    who refused the program, by the key of the ask.
    """
    gift = hold_gift(gift)
    if gift.state != GiftState.OPEN or gift.limited:
        raise NotNow("gift_changed")
    if not rules.fits(aside.values(), gift.left):
        raise NotNow("not_so_many")
    gift.worked_out_at = timezone.now()
    gift.save(update_fields=["worked_out_at"])
    if not queue.share_out(gift.organisation_id, gift.pk, aside) and aside:
        raise NotNow("being_worked_out")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a coordinator makes of a proposal."""

    numbers: Mapping[str, int]
    """By the key of the parcel."""
    where_when: str
    because: str = ""
    words: str = ""


@transaction.atomic
def decide(share_out: ShareOut, decision: Decision) -> None:
    """Each who asked hears how many she gets, and why; the gift is so much smaller."""
    asking = share_out.parcels.values_list("ask__case", flat=True)
    cases.hold([share_out.gift.case_id, *asking])
    gift = hold_gift(share_out.gift)
    share_out = ShareOut.objects.select_for_update(of=("self",)).get(pk=share_out.pk)
    parcels = _still_wanted(share_out, decision.numbers)
    free = gift.state == GiftState.OPEN and not gift.limited
    if share_out.state != ShareOutState.OPEN or not free or parcels is None:
        raise NotNow("share_out_changed")
    if not rules.fits(decision.numbers.values(), gift.left):
        raise NotNow("not_so_many")
    changed = [one for one in parcels if decision.numbers[str(one.key)] != one.proposed]
    if changed and not rules.says_enough(decision.because, decision.words):
        raise NotNow("say_why")
    now = timezone.now()
    share_out.state, share_out.decided_at = ShareOutState.DECIDED, now
    share_out.sealed_where = sealed(share_out, decision.where_when)
    share_out.because = decision.because if changed else ""
    share_out.save(update_fields=["state", "decided_at", "sealed_where", "because"])
    for parcel in parcels:
        _settle(parcel, share_out, decision)
    _take_from(gift, sum(decision.numbers.values()))
    _thank(gift)


def _still_wanted(share_out: ShareOut, numbers: Mapping[str, int]) -> list[Parcel] | None:
    """All parcels with their asks held; None where somebody withdrew or another gift met the ask."""
    rows = share_out.parcels.select_related("ask", "ask__person", "ask__case").order_by("ask_id")
    parcels = list(rows)
    held = GoodsAsk.objects.select_for_update(of=("self",)).filter(
        pk__in=[parcel.ask_id for parcel in parcels]
    )
    wanted = {ask.pk: ask for ask in held.order_by("pk")}
    for parcel in parcels:
        ask = wanted[parcel.ask_id]
        number = numbers.get(str(parcel.key))
        if number is None or ask.state != AskState.OPEN or ask.limited or number > ask.wanted:
            return None
    return parcels


def _settle(parcel: Parcel, share_out: ShareOut, decision: Decision) -> None:
    number, ask = decision.numbers[str(parcel.key)], parcel.ask
    parcel.quantity = number
    parcel.state = ParcelState.READY if number else ParcelState.NOTHING
    parcel.ready_at = share_out.decided_at if number else None
    if number != parcel.proposed:
        said = decision.words.strip().encode()
        parcel.sealed_why = seal_for(ask.person_id, parcel, said, parcel.place)
    parcel.save(update_fields=["quantity", "state", "ready_at", "sealed_why"])
    if not parcel.by_hand:
        followed = number == parcel.proposed
        keep_decision(
            SHARING,
            share_out.run,
            str(ask.key),
            Outcome.FOLLOWED if followed else Outcome.DEPARTED,
            proposed={"quantity": parcel.proposed},
            decided={"quantity": number},
            because="" if followed else decision.because,
        )
    _give_to(ask, number)
    record("solidarity.goods_shared", ask, persons=[ask.person], facts={"quantity": number})
    _tell(parcel, share_out)


def _give_to(ask: GoodsAsk, number: int) -> None:
    GoodsAsk.objects.filter(pk=ask.pk).update(given=F("given") + number)
    ask.refresh_from_db(fields=["given"])
    if not ask.wanted:
        ask.state = AskState.MET
        ask.save(update_fields=["state"])


def _tell(parcel: Parcel, share_out: ShareOut) -> None:
    """The answer that is owed, where something comes and it was not answered before."""
    ask, why = parcel.ask, why_otherwise(parcel)
    if parcel.quantity:
        with override(ask.case.language):
            words = messages.in_one_text(parcel, share_out, why)
        said = None if ask.case.person is None else lambda: messages.told(parcel, share_out, why)
        if cases.answer_by_work(ask.case, words, said=said):
            return
    send(ask.person, lambda: messages.told(parcel, share_out, why), about=ask)


def _take_from(gift: Gift, number: int) -> None:
    Gift.objects.filter(pk=gift.pk).update(given=F("given") + number)
    gift.refresh_from_db(fields=["given"])
    if not gift.left:
        gift.state = GiftState.GONE
        gift.save(update_fields=["state"])


def _thank(gift: Gift) -> None:
    """Whoever gave hears that it went to people, not to whom."""
    if gift.given:
        with override(gift.case.language):
            words = messages.thanks(gift)
        cases.answer_by_work(gift.case, words)


@transaction.atomic
def hand_over(parcel: Parcel, *, fetched: bool) -> None:
    """It came to whoever asked; or it was not fetched, goes back to the gift, and was not had."""
    gift = hold_gift(parcel.share_out.gift)
    parcel = (
        Parcel.objects.select_for_update(of=("self",))
        .select_related("ask", "ask__person")
        .get(pk=parcel.pk)
    )
    if parcel.state != ParcelState.READY:
        raise NotNow("parcel_changed")
    parcel.state = ParcelState.HANDED if fetched else ParcelState.BACK
    parcel.ended_at = timezone.now()
    parcel.save(update_fields=["state", "ended_at"])
    ask = parcel.ask
    if not fetched:
        Gift.objects.filter(pk=gift.pk).update(given=F("given") - parcel.quantity)
        Gift.objects.filter(pk=gift.pk, state=GiftState.GONE).update(state=GiftState.OPEN)
        GoodsAsk.objects.filter(pk=ask.pk).update(given=F("given") - parcel.quantity)
        GoodsAsk.objects.filter(pk=ask.pk, state=AskState.MET).update(state=AskState.OPEN)
    record("solidarity.goods_handed", ask, persons=[ask.person], facts={"fetched": fetched})


def follow_gift(*, case: CaseLike, state: str) -> None:
    """Withdrawn, closed, or answered with a no: nothing more of it is shared out."""
    gift = Gift.objects.filter(case=case.pk).first()
    if gift is None:
        return
    if state in OVER or (state == State.ANSWERED and _reason_of(case) != Reason.DONE):
        Gift.objects.filter(pk=gift.pk).update(state=GiftState.ENDED)
        ShareOut.objects.filter(gift=gift, state=ShareOutState.OPEN).update(
            state=ShareOutState.STALE
        )
    elif state in {State.REOPENED, State.CONTESTED}:
        ended = Gift.objects.filter(pk=gift.pk, state=GiftState.ENDED)
        ended.update(state=GiftState.OPEN if gift.left else GiftState.GONE)


def follow_ask(*, case: CaseLike, state: str) -> None:
    """The case went its own way, on its page or at the desk: the ask goes with it."""
    ask = GoodsAsk.objects.filter(case=case.pk).first()
    if ask is None:
        return
    if state in {State.REOPENED, State.CONTESTED}:
        ended = GoodsAsk.objects.filter(pk=ask.pk, state=AskState.ENDED)
        ended.update(state=AskState.OPEN if ask.wanted else AskState.MET)
    elif state in OVER or (
        state == State.ANSWERED and rules.ends_ask(_reason_of(case), _coming(ask))
    ):
        GoodsAsk.objects.filter(pk=ask.pk, state=AskState.OPEN).update(state=AskState.ENDED)


def _coming(ask: GoodsAsk) -> int:
    return ask.parcels.had().count()


def _reason_of(case: CaseLike) -> Reason:
    return Reason(Case.objects.values_list("reason", flat=True).get(pk=case.pk))
