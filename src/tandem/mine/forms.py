from django.utils.translation import gettext_lazy as _

from tandem.mine.choices import Wanted
from tandem.people.choices import Care
from tandem.services.composites import Reach, Someone, Where
from tandem.services.conditions import When
from tandem.services.forms import ServiceForm
from tandem.services.questions import Long, SomeOf


class MyDataForm(ServiceForm):
    """All rights in one short form: whoever reads badly must not choose among seven of them."""

    where = Where(
        _("Where do you live or stay?"),
        short=_("Your postal code?"),
        why=_("To find who keeps something about you."),
    )
    wishes = SomeOf(
        _("What would you like?"),
        choices=Wanted.choices,
        help=_("Tick one or several. It costs nothing, and you need not say why."),
    )
    wrong = Long(
        _("What is wrong, and what should it be?"),
        example=_("You have my old address. I live at number 14 now."),
        short=_("What is wrong, and what should it be?"),
        why=_("So that a colleague can put it right."),
        needed_if=When("wishes", is_in={Wanted.CORRECT}),
    )
    against = Long(
        _("What do you object to, and why?"),
        example=_("Number 12 of the list of who looked: I do not know this service."),
        help=_("Is it about somebody who looked? Then its number in the list is enough."),
        short=_("What do you object to, and why?"),
        why=_("So that we can answer you with reasons."),
        needed_if=When("wishes", is_in={Wanted.OBJECT}),
    )
    who = Someone(
        _("Whose data is it about?"),
        why=_("To find you again. With your date of birth nobody takes you for another."),
        born=True,
    )
    reach = Reach(
        _("How can we reach you?"),
        why=_("To answer you. We may call back to be sure that it is you."),
    )
    care = SomeOf(
        _("What must we take care of when we reach you?"),
        choices=Care.choices,
        help=_("Leave empty if nothing applies."),
        optional=True,
    )
