"""What a helper who has agreed is told of the person: what she agreed to, or less."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from tandem.journal.choices import Purpose
from tandem.people.identity import Identity
from tandem.people.reveal import look
from tandem.people.sameness import counted_together
from tandem.solidarity import messages, rules, whereabouts
from tandem.solidarity.choices import Contact, Withheld
from tandem.solidarity.models import Arrangement, Need, Offer
from tandem.tenancy.scope import required, within


def given_lately(offer: Offer, now: datetime, within_last: timedelta = rules.WEEK) -> int:
    """How many people's contacts this volunteer was given in seven days, by all his offers."""
    records = counted_together().records(offer.person_id)
    offers = list(Offer.objects.filter(person__in=records)) or [offer]
    scope = required()
    for one in offers:
        scope |= whereabouts.where_tasks_are(one)
    with within(scope):
        rows: QuerySet[Arrangement] = Arrangement.objects.filter(
            offer__in=[one.pk for one in offers], answered_at__gt=now - within_last
        )
        return rows.filter(told__in=sorted(rules.PERSONAL)).count()


def withheld(need: Need, offer: Offer, who: Identity, now: datetime) -> Withheld | None:
    """What stands against telling this helper what the person agreed to."""
    agreed, welcomed = Contact(need.contact), offer.welcomed_at is not None
    return rules.withheld(
        agreed,
        careful=messages.needs_care(need.person, who),
        there=bool(messages.contact(agreed, who)),
        welcomed=welcomed,
        given=given_lately(offer, now),
        most=rules.contacts_a_week(offer.at_once, welcomed=welcomed),
        given_today=given_lately(offer, now, rules.DAY),
    )


def note_that_it_is_told(arrangement: Arrangement, need: Need) -> None:
    """In her list of looks, and only where her contact does reach the other."""
    if arrangement.told in rules.PERSONAL:
        look(need.person, Purpose.SOLIDARITY, what=messages.INTRODUCTION_WRITTEN, about=need)


def expected(need: Need, offer: Offer, now: datetime) -> Withheld | None:
    """The same before anybody is asked, as far as it can be told without opening who she is."""
    welcomed = offer.welcomed_at is not None
    return rules.withheld(
        Contact(need.contact),
        careful=False,
        there=True,
        welcomed=welcomed,
        given=given_lately(offer, now),
        most=rules.contacts_a_week(offer.at_once, welcomed=welcomed),
        given_today=given_lately(offer, now, rules.DAY),
    )
