"""The only ways to a mandate on somebody's behalf. Who may not see it cannot tell that it exists."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ParamSpec
from uuid import UUID

from django.http import Http404

from tandem.cases import following
from tandem.journal.choices import Purpose
from tandem.mandates.choices import HELPING
from tandem.mandates.models import Consent, Mandate
from tandem.people.http import PersonRequest
from tandem.people.identity import Identity
from tandem.people.reveal import look, reveal_one
from tandem.people.staff_pages import Page, View, staff_page, taking_in
from tandem.people.watching import turn_away
from tandem.territory import scopes
from tandem.territory.models import Organisation

P = ParamSpec("P")


def helping_page(page: Page[Organisation, P]) -> View[P]:
    """For whoever sits at the desk of an organisation that takes in; else 404."""
    return staff_page(page, lambda request: taking_in(request, HELPING), scopes.of_organisation)


def mandates_of(organisation: Organisation) -> list[Mandate]:
    """Those not ended, to confirm first; nothing in them is opened."""
    rows = Mandate.objects.standing().filter(organisation=organisation)
    return list(rows.order_by("confirmed_at", "ends_on", "pk").reverse()[:200])


def mandate_here(organisation: Organisation, key: UUID) -> Mandate:
    """A mandate given to her own organisation, or 404; nothing in it is opened yet. Refused where its
    person excluded the colleague.
    """
    rows = Mandate.objects.select_related("person", "organisation", "territory")
    found = rows.filter(organisation=organisation, key=key).first()
    if found is None:
        raise Http404
    turn_away([found.person])
    return found


def read(mandate: Mandate) -> Identity:
    """Who gave it: the look is noted before the name or her words are opened."""
    return reveal_one(mandate.person, Purpose.ANSWER, what="mandates.read", about=mandate)


def progress_seen(mandate: Mandate) -> None:
    """What she does by herself is about to be shown to a helper."""
    look(mandate.person, Purpose.ANSWER, what="mandates.progress_seen", about=mandate)


def is_named(mandate: Mandate, request: PersonRequest) -> bool:
    """Whether this colleague is one of its helpers."""
    if request.account is None:
        return False
    return mandate.helpers.filter(account=request.account, ended_at__isnull=True).exists()


@contextmanager
def followed(request: PersonRequest) -> Iterator[Mandate]:
    """The mandate of the case that is open for this visit, by its reference and word; else 404."""
    with following.opened(request, shown=False) as case:
        if case is None:
            raise Http404
        rows = Mandate.objects.select_related("person", "organisation", "territory")
        found = rows.filter(case_id=case.pk).first()
        if found is None:
            raise Http404
        yield found


@contextmanager
def followed_consent(request: PersonRequest) -> Iterator[Consent]:
    """The same for a consent."""
    with following.opened(request, shown=False) as case:
        if case is None:
            raise Http404
        found = Consent.objects.select_related("person").filter(case_id=case.pk).first()
        if found is None:
            raise Http404
        yield found
