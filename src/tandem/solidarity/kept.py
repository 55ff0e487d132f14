from django.utils.translation import gettext_lazy as _

from tandem.people.keeping import Ground, Rule, erasing, in_each_organisation, register
from tandem.people.retention import KEPT
from tandem.solidarity.goods.models import Gift, GoodsAsk, Parcel, ShareOut
from tandem.solidarity.importing import KEPT as LISTS_KEPT
from tandem.solidarity.importing import throw_away_old
from tandem.solidarity.models import (
    Arrangement,
    Batch,
    Feedback,
    HelpKind,
    Need,
    Offer,
    Proposal,
    Refusal,
)
from tandem.solidarity.neighbours.models import Circle, CircleMember, Seeker
from tandem.solidarity.remark_models import Remark
from tandem.solidarity.retention import long_gone

register(
    Rule(
        name="solidarity.help",
        what=_("Help, goods and company asked for, offered, proposed and given, and how it went"),
        of=(
            *(Need, Offer, Proposal, Arrangement, Feedback, Refusal),
            *(Gift, GoodsAsk, ShareOut, Parcel),
            *(Seeker, Circle, CircleMember),
        ),
        ground=Ground.TASK,
        term=KEPT,
        since=_("after the last step of her requests, or the last task of a volunteer of a list"),
        stays=_("Sorts, dates and states, without words: so shares stay fair and can be counted."),
        does=erasing(long_gone),
    )
)
register(
    Rule(
        name="solidarity.remarks",
        what=_("What somebody wants of the program that proposes helpers, or thinks of it"),
        of=(Remark,),
        ground=Ground.PROOF,
        since=_("as long as her request; its words go with her"),
        stays=_("That it was said, and how it was answered: it is counted in public."),
    )
)
register(
    Rule(
        name="solidarity.lists",
        what=_("A volunteers’ list that nobody took in"),
        of=(Batch,),
        ground=Ground.TASK,
        term=LISTS_KEPT,
        since=_("after it was sent in"),
        stays=_("Of a list that was taken in, which rows it made, so that it can be undone."),
        does=in_each_organisation(throw_away_old),
    )
)
register(
    Rule(
        name="solidarity.kinds",
        what=_("The commune’s own words for the kinds of help"),
        of=(HelpKind,),
        ground=Ground.NOBODY,
        since=_("until the commune changes them"),
        stays=_("Nothing."),
    )
)
