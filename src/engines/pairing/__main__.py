"""Run a question again: `python -m engines.pairing QUESTION.json` (`-` reads what is piped in)."""

import sys
from typing import Any

from engines.pairing.exchange import answer_to_json, question_from_json
from engines.pairing.solve import solve
from engines.running import Engine, run


def _answered(question: object) -> dict[str, Any]:
    return answer_to_json(solve(question_from_json(question)))


ENGINE = Engine(
    "pairing",
    "Pair needs with offers, fairly, and print the answer with its reasons as JSON.",
    _answered,
)

if __name__ == "__main__":
    sys.exit(run(ENGINE, sys.argv[1:]))
