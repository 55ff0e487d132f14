from django.db import models
from django.utils.translation import gettext_lazy as _


class Interest(models.TextChoices):
    """What one likes to do with somebody."""

    TALK = "talk", _("A coffee and a talk")
    WALK = "walk", _("Walking")
    GAMES = "games", _("Cards and board games")
    COOKING = "cooking", _("Cooking and eating together")
    GARDEN = "garden", _("Gardening and plants")
    MUSIC = "music", _("Music and singing")
    BOOKS = "books", _("Books and newspapers")
    FILMS = "films", _("Films, theatre and museums")
    CRAFTS = "crafts", _("Knitting, sewing, mending")
    SPORT = "sport", _("Sport, doing it or watching it")
    LANGUAGE = "language", _("Practising a language")
    ANIMALS = "animals", _("Animals")


class Matter(models.TextChoices):
    """What matters most to somebody; the engine knows the same words."""

    INTERESTS = "interests", _("That we like the same things")
    MOMENTS = "moments", _("That we are free at the same moments")
    PLACE = "place", _("That we live near each other")


class SeekerState(models.TextChoices):
    OPEN = "open", _("Looks for company")
    ASKED = "asked", _("Was asked")
    MET = "met", _("Has company")
    ENDED = "ended", _("Ended")


class CircleState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    REFUSED = "refused", _("Not followed")
    ASKED = "asked", _("They were asked")
    MET = "met", _("They have met")
    ENDED = "ended", _("Ended")


class MemberState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ASKED = "asked", _("Asked")
    YES = "yes", _("Said yes")
    NO = "no", _("Said no")
    SILENT = "silent", _("Did not answer")
    LEFT = "left", _("Left again")
    OVER = "over", _("Over")


LIVE = frozenset({MemberState.ASKED, MemberState.YES})


class NotThese(models.TextChoices):
    """Why a proposal is not followed; counted in public."""

    KNOWS_BETTER = "knows_better", _("We know that these do not suit")
    WISH = "wish", _("One of them asked for somebody else")
    UNSAFE = "unsafe", _("Something has to be made sure of first")
