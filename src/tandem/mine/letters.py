"""What lies in the envelope of an answer: what is kept of her, and who looked, made when printed."""

from collections.abc import Iterable
from uuid import UUID

from tandem.cases.models import Case
from tandem.journal.choices import Purpose
from tandem.journal.write import looked
from tandem.mine import own_file, own_pages, rules, who_looked
from tandem.mine.choices import Wanted
from tandem.mine.models import Wish
from tandem.mine.own_pages import Line, Pages, Section
from tandem.outbox import enclosing
from tandem.outbox.enclosing import Enclosure, Maker
from tandem.people.models import Person
from tandem.people.sameness import joined_records

OWN_DATA = "own-data"


def enclosed_for(case: Case, wishes: Iterable[Wish]) -> str:
    """As the message keeps it; empty where there is nothing to read."""
    return enclosing.name(OWN_DATA, case.key) if rules.given(wishes) & rules.ON_PAPER else ""


def pages_for(person: Person, given: set[str]) -> Pages | None:
    """All that she may read now, one after the other; a look must have been noted before."""
    found = []
    if given & {Wanted.SEE, Wanted.TAKE}:
        found.append(own_file.as_pages(person))
    if Wanted.LOOKS in given:
        found.append(who_looked.as_pages(person))
    if not found:
        return None
    first, *others = found
    after = [
        section
        for one in others
        for section in (
            Section(one.title, [Line("", [("", said)]) for said in one.lead]),
            *one.sections,
        )
    ]
    return Pages(first.title, first.lead, [*first.sections, *after], first.large)


def _made(key: str, _person: Person) -> Enclosure | None:
    """Of whoever asked in this case; None once it is no longer hers to read."""
    case = Case.objects.select_related("person__organisation").filter(key=UUID(key)).first()
    if case is None or case.person is None or case.person.erased_at is not None:
        return None
    given = rules.given(Wish.objects.of_case(case.pk))
    looked(joined_records(case.person), Purpose.CONTACT, what="mine.gathered", about=case)
    pages = pages_for(case.person, given)
    return own_pages.as_enclosed(pages, enclosing.name(OWN_DATA, key)) if pages else None


def _again(key: str) -> str:
    """Of a spoilt letter: made anew, as things are then."""
    return enclosing.name(OWN_DATA, key)


MAKER = Maker(_made, _again)
