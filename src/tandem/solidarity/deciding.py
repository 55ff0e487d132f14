"""What a coordinator does with a proposal, kept beside the run that made it."""

from typing import Any

from tandem.register.actions import keep_decision
from tandem.register.choices import Outcome, Result
from tandem.solidarity.card import PAIRING
from tandem.solidarity.models import Offer, Proposal


def followed(proposal: Proposal, offer: Offer, half_day: int) -> None:
    _keep(proposal, Outcome.FOLLOWED, _place(offer.key, half_day))


def departed(proposal: Proposal, offer: Offer, half_day: int, because: str) -> None:
    _keep(proposal, Outcome.DEPARTED, _place(offer.key, half_day), because)


def refused(proposal: Proposal, because: str) -> None:
    _keep(proposal, Outcome.REFUSED, {}, because)


def given_to_another(proposal: Proposal, because: str) -> None:
    """The volunteer proposed here was sent, by hand, to somebody else."""
    _keep(proposal, Outcome.DEPARTED, {}, because)


def found_by_hand(proposal: Proposal, offer: Offer, half_day: int) -> None:
    """The run had found nobody, and a coordinator did."""
    _keep(proposal, Result.FOUND, _place(offer.key, half_day))


def _keep(proposal: Proposal, outcome: str, decided: dict[str, Any], because: str = "") -> None:
    keep_decision(
        PAIRING,
        proposal.run,
        str(proposal.need.key),
        outcome,
        proposed=_place(proposal.offer_key, proposal.half_day),
        decided=decided,
        because=because,
    )


def _place(offer: object, half_day: int) -> dict[str, Any]:
    return {"offer": str(offer), "half_day": half_day} if offer else {}
