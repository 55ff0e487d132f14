from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.territory.choices import Role

COORDINATING = frozenset({Role.COORDINATOR})
"""Who reads what people ask of their neighbours: a works officer, for one, does not."""


class Skill(models.TextChoices):
    """The built-in kinds of help; a commune words, hides and adds its own on top of them."""

    ERRANDS = "errands", _("Shopping and errands")
    MEDICINES = "medicines", _("Medicines from the pharmacy")
    MEAL = "meal", _("A meal")
    DOG_WALK = "dog_walk", _("Walking the dog")
    CALL = "call", _("A telephone call for company")
    LETTER = "letter", _("A letter, a card or a drawing")
    LIFT = "lift", _("A lift")
    DIGITAL_HELP = "digital_help", _("Help with telephone, computer or forms")
    SMALL_REPAIR = "small_repair", _("A small repair")
    GOODS = "goods", _("Something that a neighbour lends or gives")
    """One neighbour to another; what is given in quantities is shared out (`goods`)."""
    OWN_WORDS = "own_words", _("Something else, in my own words")


VITAL = frozenset({Skill.ERRANDS, Skill.MEDICINES, Skill.MEAL})
"""Kinds without which somebody may lack food or medicines; a commune marks others."""


class HowOften(models.TextChoices):
    ONCE = "once", _("Once")
    WEEKLY = "weekly", _("Every week")


class Safeguard(models.TextChoices):
    IDENTITY = "identity", _("Identity checked")
    RECORD = "record", _("Extract from the criminal record seen")
    INSURED = "insured", _("Insured by the organisation")
    TWO = "two", _("Always comes with a second adult")
    """Nobody ticks it in a form: a minor’s need has it by itself, and a coordinator checks it."""


ASKED_FOR = [(one.value, one.label) for one in Safeguard if one != Safeguard.TWO]
"""Those that somebody may ask for in a form."""


class Contact(models.TextChoices):
    """What a helper who has agreed may know of a person, besides her first name."""

    PHONE = "phone", _("My telephone number")
    EMAIL = "email", _("My e-mail address")
    ADDRESS = "address", _("My address")
    MEET = "meet", _("Nothing more: we meet at a public place or at the desk")
    PASSED_ON = "passed_on", _("Nothing more: a coordinator passes messages on")


class Withheld(models.TextChoices):
    """Why a helper was told less than the person agreed to: a colleague brings the two together."""

    CARE = "care", _("This person must be reached with care.")
    MISSING = "missing", _("The person gave nothing of the kind.")
    NOT_WELCOMED = "not_welcomed", _("Nobody has welcomed this volunteer yet.")
    TOO_MANY = "too_many", _("This volunteer was given many contacts this week.")
    TOO_MANY_TODAY = "too_many_day", _("This volunteer was given many contacts today.")


class Group(models.TextChoices):
    ALONE = "alone", _("Alone")
    COMPANY = "company", _("With colleagues of a company")
    SCHOOL = "school", _("With a school class")
    ASSOCIATION = "association", _("With an association")


class NeedState(models.TextChoices):
    OPEN = "open", _("Looking for somebody")
    ASKED = "asked", _("Somebody was asked")
    ARRANGED = "arranged", _("Somebody will come")
    BADLY = "badly", _("Did not go well: to be looked at")
    DONE = "done", _("Done")
    NOBODY = "nobody", _("Nobody was found")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class OfferState(models.TextChoices):
    ACTIVE = "active", _("Ready to help")
    PAUSED = "paused", _("Pausing")
    LEFT = "left", _("Has left")


class ProposalState(models.TextChoices):
    OPEN = "open", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    DEPARTED = "departed", _("Another was chosen by hand")
    STALE = "stale", _("Replaced by a newer proposal")


class ArrangementState(models.TextChoices):
    ASKED = "asked", _("Asked")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("No answer in time")
    CANCELLED = "cancelled", _("Cancelled")
    DONE = "done", _("Done")
    NOT_DONE = "not_done", _("Did not happen")


class Chosen(models.TextChoices):
    PROPOSED = "proposed", _("As proposed")
    BY_HAND = "by_hand", _("Chosen by hand")


class RefusedBecause(models.TextChoices):
    KNOWS_BETTER = "knows_better", _("We know that these two do not suit")
    TOO_MUCH = "too_much", _("The volunteer already does a lot")
    SAFEGUARD = "safeguard", _("A check is missing")
    PERSON_SAID_NO = "person_said_no", _("The person prefers somebody else")
    OTHER = "other", _("Another reason, written below")


class Side(models.TextChoices):
    ASKER = "asker", _("Who asked")
    HELPER = "helper", _("Who helped")


class Went(models.TextChoices):
    WELL = "well", _("It went well")
    BADLY = "badly", _("It took place, but it did not go well")
    NOT = "not", _("It did not take place")


class Settled(models.TextChoices):
    """What follows from a help that did not go well."""

    DONE = "done", _("It is settled: answer the request as done")
    AGAIN = "again", _("Look for somebody else; this person keeps the same place")


class About(models.TextChoices):
    """What somebody wants of the program."""

    BY_HAND = "by_hand", _("A person should look for me, without the program")
    CONTEST = "contest", _("I do not agree with whom, or that nobody, was proposed")
    OPINION = "opinion", _("I have something to say about its rules")


class Fault(models.TextChoices):
    """What was wrong where a contest was right."""

    DATA = "data", _("What we had noted was wrong")
    RULE = "rule", _("The rule does not fit this case")
    PERSON = "person", _("A colleague decided wrongly")
    PROGRAM = "program", _("The program did not keep its rule")
