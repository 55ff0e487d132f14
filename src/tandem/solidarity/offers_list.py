"""The coordinators' list of volunteers: by first name, what they offer and how much they do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.cases.models import Case
from tandem.journal.choices import Purpose
from tandem.people.choices import Channel
from tandem.people.queries import sharing_a_word
from tandem.people.reveal import reveal, reveal_one
from tandem.solidarity import elsewhere, engine, presented, wording
from tandem.solidarity.choices import ArrangementState, Group, OfferState, Skill
from tandem.solidarity.models import Arrangement, Offer
from tandem.territory.models import Organisation
from tandem.toolbox.telephone import readable
from tandem.ui.components.lists import Fact
from tandem.ui.formats import number, short_day

SIZE = 20


@dataclass(frozen=True, slots=True)
class Line:
    offer: Offer
    title: str
    does: str
    when: str
    tasks: str
    checked: str
    last: str
    state: str
    full: bool


def page_of(organisation: Organisation, asked: Mapping[str, str]) -> tuple[Page[Any], list[Line]]:
    rows = Offer.objects.filter(organisation=organisation).select_related("person").order_by("-pk")
    state, skill = asked.get("state", ""), asked.get("skill", "")
    if state in OfferState.values:
        rows = rows.filter(state=state)
    elif state != "all":
        rows = rows.filter(state=OfferState.ACTIVE)
    if skill in Skill.values:
        rows = rows.filter(skills__contains=[skill])
    if asked.get("free"):
        rows = rows.exclude(pk__in=_full(rows.values_list("pk", "capacity")))
    if asked.get("new"):
        rows = rows.filter(welcomed_at__isnull=True)
    page = Paginator(rows, SIZE).get_page(asked.get("page", ""))
    return page, by_first_name(list(page.object_list))


def _full(rows: Any) -> list[int]:
    capacity = dict(rows)
    busy = engine.tasks_of_week(capacity, timezone.localdate())
    return [pk for pk, tasks in busy.items() if tasks >= capacity[pk]]


def named(organisation: Organisation, name: str) -> list[Line]:
    """Our volunteers of whom the name has this word; asked by POST, so that no address names one."""
    ours = Offer.objects.filter(organisation=organisation)
    persons = sharing_a_word(name, ours.values_list("person_id", flat=True))
    rows = ours.filter(person__in=persons).select_related("person").order_by("-pk")
    return by_first_name(list(rows[:SIZE]))


def by_first_name(offers: list[Offer]) -> list[Line]:
    """As coordinators speak of them, after a look at each; groups by their own name."""
    alone = [offer.person for offer in offers if offer.group == Group.ALONE]
    who = reveal(alone, Purpose.SOLIDARITY, what="solidarity.volunteer_named")
    return lines(offers, {person: identity.first_name for person, identity in who.items()})


def lines(offers: list[Offer], names: Mapping[int, str] | None = None) -> list[Line]:
    keys = [offer.pk for offer in offers]
    busy = engine.tasks_of_week(keys, timezone.localdate())
    last = _last_helps(keys)
    known = names or {}
    return [
        _line(offer, known.get(offer.person_id, ""), busy.get(offer.pk, 0), last.get(offer.pk))
        for offer in offers
    ]


def _last_helps(offers: list[int]) -> dict[int, date]:
    rows = Arrangement.objects.filter(offer__in=offers, state=ArrangementState.DONE)
    found = rows.values("offer").annotate(last=Max("day")).order_by()
    return {row["offer"]: row["last"] for row in found}


def _line(offer: Offer, first_name: str, busy: int, last: date | None) -> Line:
    return Line(
        offer=offer,
        title=_title(offer, first_name),
        does=presented.skills(offer),
        when=presented.moments(offer.half_days, presented.SHOWN),
        tasks=_("%(tasks)s of %(most)s") % {"tasks": number(busy), "most": number(offer.capacity)},
        checked=presented.safeguards(offer.safeguards) or _("nothing checked yet"),
        last=short_day(last) if last else _("none yet"),
        state=str(OfferState(offer.state).label),
        full=busy >= offer.capacity,
    )


def _title(offer: Offer, first_name: str) -> str:
    if offer.group != Group.ALONE and offer.group_name:
        facts = {"name": offer.group_name, "many": number(offer.at_once)}
        return _("%(name)s, %(many)s at a time") % facts
    if first_name:
        return ", ".join(filter(None, [first_name, offer.postal_code]))
    if not offer.postal_code:
        return _("A volunteer")
    return _("A volunteer, %(code)s") % {"code": offer.postal_code}


@dataclass(frozen=True, slots=True)
class Shown:
    """One volunteer, opened after a look."""

    offer: Offer
    name: str
    facts: list[Fact]
    state: str
    tint: str
    tasks: list[elsewhere.Task]
    to_welcome: bool
    case: str
    may_change: bool


def opened(offer: Offer) -> Shown:
    """Who offers, how to reach, what was promised; the look is in the journal first."""
    who = reveal_one(offer.person, Purpose.SOLIDARITY, about=offer)
    case = Case.objects.filter(pk=offer.case_id).first() if offer.case_id else None
    line = lines([offer])[0]
    facts = [
        Fact(_("Does"), line.does),
        Fact(_("When"), presented.moments(offer.half_days)),
        Fact(_("Goes as far as"), wording.length(offer.radius_m)),
        Fact(_("Languages"), wording.spoken(offer.languages)),
        Fact(_("Tasks this week"), line.tasks),
        Fact(_("Last help"), line.last),
        Fact(_("Wishes to be reached"), str(Channel(offer.person.channel).label)),
        Fact(_("Telephone number"), readable(who.phone) if who.phone else ""),
        Fact(_("E-mail address"), who.email),
        Fact(_("Before you reach this person"), who.safe_contact),
    ]
    if offer.group_name:
        facts.insert(0, Fact(_("Group"), line.title))
    return Shown(
        offer=offer,
        name=who.full_name or line.title,
        facts=[fact for fact in facts if fact.value],
        state=line.state,
        tint=presented.OFFER_TINTS[offer.state],
        tasks=elsewhere.tasks_of(offer),
        to_welcome=offer.welcomed_at is None and offer.state != OfferState.LEFT,
        case=case.reference if case else "",
        may_change=offer.state != OfferState.LEFT,
    )
