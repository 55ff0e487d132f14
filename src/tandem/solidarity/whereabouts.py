"""Where the two sides of an arrangement are kept, when a border lies between them.

An arrangement belongs to the commune of the need. Its volunteer may be a neighbour's, and what
was promised holds also after the agreement between the two ended. Signposts lead from one side
to the other, so that no row has to be readable for it.
"""

from datetime import timedelta

from django.urls import reverse

from tandem.services.drafts import Code
from tandem.solidarity.models import Arrangement, Offer
from tandem.tenancy.scope import Scope, required, within
from tandem.territory import scopes, signposts
from tandem.toolbox.reference import new_word

ASK, ANSWER, HELPER, TASKS = "ask", "answer", "helper", "tasks"
ANSWERED_WITHIN = timedelta(days=60)
"""So long a link leads to what it asked; then the week in question is long past."""


def note_asked(arrangement: Arrangement, offer: Offer, word: str) -> None:
    """The volunteer finds what he is asked by reference and word; staff by the reference alone."""
    until = arrangement.asked_at + ANSWERED_WITHIN
    code, key = arrangement.reference, arrangement.pk
    signposts.put(ASK, f"{code}.{word}", arrangement, key, until=until)
    signposts.put(ANSWER, code, arrangement, key, until=until)
    if offer.organisation_id != arrangement.organisation_id:
        with within(required() | scopes.of_keys(offer.territory_id, offer.organisation_id)):
            signposts.put(HELPER, str(arrangement.key), offer, offer.pk)
        if not _knows(offer, arrangement.organisation_id):
            signposts.put(TASKS, str(offer.key), arrangement, arrangement.organisation_id)


def note_word(arrangement: Arrangement) -> str:
    """A further word that leads to what he was asked; those that were given before still do."""
    word, until = new_word(), arrangement.asked_at + ANSWERED_WITHIN
    signposts.put(ASK, f"{arrangement.reference}.{word}", arrangement, arrangement.pk, until=until)
    return word


def page_of_question(code: Code) -> str:
    """Where the volunteer answers what this reference and word asked him; empty for any other."""
    found = signposts.find_one(ASK, str(code))
    return reverse("solidarity:asked", args=[str(code)]) if found else ""


def _knows(offer: Offer, organisation: int) -> bool:
    return any(p.organisation == organisation for p in signposts.find(TASKS, str(offer.key)))


def where_tasks_are(offer: Offer) -> Scope:
    """Opens the communes across the border for which this volunteer was asked."""
    scope = Scope()
    for place in signposts.find(TASKS, str(offer.key)):
        scope |= place.scope
    return scope


def where_helper_is(arrangement: Arrangement) -> Scope:
    """Opens the volunteer's commune where it is another; nothing where it is the same."""
    place = signposts.find_one(HELPER, str(arrangement.key))
    return place.scope if place is not None else Scope()


def offer_of(arrangement: Arrangement) -> Offer:
    with within(required() | where_helper_is(arrangement)):
        return Offer.objects.select_related("person").get(pk=arrangement.offer_id)
