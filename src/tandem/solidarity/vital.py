"""Whether a need comes before all others: a coordinator corrects it, the person may contest that."""

from django.db import transaction

from tandem.cases.actions import add_step
from tandem.cases.choices import StepKind
from tandem.cases.models import Case
from tandem.cases.queries import colleagues
from tandem.cases.rules import may_judge_again
from tandem.journal import asker
from tandem.journal.write import record
from tandem.outbox.actions import send
from tandem.people.words import seal_for, text_of
from tandem.solidarity import messages, queue, rules
from tandem.solidarity.actions import hold
from tandem.solidarity.choices import COORDINATING
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Need


@transaction.atomic
def correct(need: Need, vital: bool, words: str) -> None:
    """A coordinator settles it, with words that the person receives; one who is contested does
    not settle it again herself.
    """
    need = hold(need.pk)
    if need.state in rules.ENDED:
        raise NotNow("need_or_offer_changed")
    if not rules.says_why(words):
        raise NotNow("say_why")
    me = asker.current().account
    if need.vital_contested and not may_judge_again(
        need.vital_by, me, colleagues(need.organisation_id, COORDINATING).keys() - {me}
    ):
        raise NotNow("another_person")
    need.vital, need.vital_by, need.vital_contested = vital, me, False
    need.sealed_vital_why = seal_for(need.person_id, need, words.strip().encode(), place_of(need))
    need.save(update_fields=["vital", "vital_by", "vital_contested", "sealed_vital_why"])
    record("solidarity.vital_corrected", need, persons=[need.person], facts={"vital": vital})
    send(need.person, lambda: messages.vital_corrected(need, vital, words), about=need)
    queue.look_for_helpers(need)


@transaction.atomic
def contest(need: Need, words: str) -> None:
    """The person does not accept it: somebody else than the one who corrected it looks at it."""
    need = hold(need.pk)
    if not may_contest(need):
        raise NotNow("need_or_offer_changed")
    need.vital_contested = True
    need.save(update_fields=["vital_contested"])
    add_step(Case.objects.get(pk=need.case_id), StepKind.CONTESTED, words=words)
    record("solidarity.vital_contested", need, persons=[need.person])


def may_contest(need: Need) -> bool:
    corrected = need.sealed_vital_why is not None and not need.vital_contested
    return corrected and need.state not in rules.ENDED


def why(need: Need) -> str:
    """In the coordinator's words; empty where nobody corrected it."""
    return text_of(need.person_id, need.sealed_vital_why, place_of(need))


def place_of(need: Need) -> str:
    return f"{need.place}:vital"
