from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from tandem.mandates import rules
from tandem.mandates.choices import HELPING, Act, Skill
from tandem.mandates.models import Acting, Consent, Mandate, as_given
from tandem.people.models import Person
from tandem.people.who_looked import initials_in
from tandem.territory.choices import Role
from tandem.territory.models import Membership, Organisation

STRETCH = timedelta(days=91)
"""What she did in the last three months is put beside the three months before."""


def is_member(account: int, organisation: int) -> bool:
    rows = Membership.objects.in_force().filter(account=account, organisation=organisation)
    return rows.filter(account__is_active=True).exists()


def why_not(mandate: Mandate, act: Act, helper: int, now: datetime) -> str:
    """Why this helper may not do this for her now, as a code; empty where he may."""
    return rules.why_not(
        as_given(mandate),
        act,
        helper,
        now=now,
        today=timezone.localdate(now),
        member=is_member(helper, mandate.organisation_id),
    )


def mandate_for(
    person: Person, act: Act, helper: int, helper_of: int, now: datetime
) -> Mandate | None:
    """The mandate under which this helper may do this for her now; None where he has none."""
    rows = Mandate.objects.in_force(timezone.localdate(now)).of(person)
    named = rows.filter(
        organisation=helper_of, helpers__account=helper, helpers__ended_at__isnull=True
    )
    found = named.filter(acts__kind=act, acts__ended_at__isnull=True).soonest()
    return next((one for one in found if not why_not(one, act, helper, now)), None)


def acts_left(mandate: Mandate) -> list[Act]:
    """What may still be done under it, in the order of the list."""
    left = set(mandate.acts.filter(ended_at__isnull=True).values_list("kind", flat=True))
    return [act for act in Act if act in left]


def helpers_of(mandate: Mandate) -> list[tuple[int, str]]:
    """Accounts named and not let go, with the address of each."""
    rows = mandate.helpers.filter(ended_at__isnull=True).select_related("account")
    return [(row.account_id, row.account.email) for row in rows]


def helpers_as_told(mandate: Mandate, *, also_gone: bool = False) -> list[str]:
    """Each as the person may know her: initials, role and house; an address is nobody else's to have."""
    rows = mandate.helpers.select_related("account").order_by("pk")
    kept = rows if also_gone else rows.filter(ended_at__isnull=True)
    held = Membership.objects.filter(
        organisation=mandate.organisation_id, account__in=[row.account_id for row in kept]
    )
    roles = dict(held.order_by("since").values_list("account", "role"))
    house = str(mandate.organisation)
    return [_told(row.account.email, roles.get(row.account_id, ""), house) for row in kept]


def _told(email: str, role: str, house: str) -> str:
    what = ", ".join(filter(None, [str(Role(role).label) if role else "", house]))
    initials = initials_in(email)
    return f"{initials} ({what})" if initials else what


def names_of(account: int | None, organisation: int) -> set[str]:
    """How a colleague may be called: the address, whole and without its domain."""
    rows = Membership.objects.filter(account=account or 0, organisation=organisation)
    emails = rows.values_list("account__email", flat=True)
    return {name for email in emails for name in (email, email.partition("@")[0])}


def colleagues(organisation: Organisation) -> list[tuple[int, str]]:
    """Who may be named as a helper: those who work with people there, since others open no mandate."""
    rows = Membership.objects.in_force().filter(organisation=organisation, account__is_active=True)
    pairs = (
        rows.filter(role__in=HELPING)
        .order_by("account__email")
        .values_list("account", "account__email")
    )
    return list(dict.fromkeys(pairs))


def consent_of(person: Person, purpose: str, now: datetime) -> Consent | None:
    """Her yes to this purpose, where it is in force. Without one nothing is done for it."""
    rows = Consent.objects.in_force(timezone.localdate(now)).of(person)
    return rows.filter(purpose=purpose).first()


@dataclass(frozen=True, slots=True)
class Trend:
    """How one kind of task was done, lately and before."""

    skill: Skill
    before: rules.Counted
    lately: rules.Counted

    @property
    def goes(self) -> str:
        return rules.goes(self.before, self.lately)


def trends(person: Person, now: datetime) -> list[Trend]:
    """By kind of task; kinds that never came are left out."""
    rows = Acting.objects.filter(Q(person=person) | Q(person__merged_into=person))
    recent = rows.filter(at__gt=now - 2 * STRETCH, at__lte=now)
    told: dict[tuple[str, bool], list[str]] = {}
    for skill, way, at in recent.values_list("skill", "way", "at"):
        told.setdefault((skill, at > now - STRETCH), []).append(way)
    found = [
        Trend(
            skill,
            rules.counted(told.get((skill, False), [])),
            rules.counted(told.get((skill, True), [])),
        )
        for skill in Skill
    ]
    return [one for one in found if one.before.all or one.lately.all]


@dataclass(frozen=True, slots=True)
class Understood:
    """How many said yes by one door in one language, and how it went."""

    door: str
    language: str
    asked: int
    at_once: int
    after_again: int
    not_yet: int


def understanding(purpose: str, organisations: Iterable[int]) -> list[Understood]:
    """By door and language; whoever shows it hides what is about few people."""
    rows = Consent.objects.filter(purpose=purpose, organisation__in=list(organisations))
    wrong = Count("answers", filter=Q(answers__right=False))
    told: dict[tuple[str, str], list[tuple[bool, int]]] = {}
    counted = rows.annotate(wrong=wrong).order_by("door", "language")
    for door, language, understood, many in counted.values_list(
        "door", "language", "understood", "wrong"
    ):
        told.setdefault((door, language), []).append((understood, many))
    return [
        Understood(
            door,
            language,
            asked=len(each),
            at_once=sum(1 for understood, wrong in each if understood and not wrong),
            after_again=sum(1 for understood, wrong in each if understood and wrong),
            not_yet=sum(1 for understood, _wrong in each if not understood),
        )
        for (door, language), each in told.items()
    ]
