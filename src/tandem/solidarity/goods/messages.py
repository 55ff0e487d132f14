"""Every text about goods that is sent out."""

from django.utils.translation import gettext as _

from tandem.outbox.text import Text
from tandem.solidarity import where_when
from tandem.solidarity.goods import wording
from tandem.solidarity.goods.choices import Comes, Sort
from tandem.solidarity.goods.models import Gift, Parcel, ShareOut
from tandem.ui.formats import number


def told(parcel: Parcel, share_out: ShareOut, otherwise: str) -> Text:
    """How many, why, and how they come to whoever asked; or none this time, and why."""
    ask = parcel.ask
    facts = {"number": number(parcel.quantity), "sort": sort_of(ask.sort)}
    return Text(
        kind="answer" if parcel.quantity else "change",
        reference=ask.case.shown_reference,
        link="/follow/",
        paragraphs=tuple(_said(parcel, share_out, otherwise)),
        short=(
            _("%(sort)s: %(number)s for you. Call us to hear where, and why so many.") % facts
            if parcel.quantity
            else _("%(sort)s: none this time, you keep your place. Call us to hear why.") % facts
        ),
    )


def in_one_text(parcel: Parcel, share_out: ShareOut, otherwise: str) -> str:
    return "\n".join(_said(parcel, share_out, otherwise))


def _said(parcel: Parcel, share_out: ShareOut, otherwise: str) -> list[str]:
    ask = parcel.ask
    facts = {
        "number": number(parcel.quantity),
        "asked": number(ask.wanted + parcel.quantity),
        "sort": sort_of(ask.sort),
        "where": where_when.of(share_out).rstrip("."),
    }
    said = [
        _("%(sort)s: you get %(number)s of the %(asked)s that you asked for.") % facts
        if parcel.quantity
        else _("%(sort)s: this time there is none for you. You keep your place.") % facts,
        " ".join(why(parcel, otherwise)),
    ]
    if parcel.quantity:
        said.append(
            _("You can fetch it, or have it fetched: %(where)s. Bring your reference.") % facts
            if ask.comes == Comes.FETCHES
            else _("We bring it to you: %(where)s.") % facts
        )
    if ask.wanted and parcel.quantity:
        said.append(_("For the rest you keep your place: you hear from us when more is given."))
    said.append(_("You do not agree? Tell us by any way you like, with your reference."))
    return [one for one in said if one]


def why(parcel: Parcel, otherwise: str) -> list[str]:
    """The program's reasons where its number holds; else the colleague's words."""
    if otherwise:
        return [_("A colleague decided on this number: “%(why)s”") % {"why": otherwise}]
    if parcel.by_hand:
        return [_("A colleague decided on this number, without our program.")]
    return wording.sentences(parcel.reasons)


def thanks(gift: Gift) -> str:
    facts = {"given": number(gift.given), "sort": sort_of(gift.sort)}
    return (
        _("Thank you! %(given)s of what you gave go to people who asked for it: %(sort)s.") % facts
    )


def sort_of(sort: str) -> str:
    return str(Sort(sort).label)
