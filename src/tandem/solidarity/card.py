"""The public card of the algorithm that proposes who helps whom."""

from django.utils.translation import gettext_lazy as _

from tandem.register.cards import Card, register

PAIRING = Card(
    slug="pairing",
    version="2",
    title=_("Who helps whom"),
    purpose=_("To propose to a coordinator which volunteer to ask for which need."),
    data=_(
        "Kind of help, half-days, languages, checks asked and held, distance between the centres "
        "of postal codes, how many helps a person had in the last four weeks, who refused whom, "
        "and which requests are, or perhaps are, of one person."
    ),
    not_used=_(
        "Name, sex, age, origin, income, health, exact address, how fluently somebody writes, "
        "and how long she has had an account."
    ),
    rules=(
        _("Whoever lacks food, medicines or what else a commune lists as vital comes first."),
        _("Nobody has a second help while somebody who could be helped has had none."),
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
)
register(PAIRING)
