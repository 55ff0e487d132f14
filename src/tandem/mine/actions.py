"""What somebody asks about what is kept of her: the deed behind the room's service."""

from django.db.models import Q

from tandem.journal.write import record
from tandem.mine.choices import Wanted, WishState
from tandem.mine.models import Wish
from tandem.people.models import Person
from tandem.services.declaration import Answers, CaseLike
from tandem.toolbox.sealing import seal, unseal

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
    wish.sealed = seal(words, wish.place) if words else None
    wish.save(force_insert=True)
    record("mine.wished", wish, persons=[person], facts={"wanted": wanted})


def her_words(wish: Wish) -> str:
    """What is wrong or what she objects to; a look must have been noted before."""
    return unseal(wish.sealed, wish.place) if wish.sealed else ""


def told(wish: Wish) -> str:
    """What she was told of it."""
    return unseal(wish.sealed_outcome, wish.place) if wish.sealed_outcome else ""


def follow_case(*, case: CaseLike, state: str) -> None:
    """She does not accept the answer, or says it is not so: what was refused is looked at again,
    and whoever would have been erased is not.
    """
    if state in {"reopened", "contested"}:
        rows = Wish.objects.filter(case=case.pk)
        again = rows.filter(Q(state=WishState.REFUSED) | Q(wanted=Wanted.ERASE))
        again.update(state=WishState.OPEN, decided_at=None, decided_by=None)
