"""The only ways to a gift or a parcel; who may not see it cannot tell that it exists."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from tandem.journal.choices import Purpose
from tandem.people.reveal import reveal_one
from tandem.people.watching import turn_away
from tandem.solidarity.goods import actions, messages
from tandem.solidarity.goods.choices import Comes, ParcelState
from tandem.solidarity.goods.models import Gift, Parcel
from tandem.territory.models import Organisation
from tandem.toolbox.telephone import readable
from tandem.ui.components.lists import Fact
from tandem.ui.formats import number


def gift_of_ours(organisation: Organisation, key: UUID) -> Gift:
    rows = Gift.objects.select_related("person", "territory").filter(organisation=organisation)
    gift = rows.filter(key=key).first()
    if gift is None:
        raise Http404
    turn_away([gift.person])
    return gift


def parcel_of_ours(organisation: Organisation, key: UUID) -> Parcel:
    rows = Parcel.objects.select_related("ask__person", "ask__case", "share_out__gift")
    parcel = rows.filter(organisation=organisation, key=key).first()
    if parcel is None:
        raise Http404
    turn_away([parcel.ask.person])
    return parcel


@dataclass(frozen=True, slots=True)
class Opened:
    """One parcel, opened after a look at whom it goes to."""

    parcel: Parcel
    title: str
    state: str
    facts: list[Fact]
    may_hand: bool


def opened(parcel: Parcel) -> Opened:
    ask = parcel.ask
    who = reveal_one(ask.person, Purpose.SOLIDARITY, about=ask)
    facts = [
        Fact(_("For whom"), ", ".join(filter(None, [ask.group_name, who.full_name]))),
        Fact(_("Reference"), ask.case.shown_reference),
        Fact(_("How it comes there"), str(Comes(ask.comes).label)),
        Fact(_("In the person’s own words"), actions.words_of(ask)),
        Fact(_("Address"), _address(who.street, who.notes) if ask.comes == Comes.TO_HER else ""),
        Fact(_("Telephone number"), readable(who.phone) if who.phone else ""),
        Fact(_("Before you reach this person"), who.safe_contact),
    ]
    return Opened(
        parcel,
        _("%(sort)s: %(number)s")
        % {"sort": messages.sort_of(ask.sort), "number": number(parcel.quantity)},
        str(ParcelState(parcel.state).label),
        [fact for fact in facts if fact.value],
        parcel.state == ParcelState.READY,
    )


def _address(street: str, notes: str) -> str:
    return " ".join(filter(None, [street, notes]))
