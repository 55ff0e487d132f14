from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Trouble(models.TextChoices):
    """What can be broken, as built in; each commune words, hides and adds its own categories."""

    LAMP = "lamp", _("A street lamp")
    POTHOLE = "pothole", _("A hole or a crack in the road")
    PAVEMENT = "pavement", _("A broken pavement or kerb")
    SIGN = "sign", _("A road sign or a traffic light")
    DUMPING = "dumping", _("Rubbish left in the street")
    BIN = "bin", _("A public bin, full or broken")
    GRAFFITI = "graffiti", _("Graffiti or posters")
    TREE = "tree", _("A tree, a branch or a green space")
    WATER = "water", _("Water: a leak, a blocked drain, a flood")
    PLAYGROUND = "playground", _("A playground, a bench or other furniture")
    BIKES = "bikes", _("An abandoned vehicle or bicycle")
    ANIMAL = "animal", _("Rats, or a dead animal")
    GAS = "danger_gas", _("Danger: a smell of gas")
    WIRE = "danger_wire", _("Danger: an electric wire hangs or lies bare")
    HOLE = "danger_hole", _("Danger: a deep hole, or something about to fall")
    OTHER = "other", _("Something else")


DANGER = frozenset({Trouble.GAS, Trouble.WIRE, Trouble.HOLE})
"""Nobody waits for an answer here: a telephone number is told first."""


class State(models.TextChoices):
    NEW = "new", pgettext_lazy("of a report", "Received")
    LOOKED_AT = "looked_at", _("Looked at")
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Being repaired")
    HANDED_OVER = "handed_over", _("With another service")
    REPAIRED = "repaired", _("Repaired")
    CLOSED = "closed", _("Closed without repair")
    JOINED = "joined", _("The same as another report")


class Closed(models.TextChoices):
    """Why nothing was repaired; nothing is closed without one."""

    NOT_FOUND = "not_found", _("Our team went there and found nothing broken.")
    PRIVATE = "private", _("It stands on private ground: its owner has to repair it.")
    NO_MEANS = "no_means", _("There are not the means for it.")
    WORKS = "works", _("Works that are planned there will take it away.")
    NOT_LEGAL = "not_legal", _("The law does not allow it.")
    NOT_OURS = "not_ours", _("Another service is responsible.")


class Ground(models.TextChoices):
    """Whose street it is: who has to repair what is broken there."""

    COMMUNE = "commune", _("The commune")
    REGION = "region", _("The region")
    RAILWAY = "railway", _("The railway")
    NETWORK = "network", _("A network: water, gas, electricity, telephone")
    TRANSPORT = "transport", _("Public transport")
    PRIVATE = "private", _("A private owner")


class Shot(models.TextChoices):
    """When a photo was taken."""

    REPORTED = "reported", _("As it was reported")
    BEFORE = "before", _("Before the work")
    AFTER = "after", _("After the work")


class Verdict(models.TextChoices):
    """What a reporter, or somebody who went to look, says of a repair."""

    YES = "yes", _("It is repaired")
    NO = "no", _("It is not repaired")


class Overridden(models.TextChoices):
    """What a colleague set by hand, in place of what was said or computed."""

    CATEGORY = "category", _("Category")
    TEAM = "team", _("Team")
    DANGER = "danger", _("Danger")
    PLACE = "place", _("Place")
    RULES = "rules", _("Team, by new rules")


class JobState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("of a job", "Planned")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class HandoverState(models.TextChoices):
    TO_SEND = "to_send", _("Not yet sent")
    SENT = "sent", _("Sent")
    UNSURE = "unsure", _("Perhaps sent: it has to be asked")
    ACCEPTED = "accepted", _("Taken on")
    RETURNED = "returned", _("Came back")
    ENDED = "ended", _("Ended there")
