"""A consent as a form: the text first, then its stories, one by one; after a wrong answer the story
is told in other words and asked once more. So every door teaches back without knowing that it does.
"""

from django.utils.translation import gettext_lazy as _

from tandem.mandates.choices import Length
from tandem.mandates.consents import Scenario
from tandem.mine.consenting_texts import PROGRESS
from tandem.services.composites import Reach, Someone, Where
from tandem.services.conditions import When
from tandem.services.forms import ServiceForm
from tandem.services.questions import OneOf, YesNo

LENGTHS = Length.choices[1:]
OFFICE, MIND, LOSE = PROGRESS.scenarios


def told(one: Scenario) -> OneOf:
    return OneOf(
        one.asked,
        choices=one.answers,
        help=_(
            "This is no exam. It shows us whether we explained it well. Your first answer stays: "
            "where we were not clear, we explain it in other words and ask again."
        ),
        first_stands=True,
        short=one.short,
        needed_if=When("wish", is_in={"yes"}),
    )


def told_again(one: Scenario) -> OneOf:
    return OneOf(
        one.asked_again,
        choices=one.answers,
        help=one.explained,
        first_stands=True,
        short=one.short_again,
        needed_if=When(one.name, is_in=one.wrong),
    )


class ProgressForm(ServiceForm):
    where = Where(
        _("Where do you live or stay?"),
        short=_("Your postal code?"),
        why=_("To find who helps you."),
    )
    wish = YesNo(
        _("Would you like to look together at what you do yourself?"),
        help=PROGRESS.words,
        short=_("Look with your helper at what you do yourself? Nobody else sees it. YES or NO."),
    )
    office, office_again = told(OFFICE), told_again(OFFICE)
    mind, mind_again = told(MIND), told_again(MIND)
    lose, lose_again = told(LOSE), told_again(LOSE)
    long = OneOf(
        _("For how long?"),
        choices=LENGTHS,
        help=_("It ends by itself. You can end it sooner, at any moment, without saying why."),
        short=_("For how long? Answer with the number."),
        needed_if=When("wish", is_in={"yes"}),
    )
    who = Someone(_("What is your name?"), why=_("To know whose answer it is."), born=True)
    reach = Reach(_("How can we reach you?"), why=_("To tell you what becomes of it."))

    def asked(self) -> list[str]:
        """None is asked again that is no longer asked: she may have gone back and said no."""
        names = super().asked()
        again = {one.again: one.name for one in PROGRESS.scenarios}
        return [name for name in names if again.get(name, name) in names]
