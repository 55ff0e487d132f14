"""Somebody wants her data left alone: what she asked for and offers rests until that is lifted."""

from tandem.solidarity import queue
from tandem.solidarity.choices import ProposalState
from tandem.solidarity.goods.models import Gift, GoodsAsk
from tandem.solidarity.models import Need, Offer, Proposal
from tandem.solidarity.neighbours.models import Seeker


def rest(persons: list[int], limited: bool) -> None:
    """No proposal is made of it any more, or again; those that wait are dropped."""
    needs, offers = (
        Need.objects.filter(person__in=persons),
        Offer.objects.filter(person__in=persons),
    )
    needs.update(limited=limited)
    offers.update(limited=limited)
    for kind in (Gift, GoodsAsk, Seeker):
        kind.objects.filter(person__in=persons).update(limited=limited)
    dropped = Proposal.objects.filter(state=ProposalState.OPEN)
    if limited:
        dropped.filter(need__in=needs).update(state=ProposalState.STALE)
        named = list(offers.values_list("key", flat=True))
        dropped.filter(offer_key__in=named).update(state=ProposalState.STALE)
    for row in [*needs[:1], *offers[:1]]:
        queue.look_for_helpers(row)
