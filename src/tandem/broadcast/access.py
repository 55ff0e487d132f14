"""Who opens what: those who may write to many for their organisation; others get 404."""

import base64
import binascii
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from tandem.broadcast.messages import PLACE
from tandem.broadcast.models import Broadcast, LeftOut
from tandem.journal.choices import Purpose
from tandem.outbox import many
from tandem.people.http import PersonRequest
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.reveal import reveal
from tandem.tenancy.scope import within
from tandem.territory import scopes
from tandem.territory.choices import Role
from tandem.territory.models import Organisation
from tandem.toolbox.sealing import Unreadable, unseal
from tandem.ui.headers import never_kept

WRITING = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
NAMING = frozenset({Role.COORDINATOR})
"""An administrator sees counts, and nobody's name."""

P = ParamSpec("P")
Page = Callable[Concatenate[PersonRequest, Broadcast, P], HttpResponse]
View = Callable[Concatenate[PersonRequest, UUID, P], HttpResponse]


def written_for(request: PersonRequest, roles: frozenset[Role] = WRITING) -> list[Organisation]:
    """The organisations for which she may write to many, the one she works for now first."""
    found = {
        held.organisation_id: held.organisation
        for held in request.memberships
        if Role(held.role) in roles
    }
    return list(found.values())


def may_name(request: PersonRequest, ours: Broadcast) -> bool:
    return any(one.pk == ours.organisation_id for one in written_for(request, NAMING))


def page(view: Page[P]) -> View[P]:
    """A page about one broadcast of an organisation for which she writes; else 404."""
    return _page(view, WRITING)


def naming_page(view: Page[P]) -> View[P]:
    """The same where people are named."""
    return _page(view, NAMING)


def _page(view: Page[P], roles: frozenset[Role]) -> View[P]:
    @wraps(view)
    def guarded(
        request: PersonRequest, /, key: UUID, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        for organisation in written_for(request, roles):
            # In that organisation's scope alone: an open border is no leave to write there.
            with within(scopes.of_organisation(organisation)):
                rows = Broadcast.objects.select_related("organisation__platform")
                found = rows.filter(key=key, organisation=organisation).first()
                if found is not None:
                    return view(request, found, *args, **kwargs)
        raise Http404

    return cast(View[P], never_kept(login_required(guarded)))


def named(broadcast: Broadcast) -> list[tuple[Identity, str]]:
    """Who was not reached, and why; the look at all of them is in the journal before."""
    rows = LeftOut.objects.filter(broadcast=broadcast).prefetch_related("person")
    left_out = [(row.person, row.get_reason_display()) for row in rows]
    failed = [
        (message.person, message.get_obstacle_display() or message.get_state_display())
        for message in many.not_reached(broadcast)
    ]
    found = [*left_out, *failed]
    known = reveal(
        [person for person, _why in found],
        Purpose.CONTACT,
        what="broadcast.names_read",
        about=broadcast,
    )
    return [(known[person.pk], why) for person, why in found if person.pk in known]


@contextmanager
def bearer(token: str) -> Iterator[Person]:
    """The person whose own address this is, in the scope of who knows her; else 404.

    Nothing of her is shown there, so that a message passed on tells nobody who she is.
    """
    territory, organisation, key = _opened(token)
    with within(scopes.of_keys(territory, organisation)):
        person = Person.objects.filter(pk=key).select_related("organisation").first()
        if person is None:
            raise Http404
        yield person


def _opened(token: str) -> tuple[int, int, int]:
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        territory, organisation, person = map(int, unseal(sealed, PLACE).split(":"))
    except (Unreadable, ValueError, binascii.Error) as error:
        raise Http404 from error
    return territory, organisation, person
