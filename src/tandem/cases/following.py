"""A case kept open for the visit of somebody without account: by a signed value in the session."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple

from django.core import signing
from django.http import HttpRequest

from tandem.cases import access
from tandem.cases.models import Case
from tandem.services.drafts import Code
from tandem.tenancy.scope import within
from tandem.territory import signposts
from tandem.territory.signposts import Place

KEPT = "following"
SALT = "cases.following"
PLACED = 3
"""Row, territory and organisation."""
FOR = timedelta(minutes=30)
"""Others may use the same machine after her."""


class Visit(NamedTuple):
    place: Place
    opened_by: str
    """Digest of reference and word; empty for whoever is signed in."""


Elsewhere = Callable[[Code], str]
"""The path of the page to which this code leads; empty where it is none of the room's."""

_elsewhere: list[Elsewhere] = []


def register(elsewhere: Elsewhere) -> Elsewhere:
    """From now on a code that is no case's is shown to `elsewhere`, in a room's `catalogue.py`.

    People have one reference in hand and one page in mind; both codes look alike.
    """
    if elsewhere not in _elsewhere:
        _elsewhere.append(elsewhere)
    return elsewhere


def find(code: Code | None) -> Place | None:
    """Where the case of this code is kept. As long to say whether there is one or not."""
    # What cannot be a code is looked for all the same, so that the time tells nothing.
    return signposts.find_one("case", str(code or Code("", "")))


def page_elsewhere(code: Code | None) -> str:
    """The page of a room to which this code leads, once it is no case's; empty for none."""
    # As above: what cannot be a code is looked for all the same.
    pages = [elsewhere(code or Code("", "")) for elsewhere in _elsewhere]
    return next(filter(None, pages), "")


def keep(request: HttpRequest, place: Place, code: Code | None = None) -> None:
    """`code`: what opened it; once its word is dead, so is the visit. None where her account did."""
    opened_by = signposts.digest_of("case", str(code)).hex() if code is not None else ""
    told = [place.target, place.territory, place.organisation, opened_by]
    # A new key: whoever used this machine before may have kept the old one.
    request.session.cycle_key()
    request.session[KEPT] = signing.dumps(told, salt=SALT)


def end(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)


def kept(request: HttpRequest) -> Visit | None:
    # A visitor who opened nothing has no session, and gets none by looking.
    value = request.session.get(KEPT, "") if request.session.session_key else ""
    try:
        *place, opened_by = signing.loads(value, salt=SALT, max_age=FOR) if value else [""]
    except signing.BadSignature:
        return None
    return Visit(Place(*place), opened_by) if len(place) == PLACED else None


@contextmanager
def opened(request: HttpRequest, *, shown: bool = True) -> Iterator[Case | None]:
    """The case kept for this visit, in its own scope and no other; `shown` leaves the look."""
    visit = kept(request)
    if visit is None:
        yield None
        return
    with within(visit.place.scope):
        rows = Case.objects.select_related("person", "territory", "organisation")
        if visit.opened_by:
            rows = rows.filter(signposts.stands("case", bytes.fromhex(visit.opened_by)))
        case = rows.filter(pk=visit.place.target).first()
        if case is not None and shown:
            access.shown_to_its_person(case)
        yield case
