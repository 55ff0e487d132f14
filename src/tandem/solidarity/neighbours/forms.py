from django.utils.translation import gettext_lazy as _

from tandem.people.choices import Care
from tandem.services.composites import Reach, Someone, Where
from tandem.services.forms import ServiceForm
from tandem.services.questions import HalfDays, OneOf, SomeOf, YesNo
from tandem.solidarity.forms import LANGUAGES
from tandem.solidarity.neighbours.choices import Interest, Matter


class FindCompanyForm(ServiceForm):
    where = Where(
        _("Where do you live or stay?"),
        short=_("Your postal code?"),
        why=_("To find a neighbour. Nobody but coordinators sees the address."),
    )
    interests = SomeOf(
        _("What would you like to do together?"),
        choices=Interest.choices,
        help=_("Tick all that you like. The more, the sooner we find somebody."),
    )
    when = HalfDays(_("When would you have time?"))
    languages = SomeOf(_("In which languages would you like to talk?"), choices=LANGUAGES)
    matter = OneOf(
        _("What matters most to you?"),
        choices=Matter.choices,
        short=_("What matters most: 1 the same things, 2 the same moments, 3 to live near?"),
    )
    three = YesNo(
        _("Would two neighbours suit you as well as one?"),
        short=_("Would two neighbours suit you as well as one? YES or NO."),
    )
    program = YesNo(
        _("May our program propose neighbours to the coordinator?"),
        help=_(
            "A person decides in every case. If you say no, a person looks by hand: you lose nothing."
        ),
        short=_("May our program propose neighbours? A person decides. YES or NO."),
    )
    adult = YesNo(
        _("Are you 18 or older?"),
        why=_("We bring nobody under 18 together with people she does not know."),
        short=_("Are you 18 or older? YES or NO."),
    )
    who = Someone(
        _("What is your name?"),
        why=_("A neighbour learns your first name when you have both said yes."),
        born=True,
    )
    reach = Reach(_("How can we ask you?"), why=_("To ask you whether you would like to meet."))
    care = SomeOf(
        _("What must we take care of when we reach you?"),
        choices=Care.choices,
        help=_("Leave empty if nothing applies."),
        optional=True,
    )
