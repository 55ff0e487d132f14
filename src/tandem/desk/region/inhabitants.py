"""How many people live in some communes of the region: what is known, rounded; the rest is made up, and says so."""

from datetime import date

from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.territory.actions import state_inhabitants
from tandem.territory.models import Organisation

ROUNDED = "Statbel: population / bevolking 1.1.2024, ± 5 000"
INVENTED = "Tandem, demo"
COUNTED_ON, CHECKED_ON = date(2024, 1, 1), date(2027, 1, 1)
KNOWN = {"21015": ("1030", 130_000), "21006": ("1140", 45_000), "21001": ("1070", 125_000)}
"""By commune of one postal code: Schaerbeek, Evere, Anderlecht."""
MADE_UP = {"25112": {"1300": 29_000, "1301": 6_500}}
"""Wavre: how many live in each of its postal codes is published nowhere."""


def say(organisation: Organisation, nis: str) -> None:
    """In its scope. Of the other communes nothing is known yet: theirs to say."""
    when = {"valid_on": COUNTED_ON, "review_on": CHECKED_ON}
    with acting(Asker(organisation=organisation.pk, door=Door.WEB)):
        if nis in KNOWN:
            code, many = KNOWN[nis]
            state_inhabitants(organisation, counts={code: many}, whole=many, source=ROUNDED, **when)
        elif nis in MADE_UP:
            counts = MADE_UP[nis]
            state_inhabitants(organisation, counts=counts, source=INVENTED, invented=True, **when)
