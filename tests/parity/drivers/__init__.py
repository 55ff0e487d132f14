"""One driver a door: each does what a person or an operator does there, and nothing else."""

from tandem.journal.choices import Door
from tests.parity.drivers.api import Api
from tests.parity.drivers.desk import InPerson, Telephone
from tests.parity.drivers.driver import Driver, Told
from tests.parity.drivers.email import Email
from tests.parity.drivers.kiosk import Kiosk
from tests.parity.drivers.paper import Paper
from tests.parity.drivers.sms import Sms
from tests.parity.drivers.web import Web

__all__ = [
    "DRIVERS",
    "Api",
    "Driver",
    "Email",
    "InPerson",
    "Kiosk",
    "Paper",
    "Sms",
    "Telephone",
    "Told",
    "Web",
]

DRIVERS: dict[Door, type[Driver]] = {
    one.door: one for one in (Api, InPerson, Telephone, Email, Sms, Kiosk, Paper, Web)
}
"""A door of the house without a driver here fails the suite."""
