"""What becomes of an offer: a volunteer is welcomed, told what was kept back until then, or leaves."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from tandem.cases import actions as cases
from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.cases.rules import OWED
from tandem.journal.choices import Purpose
from tandem.journal.write import record
from tandem.outbox.actions import send
from tandem.people.reveal import reveal_one
from tandem.services.declaration import CaseLike
from tandem.solidarity import contacts, messages, whereabouts
from tandem.solidarity.arranging import told_too_much
from tandem.solidarity.choices import ArrangementState, Contact, OfferState, Withheld
from tandem.solidarity.following_up import leave, tasks_of
from tandem.solidarity.models import Arrangement, Need, Offer
from tandem.solidarity.seating import hold_offer
from tandem.tenancy.scope import required, within
from tandem.territory import scopes


@transaction.atomic
def acknowledge_offer(offer: Offer) -> None:
    """A coordinator has spoken with the volunteer; the offer's case is answered, if it still is
    owed: thank you, and what happens next.
    """
    _welcome(offer)
    if offer.case_id is None:
        return
    case = Case.objects.get(pk=offer.case_id)
    if case.state in OWED:
        with override(case.language):
            words = messages.offer_welcome()
        cases.answer_by_work(case, words)


def follow_offer(*, case: CaseLike, state: str) -> None:
    """The case went its own way: who withdrew leaves, who was told that it is done is welcome."""
    offer = Offer.objects.filter(case=case.pk).first()
    if offer is None or offer.state == OfferState.LEFT:
        return
    if state == State.WITHDRAWN:
        leave(offer)
    elif state == State.ANSWERED and _reason_of(case) == Reason.DONE:
        _welcome(offer)


def _reason_of(case: CaseLike) -> str:
    return str(Case.objects.values_list("reason", flat=True).get(pk=case.pk))


def _welcome(offer: Offer) -> None:
    hold_offer(offer.pk)
    rows = Offer.objects.filter(pk=offer.pk, welcomed_at__isnull=True)
    if not rows.update(welcomed_at=timezone.now()):
        return
    offer = Offer.objects.select_related("person").get(pk=offer.pk)
    record("solidarity.offer_changed", offer, persons=[offer.person], facts={"welcomed": True})
    for row in tasks_of(offer):
        if row.state == ArrangementState.AGREED and row.withheld == Withheld.NOT_WELCOMED:
            _tell_what_was_kept_back(row, offer)


def _tell_what_was_kept_back(row: Arrangement, offer: Offer) -> None:
    """He agreed before anybody had welcomed him: only that stood against telling him."""
    with within(
        required()
        | scopes.of_keys(row.territory_id, row.organisation_id)
        | scopes.of_keys(offer.territory_id, offer.organisation_id)
    ):
        need = Need.objects.select_related("person", "territory").get(pk=row.need_id)
        asker = reveal_one(
            need.person, Purpose.SOLIDARITY, what=messages.INTRODUCTION_PREPARED, about=need
        )
        against = contacts.withheld(need, offer, asker, timezone.now())
        row.told = Contact.PASSED_ON if against else need.contact
        row.withheld = against or ""
        row.save(update_fields=["told", "withheld"])
        contacts.note_that_it_is_told(row, need)
        if against == Withheld.TOO_MANY_TODAY:
            told_too_much(row, need, offer)
        if against:
            return
        facts = messages.introduction_facts(row, need, offer, asker)
        word = whereabouts.note_word(row)
        send(offer.person, lambda: messages.introduced_to_helper(row, facts, word), about=offer)
        record("solidarity.introduced", need, persons=[need.person, offer.person])
