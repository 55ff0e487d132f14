"""What a person asked of others, offered to them, and what came of it."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.people.gathering import Apart, Piece, Value, choices_in_words, leave_out, register
from tandem.services.questions import half_day_name
from tandem.solidarity import beside, vital, where_when
from tandem.solidarity.actions import what_is_needed
from tandem.solidarity.beside import words_of
from tandem.solidarity.choices import Safeguard, Side, Skill
from tandem.solidarity.goods import actions as goods
from tandem.solidarity.goods.models import Gift, GoodsAsk, Parcel, ShareOut
from tandem.solidarity.models import (
    Arrangement,
    Batch,
    Feedback,
    Need,
    Offer,
    Proposal,
    Refusal,
    Remark,
)
from tandem.solidarity.neighbours.choices import Interest
from tandem.solidarity.neighbours.models import Circle, CircleMember, Seeker
from tandem.toolbox.half_days import from_bits


def _half_days(row: Any) -> Value:
    return [str(half_day_name(number)) for number in from_bits(row.half_days)]


def _safeguards(row: Any) -> Value:
    return choices_in_words(Safeguard, row.safeguards)


register(
    Piece(
        model=Need,
        title=_("Help you asked for"),
        of=lambda records: Need.objects.filter(person__in=records).order_by("pk"),
        tells={
            "made_at": _("Asked on"),
            "kind": _("Kind of help"),
            "quantity": _("How many"),
            "hands": _("How many helpers"),
            "how_often": _("How often"),
            "languages": _("Languages"),
            "vital_said": _("Vital, as you said"),
            "vital": _("Vital, as it counts"),
            "vital_contested": _("You contested that"),
            "contact": _("What a helper may know"),
            "no_program": _("No proposals by the program"),
            "postal_code": _("Postal code"),
            "state": _("State"),
            "overtaken_at": _("Somebody came before you on"),
        },
        opens={
            "sealed_what": (_("In your words"), what_is_needed),
            "sealed_vital_why": (_("Why it counts otherwise"), vital.why),
            "half_days": (_("When"), _half_days),
            "safeguards": (_("What must have been checked"), _safeguards),
        },
        # The point is the centre of the quarter, as its postal code says already.
        inner=frozenset({"skill", "vital_by", "east", "north", "limited"}),
    )
)
register(
    Piece(
        model=Offer,
        title=_("Help you offer"),
        of=lambda records: Offer.objects.filter(person__in=records).order_by("pk"),
        tells={
            "made_at": _("Offered on"),
            "radius_m": _("How far, in metres"),
            "capacity": _("Tasks a week"),
            "outings": _("Half-days a week"),
            "at_once": _("Helpers at one time"),
            "languages": _("Languages"),
            "group": _("Group"),
            "group_name": _("Name of the group"),
            "postal_code": _("Postal code"),
            "state": _("State"),
            "welcomed_at": _("Welcomed on"),
        },
        opens={
            "skills": (_("What you do"), lambda row: choices_in_words(Skill, row.skills)),
            "half_days": (_("When"), _half_days),
            "safeguards": (_("What was checked"), _safeguards),
        },
        inner=frozenset({"likes", "east", "north", "limited"}),
    )
)
register(
    Piece(
        model=Arrangement,
        title=_("Help that was arranged"),
        of=lambda records: Arrangement.objects.filter(
            Q(need__person__in=records) | Q(offer__person__in=records)
        ).order_by("pk"),
        tells={
            "day": _("Day"),
            "state": _("State"),
            "chosen": _("How it was chosen"),
            "reference": _("Reference"),
            "told": _("What the helper was told"),
            "withheld": _("What he was not told, and why"),
            "asked_at": _("Asked on"),
            "answered_at": _("Answered on"),
            "ended_at": _("Ended at"),
            "decided_at": _("Decided on"),
            "in_touch_at": _("In touch since"),
            "cancelled_by": _("Cancelled by"),
        },
        opens={
            "half_day": (_("When"), lambda row: str(half_day_name(row.half_day))),
            "sealed_although": (
                _("Why it went before others"),
                beside.although,
            ),
        },
        # Who the other side is, is told where both agreed; here it would be told of somebody else.
        inner=frozenset(
            {
                *("need", "offer", "proposal", "hand", "seat", "lead", "together"),
                *("reminded_at", "told_tomorrow_at", "questioned_at"),
            }
        ),
    )
)
register(
    Piece(
        model=Proposal,
        title=_("What the program proposed for you"),
        of=lambda records: Proposal.objects.filter(need__person__in=records).order_by("pk"),
        tells={
            "made_at": _("When"),
            "state": _("What was decided"),
            "refused_because": _("Why not"),
        },
        opens={
            "sealed_why": (
                _("Words of the coordinator"),
                beside.why,
            ),
        },
        # Whom it proposed, and who else was near: other people.
        inner=frozenset({"need", "offer_key", "half_day", "hands", "run", "reasons", "others"}),
    )
)
register(
    Piece(
        model=Refusal,
        title=_("Not brought together again"),
        of=lambda records: Refusal.objects.filter(
            Q(person__in=records) | Q(offer__person__in=records)
        ).order_by("pk"),
        tells={"at": _("When")},
        inner=frozenset({"offer", "need"}),
    )
)
register(
    Piece(
        model=Feedback,
        title=_("How you said that it went"),
        of=lambda records: (
            Feedback.objects.filter(
                Q(side=Side.ASKER, arrangement__need__person__in=records)
                | Q(side=Side.HELPER, arrangement__offer__person__in=records)
            )
            .select_related("arrangement")
            .order_by("pk")
        ),
        tells={
            "at": _("When"),
            "went": _("How it went"),
            "contradicts": _("The other side says otherwise"),
            "seen_at": _("A coordinator looked at it on"),
        },
        opens={"sealed": (_("In your words"), lambda row: words_of(row, row.arrangement))},
        inner=frozenset({"arrangement", "side"}),
    )
)
register(
    Piece(
        model=Remark,
        title=_("What you said of our program"),
        of=lambda records: Remark.objects.filter(case__person__in=records).order_by("pk"),
        tells={
            "made_at": _("When"),
            "about": _("What it was about"),
            "upheld": _("You were right"),
            "fault": _("What was wrong"),
            "decided_at": _("Decided on"),
        },
        inner=frozenset({"case", "need", "run", "change", "decided_by"}),
    )
)
register(
    Piece(
        model=Gift,
        title=_("Goods you gave"),
        of=lambda records: Gift.objects.filter(person__in=records).order_by("pk"),
        tells={
            "made_at": _("When"),
            "sort": _("What"),
            "quantity": _("How many"),
            "given": _("Of these, shared out"),
            "group_name": _("For whom you gave"),
            "brought": _("How they come to us"),
            "postal_code": _("Postal code"),
            "state": _("State"),
        },
        opens={"sealed_what": (_("In your words"), goods.words_of)},
        inner=frozenset({"worked_out_at", "limited"}),
    )
)
register(
    Piece(
        model=GoodsAsk,
        title=_("Goods you asked for"),
        of=lambda records: GoodsAsk.objects.filter(person__in=records).order_by("pk"),
        tells={
            "made_at": _("When"),
            "sort": _("What"),
            "quantity": _("How many"),
            "given": _("Of these, you get or had"),
            "heads": _("For how many people"),
            "group_name": _("For whom you asked"),
            "vital": _("Vital, as it counts"),
            "comes": _("How they come to you"),
            "no_program": _("No proposals by the program"),
            "postal_code": _("Postal code"),
            "state": _("State"),
        },
        opens={"sealed_what": (_("In your words"), goods.words_of)},
        inner=frozenset({"limited"}),
    )
)
register(
    Piece(
        model=Parcel,
        title=_("Goods that were shared out to you"),
        of=lambda records: (
            Parcel.objects.filter(ask__person__in=records).select_related("ask").order_by("pk")
        ),
        tells={
            "proposed": _("How many were proposed"),
            "quantity": _("How many"),
            "by_hand": _("Decided without the program"),
            "state": _("State"),
            "ready_at": _("Ready on"),
            "ended_at": _("Ended at"),
        },
        opens={"sealed_why": (_("Words of the coordinator"), goods.why_otherwise)},
        inner=frozenset({"share_out", "ask", "reasons"}),
    )
)
register(
    Piece(
        model=Seeker,
        title=_("Company you looked for"),
        of=lambda records: Seeker.objects.filter(person__in=records).order_by("pk"),
        tells={
            "made_at": _("When"),
            "languages": _("Languages"),
            "matter": _("What matters most"),
            "three": _("Two others too"),
            "of_age": _("18 or older"),
            "no_program": _("No proposals by the program"),
            "postal_code": _("Postal code"),
            "state": _("State"),
        },
        opens={
            "interests": (
                _("What you like"),
                lambda row: choices_in_words(Interest, row.interests),
            ),
            "half_days": (_("When"), _half_days),
        },
        inner=frozenset({"limited", "age_asked_at"}),
    )
)
register(
    Piece(
        model=CircleMember,
        title=_("Neighbours you were asked to meet"),
        # Also what is only proposed: it is kept of her, and names nobody else.
        of=lambda records: CircleMember.objects.filter(seeker__person__in=records).order_by("pk"),
        tells={"state": _("State"), "answered_at": _("Answered on")},
        # Who the others are, is told where all agreed; here it would be told of somebody else.
        inner=frozenset({"circle", "seeker"}),
    )
)
register(
    Piece(
        model=Circle,
        title=_("Meetings you were asked about"),
        of=lambda records: (
            Circle.objects.filter(members__seeker__person__in=records).distinct().order_by("pk")
        ),
        tells={"asked_at": _("Asked on"), "met_at": _("All said yes on")},
        opens={"sealed_where": (_("Where and when"), where_when.of)},
        inner=frozenset(
            {"run", "interests", "half_days", "reasons", "refused_because", "state", "made_at"}
        ),
    )
)
register(
    Piece(
        model=ShareOut,
        title=_("Where goods came to you"),
        of=lambda records: (
            ShareOut.objects.filter(parcels__ask__person__in=records).distinct().order_by("pk")
        ),
        tells={"decided_at": _("When")},
        opens={"sealed_where": (_("Where and when"), where_when.of)},
        # Who gave, and what others get, is theirs.
        inner=frozenset({"gift", "run", "state", "each", "because", "made_at"}),
    )
)
# A list of volunteers that nobody has taken in yet: thrown away after a day.
leave_out(Apart.PASSING, Batch)
