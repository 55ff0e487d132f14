"""What somebody asks about what is kept of her: the deed behind the room's service."""

from django.db.models import Q

from tandem.journal.write import record
from tandem.mine.choices import Wanted, WishState
from tandem.mine.models import Correction, Wish
from tandem.people.models import Person
from tandem.people.words import seal_for, text_of
from tandem.services.declaration import Answers, CaseLike

IN_WORDS = {Wanted.CORRECT: "wrong", Wanted.OBJECT: "against"}
"""The question in which she says what it is about."""


def ask_about_data(answers: Answers, *, case: CaseLike) -> None:
    """Each thing she wishes stands by itself: one may be done while another is still looked into."""
    if case.person is None:
        raise ValueError("A case of this service has a person.")
    for wanted in Wanted:
        if wanted in answers["wishes"]:
            _wish(wanted, answers.get(IN_WORDS.get(wanted, "")) or "", case, case.person)


def _wish(wanted: Wanted, words: str, case: CaseLike, person: Person) -> None:
    wish = Wish(
        case_id=case.pk,
        person=person,
        wanted=wanted,
        territory_id=case.territory_id,
        organisation_id=case.organisation_id,
    )
    wish.sealed = sealed_for(wish, words) if words else None
    wish.save(force_insert=True)
    record("mine.wished", wish, persons=[person], facts={"wanted": wanted})


def sealed_for(row: Wish | Correction, words: str) -> bytes:
    return seal_for(row.person_id, row, words.encode(), row.place)


def before_and_after(made: Correction) -> tuple[str, str]:
    """What was put right; a look must have been noted before."""
    return (
        text_of(made.person_id, made.sealed_before, made.place),
        text_of(made.person_id, made.sealed_after, made.place),
    )


def her_words(wish: Wish) -> str:
    """What is wrong or what she objects to; a look must have been noted before."""
    return text_of(wish.person_id, wish.sealed, wish.place)


def told(wish: Wish) -> str:
    """What she was told of it."""
    return text_of(wish.person_id, wish.sealed_outcome, wish.place)


def follow_case(*, case: CaseLike, state: str) -> None:
    """She does not accept the answer, or says it is not so: what was refused is looked at again,
    and whoever would have been erased is not.
    """
    if state in {"reopened", "contested"}:
        rows = Wish.objects.filter(case=case.pk)
        again = rows.filter(Q(state=WishState.REFUSED) | Q(wanted=Wanted.ERASE))
        again.update(state=WishState.OPEN, decided_at=None, decided_by=None)
