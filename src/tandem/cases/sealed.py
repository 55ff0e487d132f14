"""What a case, a step or a note says, sealed with its own place."""

import json
from typing import Any

from tandem.cases.models import Case, Note, Step
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
