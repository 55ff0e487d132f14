from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.territory.choices import Role

HELPING = frozenset({Role.OPERATOR, Role.COORDINATOR})
"""Who opens mandates and acts under them. An officer reads the requests of his own services alone,
and mandates are none of them.
"""


class Act(models.TextChoices):
    """What an organisation may be let do for somebody. The list is closed: what is not here cannot
    be given, and no act is done with a password of hers.
    """

    REQUESTS = "requests", _("Ask for something here, and follow it up")
    LETTERS = "letters", _("Read letters and e-mails, and answer them")
    FORMS = "forms", _("Fill in forms of public services, and send them")
    APPOINTMENTS = "appointments", _("Make appointments and change them")
    PAPERS = "papers", _("Ask for certificates and papers")
    HEALTH = "health", _("Health insurance, care and medicines")
    BENEFITS = "benefits", _("Allowances, pension and other rights")
    HOUSING = "housing", _("Housing: rent, landlord, repairs")
    ENERGY = "energy", _("Water, energy, telephone and internet")
    SCHOOL = "school", _("School, childcare and study grants")
    WORK = "work", _("Work, training and unemployment")
    MONEY = "money", _("Money matters: bills, payments, debts")


class Length(models.TextChoices):
    """How long it may last, in days: never more than a year."""

    DAY = "1", _("Only today")
    MONTH = "31", _("One month")
    HALF_YEAR = "182", _("Six months")
    YEAR = "365", _("One year")


class Guardian(models.TextChoices):
    """Whether a judge named somebody who decides with her or for her, and about what."""

    NONE = "none", _("No")
    PERSON = "person", _("Yes, about myself: where I live, my care, my papers")
    GOODS = "goods", _("Yes, about my money and my goods")
    BOTH = "both", _("Yes, about both")


class Proof(models.TextChoices):
    """How she gave it, and what shows it."""

    PAPER = "paper", _("On paper, signed with a name or a mark")
    SHEET = "sheet", _("On a sheet signed at the desk, which I saw")
    WITNESSES = "witnesses", _("Aloud, read back before two witnesses")
    RECORDING = "recording", _("Aloud, read back and recorded")
    SIGNED_IN = "signed_in", _("On the website, signed in")


class Known(models.TextChoices):
    """How sure one is that it was she."""

    CARD = "card", _("An identity document was shown, and given back at once")
    TO_US = "to_us", _("A colleague has known this person for long")
    ACCOUNT = "account", _("By the account only")
    NOT = "not", _("It could not be checked")


class Level(models.TextChoices):
    """What such a proof is worth; others may ask for more, and are told which it is."""

    FIRM = "firm", _("Firm: signed or signed in, and identity checked")
    FAIR = "fair", _("Fair: read back aloud or a sheet that a colleague saw, and identity checked")
    WEAK = "weak", _("Weak: identity was not checked")


class Way(models.TextChoices):
    """Who did it: the person herself is at one end, the helper at the other."""

    ALONE = "alone", _("The person alone, with somebody near")
    TOGETHER = "together", _("Both together")
    FOR_HER = "for_her", _("The helper, for the person")


class Skill(models.TextChoices):
    """The five areas of DigComp, in words one uses: of a task, never of a person."""

    FIND = "find", _("Find and understand information")
    TALK = "talk", _("Write to people and public services")
    MAKE = "make", _("Make and send documents")
    SAFE = "safe", _("Stay safe: passwords, cheats, privacy")
    SOLVE = "solve", _("Make a device or a website work")


class Ended(models.TextChoices):
    TAKEN_BACK = "taken_back", _("Taken back by the person")
    RAN_OUT = "ran_out", _("Its last day has passed")
    NOT_PROVEN = "not_proven", _("It could not be confirmed")
    REPLACED = "replaced", _("A newer one took its place")
    GIVEN_UP = "given_up", _("The organisation gave it up")
