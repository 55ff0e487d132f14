"""What our volunteers do across a border: whom to speak with, and who brings the two together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.solidarity import calling, messages, rules, whereabouts
from tandem.solidarity.board import sees_neighbours
from tandem.solidarity.choices import ArrangementState, Withheld
from tandem.solidarity.models import Arrangement, Offer
from tandem.tenancy.scope import required, within
from tandem.territory import scopes
from tandem.territory.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class Task:
    """One thing a volunteer of ours was asked, as his own coordinators see it: never who asks."""

    row: Arrangement
    offer: Offer
    moment: str
    state: str
    where: str
    """The organisation that was asked for the help, where it is not ours."""
    call: str
    """The same with its telephone; empty where none is known."""
    to_bring_together: bool

    @property
    def reference(self) -> str:
        return self.row.shown_reference

    @property
    def what_to_do(self) -> str:
        facts = {"where": self.where, "who": self.call, "reference": self.reference}
        if not self.call:
            return (
                _(
                    "This volunteer agreed to help in another commune and was not given the contact. "
                    "Speak with %(where)s (reference %(reference)s), then with the volunteer."
                )
                % facts
            )
        return (
            _(
                "This volunteer agreed to help in another commune and was not given the contact. "
                "Call %(who)s (reference %(reference)s), then the volunteer."
            )
            % facts
        )


def tasks_of(offer: Offer) -> list[Task]:
    """All that is asked or promised; also where the agreement between the two has ended."""
    with within(required() | whereabouts.where_tasks_are(offer)):
        rows = Arrangement.objects.in_force().leading().filter(offer=offer)
        rows = rows.select_related("organisation__platform")
        return [_task(row, offer) for row in rows.order_by("day", "half_day", "pk")]


def to_bring_together(organisation: Organisation) -> list[Task]:
    """Helps of our volunteers for neighbours of which the contact was kept back, soonest first.

    Whom nobody has welcomed yet is told when he is: that stands elsewhere.
    """
    if not sees_neighbours(organisation):
        return []
    rows = _kept_back(organisation).select_related("organisation__platform", "offer")
    return [_task(row, row.offer) for row in rows.order_by("day", "half_day", "pk")]


def _kept_back(organisation: Organisation) -> QuerySet[Arrangement]:
    rows = Arrangement.objects.apart().leading().exclude(organisation=organisation)
    rows = rows.exclude(withheld=Withheld.NOT_WELCOMED)
    return rows.filter(offer__organisation=organisation, day__gte=_since())


def whom_to_call(row: Arrangement, offer: Offer) -> str:
    """How the coordinators of the need reach a neighbour's volunteer; empty for one of theirs."""
    if offer.organisation_id == row.organisation_id:
        return ""
    there = offer.organisation
    facts = {"where": str(there), "reference": row.shown_reference}
    if who := calling.named(there):
        return _(
            "To reach this volunteer, call %(who)s, and say the reference %(reference)s: "
            "the coordinators there see this help, and who comes."
        ) % {**facts, "who": who}
    return (
        _(
            "To reach this volunteer, speak with %(where)s and say the reference %(reference)s: "
            "the coordinators there see this help, and who comes."
        )
        % facts
    )


def many_to_bring_together(memberships: Iterable[Membership]) -> int:
    """The same for the overview, on which only what is her own stands open."""
    many = 0
    for one in memberships:
        if one.neighbours:
            with within(required() | scopes.across_borders(one.neighbours)):
                many += _kept_back(one.organisation).count()
    return many


def _since() -> date:
    return timezone.localdate() - rules.TOLD_AFTER


def _task(row: Arrangement, offer: Offer) -> Task:
    ours = row.organisation_id == offer.organisation_id
    return Task(
        row=row,
        offer=offer,
        moment=messages.moment(row),
        state=str(ArrangementState(row.state).label),
        where="" if ours else str(row.organisation),
        call="" if ours else calling.named(row.organisation),
        to_bring_together=not ours and row.is_apart,
    )
