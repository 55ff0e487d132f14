"""Who shares reports with others: a colleague hands one over, an administrator says to whom."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse

from tandem.people.http import PersonRequest
from tandem.streets.models import Hook, Report, System
from tandem.tenancy.scope import within
from tandem.territory import scopes
from tandem.territory.choices import AreaKind, OrganisationKind, Role
from tandem.territory.models import Membership, Organisation
from tandem.toolbox.reference import clean
from tandem.ui.headers import never_kept

P = ParamSpec("P")
Page = Callable[Concatenate[PersonRequest, Organisation, P], HttpResponse]
View = Callable[Concatenate[PersonRequest, P], HttpResponse]
REPAIRING = (OrganisationKind.COMMUNE, OrganisationKind.COMPANY)
HANDING = frozenset({Role.OFFICER, Role.COORDINATOR})


def administrator_page(page: Page[P]) -> View[P]:
    """For the administrator of an organisation, in its scope alone; else 404."""
    return _page(page, frozenset({Role.ADMINISTRATOR}))


def handing_page(page: Page[P]) -> View[P]:
    """For whoever handles what is asked of an organisation; else 404."""
    return _page(page, HANDING)


def _page(page: Page[P], roles: frozenset[Role]) -> View[P]:
    @wraps(page)
    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        # Who works for several opens one at a time; a row leads to the one that holds it.
        held = {m.organisation_id: m.organisation for m in request.memberships if m.role in roles}
        for organisation in held.values():
            try:
                with within(scopes.of_organisation(organisation)):
                    return page(request, organisation, *args, **kwargs)
            except Http404:
                continue
        raise Http404

    kept_nowhere: View[P] = never_kept(login_required(guarded))
    return kept_nowhere


def report_of_ours(organisation: Organisation, sign: str) -> Report:
    try:
        wanted = clean(sign)
    except ValueError:
        raise Http404 from None
    rows = Report.objects.select_related("territory", "organisation", "given_by")
    report = rows.filter(organisation=organisation, sign=wanted).first()
    if report is None:
        raise Http404
    return report


def system_of_ours(organisation: Organisation, key: int) -> System:
    rows = System.objects.filter(organisation=organisation, left_at__isnull=True)
    system = rows.select_related("contact").filter(pk=key).first()
    if system is None:
        raise Http404
    return system


def who_may_repair(
    organisation: Organisation, *, besides: int | None = None
) -> tuple[list[Organisation], list[System]]:
    """All to whom its reports can be handed over."""
    ours = System.objects.filter(organisation=organisation, left_at__isnull=True)
    return neighbours(organisation, besides=besides), list(ours.select_related("contact"))


def hook_of_ours(organisation: Organisation, key: int) -> Hook:
    hook = Hook.objects.filter(organisation=organisation, pk=key, ended_at__isnull=True).first()
    if hook is None:
        raise Http404
    return hook


def neighbours(organisation: Organisation, *, besides: int | None = None) -> list[Organisation]:
    """To whom a report can be given here: who works on the same platform, and has colleagues who
    look at it; not `besides`, who gave it.
    """
    if organisation.platform_id is None:
        return []
    at_work = Membership.objects.in_force().filter(role__in=sorted(HANDING))
    rows = Organisation.objects.filter(
        platform=organisation.platform_id, pk__in=at_work.values("organisation")
    )
    # A street is repaired by communes, regions and firms; by others only where they take reports in.
    rows = rows.filter(Q(kind__in=REPAIRING) | Q(area__kind=AreaKind.REGION) | Q(takes_in=True))
    rows = rows.exclude(kind=OrganisationKind.CALL_CENTRE).exclude(pk=organisation.pk)
    return list(rows.exclude(pk=besides or 0).order_by("name", "pk"))
