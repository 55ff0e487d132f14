"""A volunteer’s week and its half-days: how many tasks fit, and the seat that one of them takes."""

from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tandem.solidarity import rules, whereabouts
from tandem.solidarity.actions import drop_proposals
from tandem.solidarity.choices import Chosen
from tandem.solidarity.errors import AlreadyTaken
from tandem.solidarity.models import Arrangement, Need, Offer, Proposal
from tandem.tenancy.scope import required, within
from tandem.toolbox.half_days import next_date
from tandem.toolbox.reference import new_reference

OFFERS = 0x0FFE
"""Under which the locks on offers are kept apart from any other."""


def hold_offer(offer: int) -> None:
    """One deed at a time for each offer, also where its row belongs to a neighbour.

    A row one may only read cannot be locked; its number can.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [OFFERS, offer % 2**31])


def refuse_a_full_week(offer: Offer, more: int = 1) -> None:
    """Nobody does more in a week than he offered, whoever asks."""
    today = timezone.localdate()
    with within(required() | whereabouts.where_tasks_are(offer)):
        tasks = Arrangement.objects.in_force().filter(
            offer=offer, day__gt=today, day__lte=today + rules.WEEK
        )
        if tasks.count() + more > offer.capacity:
            raise AlreadyTaken("week_full")


def drop_what_is_overtaken(offer: Offer, asked: Arrangement) -> None:
    """Other proposals of this volunteer that can no longer be followed."""
    others = Proposal.objects.filter(offer_key=offer.key, organisation=asked.organisation_id)
    try:
        refuse_a_full_week(offer)
    except AlreadyTaken:
        drop_proposals(asked, others)
        return
    in_force = Arrangement.objects.in_force()
    seats = in_force.filter(offer=offer, day=asked.day, half_day=asked.half_day)
    if seats.count() >= offer.at_once:
        drop_proposals(asked, others.filter(half_day=asked.half_day))


def seat_together(
    need: Need,
    offer: Offer,
    half_day: int,
    chosen: Chosen,
    proposal: Proposal | None,
    hands: int,
) -> Arrangement:
    """So many of a group at once; the first is asked for all. All of them, or AlreadyTaken."""
    lead = seat(need, offer, half_day, chosen, proposal, together=hands)
    for _hand in range(hands - 1):
        seat(need, offer, half_day, chosen, proposal, lead=lead)
    return lead


def seat(
    need: Need,
    offer: Offer,
    half_day: int,
    chosen: Chosen,
    proposal: Proposal | None,
    *,
    lead: Arrangement | None = None,
    together: int = 1,
) -> Arrangement:
    """The first free hand and seat; AlreadyTaken when a colleague was a moment faster."""
    hands = set(Arrangement.objects.in_force().filter(need=need).values_list("hand", flat=True))
    hand = next((free for free in range(need.hands) if free not in hands), None)
    if hand is None:
        raise AlreadyTaken("need_served")
    day: date = next_date(half_day, timezone.localdate())
    for at in range(offer.at_once):
        try:
            with transaction.atomic():
                return Arrangement.objects.create(
                    need=need,
                    hand=hand,
                    lead=lead,
                    together=together,
                    offer=offer,
                    proposal=proposal,
                    chosen=chosen,
                    day=day,
                    half_day=half_day,
                    seat=at,
                    reference=new_reference(),
                    territory_id=need.territory_id,
                    organisation_id=need.organisation_id,
                )
        except IntegrityError:
            continue
    raise AlreadyTaken("half_day_taken")
