"""Words that stand beside a proposal, a help and how it went: sealed with the keys of whom they tell."""

from tandem.people.words import seal_for, text_of, unseal_for
from tandem.solidarity.choices import Side
from tandem.solidarity.models import Arrangement, Feedback, Proposal
from tandem.toolbox.sealing import VERSION


def sealed_why(proposal: Proposal, words: str) -> bytes | None:
    if not words.strip():
        return None
    return seal_for(proposal.need.person_id, proposal, words.encode(), proposal.place)


def why(proposal: Proposal) -> str:
    """In the coordinator's words; a look must have been noted before."""
    return text_of(proposal.need.person_id, proposal.sealed_why, proposal.place)


def sealed_although(arrangement: Arrangement, words: str) -> bytes:
    return seal_for(arrangement.need.person_id, arrangement, words.encode(), arrangement.place)


def although(arrangement: Arrangement) -> str:
    """Why this help went before people who came first; a look must have been noted before."""
    return text_of(arrangement.need.person_id, arrangement.sealed_although, arrangement.place)


def sealed_feedback(arrangement: Arrangement, side: Side, words: str) -> bytes | None:
    return sealed_told(arrangement, side, words.encode()) if words.strip() else None


def sealed_told(arrangement: Arrangement, side: Side, words: bytes) -> bytes:
    """What the helper says tells of both: once either is erased, nobody opens it."""
    place = place_of(arrangement, side)
    told = seal_for(arrangement.need.person_id, arrangement, words, place)
    if side == Side.HELPER:
        told = seal_for(arrangement.offer.person_id, arrangement, told, place)
    return told


def words_of(feedback: Feedback, arrangement: Arrangement) -> str:
    """What was said beside how it went; a look must have been noted before."""
    side, told = Side(feedback.side), feedback.sealed
    place = place_of(arrangement, side)
    if told and side == Side.HELPER and bytes(told[:1]) != VERSION:
        told = unseal_for(arrangement.offer.person_id, told, place)
    return text_of(arrangement.need.person_id, told, place)


def place_of(arrangement: Arrangement, side: Side) -> str:
    return f"feedback:{arrangement.key}:{side}"
