"""The public card of the algorithm that proposes how goods are shared out."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tandem.register.cards import Again, Card, register
from tandem.register.choices import Result

EXAMPLE = {
    "today": "2026-11-23",
    "quantity": 12,
    "asks": [
        {"key": "shelter", "person": "shelter", "quantity": 10, "heads": 8},
        {"key": "ana", "person": "ana", "quantity": 4, "heads": 4},
        {"key": "ben", "person": "ben", "quantity": 2},
    ],
    "received": {"ben": 1},
}
"""That of the engine's page: twelve blankets, a shelter and two persons."""


def _asks(asked: int) -> str:
    return ngettext(
        "%(asked)s request for goods; something came to %(helped)s of them (%(share)s).",
        "%(asked)s requests for goods; something came to %(helped)s of them (%(share)s).",
        asked,
    )


SHARING = Card(
    slug="sharing",
    version="1",
    title=_("Who gets how many"),
    purpose=_("To propose to a coordinator how goods that were given are shared out."),
    data=_(
        "How many were given; of each who asks: how many, for how many people, whether it is vital, "
        "how many of the sort were had in the last four weeks, and which requests are, or perhaps "
        "are, of one person."
    ),
    not_used=_(
        "Name, sex, age, origin, income, health, address, what was written beside it, and who asked first."
    ),
    rules=(
        _("Whoever lacks food, baby milk or nappies by tomorrow comes first."),
        _(
            "Nobody has a second one for each person while somebody who asks has no first. "
            "Who lives in a home counts as much as who lives alone."
        ),
        _("What was had in the last four weeks counts."),
        _("Where there is not enough for one more each, all get the same part of what is left."),
        _("What cannot be divided is drawn by a lot that anyone can draw again."),
    ),
    answers_for=_("The coordinators of the commune that received the request."),
    decides=_(
        "A coordinator follows each number or gives another and writes why. How often they depart "
        "is counted below. You can refuse the program when you ask: a person says how many you get, "
        "and not fewer for each person than all others have, unless she writes why. You can contest "
        "every result with your reference."
    ),
    source="engines/sharing/README.md",
    since=date(2026, 11, 27),
    formal=(
        _(
            "The asks of one person are one. Who had r and asks for h people has her k-th thing in "
            "turn (r + k) / h, rounded up."
        ),
        _("First: the most things for vital asks."),
        _("Then: the most things of turn 1, then of turn 2, and so on."),
        _(
            "Then: the least sum of places. The t-th of d things of a turn has the place "
            "(t − 1 + lot) / d; the lot is the first five bytes of the SHA-256 of seed, day and ask."
        ),
    ),
    fixed=_(
        "There is no number in it that a commune could set: the four weeks and the order of the rules "
        "are the same everywhere. They change only with a new version, for all, and its day stands here."
    ),
    found=_("Something came"),
    whole_in_words=_asks,
    again=Again("python -m engines.sharing question.json", EXAMPLE),
    results=(Result.BY_HAND,),
)
register(SHARING)
