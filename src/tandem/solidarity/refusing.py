"""Why two are not brought together for a need: who said what; and a coordinator takes it back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.journal.write import record
from tandem.solidarity import beside, messages, queue
from tandem.solidarity.choices import ArrangementState, ProposalState, RefusedBecause, Side
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Arrangement, Need, Offer, Proposal, Refusal


@dataclass(frozen=True, slots=True)
class Told:
    why: str
    may_be_taken_back: bool
    """What holds for good was said by one of the two, or of both: that is not ours to undo."""


def told_of(need: Need, offer: Offer) -> Told:
    """Words of a colleague stand in it: a look at the need must have been noted before."""
    rows = Refusal.objects.filter(person=need.person_id, offer=offer)
    if rows.filter(need__isnull=True).exists():
        return Told(_for_good(need, offer), may_be_taken_back=False)
    if not rows.filter(need=need).exists():
        # Said of another record that is, or perhaps is, one of the two.
        return Told(_("The two have said no to each other before."), may_be_taken_back=False)
    return Told(_this_time(need, offer), may_be_taken_back=True)


def _not_followed(need: Need, offer: Offer) -> Proposal | None:
    rows = Proposal.objects.filter(need=need, offer_key=offer.key, state=ProposalState.REFUSED)
    return rows.order_by("-pk").first()


def _for_good(need: Need, offer: Offer) -> str:
    noted = _not_followed(need, offer)
    if noted is not None:
        return _("A colleague noted: %(why)s.") % {"why": _because(noted)}
    return _("One of the two would rather meet somebody else.")


def _because(noted: Proposal) -> str:
    words = beside.why(noted)
    return words.rstrip(".") or str(RefusedBecause(noted.refused_because).label)


def _this_time(need: Need, offer: Offer) -> str:
    last = Arrangement.objects.filter(need=need, offer=offer).order_by("-pk").first()
    noted = _not_followed(need, offer)
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
