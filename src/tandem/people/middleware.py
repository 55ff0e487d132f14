"""Says to every request who asks and whose rows she may open; the database hears it later."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from tandem.accounts import throttle
from tandem.accounts.models import Account
from tandem.accounts.second import standing as proofs
from tandem.accounts.sessions import SessionStore, signed_in
from tandem.accounts.ways import standing as ways
from tandem.accounts.ways.kinds import Level
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.people import words
from tandem.people.models import Person
from tandem.tenancy import repeated
from tandem.tenancy.scope import within
from tandem.territory import rules, standing
from tandem.territory.models import Membership, Organisation
from tandem.territory.signposts import Place
from tandem.territory.standing import NOBODY, Standing
from tandem.toolbox.workdays import today
from tandem.ui.headers import NEVER_KEPT

Handler = Callable[[HttpRequest], HttpResponse]
ANYBODY = AnonymousUser()
# Whose session it was the last time: a guess that lets two questions go together. The answer to
# the first one says whether it was right.
_seen: dict[str, int] = {}
MOST_SEEN = 10_000


OWES_PROOF = ("/sign-in/", "/sign-out/", "/language/", "/password/")
"""Where she may go who still has to show a second proof."""
HERS, HER_REQUESTS, SENDS = "/mine/", "/mine/", "/s/"
"""Where what is kept of a resident is shown; where only her requests are listed; where she sends."""
BY_ITSELF = "by-itself"
"""Said by a page that a browser asks for again by itself: nobody sits there because of it."""
STAFF_IDLE = timedelta(minutes=settings.STAFF_IDLE_MINUTES)
LONGEST = timedelta(seconds=settings.SESSION_COOKIE_AGE)


def who_is_asking(get_response: Handler) -> Handler:
    def respond(request: HttpRequest) -> HttpResponse:
        account, stands = _account_and_standing(request)
        if account is not None and not _goes_on(request, stands):
            account, stands = None, NOBODY
        shut = owed_to(request, stands.memberships, today()) if account is not None else []
        if shut and any(one.organisation not in shut for one in stands.memberships):
            # Elsewhere she works as before: what one organisation asks, no other asks.
            stands = standing.without(stands, {one.pk for one in shut})
        elif shut:
            if not request.path.startswith(OWES_PROOF):
                back = request.get_full_path() if request.method == "GET" else ""
                return redirect(f"{reverse('accounts:second_owed')}?{urlencode({'next': back})}")
            stands = NOBODY
        desk = stands.memberships[0].organisation if stands.memberships else None
        level = ways.level(request) if account is not None else Level.FIRM
        if level == Level.LITTLE and _shows_much(request):
            back = request.get_full_path() if request.method == "GET" else ""
            return redirect(f"{reverse('mine:more')}?{urlencode({'next': back})}")
        request.user = account or ANYBODY
        request.account = account  # type: ignore[attr-defined]
        request.memberships = stands.memberships  # type: ignore[attr-defined]
        request.shut = shut  # type: ignore[attr-defined]
        request.desk = desk  # type: ignore[attr-defined]
        request.roles = stands.roles  # type: ignore[attr-defined]
        request.ways = stands.ways  # type: ignore[attr-defined]
        # Who showed little is nobody but where her requests are listed.
        known = level > Level.LITTLE or request.path == HER_REQUESTS
        request.person = _person(stands.place) if known else None  # type: ignore[attr-defined]
        request.level = level  # type: ignore[attr-defined]
        by = account if level == Level.FIRM or not request.path.startswith(SENDS) else None
        network = throttle.address_of(request)
        asker = Asker(
            by.pk if by else None,
            desk.pk if desk else None,
            Door.WEB,
            network,
            shown=account.pk if account is not None and level > Level.LITTLE else None,
        )
        with acting(asker), within(stands.scope), words.ring():
            response = get_response(request)
        return _hers_alone(response) if account is not None else response

    return respond


def _hers_alone(response: HttpResponse) -> HttpResponse:
    """What is shown to who is signed in is kept by nobody: its frame alone says who that is. Files
    and pictures that are the same for everybody stay what they are.
    """
    page = response.headers.get("Content-Type", "").startswith("text/html")
    if page or "public" not in response.headers.get("Cache-Control", ""):
        for name, said in NEVER_KEPT.items():
            response.headers[name] = said
    return response


def _shows_much(request: HttpRequest) -> bool:
    """Whether more is shown or done there than her requests are listed."""
    lists = request.path == HER_REQUESTS and request.method in {"GET", "HEAD"}
    return request.path.startswith(HERS) and not lists


def _goes_on(request: HttpRequest, stands: Standing) -> bool:
    """Whether the session still opens something; staff leave desks that others sit down at, and
    work with nothing that was opened without a password.
    """
    session = cast(SessionStore, request.session)
    if stands.memberships and ways.by_way(request):
        session.flush()
        return False
    if session.is_over(idle=STAFF_IDLE if stands.memberships else None, longest=LONGEST):
        session.flush()
        return False
    if BY_ITSELF not in request.GET:
        session.is_used()
    return True


def owed_to(request: HttpRequest, memberships: list[Membership], day: date) -> list[Organisation]:
    """The organisations for which she works that ask for more than the password she showed."""
    owed = [
        membership.organisation
        for membership in memberships
        if rules.asks_proof(membership.organisation.proof_asked_from, day)
    ]
    return owed if owed and not proofs.was_shown(request) else []


def _account_and_standing(request: HttpRequest) -> tuple[Account | None, Standing]:
    """A visitor without session costs no question, and who is signed in costs one wait."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None, NOBODY
    session, day = cast(SessionStore, request.session), today()
    guess = _seen.get(session.session_key or "")
    told: list[tuple[Any, ...]] = []
    if guess is not None:
        found, told = repeated.together(session.asked(), standing.asked(guess, day))
        session.fill(found)
    account = signed_in(request)
    if account is None:
        return None, NOBODY
    if account.pk == guess:
        return account, standing.read(guess, told)
    _remember(session.session_key or "", account.pk)
    return account, standing.standing_of(account.pk, day)


def _remember(key: str, account: int) -> None:
    if len(_seen) >= MOST_SEEN:
        _seen.clear()
    _seen[key] = account


def _person(place: Place | None) -> object:
    """None for who is nobody here; else asked for only where a page needs it."""
    if place is None:
        return None
    return SimpleLazyObject(lambda: _present(place))


def _present(place: Place) -> Person:
    """Not a record that was joined to another: what is kept of that one is not its own."""
    person = Person.objects.filter(pk=place.target, merged_into__isnull=True).first()
    if person is None:
        raise Http404
    return person
