"""The public cards of what the triage engine does for this room."""

from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tandem.register.cards import Card, register
from tandem.streets.crowding import FEW
from tandem.streets.priority import WEIGHTS

ANSWERS_FOR = _("The works service of the commune that received the report.")
SINCE = date(2026, 11, 26)
SOURCE = "docs/algorithms/triage.md"

ORDER = Card(
    slug="street-order",
    version="2",
    title=_("Which report comes first"),
    purpose=_(
        "To show the works service what is broken in the order in which it should look at it."
    ),
    data=_(
        "Whether it is a danger, or may be one by its words, the day by which a repair is aimed at, whether it was said to be "
        "repaired and was not, how many people told of it and of how many it is known that they exist, "
        "and how many reports came from its postal code in a year, beside how many people live there; "
        "where that is not known, beside an average postal code of the commune; and whether many dangers "
        "were told from one connection within an hour."
    ),
    not_used=_(
        "Who told us and in which language; what else its words say; how often somebody tells us; "
        "photos."
    ),
    rules=(
        _("A danger comes before all else."),
        _("Then what may be a danger: its words seem to tell of one, and a colleague looks."),
        format_lazy(
            _(
                "Of dangers told from one connection within an hour, as far as nobody who told is proven, "
                "all beyond the first {few} stand with what may be a danger, until a colleague looks."
            ),
            few=FEW,
        ),
        _("Then what was said to be repaired, and is not."),
        _("Then each day beyond the aim brings it forward by one day."),
        format_lazy(
            _(
                "Each further person who tells of the same brings it forward. At most, in days: {days}."
            ),
            days=WEIGHTS.voice * (WEIGHTS.most_voices - 1) // WEIGHTS.day,
        ),
        format_lazy(
            _(
                "In full counts who spoke with a colleague, wrote on paper, wrote to us by text message "
                "or e-mail from where she is reached, or signed in there; once for each address and "
                "number. Of all others nobody knows whether they exist: each counts so many points: "
                "{unproven}; at most so many of them count: {most}, which is less than a day in all. "
                "All are answered alike."
            ),
            unproven=WEIGHTS.unproven,
            most=WEIGHTS.most_unproven,
        ),
        format_lazy(
            _("An area from which one hears rarely comes forward. At most, in days: {days}."),
            days=WEIGHTS.rare // WEIGHTS.day,
        ),
        _(
            "How rarely is reckoned for as many inhabitants, once it is known of all postal codes of "
            "the commune how many live there. Where the numbers come from, and until when they hold, "
            "stands with the figures."
        ),
        format_lazy(
            _(
                "In points: {day} for each day, {voice} for each further person, and {rare} at most "
                "for an area from which one hears rarely."
            ),
            day=WEIGHTS.day,
            voice=WEIGHTS.voice,
            rare=WEIGHTS.rare,
        ),
        _("What is still equal: the oldest first. The office can sort by something else."),
    ),
    answers_for=ANSWERS_FOR,
    decides=_(
        "A colleague decides what is repaired when, and sees why each report stands where it "
        "stands. Danger, category and team can be set by hand; what they were stays written down. "
        "You can contest with your reference, by any way."
    ),
    source=SOURCE,
    since=date(2026, 11, 27),
)
WORDS = Card(
    slug="street-words",
    version="1",
    title=_("What your words tell of"),
    purpose=_("To show you first the categories that fit what you wrote, and to ask of a danger."),
    data=_("The words with which you say what you see, and the everyday words of your commune."),
    not_used=_("Who you are, which language you chose, and how well you write; photos."),
    rules=(
        _("A danger that may be meant comes before all else, even where something fits better."),
        _("Then the everyday words that your commune chose for each category."),
        _("Then words that stand often in examples of a category. All examples were made up."),
        _("Three at most move up; the others keep their order. Nothing is left out."),
    ),
    answers_for=ANSWERS_FOR,
    decides=_(
        "You choose the category, whatever stands first. A colleague can correct it, and that is "
        "written down. How often you choose another one than the first is not counted."
    ),
    source=SOURCE,
    since=SINCE,
)
KNOWN = Card(
    slug="street-known",
    version="2",
    title=_("Perhaps known already"),
    purpose=_(
        "To show you, before you send it, reports that may be of the same thing; and to mark for the "
        "works service open reports that look alike."
    ),
    data=_(
        "Place, category and day of a report, beside those of open reports around; and what stands "
        "near it, where this alone tells the place."
    ),
    not_used=_("Who told us, and what was seen; photos."),
    rules=(
        _("The same number on the same kind of thing is the same thing."),
        _("Else it has to be near: by a point on the map, a house number or the street."),
        _("And alike: the same category, or one that people take for it."),
        _(
            "Where no house number is told, the same street is enough for the same category, however "
            "long ago; for a category that people take for it, it is not."
        ),
        _("Five at most are shown, the likeliest first."),
    ),
    answers_for=ANSWERS_FOR,
    decides=_(
        "You say whether it is one of them. If you say no, yours is a report of its own. A colleague "
        "can join two reports, take them apart again, or say that they are not the same: then they "
        "are not proposed any more. This is not counted."
    ),
    source=SOURCE,
    since=SINCE,
)
ROUTE = Card(
    slug="street-route",
    version="1",
    title=_("Which team gets a report, and on which day"),
    purpose=_(
        "To give each report to a team, and to propose the first day that the team has left."
    ),
    data=_(
        "Category, postal code, street, and whether it is a danger; the points of work that it "
        "takes, and those that the team has left on each day."
    ),
    not_used=_("Who told us, how many told us, by which way and in which words; photos."),
    rules=(
        _("The rules of the works service are read in order: the first that fits decides."),
        _("If none fits, the team that gets the rest has it; else nobody, and a colleague looks."),
        _("A danger is proposed for today, all else from tomorrow on."),
        _("The day is the first that holds all of it. No day holds more than the team can do."),
    ),
    answers_for=ANSWERS_FOR,
    decides=_(
        "A colleague gives the day, and may take another team. How often the team is another one "
        "than the rules gave is counted below, when a report has its first day. You can contest "
        "with your reference, by any way."
    ),
    source=SOURCE,
    since=SINCE,
)
for card in (ORDER, WORDS, KNOWN, ROUTE):
    register(card)
