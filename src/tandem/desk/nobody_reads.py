"""Requests that nobody may read, because no colleague has the role: told to who can invite one.

Administrators are told how many there are, and never what is in them: whoever could end the last
coordinator's role would else open every file by it. Where there is no administrator either, those
of the organisation with which the platform began are told which service it is.
"""

from collections import defaultdict
from collections.abc import Iterable

from tandem.cases.models import Case, Reply
from tandem.services.catalogue import services
from tandem.territory.choices import Role
from tandem.territory.models import Membership, Organisation


def _roles_in(organisations: Iterable[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Membership.objects.in_force().filter(organisation__in=list(organisations))
    for organisation, role in rows.values_list("organisation", "role").distinct():
        found[organisation].add(role)
    return found


def requests_of(organisations: Iterable[Organisation]) -> int:
    """Answers owed, and replies that belong to none, for which the organisation has no reader."""
    ours = [one for one in organisations if one.takes_in]
    held = _roles_in(one.pk for one in ours)
    many = 0
    for one in ours:
        roles = held[one.pk]
        unread = [each.slug for each in services() if not each.handled_by & roles]
        if unread:
            many += Case.objects.owed().filter(organisation=one.pk, service__in=unread).count()
        if Role.COORDINATOR not in roles:
            loose = Reply.objects.filter(organisation=one.pk, case__isnull=True)
            many += loose.filter(read_at__isnull=True).count()
    return many


def without_coordinator(organisations: Iterable[Organisation]) -> list[Organisation]:
    """Those that take in, and where nobody coordinates: most of what people ask waits there."""
    ours = {one.pk: one for one in organisations if one.takes_in}
    held = _roles_in(ours)
    return [one for pk, one in ours.items() if Role.COORDINATOR not in held[pk]]


def services_without_anybody(organisations: Iterable[Organisation]) -> list[Organisation]:
    """Of the platforms that began with one of these."""
    ours = {one.pk: one.platform_id for one in organisations if one.platform_id is not None}
    others = Organisation.objects.filter(platform__in=set(ours.values())).order_by("pk")
    platforms: dict[int | None, list[Organisation]] = defaultdict(list)
    for one in others:
        platforms[one.platform_id].append(one)
    held = _roles_in(one.pk for all_of_it in platforms.values() for one in all_of_it)
    found: list[Organisation] = []
    for all_of_it in platforms.values():
        first = next((one for one in all_of_it if Role.ADMINISTRATOR in held[one.pk]), None)
        if first is None or first.pk not in ours:
            continue
        can_help = {Role.COORDINATOR, Role.ADMINISTRATOR}
        found += [one for one in all_of_it if one.takes_in and not can_help & held[one.pk]]
    return found
