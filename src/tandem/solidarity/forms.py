from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.people.choices import Care
from tandem.services.composites import Reach, Someone, Where
from tandem.services.conditions import When
from tandem.services.forms import ServiceForm
from tandem.services.questions import HalfDays, Long, OneOf, Short, SomeOf, Whole, YesNo
from tandem.solidarity.choices import ASKED_FOR, Contact, Group, HowOften, Skill
from tandem.solidarity.kinds import BUILT_IN, kinds_of
from tandem.solidarity.rules import PERSONAL, SLOW
from tandem.territory.models import Area
from tandem.toolbox.texts import Text

KEEPS_BACK = frozenset({Care.NEVER_WRITE, Care.NEVER_LEAVE_WORD})
"""With one of these ticked, a helper is not told how to reach her."""
LANGUAGES = (
    ("fr", _("French")),
    ("nl", _("Dutch")),
    ("de", _("German")),
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("tr", _("Turkish")),
    ("es", _("Spanish")),
    ("it", _("Italian")),
    ("pt", _("Portuguese")),
    ("pl", _("Polish")),
    ("ro", _("Romanian")),
    ("uk", _("Ukrainian")),
    ("ru", _("Russian")),
    ("bg", _("Bulgarian")),
    ("el", _("Greek")),
    ("fa", _("Persian or Dari")),
    ("ps", _("Pashto")),
    ("so", _("Somali")),
    ("ti", _("Tigrinya")),
    ("ln", _("Lingala")),
    ("sw", _("Swahili")),
    ("vi", _("Vietnamese")),
    ("zh", _("Chinese")),
)
FAR = (
    ("1000", _("In my quarter (1 km)")),
    ("2000", _("Up to 2 km")),
    ("5000", _("Up to 5 km")),
    ("10000", _("Up to 10 km")),
    ("25000", _("Up to 25 km")),
)
KIND_CHOICES = tuple((kind.code, kind.label) for kind in BUILT_IN)
WHY_WHERE_NEED = _(
    "To find somebody near you. The coordinators see the address; a helper only if you say so below."
)
WHY_CONTACT = _(
    "Only a helper who has agreed learns it, and nothing else. An address is told only to helpers "
    "whom a coordinator has welcomed."
)
CONTACT_HELP = _(
    "If you choose nothing, a coordinator passes messages on. So too if you wrote what we must know "
    "before we contact you: a helper is not told that, and therefore not how to reach you."
)
KEPT_BACK = _(
    "%(contact)s – but a coordinator brings you together instead: there is something to take care "
    "of, and a helper is not told what."
)
TOO_SLOW = _(
    "you need it by tomorrow, and a letter comes too late for that. Is there a telephone, a "
    "neighbour’s perhaps? Or may somebody ring at your door? Write it here if you can."
)
WHY_WHERE = _("To find somebody near you. Only your commune's coordinators see the address.")
WHY_WHO = _("To know whom we answer. A helper learns your first name only when help is agreed.")
WHY_REACH = _("To send you the answer. What a helper may know of it, you say further on.")


NOT_GIVEN: dict[str, tuple[Text, str, tuple[str, ...]]] = {
    Contact.PHONE: (
        _("You gave no telephone number. Write it where we ask how to reach you, or choose again."),
        "reach",
        ("phone",),
    ),
    Contact.EMAIL: (
        _("You gave no e-mail address. Write it where we ask how to reach you, or choose again."),
        "reach",
        ("email",),
    ),
    Contact.ADDRESS: (
        _("You gave no address. Write it where we ask where you live, or choose again."),
        "where",
        ("street", "landmark"),
    ),
}
"""What is said to somebody who lets a helper know what she did not give, and where she gives it."""


def contact_given(form: ServiceForm) -> Any:
    """What a helper may know, once it is sure that it was given."""
    contact = form.cleaned_data["contact"]
    if contact in NOT_GIVEN:
        sentence, question, parts = NOT_GIVEN[contact]
        said = form.cleaned_data.get(question)
        if said and not any((said.get(part) or "").strip() for part in parts):
            there = {"mend_at": question, "mend_part": parts[0]}
            raise ValidationError(sentence, params=there)
    return contact


