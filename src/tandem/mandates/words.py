"""What of a mandate is written in somebody's own words: sealed, and opened after a look only."""

import json
from dataclasses import asdict, dataclass, replace

from tandem.mandates.models import Goal, Mandate
from tandem.people.words import seal_for, text_of


@dataclass(frozen=True, slots=True)
class Words:
    purpose: str = ""
    """What it is for, as she says it."""
    representative: str = ""
    """Whom a judge named to decide with her, and how to reach that person."""
    witnesses: tuple[str, ...] = ()
    recording: str = ""
    """Where the recording is kept: a number or a name, never the recording itself."""


def sealed(words: Words, mandate: Mandate) -> bytes:
    told = json.dumps(asdict(words), ensure_ascii=False).encode()
    return seal_for(mandate.person_id, mandate, told, mandate.place)


def opened(mandate: Mandate) -> Words:
    """After a look was noted; empty for who was erased."""
    told = text_of(mandate.person_id, mandate.sealed, mandate.place)
    if not told:
        return Words()
    said = Words(**json.loads(told))
    return replace(said, witnesses=tuple(said.witnesses))


def goal_said(goal: Goal) -> str:
    return text_of(goal.person_id, goal.sealed, goal.place)


def sealed_goal(goal: Goal, said: str) -> bytes:
    return seal_for(goal.person_id, goal, said.encode(), goal.place)
