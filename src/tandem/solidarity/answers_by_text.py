"""A volunteer answers by text message: yes or no, with or without what he was asked by."""

from contextlib import suppress

from django.http import Http404
from django.utils.translation import gettext as _

from tandem.cases.by_word import Words
from tandem.outbox import receipts
from tandem.people.choices import TraceKind
from tandem.people.models import Trace
from tandem.solidarity import access, answers_by_word, arranging, whereabouts, wording
from tandem.solidarity.answers_by_word import Answer
from tandem.solidarity.choices import ArrangementState
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Arrangement
from tandem.tenancy.scope import required, within
from tandem.toolbox.folding import fold
from tandem.toolbox.reference import clean, spaced
from tandem.toolbox.sealing import digest
from tandem.toolbox.telephone import plain_number
from tandem.toolbox.yes_and_no import meant_alone


def take(words: Words) -> str | None:
    """What is said back; None where these words answer nothing that we asked."""
    said = answers_by_word.read(words.text)
    if said is not None:
        return _answered(said, words.number)
    yes = meant_alone(fold(words.text[:160]).split())
    return None if yes is None or words.in_talk else _bare(words, yes=yes)


def _bare(words: Words, *, yes: bool) -> str | None:
    """A yes alone is about the one question that is open; of several he says which.

    Where a number is shared, the reference tells who writes, and no name is told.
    """
    texted = receipts.texted_lately(words.number, "asked", after=words.after)
    waiting = [one for one in texted if _is_open(one)]
    if not waiting:
        return None
    if len(waiting) == 1:
        return _answered(Answer(clean(waiting[0]), yes, alone=True), words.number)
    codes = ", ".join(spaced(clean(one)) for one in waiting)
    return _(
        "We asked several things at this number: %(codes)s. Answer YES or NO and the eight signs."
    ) % {"codes": codes}


def _is_open(reference: str) -> bool:
    place = access.find_reference(clean(reference))
    if place is None:
        return False
    try:
        with access.asked_at(place) as arrangement:
            return arrangement.state == ArrangementState.ASKED
    except Http404:
        return False


def _answered(said: Answer, number: str) -> str | None:
    """What is said of a question at another number, and of none at all, is the same."""
    place = access.find_reference(said.reference)
    if place is not None:
        with suppress(Http404), access.asked_at(place) as arrangement:
            if _is_of_helper(arrangement, number):
                return _noted(arrangement, yes=said.yes)
    if not said.alone:
        return None
    return _(
        "We asked nothing at this number under this reference. Please answer by the link, by "
        "telephone or at the desk."
    )


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
