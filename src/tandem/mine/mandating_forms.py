"""What is asked of whoever lets somebody act for her, and of whoever takes back what she gave."""

from django.utils.translation import gettext_lazy as _

from tandem.mandates import consents
from tandem.mandates.choices import Act, Guardian, Length
from tandem.people.choices import Care
from tandem.services.composites import Reach, Someone, Where
from tandem.services.conditions import When
from tandem.services.forms import ServiceForm
from tandem.services.questions import Long, OneOf, Short, SomeOf, YesNo

WHY_WHERE = _("To find the commune or association that is to act for you.")
WHY_REACH = _("To send you your copy, and to tell you before it ends.")
WITHOUT_MONEY = tuple((act.value, act.label) for act in Act if act != Act.MONEY)
REPRESENTED = frozenset(Guardian) - {Guardian.NONE}
NEVER_KEPT = _(
    "We never keep your bank card, your card reader or a secret code, and never ask for them. "
    "Without your yes, money stays out of it."
)


class GiveMandateForm(ServiceForm):
    where = Where(_("Where do you live or stay?"), short=_("Your postal code?"), why=WHY_WHERE)
    acts = SomeOf(
        _("What may we do for you?"),
        choices=WITHOUT_MONEY,
        help=_("Choose only what you need. You can take back each of them by itself."),
        short=_("What may we do for you? Answer with the numbers."),
    )
    money = YesNo(
        _("May we also help you with money matters?"),
        help=NEVER_KEPT,
        short=_("Also with money matters? We never keep a card or a code. YES or NO."),
    )
    purpose = Long(
        _("What is it for, in your own words?"),
        most=600,
        example=_("My letters from the health insurance. I cannot read them alone."),
        why=_("So that nothing else is done. Only your helpers read it."),
        short=_("What is it for? Say it in your own words."),
    )
    long = OneOf(
        _("For how long?"),
        choices=Length.choices,
        help=_("It ends by itself. You can end it sooner, at any moment, without saying why."),
        short=_("For how long? Answer with the number."),
    )
    guardian = OneOf(
        _("Did a judge name somebody who decides with you?"),
        choices=Guardian.choices,
        help=_("We ask this person to agree. You still decide with whom you speak."),
        short=_("Did a judge name somebody who decides with you?"),
    )
    representative = Short(
        _("Who is it, and how do we reach this person?"),
        most=200,
        needed_if=When("guardian", is_in=REPRESENTED),
        why=_("To ask this person to agree before anything is done."),
        short=_("Who is it, and how do we reach this person?"),
    )
    who = Someone(_("What is your name?"), why=_("To know for whom we may act."), born=True)
    reach = Reach(_("How can we reach you?"), why=WHY_REACH)
    care = SomeOf(
        _("What must we take care of when we reach you?"),
        choices=Care.choices,
        help=_("Leave empty if nothing applies."),
        optional=True,
    )


class TakeBackForm(ServiceForm):
    """As few questions as there can be: taking back is never harder than giving."""

    where = Where(
        _("Where do you live or stay?"),
        short=_("Your postal code?"),
        why=_("To find whom you let act for you."),
    )
    what = OneOf(
        _("What do you take back?"),
        choices=(
            ("acts", _("One or some of the things you may do for me")),
            ("all", _("All that you may do for me")),
            ("consent", _("Something I agreed to")),
        ),
        help=_("You need not say why."),
        short=_("What do you take back? Answer with the number."),
    )
    acts = SomeOf(
        _("What may we no longer do for you?"),
        choices=Act.choices,
        needed_if=When("what", is_in={"acts"}),
        short=_("What may we no longer do? Answer with the numbers."),
    )
    consents = SomeOf(
        _("To what do you no longer agree?"),
        needed_if=When("what", is_in={"consent"}),
        short=_("To what do you no longer agree? Answer with the number."),
    )
    code = Short(
        _("What reference stands on your copy?"),
        most=30,
        help=_("Leave empty if you do not have it here: we find it by your name."),
        short=_("What reference stands on your copy? Without one, say 0."),
        optional=True,
    )
    who = Someone(_("What is your name?"), why=_("To find what you gave."), born=True)
    reach = Reach(_("How can we reach you?"), why=_("To tell you that it has ended."))

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        choices = [(text.purpose, text.title) for text in consents.every()]
        self.fields["consents"].choices = choices  # type: ignore[attr-defined]
