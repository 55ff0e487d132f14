"""A help given by hand before somebody whose turn it was: never silently."""

from django.utils import timezone

from tandem.journal.write import record
from tandem.register.actions import count
from tandem.register.choices import Result
from tandem.solidarity import beside, deciding, queue
from tandem.solidarity.card import PAIRING
from tandem.solidarity.choices import ProposalState, RefusedBecause
from tandem.solidarity.models import Arrangement, Need, Offer, Proposal
from tandem.tenancy.scope import required, within
from tandem.territory import scopes


def still_waiting(needs: list[Need], offer: Offer) -> list[Need]:
    """Of these, those for whom no other volunteer is proposed: nobody else spares them the wait."""
    spared: set[int] = set()
    for whose in sorted({(need.territory_id, need.organisation_id) for need in needs}):
        with within(required() | scopes.of_keys(*whose)):
            rows = Proposal.objects.filter(need__in=needs, state=ProposalState.OPEN)
            others = rows.filter(offer_key__isnull=False).exclude(offer_key=offer.key)
            spared |= set(others.values_list("need_id", flat=True))
    return [need for need in needs if need.pk not in spared]


def note_ahead(arrangement: Arrangement, ahead: list[Need], offer: Offer, although: str) -> None:
    """Said beside the help, counted in public, and told on the page of everybody overtaken."""
    words = although.strip()
    arrangement.sealed_although = beside.sealed_although(arrangement, words)
    arrangement.save(update_fields=["sealed_although"])
    count(PAIRING, Result.AHEAD)
    for need in ahead:
        ours = need.organisation_id == arrangement.organisation_id
        with within(required() | scopes.of_keys(need.territory_id, need.organisation_id)):
            # The words may tell of somebody whom a neighbour does not know.
            _overtaken(need, offer, words if ours else "")


def _overtaken(need: Need, offer: Offer, words: str) -> None:
    Need.objects.filter(pk=need.pk).update(overtaken_at=timezone.now())
    record("solidarity.need_overtaken", need, persons=[need.person])
    rows = Proposal.objects.select_for_update(of=("self",)).filter(
        need=need, state=ProposalState.OPEN, offer_key=offer.key
    )
    for proposal in rows:
        proposal.state, proposal.refused_because = ProposalState.DEPARTED, RefusedBecause.OTHER
        proposal.sealed_why = beside.sealed_why(proposal, words)
        proposal.save(update_fields=["state", "refused_because", "sealed_why"])
        deciding.given_to_another(proposal, RefusedBecause.OTHER)
        queue.look_for_helpers(need)
