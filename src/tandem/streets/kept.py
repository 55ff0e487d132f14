from django.utils.translation import gettext_lazy as _

from tandem.people.keeping import Ground, Rule, in_each_organisation, register
from tandem.people.retention import KEPT
from tandem.streets import hooks
from tandem.streets.models import (
    Category,
    Draw,
    Figures,
    Handover,
    Heard,
    Hook,
    HookMessage,
    Job,
    KnownAddress,
    Move,
    NamedPlace,
    Override,
    Photo,
    Report,
    Resemblance,
    System,
    Team,
    Visit,
    Voice,
)
from tandem.streets.models import (
    Rule as TeamRule,
)

register(
    Rule(
        name="streets.voices",
        what=_("Who told of something broken, in which words, with which photos"),
        of=(Voice, Photo),
        ground=Ground.TASK,
        term=KEPT,
        since=_("after the last step of her requests; the words and photos go with her"),
        stays=_("That somebody told of it, and when."),
    )
)
register(
    Rule(
        name="streets.reports",
        what=_("What is broken, where, and what was done about it"),
        of=(Report, Move, Handover, Override, Resemblance, Visit, Draw, Job),
        ground=Ground.TASK,
        since=_("always: it is of the street; what may tell of a person goes with her"),
        stays=_("The thing, its place and its repairs, so that it can be seen what breaks again."),
    )
)
register(
    Rule(
        name="streets.hooks",
        what=_("Messages to the programs of those who repair"),
        of=(HookMessage,),
        ground=Ground.TASK,
        term=hooks.KEPT,
        since=_("after it was told, or given up"),
        stays=_("Nothing."),
        does=in_each_organisation(hooks.throw_away_old),
    )
)
register(
    Rule(
        name="streets.repairers",
        what=_("Who repairs, and how they are written to"),
        of=(Team, System),
        ground=Ground.TASK,
        since=_("until they repair for us no longer; then who is written to is erased as anybody"),
        stays=_("The name of the team or of the program, so that old reports can be read."),
    )
)
register(
    Rule(
        name="streets.work",
        what=_("Rules, categories, places, programs to be told, and figures of the works service"),
        of=(Category, KnownAddress, NamedPlace, TeamRule, Hook, Heard, Figures),
        ground=Ground.NOBODY,
        since=_("until the works service changes them"),
        stays=_("Nothing."),
    )
)
