"""Whom a coordinator may choose by hand, and who comes first."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.translation import gettext as _

from tandem.services.questions import half_day_name
from tandem.solidarity import engine, presented, refusing, wording
from tandem.solidarity.arranging import who_comes_first
from tandem.solidarity.choices import ProposalState, Skill
from tandem.solidarity.engine import Choice
from tandem.solidarity.models import Need, Offer, Proposal
from tandem.solidarity.naming import Names

CHOICES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Before:
    """A need that comes first."""

    need: Need
    title: str
    ours: bool


def others_first(need: Need, offer: UUID | None, half_day: int | None) -> list[Before]:
    """People who come first and could be helped by this volunteer; no half-day: by hand."""
    found = Offer.objects.filter(key=offer).first() if offer else None
    needs = who_comes_first(need, found, half_day) if found is not None else []
    kinds = presented.Kinds({one.territory_id for one in needs})
    return [
        Before(
            one,
            f"{kinds.name(one)}, {one.postal_code}, {presented.asked(one)}",
            one.organisation_id == need.organisation_id,
        )
        for one in needs
    ]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One volunteer in the list from which a coordinator chooses by hand."""

    choice: Choice
    who: str
    distance: str
    half_days: str
    tasks: str
    with_proposed: str
    """The same as a proposal counts: with what is proposed to this volunteer; empty if nothing is."""
    likes_it: bool
    proposed: bool
    why_not: list[str]
    may_be_taken_back: bool
    """Only a note of ours, for this need alone, stands against it."""


def candidates(need: Need, page: str) -> tuple[Page[Choice], list[Candidate]]:
    """Whom one may choose, nearest first, then who cannot come and why; twenty a page."""
    shown_now = Paginator(engine.choices_by_hand(need), CHOICES_SHOWN).get_page(page)
    choices = list(shown_now.object_list)
    names = Names(need.organisation_id, by_name=True)
    names.learn(choice.offer for choice in choices)
    row = need.proposals.filter(state=ProposalState.OPEN).first()
    told = {other["offer"]: other["reason"] for other in row.others} if row else {}
    proposed = _proposed([str(one.offer.key) for one in choices])
    no = refusing.told_of(need, [one.offer for one in choices if "refused" in one.broken])
    return shown_now, [
        replace(
            _candidate(need, choice, names, row, told, no.get(choice.offer.pk)),
            with_proposed=_in_all(choice, proposed.get(str(choice.offer.key), 0)),
        )
        for choice in choices
    ]


def _proposed(offers: list[str]) -> dict[str, int]:
    rows = Proposal.objects.filter(state=ProposalState.OPEN, offer_key__in=offers)
    counted = rows.values("offer_key").annotate(many=Count("pk")).order_by()
    return {str(row["offer_key"]): row["many"] for row in counted}


def _in_all(choice: Choice, proposed: int) -> str:
    return f"{choice.tasks + proposed}/{choice.offer.capacity}" if proposed else ""


def _candidate(
    need: Need,
    choice: Choice,
    names: Names,
    row: Proposal | None,
    told: dict[str, wording.Reason],
    refused: refusing.Told | None,
) -> Candidate:
    offer = choice.offer
    why_not = [
        refused.why if refused and code == "refused" else str(wording.SENTENCES[code])
        for code in choice.broken
    ]
    if choice.perhaps_herself:
        why_not.insert(0, _("Is perhaps the person who asks: decide that first."))
    if not why_not and choice.tasks >= offer.capacity:
        why_not = [_("Already does as much as offered for this week.")]
    elif not why_not and not choice.half_days:
        why_not = [_("Is already asked for these moments.")]
    elif not why_not and str(offer.key) in told:
        why_not = [wording.sentence(told[str(offer.key)], names.known)]
    return Candidate(
        choice=choice,
        who=names.of(offer),
        distance=wording.distance(choice.distance_m),
        half_days=", ".join(str(half_day_name(one)) for one in choice.half_days[:4]),
        tasks=f"{choice.tasks}/{offer.capacity}",
        with_proposed="",
        likes_it=Skill(need.skill) in offer.likes,
        proposed=row is not None and row.offer_key == offer.key,
        why_not=why_not,
        may_be_taken_back=refused is not None and refused.may_be_taken_back,
    )


def free_half_days(need: Need, offer: Offer) -> Choice | None:
    """The one offer as a choice by hand; None where it is no longer there."""
    found = (one for one in engine.choices_by_hand(need) if one.offer.pk == offer.pk)
    return next(found, None)
