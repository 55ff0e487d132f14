"""Whoever told us answers by text message whether it is repaired."""

from contextlib import suppress

from django.http import Http404
from django.utils.translation import gettext as _

from tandem.cases.answers_by_word import Answer
from tandem.cases.by_word import Questions
from tandem.people.choices import TraceKind
from tandem.people.models import Trace
from tandem.streets import access, messages, proving, rules, verdicts, wording
from tandem.streets.choices import State, Verdict
from tandem.streets.errors import NotNow
from tandem.streets.models import Report, Voice
from tandem.toolbox.sealing import digest
from tandem.toolbox.telephone import plain_number

MOST_WORDS = 2000


def is_open(reference: str) -> bool:
    place = access.find_asked(reference)
    if place is None:
        return False
    try:
        with access.asked_at(place) as voice:
            state = Report.objects.values_list("state", flat=True).get(pk=verdicts.root_of(voice))
            return State(state) in rules.ENDED and not voice.verdict
    except Http404:
        return False


def take(said: Answer, number: str) -> str | None:
    """What is said back; None where this person was not asked at this number."""
    place = access.find_asked(said.reference)
    if place is not None:
        with suppress(Http404), access.asked_at(place) as voice:
            if _is_hers(voice, number):
                return _noted(voice, said)
    return None


def take_written(said: Answer, person: int) -> str | None:
    """The same by e-mail, where the mail that asked was hers."""
    place = access.find_asked(said.reference)
    if place is not None:
        with suppress(Http404), access.asked_at(place) as voice:
            if voice.person_id == person:
                return _noted(voice, said)
    return None


def _noted(voice: Voice, said: Answer) -> str:
    verdict = Verdict.YES if said.yes else Verdict.NO
    # She answers from where she was asked.
    proving.prove(voice)
    try:
        verdicts.say(voice, verdict, said.words[:MOST_WORDS])
    except NotNow as error:
        return wording.why_not_now(str(error))
    return thanks(verdict, voice)


def thanks(verdict: Verdict, voice: Voice) -> str:
    """After it was noted."""
    if verdict == Verdict.YES:
        return _("Thank you for telling us. It is closed.")
    if verdicts.is_looked_at_first(voice):
        return _(
            "Thank you for telling us. You have said so more than twice: a colleague goes to look "
            "first, and you will have a new answer."
        )
    return _("Thank you for telling us. We look at it again, and you will have a new answer.")


def _is_hers(voice: Voice, number: str) -> bool:
    return Trace.objects.filter(
        person_id=voice.person_id,
        kind=TraceKind.PHONE,
        digest=digest("phone", plain_number(number)),
    ).exists()


QUESTIONS = Questions(frozenset({messages.REPAIRED}), is_open, take, take_written)
