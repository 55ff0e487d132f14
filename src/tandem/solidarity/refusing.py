"""Why two are not brought together for a need: who said what; and a coordinator takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.journal.write import record
from tandem.people import words
from tandem.solidarity import beside, messages, queue
from tandem.solidarity.choices import ArrangementState, ProposalState, RefusedBecause, Side
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Arrangement, Need, Offer, Proposal, Refusal


@dataclass(frozen=True, slots=True)
class Told:
    why: str
    may_be_taken_back: bool
    """What holds for good was said by one of the two, or of both: that is not ours to undo."""


@dataclass(frozen=True, slots=True)
class _Between:
    """What is kept of a need and one offer."""

    noted: Proposal | None
    """The last proposal of the two that a colleague did not follow."""
    last: Arrangement | None


def told_of(need: Need, offers: Sequence[Offer]) -> dict[int, Told]:
    """Of each offer that is refused, asked at once for all of them. Words of a colleague stand in
    it: a look at the need must have been noted before.
    """
    if not offers:
        return {}
    rows = Refusal.objects.filter(person=need.person_id, offer__in=offers)
    said: dict[int, set[int | None]] = {}
    for offer, about in rows.values_list("offer", "need"):
        said.setdefault(offer, set()).add(about)
    kept = _kept_between(need, offers)
    return {offer.pk: _told(need, said.get(offer.pk, set()), kept[offer.pk]) for offer in offers}


def _told(need: Need, said: set[int | None], kept: _Between) -> Told:
    if None in said:
        return Told(_for_good(kept), may_be_taken_back=False)
    if need.pk not in said:
        # Said of another record that is, or perhaps is, one of the two.
        return Told(_("The two have said no to each other before."), may_be_taken_back=False)
    return Told(_this_time(kept), may_be_taken_back=True)


def _kept_between(need: Need, offers: Sequence[Offer]) -> dict[int, _Between]:
    keys = [offer.key for offer in offers]
    refused = need.proposals.filter(offer_key__in=keys, state=ProposalState.REFUSED)
    noted = {row.offer_key: row for row in refused.order_by("pk")}
    # Of a group that came with several, the first alone knows who called it off.
    asked = need.arrangements.leading().filter(offer__in=offers)
    last = {row.offer_id: row for row in asked.order_by("pk")}
    words.hold([need.person_id], [row.sealed_why for row in noted.values()])
    return {one.pk: _Between(noted.get(one.key), last.get(one.pk)) for one in offers}


def _for_good(kept: _Between) -> str:
    if kept.noted is not None:
        return _("A colleague noted: %(why)s.") % {"why": _because(kept.noted)}
    return _("One of the two would rather meet somebody else.")


def _because(noted: Proposal) -> str:
    said = beside.why(noted)
    return said.rstrip(".") or str(RefusedBecause(noted.refused_because).label)


def _this_time(kept: _Between) -> str:
    noted, last = kept.noted, kept.last
    if noted is not None and (last is None or last.asked_at < noted.made_at):
        return _("A colleague did not follow this proposal: %(why)s.") % {"why": _because(noted)}
    if last is None:
        return _("It was noted: not this volunteer, for this request.")
    return _how_it_ended(last) % {"moment": messages.moment(last)}


def _how_it_ended(last: Arrangement) -> str:
    if last.state == ArrangementState.DECLINED:
        return _("The volunteer could not come: %(moment)s.")
    if last.state == ArrangementState.LAPSED:
        return _("The volunteer did not answer in time: %(moment)s.")
    if last.state == ArrangementState.CANCELLED:
        return called_off_by(last)
    return _("It did not take place: %(moment)s.")


def called_off_by(gone: Arrangement) -> str:
    """In words that leave room for the moment."""
    if gone.cancelled_by == Side.HELPER:
        return _("The volunteer called it off: %(moment)s.")
    if gone.cancelled_by == Side.ASKER:
        return _("It did not suit the person: %(moment)s.")
    return _("We called it off ourselves: %(moment)s.")


@transaction.atomic
def take_back(need: Need, offer: Offer) -> None:
    """These two may be brought together for this need again."""
    rows = Refusal.objects.filter(person=need.person_id, offer=offer)
    if rows.filter(need__isnull=True).exists() or not rows.filter(need=need).delete()[0]:
        raise NotNow("need_or_offer_changed")
    facts = {"offer": offer.pk}
    record("solidarity.refusal_taken_back", need, persons=[need.person], facts=facts)
    queue.look_for_helpers(need)
