"""Run a question again: `python -m engines.triage QUESTION.json` (`-` reads what is piped in)."""

import sys
from typing import Any

from engines.running import Engine, run
from engines.triage.exchange import answer_to_json, question_from_json
from engines.triage.solve import solve


def _answered(question: object) -> dict[str, Any]:
    return answer_to_json(solve(question_from_json(question)))


ENGINE = Engine(
    "triage",
    "Answer one of five questions about reports, with reasons, as JSON.",
    _answered,
    as_written=True,
)

if __name__ == "__main__":
    sys.exit(run(ENGINE, sys.argv[1:]))
