"""What of a mandate is written in somebody's own words: sealed, and opened after a look only."""

import json
from dataclasses import asdict, dataclass, replace

from tandem.mandates.models import Goal, Mandate
from tandem.toolbox.sealing import seal, unseal


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
    return seal(json.dumps(asdict(words), ensure_ascii=False), mandate.place)


def opened(mandate: Mandate) -> Words:
    """After a look was noted; empty for who was erased."""
    if mandate.sealed is None:
        return Words()
    said = Words(**json.loads(unseal(mandate.sealed, mandate.place)))
    return replace(said, witnesses=tuple(said.witnesses))


def goal_said(goal: Goal) -> str:
    return unseal(goal.sealed, goal.place)