class ReachedWithCare(ServiceForm):
    """Who says what to take care of is told, before she sends it, that her contact stays with us."""

    def said(self, name: str) -> str:
        told = super().said(name)
        if name != "contact" or self.cleaned_data.get(name) not in PERSONAL:
            return told
        reach, care = self.cleaned_data.get("reach") or {}, self.cleaned_data.get("care") or ()
        if reach.get("safe_contact") or KEEPS_BACK & {*care}:
            return str(KEPT_BACK) % {"contact": told}
        return told


class AskForHelpForm(ReachedWithCare):
    urgent_if = When("vital", is_in={"yes"})

    where = Where(_("Where do you live or stay?"), short=_("Your postal code?"), why=WHY_WHERE_NEED)
    kind = OneOf(
        _("What do you need help with?"),
        choices=KIND_CHOICES,
        help=_(
            "Food, clothes, blankets, toys and whatever else was given in numbers is shared out: for "
            "these choose “Ask for goods” and not this form."
        ),
        spoken=_("What can somebody do for you?"),
        short=_("What help? Answer with the number."),
    )
    what = Long(
        _("Tell us in a few words what you need."),
        example=_("Two bags from the shop at the corner, I cannot carry them."),
        help=_("Say nothing about your health if you do not wish to."),
        short=_("Tell us in a few words what you need."),
        why=_(
            "So that the helper comes prepared. Coordinators read it, and the helper you agree to."
        ),
        optional=True,
        required_if=When("kind", is_in={Skill.OWN_WORDS, Skill.GOODS}),
        error_messages={"required": _("Say in a few words what you need.")},
    )
    where_to = Short(
        _("Where do you want to go?"),
        most=200,
        example=_("The hospital, entrance B"),
        needed_if=When("kind", is_in={Skill.LIFT}),
        short=_("Where do you want to go?"),
        why=_("To know how long the lift takes. The helper you agree to reads it too."),
    )
    quantity = Whole(
        _("How many do you need?"),
        least=1,
        most=10_000,
        needed_if=When("kind", is_in={"goods"}),
        short=_("How many? Answer with a number."),
    )
    when = HalfDays(
        _("When would it suit you?"),
        help=_("Tick every moment that is possible. The more, the sooner we find somebody."),
    )
    exactly = Short(
        _("Must it be on one day, or at one hour?"),
        most=120,
        example=_("Thursday 3 December at 10 o’clock"),
        short=_("Must it be on one day or at one hour? Which?"),
        optional=True,
    )
    how_often = OneOf(_("Once, or every week?"), choices=HowOften.choices)
    languages = SomeOf(_("In which languages can the helper speak with you?"), choices=LANGUAGES)
    safeguards = SomeOf(
        _("Must anything have been checked about the helper?"),
        choices=ASKED_FOR,
        help=_("Leave empty if it does not matter to you."),
        optional=True,
    )
    vital = YesNo(
        _("Will you be without food or medicines by tomorrow?"),
        why=_(
            "Food, medicines and what else your commune calls vital come before all others. You have an answer by the next working day."
        ),
        short=_("Without food or medicines by tomorrow? Answer YES or NO."),
    )
    program = YesNo(
        _("May our program propose helpers to the coordinator?"),
        help=_(
            "A person decides in every case. If you say no, a person looks by hand: you lose nothing."
        ),
        short=_("May our program propose helpers? A person decides. YES or NO."),
    )
    who = Someone(_("Who needs help?"), why=WHY_WHO, born=True)
    reach = Reach(_("How can we reach you?"), why=WHY_REACH)
    contact = OneOf(
        _("What may a helper know to reach you, besides your first name?"),
        choices=Contact.choices,
        help=CONTACT_HELP,
        short=_(
            "May a helper know your 1 phone, 2 e-mail, 3 address, or 4 meet outside, 5 nothing?"
        ),
        why=WHY_CONTACT,
        optional=True,
    )
    care = SomeOf(
        _("What must we take care of when we reach you?"),
        choices=Care.choices,
        help=_("Leave empty if nothing applies."),
        optional=True,
    )

    def clean_contact(self) -> Any:
        return contact_given(self)

    def said(self, name: str) -> str:
        """With a kind word before she sends it: by tomorrow no letter reaches her."""
        told = super().said(name)
        reach = self.cleaned_data.get("reach") or {}
        slow = reach.get("channel") in SLOW and not (reach.get("phone") or "").strip()
        if name == "reach" and told and slow and self.cleaned_data.get("vital"):
            return f"{told} – {TOO_SLOW}"
        return told

    def fit_to(self, place: Area) -> None:
        choices = [(kind.code, kind.label) for kind in kinds_of(place)]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class OfferHelpForm(ServiceForm):
    where = Where(_("Where do you live or stay?"), short=_("Your postal code?"), why=WHY_WHERE)
    skills = SomeOf(
        _("What would you like to do for others?"),
        choices=[(skill.value, skill.label) for skill in Skill if skill != Skill.OWN_WORDS],
        help=_("Do you give many of one thing? Choose “Give goods”: they are shared out fairly."),
    )
    more = YesNo(
        _("May we also ask you for something else now and then?"),
        help=_("You can always say no."),
        short=_("May we ask for other things too? YES or NO."),
    )
    when = HalfDays(_("When are you usually free?"))
    far = OneOf(_("How far would you go?"), choices=FAR)
    capacity = Whole(
        _("How many times a week, at most?"),
        least=1,
        most=50,
        short=_("How many times a week at most?"),
    )
    languages = SomeOf(_("Which languages do you speak?"), choices=LANGUAGES)
    group = OneOf(_("Do you come alone or with a group?"), choices=Group.choices)
    group_name = Short(
        _("What is the name of the group?"),
        needed_if=When("group", is_in={"company", "school", "association"}),
        short=_("Name of the group?"),
    )
    group_size = Whole(
        _("How many helpers can the group send at one time?"),
        least=2,
        most=500,
        needed_if=When("group", is_in={"company", "school", "association"}),
        short=_("How many helpers at one time?"),
    )
    who = Someone(_("What is your name?"), why=_("To know whom we may ask for help."))
    reach = Reach(_("How can we ask you?"), why=_("To ask you when somebody near you needs help."))
    care = SomeOf(
        _("What must we take care of when we reach you?"),
        choices=Care.choices,
        help=_("Leave empty if nothing applies."),
        optional=True,
    )


