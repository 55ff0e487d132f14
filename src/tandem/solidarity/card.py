"""The public card of the algorithm that proposes who helps whom."""

from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tandem.register.cards import Again, Card, register
from tandem.register.choices import Result
from tandem.ui.formats import number

BUILT_IN = {"metres_per_point": 10, "dislike": 60, "load": 30, "tie": "soonest", "weeks": 4}


def weights_in_words(kept: dict[str, Any]) -> list[str]:
    """Each number in a sentence, in the language in force."""
    one = {**BUILT_IN, **kept}
    weeks = ngettext(
        "Helps of the last %(weeks)s week count.",
        "Helps of the last %(weeks)s weeks count.",
        one["weeks"],
    )
    return [
        gettext("One point for each %(metres)s m of way.")
        % {"metres": number(one["metres_per_point"])},
        ngettext(
            "%(points)s point where the volunteer prefers other kinds of help.",
            "%(points)s points where the volunteer prefers other kinds of help.",
            one["dislike"],
        )
        % {"points": number(one["dislike"])},
        ngettext(
            "%(points)s point more for each further task of the same volunteer.",
            "%(points)s points more for each further task of the same volunteer.",
            one["load"],
        )
        % {"points": number(one["load"])},
        weeks % {"weeks": number(one["weeks"])},
        gettext("Between equals: the soonest half-days, then the lot.")
        if one["tie"] == "soonest"
        else gettext("Between equals: the lot at once."),
    ]


EXAMPLE = {
    "today": "2026-11-23",
    "offers": [
        {
            "key": "vera",
            "at": [0, 0],
            "radius_m": 1000,
            "skills": ["errands"],
            "languages": ["fr"],
            "slots": [3, 4],
            "capacity": 2,
            "likes": ["errands"],
        },
        {
            "key": "wim",
            "at": [900, 0],
            "radius_m": 1000,
            "skills": ["errands"],
            "languages": ["fr", "nl"],
            "slots": [3],
        },
    ],
    "needs": [
        {
            "key": key,
            "person": person,
            "at": [100, 0],
            "skill": "errands",
            "languages": ["fr"],
            "slots": slots,
        }
        for key, person, slots in (
            ("ana1", "ana", [3, 4]),
            ("ana2", "ana", [3, 4]),
            ("ben1", "ben", [3, 4]),
            ("chris1", "chris", [3]),
        )
    ],
    "received": {"ben": 1},
}
"""That of the engine's page: three people who ask, two volunteers, three places."""

PAIRING = Card(
    slug="pairing",
    version="3",
    title=_("Who helps whom"),
    purpose=_("To propose to a coordinator which volunteer to ask for which need."),
    data=_(
        "Kind of help, half-days, languages, checks asked and held, distance between the centres "
        "of postal codes, how many helps a person had in the last weeks (four, unless her "
        "commune decided otherwise), who refused whom, "
        "who came before where help is wanted every week, and which requests are, or perhaps are, of one person."
    ),
    not_used=_(
        "Name, sex, age, origin, income, health, exact address, how fluently somebody writes, "
        "and how long she has had an account."
    ),
    rules=(
        _("Whoever lacks food, medicines or what else a commune lists as vital comes first."),
        _("Nobody has a second help while somebody who could be helped has had none."),
        _(
            "Then whoever is helped every week keeps the same helper, unless one of the two objects."
        ),
        _("Then the shortest ways, tasks that the volunteer likes, and an even load."),
        _("What is still equal: the soonest half-day, then a lot that anyone can draw again."),
    ),
    answers_for=_("The coordinators of the commune that received the request."),
    decides=_(
        "A coordinator follows each proposal or departs from it, and the volunteer says yes or "
        "no. How often they depart is counted below. You can refuse the program when you ask and "
        "keep your place: nobody has a second help before your first from a volunteer who could "
        "help you, unless a coordinator writes why. You can contest every result with your "
        "reference."
    ),
    source="engines/pairing/README.md",
    since=date(2026, 11, 25),
    formal=(
        _(
            "A pair is possible where the skill is offered, distance ≤ radius, one language and one "
            "half-day are shared, the safeguards asked are held, neither refused the other, and the "
            "two are not one person."
        ),
        _("A need has at most one pair; a volunteer at most `capacity`, `at_once` in a half-day."),
        _("First: the greatest number of vital needs served."),
        _(
            "Then: the greatest number of helps of level 1, then of level 2, and so on. Who has "
            "received r helps and gets k more has had helps of level r + 1 to r + k."
        ),
        _("Then: the greatest number of weekly needs with the volunteer who came before."),
        _(
            "Then: the least cost. A pair costs round(metres / metres_per_point), plus dislike where "
            "the task is not liked; the j-th task of a volunteer costs load × (j − 1) more."
        ),
        _(
            "Then: the least sum of waits in half-days; then of lots, the first five bytes of the "
            "SHA-256 of seed, day, need, volunteer and half-day."
        ),
    ),
    say="about-our-program",
    weights_in_words=weights_in_words,
    again=Again("python -m engines.pairing question.json", EXAMPLE),
    results=tuple(Result),
)
LOOK_FOR = Card(
    slug="whom-to-look-for",
    version="1",
    title=_("Which volunteers to look for"),
    purpose=_("To tell coordinators which new volunteers would help most people."),
    data=_("The question of the last run of the program that says who helps whom, without names."),
    not_used=_("Anything else: nobody is contacted, chosen or left out by it."),
    rules=(
        _("Of each kind of help, quarter, half-day and language, it counts who is left out."),
        _("For the eight kinds that most of them could meet, the whole question is solved again."),
        _("First comes what serves vital needs, then first helps, then all others."),
    ),
    answers_for=_("The coordinators of the commune that received the request."),
    decides=_("A coordinator decides whom to look for, and how. How often is not counted."),
    source="engines/pairing/recruiting.py",
    since=date(2026, 11, 27),
)
for card in (PAIRING, LOOK_FOR):
    register(card)
