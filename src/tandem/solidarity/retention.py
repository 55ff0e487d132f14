"""What the room knows of somebody who is erased: her words go, the figures stay."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tandem.cases.rules import OWED
from tandem.people import protection, resealing
from tandem.people.models import Person
from tandem.people.resealing import Column, hers, of_thing
from tandem.people.retention import KEPT, register
from tandem.solidarity import beside, rules, vital
from tandem.solidarity.choices import OfferState, Side
from tandem.solidarity.goods.choices import AskState, GiftState, ParcelState
from tandem.solidarity.goods.models import Gift, GoodsAsk, Parcel, ShareOut
from tandem.solidarity.models import Arrangement, Batch, Feedback, Need, Offer, Proposal
from tandem.solidarity.neighbours import ending as company
from tandem.solidarity.neighbours.choices import SeekerState
from tandem.solidarity.neighbours.models import Circle, Seeker


def expected_or_offering(persons: set[int]) -> Iterable[int]:
    """Who still offers help, or for whom somebody is looked for or comes."""
    offering = Offer.objects.filter(person__in=persons).exclude(state=OfferState.LEFT)
    asking = Need.objects.filter(person__in=persons).exclude(state__in=rules.ENDED)
    giving = Gift.objects.filter(person__in=persons, state=GiftState.OPEN)
    waiting = GoodsAsk.objects.filter(person__in=persons, state=AskState.OPEN)
    coming = Parcel.objects.filter(ask__person__in=persons, state=ParcelState.READY)
    # Who waits on after an answer is kept as long as anybody is found for her now and then.
    lately = Q(circles__circle__asked_at__gte=timezone.now() - KEPT)
    waiting_on = Q(state=SeekerState.OPEN) & (Q(case__state__in=OWED) | lately)
    seeking = Seeker.objects.filter(
        waiting_on | Q(state=SeekerState.ASKED), person__in=persons
    ).distinct()
    return [
        *seeking.values_list("person", flat=True),
        *offering.values_list("person", flat=True),
        *asking.values_list("person", flat=True),
        *giving.values_list("person", flat=True),
        *waiting.values_list("person", flat=True),
        *coming.values_list("ask__person", flat=True),
    ]


def empty_words_of(person: Person) -> None:
    """Of her needs, her offers and what she said of them only the sorts and the dates remain."""
    needs, offers = Need.objects.filter(person=person), Offer.objects.filter(person=person)
    needs.update(sealed_what=None)
    offers.update(group_name="")
    tasks = Arrangement.objects.filter(need__in=needs)
    Proposal.objects.filter(need__in=needs).update(sealed_why=None)
    Feedback.objects.filter(
        Q(arrangement__in=tasks) | Q(arrangement__offer__in=offers, side=Side.HELPER)
    ).update(sealed=None)
    tasks.update(sealed_although=None)
    gifts, asks = Gift.objects.filter(person=person), GoodsAsk.objects.filter(person=person)
    for rows in (gifts, asks):
        rows.update(sealed_what=None, group_name="")
    Parcel.objects.filter(ask__in=asks).update(sealed_why=None)
    ShareOut.objects.filter(gift__in=gifts).update(sealed_where=None)
    Seeker.objects.filter(person=person).update(interests=[])
    company.forget(person)
    Circle.objects.filter(members__seeker__person=person).update(sealed_where=None)


def long_gone(now: datetime) -> list[Person]:
    """Volunteers of a list who left long ago: no case of theirs says when it was."""
    offers = Offer.objects.filter(
        state=OfferState.LEFT,
        case__isnull=True,
        made_at__lt=now - KEPT,
        person__erased_at__isnull=True,
    )
    last = dict(
        Arrangement.objects.filter(offer__in=offers)
        .order_by()
        .values_list("offer")
        .annotate(last=Max("asked_at"))
    )
    gone = [offer.person_id for offer in offers if last.get(offer.pk, offer.made_at) < now - KEPT]
    return list(Person.objects.filter(pk__in=gone).order_by("pk"))


def empty_places_of(person: Person) -> None:
    """On the board, in counts and in what a helper reads stands the commune alone."""
    Need.objects.filter(person=person).update(postal_code="")
    Offer.objects.filter(person=person).update(postal_code="")
    # The house for which she gives or asks may be the very one where she stays.
    for rows in (Gift.objects.filter(person=person), GoodsAsk.objects.filter(person=person)):
        rows.update(postal_code="", group_name="")
    Seeker.objects.filter(person=person).update(postal_code="")


protection.register("solidarity", empty_places_of)
register(
    "solidarity",
    why=_("This person still offers help, or somebody is looked for or expected."),
    needs=expected_or_offering,
    erases=empty_words_of,
)


def _of_feedback(row: Feedback) -> str:
    return beside.place_of(row.arrangement, Side(row.side))


resealing.register(
    hers(Need, "sealed_what", lambda row: row.person_id),
    hers(Need, "sealed_vital_why", lambda row: row.person_id, vital.place_of),
    hers(Proposal, "sealed_why", lambda row: row.need.person_id, with_it=("need",)),
    hers(Gift, "sealed_what", lambda row: row.person_id),
    hers(GoodsAsk, "sealed_what", lambda row: row.person_id),
    hers(Parcel, "sealed_why", lambda row: row.ask.person_id, with_it=("ask",)),
    hers(Arrangement, "sealed_although", lambda row: row.need.person_id, with_it=("need",)),
    Column(
        Feedback,
        "sealed",
        _of_feedback,
        lambda row, told: beside.sealed_told(row.arrangement, Side(row.side), told),
        ("arrangement__need", "arrangement__offer"),
    ),
    of_thing(Batch, "sealed"),
    of_thing(ShareOut, "sealed_where"),
    of_thing(Circle, "sealed_where"),
)
