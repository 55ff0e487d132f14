"""What she told a colleague, written down at her word: the trace says by whom, and she hears of it."""

from django.db import transaction
from django.utils.translation import override

from tandem.cases import actions as cases
from tandem.mandates.actions import acted_for
from tandem.outbox.actions import send
from tandem.solidarity.errors import NotNow
from tandem.solidarity.neighbours import actions, ending, messages
from tandem.solidarity.neighbours.choices import SeekerState
from tandem.solidarity.neighbours.models import Seeker


@transaction.atomic
def note_answer(seeker: Seeker, *, yes: bool) -> None:
    actions.answer(seeker, yes=yes)
    acted_for(seeker.person, "answer-when-asked", seeker, f"solidarity.seeker:{seeker.pk}")
    send(seeker.person, lambda: messages.answer_noted(seeker, yes=yes), about=seeker)


@transaction.atomic
def note_age(seeker: Seeker, *, of_age: bool) -> None:
    actions.say_age(seeker, of_age=of_age)
    acted_for(seeker.person, "say-of-age", seeker, f"solidarity.seeker:{seeker.pk}")
    send(seeker.person, lambda: messages.age_noted(seeker, of_age=of_age), about=seeker)


@transaction.atomic
def note_left(seeker: Seeker) -> None:
    """A withdrawal written down for her, and refused where that is: see `cases.actions.call_off`."""
    case = cases.hold([seeker.case_id])[seeker.case_id]
    seeker.refresh_from_db(fields=["state"])
    if seeker.state == SeekerState.ENDED:
        raise NotNow("circle_changed")
    with override(seeker.person.language):
        words = messages.no_longer_looks()
    cases.call_off(case, words)
    # Of whoever has company the case was answered before, and does not move.
    ending.leave(seeker)
