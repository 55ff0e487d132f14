"""A yes or no by text message or mail to “would you like to meet?”, under the reference of her case."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from tandem.cases.answers_by_word import Answer
from tandem.cases.by_word import Questions
from tandem.people.choices import TraceKind
from tandem.people.models import Trace
from tandem.solidarity.errors import NotNow
from tandem.solidarity.neighbours import actions, messages, wording
from tandem.solidarity.neighbours.choices import SeekerState
from tandem.solidarity.neighbours.models import Seeker
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import signposts
from tandem.toolbox.sealing import digest
from tandem.toolbox.telephone import plain_number


@contextmanager
def _sought(reference: str) -> Iterator[Seeker | None]:
    place = signposts.find_one(actions.ANSWER, reference)
    if place is None:
        yield None
        return
    with within((current() or Scope()) | place.scope):
        yield Seeker.objects.select_related("person").filter(pk=int(place.target)).first()


def is_open(reference: str) -> bool:
    with _sought(reference) as seeker:
        return seeker is not None and (seeker.state == SeekerState.ASKED or _owes_age(seeker))


def _owes_age(seeker: Seeker) -> bool:
    asked = seeker.age_asked_at is not None
    return asked and seeker.of_age is None and seeker.state == SeekerState.OPEN


def take(said: Answer, number: str) -> str | None:
    with _sought(said.reference) as seeker:
        if seeker is None or not _is_hers(seeker, number):
            return None
        return _noted(seeker, yes=said.yes)


def take_written(said: Answer, person: int) -> str | None:
    with _sought(said.reference) as seeker:
        if seeker is None or seeker.person_id != person:
            return None
        return _noted(seeker, yes=said.yes)


def _is_hers(seeker: Seeker, number: str) -> bool:
    traces = Trace.objects.filter(person=seeker.person_id, kind=TraceKind.PHONE)
    return traces.filter(digest=digest("phone", plain_number(number))).exists()


def _noted(seeker: Seeker, *, yes: bool) -> str:
    try:
        if _owes_age(seeker):
            actions.say_age(seeker, of_age=yes)
            return _("Thank you for telling us.")
        actions.answer(seeker, yes=yes)
    except NotNow as error:
        return wording.why_not_now(str(error))
    if yes:
        return _("Thank you! When all have said yes, you learn whom you meet.")
    return _("Thank you for telling us. We go on looking for you.")


QUESTIONS = Questions(messages.QUESTIONS, is_open, take, take_written)
