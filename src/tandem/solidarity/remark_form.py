from django.utils.translation import gettext_lazy as _

from tandem.people.choices import Care
from tandem.services.composites import Reach, Someone, Where
from tandem.services.conditions import When
from tandem.services.forms import ServiceForm
from tandem.services.questions import Long, OneOf, Short, SomeOf
from tandem.solidarity.choices import About


class ProgramForm(ServiceForm):
    """One short form for all that one may want of the program."""

    where = Where(
        _("Where do you live or stay?"),
        short=_("Your postal code?"),
        why=_("To find who answers for it near you."),
    )
    about = OneOf(
        _("What would you like?"),
        choices=About.choices,
        short=_("1 a person instead of the program, 2 I do not agree with a result, 3 an opinion?"),
    )
    which = Short(
        _("What is the reference of your request for help?"),
        most=30,
        help=_("Leave empty if you do not have it here: we look under your name."),
        short=_("The reference of your request? Without one, say 0."),
        optional=True,
    )
    words = Long(
        _("What do you want to tell us about it?"),
        example=_("Somebody nearer has time on Tuesday, and nobody was proposed to me."),
        short=_("What do you want to tell us about it?"),
        why=_("So that a person can look at it, and answer you with reasons."),
        needed_if=When("about", is_in={About.CONTEST, About.OPINION}),
    )
    who = Someone(_("What is your name?"), why=_("To know whom we answer."), born=True)
    reach = Reach(_("How can we reach you?"), why=_("To send you the answer."))
    care = SomeOf(
        _("What must we take care of when we reach you?"),
        choices=Care.choices,
        help=_("Leave empty if nothing applies."),
        optional=True,
    )
