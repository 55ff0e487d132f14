"""What a volunteer sees of what he was asked: before his yes no person, after it what he must know."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.journal.choices import Purpose
from tandem.people.reveal import reveal_one
from tandem.solidarity import calling, messages, presented, rules, weighing, wording
from tandem.solidarity.actions import what_is_needed
from tandem.solidarity.choices import ArrangementState, Contact, OfferState, Side
from tandem.solidarity.models import Arrangement, Feedback, Need, Offer


@dataclass(frozen=True, slots=True)
class Told:
    """What he must know of the person who expects him."""

    first_name: str
    place: str
    words: str
    contact: str
    meets: bool
    call: str
    """Who brings the two together, with the number; empty where none is known."""

    @property
    def how(self) -> str:
        """How to agree on the details."""
        if self.contact:
            return self.contact
        if self.meets:
            said = _("You meet at a public place or at the desk. Call us to agree on it.")
        else:
            said = _("Call us: we bring you together.")
        return f"{said} {self.call}".strip()


@dataclass(frozen=True, slots=True)
class Task:
    row: Arrangement
    kind: str
    commune: str
    moment: str
    state: str
    told: Told | None
    has_said: bool
    weighs: tuple[str, ...] = ()
    """Before his yes: how often it is, how urgent, and until when he may answer."""

    @property
    def waits(self) -> bool:
        return self.row.state == ArrangementState.ASKED and not self.too_late

    @property
    def too_late(self) -> bool:
        """Its moment came before his answer."""
        return self.row.state == ArrangementState.ASKED and weighing.has_begun(self.row)

    @property
    def agreed(self) -> bool:
        return self.row.state == ArrangementState.AGREED

    @property
    def closed(self) -> bool:
        """He agreed, and the day is past: what he was told of the person is no longer shown."""
        return self.agreed and self.told is None

    @property
    def may_cancel(self) -> bool:
        return self.agreed and rules.may_still_cancel(self.row.day, timezone.localdate())

    @property
    def took_place(self) -> bool:
        return self.row.state == ArrangementState.DONE

    @property
    def may_say(self) -> bool:
        state = ArrangementState(self.row.state)
        told_of = state != ArrangementState.NOT_DONE
        asked = rules.may_say_how_it_went(state, self.row.day, timezone.localdate())
        return not self.has_said and told_of and asked


def task(row: Arrangement) -> Task:
    """One task in full; telling who expects him is a look, each time."""
    need = Need.objects.select_related("person", "territory").get(pk=row.need_id)
    said = Feedback.objects.filter(arrangement=row, side=Side.HELPER).exists()
    return Task(
        row=row,
        kind=messages.kind_of(need),
        commune=str(need.territory),
        moment=messages.moment(row),
        state=_state(row),
        told=_told(row, need) if _is_told(row) else None,
        has_said=said,
        weighs=(*weighing.how_often_and_urgent(need), weighing.until_when(row)),
    )


def _state(row: Arrangement) -> str:
    late = row.state == ArrangementState.ASKED and weighing.has_begun(row)
    return str(ArrangementState.LAPSED.label if late else ArrangementState(row.state).label)


def _is_told(row: Arrangement) -> bool:
    return rules.is_still_told(ArrangementState(row.state), row.day, timezone.localdate())


def _told(row: Arrangement, need: Need) -> Told:
    who = reveal_one(need.person, Purpose.SOLIDARITY, what="solidarity.helper_looked", about=need)
    return Told(
        first_name=who.first_name,
        place=f"{need.postal_code} {need.territory}",
        words=what_is_needed(need),
        contact=messages.told_contact(row, need.person, who),
        meets=row.told == Contact.MEET,
        call=calling.who_brings_together(row),
    )


@dataclass(frozen=True, slots=True)
class Mine:
    """One offer as its volunteer sees it."""

    offer: Offer
    does: str
    when: str
    far: str
    languages: str
    state: str
    tint: str

    @property
    def times(self) -> int:
        """How often a week; a group comes together, and does several tasks each time."""
        return self.offer.outings or self.offer.capacity

    @property
    def may_pause(self) -> bool:
        return self.offer.state == OfferState.ACTIVE

    @property
    def may_go_on(self) -> bool:
        return self.offer.state == OfferState.PAUSED

    @property
    def to_welcome(self) -> bool:
        return self.offer.welcomed_at is None and self.offer.state != OfferState.LEFT

    @property
    def may_leave(self) -> bool:
        return self.offer.state != OfferState.LEFT


def mine(offer: Offer) -> Mine:
    return Mine(
        offer=offer,
        does=presented.offered(offer),
        when=presented.moments(offer.half_days),
        far=wording.length(offer.radius_m),
        languages=wording.spoken(offer.languages),
        state=str(OfferState(offer.state).label),
        tint=presented.OFFER_TINTS[offer.state],
    )


def listed(rows: list[Arrangement]) -> list[Task]:
    """Tasks in a list: the kind, the commune and the moment, and nobody's name."""
    kinds = presented.Kinds({row.need.territory_id for row in rows})
    places = presented.communes(row.need.territory_id for row in rows)
    said = set(
        Feedback.objects.filter(arrangement__in=rows, side=Side.HELPER).values_list(
            "arrangement", flat=True
        )
    )
    return [
        Task(
            row=row,
            kind=kinds.name(row.need),
            commune=places.get(row.need.territory_id, ""),
            moment=messages.moment(row),
            state=_state(row),
            told=None,
            has_said=row.pk in said,
        )
        for row in rows
    ]


def in_force(tasks: list[Task]) -> list[Task]:
    known = [one for one in reversed(tasks) if one.row.state in rules.IN_FORCE]
    return [one for one in known if not one.too_late]
