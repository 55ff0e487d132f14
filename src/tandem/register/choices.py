from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What a person did with a proposal; the same words for every algorithm."""

    FOLLOWED = "followed", _("Followed the proposal")
    DEPARTED = "departed", _("Chose otherwise, by hand")
    REFUSED = "refused", _("Refused the proposal")


class Result(models.TextChoices):
    """What came of what was decided; counted beside, for everybody to read."""

    BADLY = "badly", _("Helps of which one of the two said that they did not go well")
    AHEAD = "ahead", _("Helps given, for a written reason, before somebody who came first")
    CONTESTED = "contested", _("Results that somebody contested")
    UPHELD = "upheld", _("Contests in which the person was right, and it was put right")
    BY_HAND = "by_hand", _("Requests for which a person looks, because somebody wished no program")
    FOUND = "found", _("Helpers found by hand where the program had found nobody")


class ChangeState(models.TextChoices):
    OPEN = "open", _("In discussion")
    ACCEPTED = "accepted", _("Decided: it holds")
    REFUSED = "refused", _("Decided: it does not come")
