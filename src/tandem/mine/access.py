"""Who opens what of this room: whoever answers, whoever reads aloud, and the person herself."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from tandem.cases import access as cases
from tandem.cases import following
from tandem.cases.models import Case
from tandem.journal.choices import Purpose
from tandem.journal.write import looked
from tandem.mine import rules
from tandem.mine.catalogue import MyData
from tandem.mine.choices import Wanted
from tandem.mine.entering.new_word import was_renewed
from tandem.mine.models import Wish
from tandem.people.http import PersonRequest
from tandem.people.models import Person
from tandem.people.reveal import look_at_all
from tandem.people.sameness import joined_records


def answerable(request: PersonRequest, reference: str) -> Case:
    """A request about data that the colleague answers, or 404."""
    return _about_data(cases.answerable_case(request, reference))


def readable_aloud(request: PersonRequest, reference: str) -> Case:
    """One of which she may read the list of looks to whoever asked; only once that was decided."""
    case = _about_data(cases.known_case(request, reference))
    if Wanted.LOOKS not in given(case):
        raise Http404
    return case


def _about_data(case: Case) -> Case:
    if case.service != MyData.slug or case.person is None or case.person.erased_at is not None:
        raise Http404
    return case


def person_of(case: Case) -> Person:
    if case.person is None:
        raise Http404
    return case.person


def given(case: Case) -> set[str]:
    return rules.given(Wish.objects.of_case(case.pk))


def wish_of(case: Case, key: UUID) -> Wish:
    wish = Wish.objects.filter(case=case.pk, key=key).first()
    if wish is None:
        raise Http404
    return wish


@dataclass(frozen=True, slots=True)
class Hers:
    """What its person may read now, by reference and word."""

    case: Case
    person: Person
    given: set[str]


@contextmanager
def followed(request: PersonRequest) -> Iterator[Hers]:
    """By reference and word, in the scope of the request; 404 where nothing is ready to be read.

    Nobody reads it for her off a screen: a colleague prints it, and reads aloud who looked. Nor is it
    read with a word made anew, which may have been read where it came: it comes on paper.
    """
    with following.opened(request, shown=False, herself=True) as case:
        if case is None:
            raise Http404
        person = _about_data(case).person
        ready = given(case) & rules.ON_PAPER
        if person is None or not ready or was_renewed(case.pk):
            raise Http404
        yield Hers(case, person, ready)


def herself(request: PersonRequest) -> Person:
    """Whoever is signed in, as a person of a commune, or 404."""
    if request.person is None:
        raise Http404
    return request.person


def shown_to_herself(person: Person) -> None:
    """All that is kept of her is about to be put together: noted before anything is opened."""
    looked(joined_records(person), Purpose.OWN_DATA, what="mine.gathered")


def shown_to_colleague(case: Case, *, what: str) -> None:
    if case.person is not None:
        look_at_all(joined_records(case.person), Purpose.ANSWER, what=what, about=case)
