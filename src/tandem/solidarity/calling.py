"""Whom to call where neither of the two can reach the other."""

from tandem.outbox.channels.answering import telephone
from tandem.solidarity.models import Arrangement
from tandem.territory.models import Organisation
from tandem.toolbox.telephone import readable


def named(organisation: Organisation) -> str:
    """“Commune of Evere, 02 123 45 67”; empty where no number is known."""
    number = readable(telephone(organisation))
    return f"{organisation}, {number}" if number else ""


def who_brings_together(arrangement: Arrangement) -> str:
    """Whoever was asked for the help, also for a neighbour's volunteer: there the person is known."""
    rows = Organisation.objects.select_related("platform")
    return named(rows.get(pk=arrangement.organisation_id))
