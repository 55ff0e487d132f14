from django.utils.translation import gettext_lazy as _

from tandem.people.choices import Care
from tandem.services.composites import Reach, Someone, Where
from tandem.services.conditions import When
from tandem.services.forms import ServiceForm
from tandem.services.questions import Long, OneOf, Short, SomeOf, Whole, YesNo
from tandem.solidarity.goods.choices import Brought, Comes, Sort

WHY_REACH = _("To send you the answer.")
CARE = _("What must we take care of when we reach you?")
NOTHING_APPLIES = _("Leave empty if nothing applies.")


class GiveGoodsForm(ServiceForm):
    where = Where(
        _("Where are the goods?"),
        short=_("Postal code of the goods?"),
        why=_("To find who shares them out. Only coordinators see the address."),
    )
    sort = OneOf(
        _("What would you like to give?"),
        choices=Sort.choices,
        short=_("What do you give? Answer with the number."),
    )
    what = Short(
        _("What exactly is one of them?"),
        most=300,
        example=_("A box of 50 masks. A new blanket, 140 × 200."),
        short=_("What exactly is one of them? A box of 50 masks, for instance."),
        why=_("So that whoever receives it knows what comes. Coordinators read it."),
    )
    quantity = Whole(
        _("How many of them do you give?"),
        least=1,
        most=1_000_000,
        short=_("How many of them? Answer with a number."),
    )
    brought = OneOf(
        _("How do the goods come to us?"),
        choices=Brought.choices,
        short=_("1 you bring them, 2 somebody has to fetch them?"),
    )
    until = Short(
        _("Must they be gone by a day? Which?"),
        most=60,
        example=_("Before Friday 18 December"),
        short=_("Must they be gone by a day? Which? If not, say 0."),
        optional=True,
    )
    group_name = Short(
        _("For which company, school or association do you give?"),
        help=_("Leave empty if you give for yourself."),
        short=_("Company, school or association? If none, say 0."),
        optional=True,
    )
    who = Someone(_("What is your name?"), why=_("To know whom we answer and thank."))
    reach = Reach(_("How can we reach you?"), why=WHY_REACH)
    care = SomeOf(CARE, choices=Care.choices, help=NOTHING_APPLIES, optional=True)


class AskForGoodsForm(ServiceForm):
    urgent_if = When("vital", is_in={"yes"})

    where = Where(
        _("Where do you live or stay?"),
        short=_("Your postal code?"),
        why=_("To find who shares goods out near you. Only coordinators see the address."),
    )
    sort = OneOf(
        _("What do you need?"),
        choices=Sort.choices,
        short=_("What do you need? Answer with the number."),
    )
    quantity = Whole(
        _("How many do you need?"),
        least=1,
        most=100_000,
        help=_("Ask for what you need: to ask for more brings nobody more."),
        short=_("How many? Answer with a number."),
    )
    heads = Whole(
        _("For how many people is it, you included?"),
        least=1,
        most=20_000,
        help=_("A home or a school counts those for whom it asks."),
        why=_("Nobody has a second one before everybody who asks has a first."),
        short=_("For how many people? Answer with a number."),
    )
    what = Long(
        _("Which size, age or kind must it be?"),
        example=_("Shoes in size 34 and 38, for two children."),
        help=_("Say nothing about your health if you do not wish to."),
        short=_("Which size, age or kind? If any will do, say 0."),
        why=_("So that it fits. Coordinators read it, nobody else."),
        optional=True,
    )
    vital = YesNo(
        _("Will you be without food, baby milk or nappies by tomorrow?"),
        why=_("Then you come before all others. You have an answer by the next working day."),
        short=_("Without food, baby milk or nappies by tomorrow? Answer YES or NO."),
    )
    comes = OneOf(
        _("How can it come to you?"),
        choices=Comes.choices,
        short=_("1 you come and fetch it, 2 it must be brought to you?"),
    )
    group_name = Short(
        _("For which home, school or association do you ask?"),
        help=_("Leave empty if you ask for yourself or your family."),
        short=_("Home, school or association? If none, say 0."),
        optional=True,
    )
    program = YesNo(
        _("May our program propose how many you get?"),
        help=_(
            "A person decides in every case. If you say no, a person looks by hand: you lose nothing."
        ),
        short=_("May our program propose how many? A person decides. YES or NO."),
    )
    who = Someone(_("Who asks?"), why=_("To know whom we answer."))
    reach = Reach(_("How can we reach you?"), why=_("To tell you how many you get, and where."))
    care = SomeOf(CARE, choices=Care.choices, help=NOTHING_APPLIES, optional=True)