class PostProjectForm(ReachedWithCare):
    group_name = Short(_("What is the name of your association?"), short=_("Your association?"))
    where = Where(_("Where does it take place?"), why=WHY_WHERE_NEED)
    kind = OneOf(_("What kind of help do you look for?"), choices=KIND_CHOICES)
    what = Long(
        _("Describe the task in a few sentences."),
        example=_("Sorting food parcels in our hall, warm and seated."),
        why=_("Volunteers who are asked read this."),
    )
    hands = Whole(_("How many helpers do you need?"), least=1, most=200)
    when = HalfDays(_("When is help needed?"))
    how_often = OneOf(_("Once, or every week?"), choices=HowOften.choices)
    languages = SomeOf(_("Which languages are spoken there?"), choices=LANGUAGES)
    safeguards = SomeOf(
        _("Must anything have been checked about the helpers?"),
        choices=ASKED_FOR,
        optional=True,
    )
    who = Someone(_("Who answers for the project?"), why=_("To know whom we answer."))
    reach = Reach(_("How can we reach you?"), why=_("To send you the answer."))
    contact = OneOf(
        _("What may volunteers know to reach you, besides your first name?"),
        choices=Contact.choices,
        help=CONTACT_HELP,
        short=_(
            "May a helper know your 1 phone, 2 e-mail, 3 address, or 4 meet outside, 5 nothing?"
        ),
        why=WHY_CONTACT,
        optional=True,
    )

    def clean_contact(self) -> Any:
        return contact_given(self)

    def fit_to(self, place: Area) -> None:
        choices = [(kind.code, kind.label) for kind in kinds_of(place)]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
