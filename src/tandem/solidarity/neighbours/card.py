"""The public card of the algorithm that proposes which neighbours might get on."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tandem.register.cards import Again, Card, register
from tandem.register.choices import Result

EXAMPLE = {
    "today": "2026-11-23",
    "people": [
        {
            "key": key,
            "interests": interests,
            "languages": ["fr"],
            "slots": [3, 4],
            "place": "1030",
            "three": True,
        }
        for key, interests in (
            ("ana", ["walk", "games"]),
            ("ben", ["games"]),
            ("chris", ["walk", "games"]),
        )
    ],
}


def _seekers(asked: int) -> str:
    return ngettext(
        "%(asked)s person looked for company; %(helped)s of them met somebody (%(share)s).",
        "%(asked)s people looked for company; %(helped)s of them met somebody (%(share)s).",
        asked,
    )


COMPANY = Card(
    slug="company",
    version="1",
    title=_("Who might get on with whom"),
    purpose=_("To propose to a coordinator which neighbours who look for company could meet."),
    data=_(
        "What each likes to do, half-days, languages, the postal code, what matters most to her, whether "
        "two others would suit her, between whom a no stands (after a no in a three, between all of "
        "them), who left whom, and between whom somebody did not answer in the last six weeks."
    ),
    not_used=_(
        "Name, sex, origin, income, health, exact address, and who asked first. Of the age only whether "
        "she is 18 or older: whoever is not, or has not said it, is in no question."
    ),
    rules=(
        _("Only people who share a language, a half-day and something they like are proposed."),
        _(
            "Each would like the others in the order of what matters to her. That order is shown to nobody."
        ),
        _(
            "No two who are proposed to others would both rather meet each other, where that can be."
        ),
        _(
            "Where it cannot be, three in a ring become a three if all wish it; else the lot says who "
            "waits for the next time."
        ),
        _("Whoever is left may join two, where all three wish it and share something."),
    ),
    answers_for=_("The coordinators of the commune that received the request."),
    decides=_(
        "A coordinator follows a proposal or not, and each is asked. They learn of each other when all "
        "have said yes; nobody learns who said no. You can refuse the program when you ask, and leave at "
        "any time."
    ),
    source="engines/company/README.md",
    since=date(2026, 11, 27),
    formal=(
        _(
            "Each ranks whom she may meet: by what matters to her, then the other two, then a lot of the "
            "pair (the first five bytes of the SHA-256 of seed, day and both keys)."
        ),
        _(
            "The pairs are those of Irving’s stable roommates, with lists that name only whom she may meet."
        ),
        _(
            "An odd ring has no stable pairs: of three it becomes a three where all may meet and wish it; of "
            "any other the one with the smallest lot is taken out, and all is paired anew."
        ),
    ),
    fixed=_(
        "There is no number in it that a commune could set: each says herself what matters most to her. "
        "Its rules change only with a new version, for all, and its day stands here."
    ),
    found=_("Met somebody"),
    whole_in_words=_seekers,
    again=Again("python -m engines.company question.json", EXAMPLE),
    results=(Result.BY_HAND,),
)
register(COMPANY)
