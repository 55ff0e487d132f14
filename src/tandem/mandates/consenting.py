from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from tandem.journal import asker
from tandem.journal.write import Kept, record
from tandem.mandates import consents, queries
from tandem.mandates.choices import Ended, Skill
from tandem.mandates.consents import Answered, ConsentText
from tandem.mandates.errors import NotNow
from tandem.mandates.models import Consent, Goal, Understanding
from tandem.mandates.words import sealed_goal
from tandem.people.models import Person


@transaction.atomic
def consent(
    person: Person,
    text: ConsentText,
    answered: list[Answered],
    *,
    days: int,
    language: str,
    whose: Kept,
    case: int | None = None,
    reference: str = "",
) -> Consent:
    """Her answers are kept, wrong ones too; in force only where she was well informed."""
    understood = consents.is_understood(text, answered)
    if understood:
        for before in Consent.objects.in_force(timezone.localdate()).of(person):
            if before.purpose == text.purpose:
                take_back(before, why=Ended.REPLACED)
    held = {"territory_id": whose.territory_id, "organisation_id": whose.organisation_id}
    given = Consent.objects.create(
        person=person,
        case_id=case,
        reference=reference,
        purpose=text.purpose,
        version=text.version,
        language=language,
        door=asker.current().door,
        understood=understood,
        ends_on=timezone.localdate() + timedelta(days=days - 1),
        **held,
    )
    for one in answered:
        Understanding.objects.create(
            consent=given,
            question=one.question,
            time=one.time,
            answer=one.answer,
            right=one.right,
            **held,
        )
    record(
        "mandates.consented",
        given,
        persons=[person],
        facts={"purpose": text.purpose, "understood": understood},
    )
    return given


@transaction.atomic
def take_back(given: Consent, *, why: Ended = Ended.TAKEN_BACK) -> Consent | None:
    """Nothing more is done for this purpose, and what it allowed is taken away in the same breath;
    None where it had ended already.
    """
    rows = Consent.objects.select_for_update(of=("self",)).select_related("person")
    given = rows.get(pk=given.pk)
    if given.ended_at is not None:
        return None
    text = consents.find(given.purpose)
    # A replaced one goes on under the new text: what was kept under it stays.
    given.undone = text.undo(given) if text and why != Ended.REPLACED else 0
    given.ended_at, given.ended_why = timezone.now(), why
    given.save(update_fields=["ended_at", "ended_why", "undone"])
    facts = {"purpose": given.purpose, "why": str(why)}
    record("mandates.consent_ended", given, persons=[given.person], facts=facts)
    return given


def erase_goals(given: Consent) -> int:
    """What its end takes away: everything she had let be written down on what she wants to learn."""
    count, _rows = Goal.objects.filter(person=given.person_id).delete()
    return count


@transaction.atomic
def set_goal(person: Person, purpose: str, skill: Skill, words: str) -> Goal:
    """Kept under her consent and no longer; NotNow where there is none."""
    given = queries.consent_of(person, purpose, timezone.now())
    if given is None:
        raise NotNow("no_consent")
    goal = Goal(
        person=given.person,
        consent=given,
        skill=skill,
        territory_id=given.territory_id,
        organisation_id=given.organisation_id,
    )
    goal.sealed = sealed_goal(goal, words)
    goal.save(force_insert=True)
    record("mandates.goal_set", goal, persons=[given.person], facts={"skill": str(skill)})
    return goal
