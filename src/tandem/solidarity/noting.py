"""Deeds of the people themselves, written down for them at their word; the trace says by whom."""

from django.db import transaction

from tandem.mandates.actions import acted_for
from tandem.solidarity import arranging, following_up, vital, whereabouts
from tandem.solidarity.choices import Side, Went
from tandem.solidarity.models import Arrangement, Need
from tandem.tenancy.scope import required, within


@transaction.atomic
def note_answer(arrangement: Arrangement, *, yes: bool) -> Arrangement:
    """The volunteer's yes or no, as if he had pressed the button."""
    deed = arranging.agree if yes else arranging.decline
    arrangement = deed(arrangement)
    _trace(arrangement, Side.HELPER, "answer-when-asked")
    return arrangement


@transaction.atomic
def note_feedback(
    arrangement: Arrangement,
    side: Side,
    went: Went,
    words: str,
    *,
    rather_somebody_else: bool = False,
) -> Arrangement:
    arrangement = following_up.say_how_it_went(
        arrangement, side, went, words, rather_somebody_else=rather_somebody_else
    )
    _trace(arrangement, side, "say-how-it-went")
    return arrangement


@transaction.atomic
def note_cancelled(arrangement: Arrangement, side: Side | None) -> Arrangement:
    """One of the two called it off; None where we do so ourselves, and act for nobody."""
    arrangement = arranging.cancel(arrangement, by=side)
    if side is not None:
        _trace(arrangement, side, "cancel-help")
    return arrangement


@transaction.atomic
def note_vital_contest(need: Need, words: str) -> None:
    vital.contest(need, words)
    acted_for(need.person, "contest-vital", need, f"solidarity.need:{need.pk}")


def _trace(arrangement: Arrangement, side: Side, what: str) -> None:
    """With the commune that knows the person: a neighbour's volunteer reads it there."""
    if side == Side.ASKER:
        need = arrangement.need
        acted_for(need.person, what, need, f"solidarity.need:{need.pk}")
        return
    offer = whereabouts.offer_of(arrangement)
    with within(required() | whereabouts.where_helper_is(arrangement)):
        acted_for(offer.person, what, offer, f"solidarity.offer:{offer.pk}")
