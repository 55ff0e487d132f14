"""What a line of the table of rights says."""

from collections.abc import Iterable
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


def as_table(rights: Iterable[Right]) -> str:
    """The table as it stands in the documents."""
    order = (
        Role.OPERATOR,
        Role.COORDINATOR,
        Role.OFFICER,
        Role.ADMINISTRATOR,
        Role.DATA_OFFICER,
    )
    lines = [
        "| what | operator | coordinator | officer | administrator | data officer | rows | read for |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for right in rights:
        yes = "where it handles" if right.handled else "yes"
        marks = " | ".join(
            "–" if role not in right.roles else "yes" if role in OPERATOR else yes for role in order
        )
        purpose = right.purpose.value.replace("_", " ") if right.purpose else "–"
        lines.append(f"| {right.task} | {marks} | {right.rows.value} | {purpose} |")
    return "\n".join(lines) + "\n"
