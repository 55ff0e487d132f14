"""The public card of the rule by which reports stand in the office's list."""

from django.utils.translation import gettext_lazy as _

from tandem.register.cards import Card, register

ORDER = Card(
    slug="street-order",
    version="1",
    title=_("Which report comes first"),
    purpose=_(
        "To show the works service what is broken in the order in which it should look at it."
    ),
    data=_(
        "Whether it is a danger, the day by which a repair is aimed at, whether it was said to be "
        "repaired and was not, how many people told of it, and how many reports came from its "
        "postal code in a year, beside an average postal code of the commune."
    ),
    not_used=_(
        "Who told us, by which way, in which language and in which words; how often somebody "
        "tells us; photos."
    ),
    rules=(
        _("A danger comes before all else."),
        _("Then what was said to be repaired, and is not."),
        _("Then each day beyond the aim brings it forward by one day."),
        _("Each further person who tells of the same brings it forward by one day, nine at most."),
        _("An area from which one hears rarely comes forward, by ten days at most."),
        _("What is still equal: the oldest first. The office can sort by something else."),
    ),
    answers_for=_("The works service of the commune that received the report."),
    decides=_(
        "A colleague decides what is repaired when, and sees why each report stands where it "
        "stands. Danger, category and team can be set by hand; what they were stays written down. "
        "You can contest with your reference, by any way."
    ),
    source="src/tandem/streets/priority.py",
)
register(ORDER)
