"""A case kept open for the visit of somebody without account: by a signed value in the session.

Or for the time of a call, by the colleague with whom she speaks: the same pages then do the same
for her, by the door at which she is, and the trace says who helped.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, NamedTuple

from django.core import signing
from django.http import HttpRequest

from tandem.cases import access, helped
from tandem.cases.models import Case
from tandem.journal.asker import acting, current
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.services.drafts import Code
from tandem.tenancy.scope import within
from tandem.territory import signposts
from tandem.territory.signposts import Place

KEPT = "following"
SALT = "cases.following"
WITH_HER = "cases.following_with_her"
TOLD = {SALT: 4, WITH_HER: 7}
"""How many values are kept: row, territory, organisation, digest; then who speaks with her, and where."""
FOR = timedelta(minutes=30)
"""Others may use the same machine after her; and no call opens a request for longer."""


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


AddsWay = Callable[[Case], object]
"""Something where reference and word of this request are enough to add a way to sign in."""

_adds_way: list[AddsWay] = []


def register_way(adds: AddsWay) -> None:
    """From now on `adds` says whether to whoever follows a request a way to sign in is offered."""
    if adds not in _adds_way:
        _adds_way.append(adds)


def may_add_way(case: Case) -> bool:
    return any(adds(case) for adds in _adds_way)


def find(code: Code | None) -> Place | None:
    """Where the case of this code is kept. As long to say whether there is one or not."""
    # What cannot be a code is looked for all the same, so that the time tells nothing.
    return signposts.find_one("case", str(code or Code("", "")))


def page_elsewhere(code: Code | None) -> str:
    """The page of a room to which this code leads, once it is no case's; empty for none."""
    # As above: what cannot be a code is looked for all the same.
    pages = [elsewhere(code or Code("", "")) for elsewhere in _elsewhere]
    return next(filter(None, pages), "")


@dataclass(frozen=True, slots=True)
class Helper:
    """A colleague who speaks with her just now."""

    account: int
    organisation: int
    door: Door
    """Where she is: on the telephone, or at the desk."""


def keep(request: HttpRequest, place: Place, code: Code | None = None) -> None:
    """`code`: what opened it; once its word is dead, so is the visit. None where her account did."""
    opened_by = signposts.digest_of("case", str(code)).hex() if code is not None else ""
    told = [place.target, place.territory, place.organisation, opened_by]
    _keep(request, signing.dumps(told, salt=SALT))


def keep_with_her(request: HttpRequest, place: Place, helper: Helper) -> None:
    """Open to this colleague as it is to her, until they have finished, and never for longer."""
    told = [place.target, place.territory, place.organisation, ""]
    told += [helper.account, helper.organisation, helper.door.value]
    _keep(request, signing.dumps(told, salt=WITH_HER))


def _keep(request: HttpRequest, value: str) -> None:
    # A new key: whoever used this machine before may have kept the old one.
    request.session.cycle_key()
    request.session[KEPT] = value


def end(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)


def kept(request: HttpRequest) -> Visit | None:
    told = _told(request, SALT) or _told(request, WITH_HER)
    return Visit(Place(*told[:3]), told[3]) if told else None


def helper(request: PersonRequest) -> Helper | None:
    """Who speaks with her, where a colleague opened it for a call and still may; else None."""
    told = _told(request, WITH_HER)
    if not told or request.account is None or request.account.pk != told[4]:
        return None
    here = {m.organisation_id for m in request.memberships if m.role in access.TAKING_CALLS}
    return Helper(told[4], told[5], Door(told[6])) if told[5] in here else None


def end_with_her(request: PersonRequest) -> None:
    """The next call begins: what was opened for the one before is closed."""
    if _told(request, WITH_HER):
        end(request)


def _told(request: HttpRequest, salt: str) -> list[Any]:
    # A visitor who opened nothing has no session, and gets none by looking.
    value = request.session.get(KEPT, "") if request.session.session_key else ""
    try:
        told = list(signing.loads(value, salt=salt, max_age=FOR)) if value else []
    except signing.BadSignature:
        return []
    # What an older version kept is opened again by its reference and word.
    return told if len(told) == TOLD[salt] else []


@contextmanager
def opened(
    request: PersonRequest, *, shown: bool = True, herself: bool = False
) -> Iterator[Case | None]:
    """The case kept for this visit, in its own scope and no other; `shown` leaves the look.

    `herself`: what is for her alone; a colleague who speaks with her opens nothing there.
    """
    visit, by = kept(request), helper(request)
    # What was opened for a call is nobody's once the colleague is gone, or works here no more.
    lapsed = by is None and bool(_told(request, WITH_HER))
    if visit is None or lapsed or (by is not None and herself):
        yield None
        return
    with within(visit.place.scope):
        rows = Case.objects.select_related("person", "territory", "organisation")
        if visit.opened_by:
            rows = rows.filter(signposts.stands("case", bytes.fromhex(visit.opened_by)))
        case = rows.filter(pk=visit.place.target).first()
        if by is not None:
            who = replace(current(), organisation=by.organisation, door=by.door)
            with acting(who), helped.at_her_word(request.method or "", case, shown=shown) as hers:
                yield hers
            return
        if case is not None and shown:
            access.shown_to_its_person(case)
        yield case
