"""Who sees that a colleague is to be let in again: whoever works there; and who holds a link."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404

from tandem.people.http import PersonRequest
from tandem.tenancy.scope import within
from tandem.territory import recovering, scopes
from tandem.territory.models import Organisation, Recovery


def open_for(request: PersonRequest) -> list[Recovery]:
    """Those that wait in any organisation she works for; her own too, which she may stop."""
    ours = {membership.organisation_id for membership in request.memberships}
    rows = Recovery.objects.open().filter(organisation__in=ours)
    return list(rows.select_related("account", "asked_by", "organisation").order_by("asked_at"))


def one_of(request: PersonRequest, key: int) -> Recovery:
    for recovery in open_for(request):
        if recovery.pk == key:
            return recovery
    raise Http404


def open_of(organisation: Organisation, account: int) -> Recovery | None:
    rows = Recovery.objects.open().filter(organisation=organisation, account=account)
    return rows.select_related("account", "asked_by", "agreed_by", "organisation").first()


@contextmanager
def by_link(token: str, purpose: str) -> Iterator[Recovery]:
    """The recovery of a link, in the scope of its organisation; 404 for what is none."""
    keys = recovering.read(token, purpose)
    if keys is None:
        raise Http404
    key, territory, organisation = keys
    with within(scopes.of_keys(territory, organisation)):
        rows = Recovery.objects.open().select_related("account", "organisation")
        recovery = rows.filter(pk=key, account__is_active=True).first()
        if recovery is None:
            raise Http404
        yield recovery
