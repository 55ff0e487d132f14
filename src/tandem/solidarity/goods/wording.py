"""Codes of the sharing engine put into whole sentences: the same to whoever asked and to colleagues."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from tandem.toolbox.texts import Text
from tandem.ui.formats import number

Reason = Mapping[str, Any]
"""As kept: `code` and `facts`."""

SENTENCES: dict[str, Text] = {
    "vital": gettext_lazy("Whoever lacks something vital by tomorrow comes first."),
    "all_asked": gettext_lazy("That is all that was asked for."),
    "so_many_each": gettext_lazy(
        "All who ask have %(each)s for each person before anybody has more. For how many persons "
        "this is: %(heads)s."
    ),
    "had_before": gettext_lazy("What was had in the last four weeks counts: %(had)s."),
    "last_turn": gettext_lazy(
        "Then %(left)s were left for %(wanted)s that were still wanted: all got the same part, and "
        "the lot decided what cannot be divided. Here it gave %(got)s of %(of)s."
    ),
    "nothing_to_share": gettext_lazy("There was nothing left to share out."),
    "own_other_ask": gettext_lazy("Another request of the same person got it."),
    "all_to_vital": gettext_lazy("All went to people who lack something vital by tomorrow."),
    "others_had_less": gettext_lazy(
        "In the last four weeks %(had)s were had here, and others had less."
    ),
    "not_drawn": gettext_lazy(
        "There were %(left)s for %(wanted)s that were wanted, not enough for one each. The lot "
        "decided; anybody can draw it again."
    ),
    "one_more_if": gettext_lazy("With %(extra)s more to share out, one more would come here."),
}

NOT_NOW: dict[str, Text] = {
    "gift_changed": gettext_lazy("This gift is no longer shared out."),
    "not_so_many": gettext_lazy("There are not so many left. Give fewer."),
    "share_out_changed": gettext_lazy(
        "Something has changed meanwhile: have it worked out again, then decide."
    ),
    "parcel_changed": gettext_lazy("A colleague was faster: this was already noted."),
    "being_worked_out": gettext_lazy(
        "It is being worked out just now, with the numbers given before. Wait for it, then have it "
        "worked out again with these."
    ),
    "say_why": gettext_lazy("Write in a whole sentence why other numbers are given."),
}


def sentences(reasons: Iterable[Reason]) -> list[str]:
    """Each reason in the language in force."""
    return [
        str(SENTENCES[one["code"]]) % {name: number(many) for name, many in one["facts"].items()}
        for one in reasons
    ]


def why_not_now(code: str) -> str:
    """Also of a code that is not the room's own, such as a state of the case."""
    return str(NOT_NOW.get(code, NOT_NOW["share_out_changed"]))
