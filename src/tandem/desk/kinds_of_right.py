"""What a line of the table of rights says."""

from enum import Enum
from typing import NamedTuple

from tandem.journal.choices import Purpose
from tandem.territory.choices import Role

OPERATOR, COORDINATOR = frozenset({Role.OPERATOR}), frozenset({Role.COORDINATOR})
OFFICER, ADMINISTRATOR = frozenset({Role.OFFICER}), frozenset({Role.ADMINISTRATOR})
DATA_OFFICER = frozenset({Role.DATA_OFFICER})
AT_THE_DESK = OPERATOR | COORDINATOR
HANDLING = AT_THE_DESK | OFFICER
DECIDING = COORDINATOR | OFFICER
RUNNING = DECIDING | ADMINISTRATOR
WRITING = COORDINATOR | ADMINISTRATOR
ANSWERING = ADMINISTRATOR | DATA_OFFICER
AGREEING = DECIDING | DATA_OFFICER
AUDITING = WRITING | DATA_OFFICER
EVERYBODY = HANDLING | ADMINISTRATOR | DATA_OFFICER


class Rows(Enum):
    """Of which organisations; what belongs to others is 404, as what does not exist."""

    OWN = "its own"
    SERVED = "its own; a telephone service, its platform’s"
    LIST = "a list of its own"
    TAKING_IN = "a list, where it takes in"
    LOCAL = "a list, in one commune"


class Right(NamedTuple):
    task: str
    roles: frozenset[Role]
    rows: Rows
    purpose: Purpose | None
    """For which personal data is read there; None where none is."""
    pages: str
    """Names of addresses, parted by spaces."""
    handled: bool = False
    """Whether it is one request: then of services alone that say so of the role (`handled_by`).
    Operators, who handle none, tell where each stands."""
