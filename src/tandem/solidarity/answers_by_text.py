"""A volunteer answers by text message: yes or no, with or without what he was asked by."""

from contextlib import suppress

from django.http import Http404
from django.utils.translation import gettext as _

from tandem.cases.answers_by_word import Answer
from tandem.cases.by_word import Questions
from tandem.people.choices import TraceKind
from tandem.people.models import Trace
from tandem.solidarity import access, arranging, messages, whereabouts, wording
from tandem.solidarity.choices import ArrangementState
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Arrangement
from tandem.tenancy.scope import required, within
from tandem.toolbox.sealing import digest
from tandem.toolbox.telephone import plain_number


def is_open(reference: str) -> bool:
    place = access.find_reference(reference)
    if place is None:
        return False
    try:
        with access.asked_at(place) as arrangement:
            return arrangement.state == ArrangementState.ASKED
    except Http404:
        return False


def take(said: Answer, number: str) -> str | None:
    """What is said back; None where this volunteer was not asked at this number."""
    place = access.find_reference(said.reference)
    if place is not None:
        with suppress(Http404), access.asked_at(place) as arrangement:
            if _is_of_helper(arrangement, number):
                return _noted(arrangement, yes=said.yes)
    return None


def _noted(arrangement: Arrangement, *, yes: bool) -> str:
    deed = arranging.agree if yes else arranging.decline
    try:
        deed(arrangement)
    except NotNow as error:
        return wording.why_not_now(str(error))
    if yes:
        return _("Thank you! You get the details by your own way.")
    return _("Thank you for telling us. We ask somebody else.")


def _is_of_helper(arrangement: Arrangement, number: str) -> bool:
    offer = whereabouts.offer_of(arrangement)
    with within(required() | whereabouts.where_helper_is(arrangement)):
        return Trace.objects.filter(
            person_id=offer.person_id,
            kind=TraceKind.PHONE,
            digest=digest("phone", plain_number(number)),
        ).exists()


QUESTIONS = Questions(messages.QUESTIONS, is_open, take)
