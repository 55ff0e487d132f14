from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    RECEIVED = "received", _("Received")
    IN_HAND = "in_hand", _("Being handled")
    ANSWERED = "answered", _("Answered")
    REOPENED = "reopened", _("Opened again")
    CONTESTED = "contested", _("Contested")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Reason(models.TextChoices):
    """Why an answer is what it is; no answer goes without one."""

    DONE = "done", _("It was done.")
    COMING = "coming", _("Somebody is coming.")
    ARRANGED = "arranged", _("It was arranged by another way.")
    NOBODY_FOUND = "nobody_found", _("Nobody could be found in time.")
    NOT_OURS = "not_ours", _("Another service is responsible.")
    NOT_LEGAL = "not_legal", _("The law does not allow it.")
    NO_MEANS = "no_means", _("There are not the means for it.")
    NO_LONGER_NEEDED = "no_longer_needed", _("It is no longer needed.")
    NOTHING_FOUND = "nothing_found", _("We went to look, and found nothing to do.")


class StepKind(models.TextChoices):
    OPENED = "opened", _("Received")
    ASSIGNED = "assigned", _("Taken in charge")
    MOVED = "moved", _("A step was taken")
    MESSAGE = "message", _("A message was sent")
    ANSWERED = "answered", _("Answered")
    REOPENED = "reopened", _("Opened again")
    CONTESTED = "contested", _("Contested")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CALLED_OFF = "called_off", _("Withdrawn for the person, at her word")
    WROTE = "wrote", _("A message came")
    HANDED_OVER = "handed_over", _("Handed to another service")
    MORE_TIME = "more_time", _("More time was taken, with the reason")
