from django.db import models
from django.utils.translation import gettext_lazy as _


class Sort(models.TextChoices):
    """What is given and asked for; a share-out is of one sort."""

    FOOD = "food", _("Food parcels")
    BABY = "baby", _("Nappies and baby milk")
    HYGIENE = "hygiene", _("Soap and hygiene products")
    MASKS = "masks", _("Masks and gloves")
    BLANKETS = "blankets", _("Blankets and bedding")
    CLOTHES = "clothes", _("Clothes and shoes")
    SCHOOL = "school", _("School supplies")
    TOYS = "toys", _("Toys and books")
    DEVICES = "devices", _("Computers and telephones")
    HOUSEHOLD = "household", _("Furniture and kitchenware")
    CARDS = "cards", _("Drawings and cards")


VITAL = frozenset({Sort.FOOD, Sort.BABY})
"""Sorts that somebody may lack by tomorrow; of others it is no reason to come first."""


class Brought(models.TextChoices):
    """How a gift comes to the commune."""

    BROUGHT = "brought", _("We bring them to a place you name")
    FETCHED = "fetched", _("Somebody has to fetch them from us")


class Comes(models.TextChoices):
    """How a parcel comes to whoever asked."""

    FETCHES = "fetches", _("I come and fetch it, or somebody does for me")
    TO_HER = "to_her", _("Please bring it: I cannot come")


class GiftState(models.TextChoices):
    OPEN = "open", _("To be shared out")
    GONE = "gone", _("All given")
    ENDED = "ended", _("Ended")


class AskState(models.TextChoices):
    OPEN = "open", _("Waits for goods")
    MET = "met", _("Has all that was asked for")
    ENDED = "ended", _("Ended")


class ShareOutState(models.TextChoices):
    OPEN = "open", _("Proposed")
    DECIDED = "decided", _("Decided")
    STALE = "stale", _("Replaced by a newer proposal")


class ParcelState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    NOTHING = "nothing", _("Nothing this time")
    READY = "ready", _("Ready to be handed over")
    HANDED = "handed", _("Handed over")
    BACK = "back", _("Not fetched: went back")


HAD = frozenset({ParcelState.READY, ParcelState.HANDED})
"""States in which a parcel counts as received."""


class Otherwise(models.TextChoices):
    """Why other numbers are given than were proposed; counted in public."""

    USELESS = "useless", _("So few would be of no use to somebody")
    KNOWS_MORE = "knows_more", _("We know of a need that the numbers do not show")
    TOO_MANY = "too_many", _("The number of people that was given cannot be right")
    NO_FIT = "no_fit", _("It does not fit: size, age or kind")
    OTHER = "other", _("Another reason, written below")
