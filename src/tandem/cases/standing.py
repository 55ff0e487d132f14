"""Where a request stands, told to who has its reference: the state, and nothing of what is in it."""

from tandem.cases.models import Case
from tandem.cases.queries import state_in_words
from tandem.services.drafts import Code
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import signposts


def state_of(reference: str) -> str | None:
    """In the language in force; None if no request is called so."""
    return _told(signposts.find_one("state", reference))


def state_of_code(code: Code) -> str | None:
    """The same with reference and word: also of requests older than their signpost by reference."""
    return _told(signposts.find_one("case", str(code)))


def _told(place: signposts.Place | None) -> str | None:
    if place is None:
        return None
    with within((current() or Scope()) | place.scope):
        case = Case.objects.filter(pk=place.target).first()
        return state_in_words(case) if case is not None else None
