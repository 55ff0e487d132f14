"""What a case, a step or a note says, sealed with its own place and the person's key.

Where her key is gone, nothing was said any more.
"""

import base64
import json
from dataclasses import asdict, dataclass
from typing import Any

from tandem.cases.models import Case, CasePicture, Enclosure, Note, Reply, Step
from tandem.people.words import WordsKey, seal_for, text_of, unseal_for

Answers = dict[str, Any]


def sealed_answers(case: Case, answers: Answers, key: WordsKey | None = None) -> bytes:
    """With `key`, where she is being registered and no row holds hers yet."""
    told = json.dumps(answers, ensure_ascii=False).encode()
    if key is not None:
        return key.seal(told, case.digest_place)
    return seal_for(case.person_id, case, told, case.digest_place)


def answers_of(case: Case) -> Answers:
    """Raw answers by HTML name, `changes` and `word`; a look must have been noted before."""
    opened = unseal_for(case.person_id, case.sealed, case.digest_place)
    told: Answers = json.loads(opened) if opened is not None else {"raw": {}, "changes": []}
    return told


def sealed_words(case: Case, words: str) -> bytes:
    return seal_for(case.person_id, case, words.encode(), f"words:{case.key}")


def words_of(row: Step | Note, case: Case) -> str:
    return text_of(case.person_id, row.sealed, f"words:{case.key}")


def sealed_photo(row: CasePicture, case: Case, jpeg: bytes) -> bytes:
    return seal_for(case.person_id, row, jpeg, row.place)


def photo_in(row: CasePicture, case: Case) -> bytes:
    """Empty where her key is gone; a look must have been noted before."""
    return unseal_for(case.person_id, row.sealed, row.place) or b""


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
    told = json.dumps(asdict(written), ensure_ascii=False).encode()
    return seal_for(reply.person_id, reply, told, f"reply:{reply.key}")


def written_in(reply: Reply) -> Written:
    """A look must have been noted before."""
    opened = unseal_for(reply.person_id, reply.sealed, f"reply:{reply.key}")
    if opened is None:
        return Written("")
    told = json.loads(opened)
    return Written(**{**told, "left_out": tuple(told["left_out"])})


def sealed_picture(reply: Reply, number: int, picture: bytes) -> bytes:
    place = f"enclosure:{reply.key}:{number}"
    return seal_for(reply.person_id, reply, base64.b64encode(picture), place)


def picture_in(enclosure: Enclosure) -> bytes:
    place = f"enclosure:{enclosure.reply.key}:{enclosure.number}"
    opened = unseal_for(enclosure.reply.person_id, enclosure.sealed, place)
    return base64.b64decode(opened or b"")
