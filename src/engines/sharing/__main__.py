"""Run a question again: `python -m engines.sharing QUESTION.json` (`-` reads what is piped in)."""

import sys
from typing import Any

from engines.running import Engine, run
from engines.sharing.exchange import answer_to_json, question_from_json
from engines.sharing.solve import solve


def _answered(question: object) -> dict[str, Any]:
    return answer_to_json(solve(question_from_json(question)))


ENGINE = Engine(
    "sharing", "Share goods out, fairly, and print the answer with its reasons as JSON.", _answered
)

if __name__ == "__main__":
    sys.exit(run(ENGINE, sys.argv[1:]))
