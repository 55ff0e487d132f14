"""Where a request stands, told to who has its reference: the state, and nothing of what is in it."""

from collections.abc import Callable

from tandem.cases.models import Case
from tandem.cases.queries import state_in_words
from tandem.services.drafts import Code
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import signposts

Teller = Callable[[Case, bool], str | None]
_tellers: list[Teller] = []


def register(teller: Teller) -> Teller:
    """From now on `teller` says where a case of its room stands; None for what is not its own. With
    the word (its second argument) it may say what was answered too.
    """
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def state_of(reference: str) -> str | None:
    """In the language in force; None if no request is called so."""
    return _told(signposts.find_one("state", reference), with_word=False)


def state_of_code(code: Code) -> str | None:
    """The same with reference and word: also of requests older than their signpost by reference."""
    return _told(signposts.find_one("case", str(code)), with_word=True)


def _told(place: signposts.Place | None, *, with_word: bool) -> str | None:
    if place is None:
        return None
    with within((current() or Scope()) | place.scope):
        case = Case.objects.filter(pk=place.target).first()
        if case is None:
            return None
        own = (teller(case, with_word) for teller in _tellers)
        return next(filter(None, own), None) or state_in_words(case)
