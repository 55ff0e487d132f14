"""What a case, a step or a note says, sealed with its own place."""

import base64
import json
from dataclasses import asdict, dataclass
from typing import Any

from tandem.cases.models import Case, Enclosure, Note, Reply, Step
from tandem.toolbox.sealing import seal, unseal


def sealed_answers(case: Case, answers: dict[str, Any]) -> bytes:
    return seal(json.dumps(answers, ensure_ascii=False), case.digest_place)


def answers_of(case: Case) -> dict[str, Any]:
    """Raw answers by HTML name, `changes` and `word`; a look must have been noted before."""
    told: dict[str, Any] = json.loads(unseal(case.sealed, case.digest_place))
    return told


def sealed_words(case: Case, words: str) -> bytes:
    return seal(words, f"words:{case.key}")


def words_of(row: Step | Note, case: Case) -> str:
    return unseal(row.sealed, f"words:{case.key}") if row.sealed else ""


@dataclass(frozen=True, slots=True)
class Written:
    """A reply as it is sealed."""

    words: str
    """What she wrote, without what she quoted and without her signature."""
    whole: str = ""
    """All of it, where that is more."""
    sender: str = ""
    left_out: tuple[str, ...] = ()
    """Names of files that were not taken in."""


def sealed_reply(reply: Reply, written: Written) -> bytes:
    return seal(json.dumps(asdict(written), ensure_ascii=False), f"reply:{reply.key}")


def written_in(reply: Reply) -> Written:
    """A look must have been noted before."""
    told = json.loads(unseal(reply.sealed, f"reply:{reply.key}"))
    return Written(**{**told, "left_out": tuple(told["left_out"])})


def sealed_picture(reply: Reply, number: int, picture: bytes) -> bytes:
    return seal(base64.b64encode(picture).decode(), f"enclosure:{reply.key}:{number}")


def picture_in(enclosure: Enclosure) -> bytes:
    place = f"enclosure:{enclosure.reply.key}:{enclosure.number}"
    return base64.b64decode(unseal(enclosure.sealed, place))
