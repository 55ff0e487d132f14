"""Run a question again: `python -m engines.company QUESTION.json` (`-` reads what is piped in)."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from engines.company.exchange import answer_to_json, question_from_json
from engines.company.question import Question
from engines.company.solve import solve
from engines.reading import BadQuestion


def _question(path: str) -> Question:
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise BadQuestion(path, f"the file cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise BadQuestion(path, "the file is not text in UTF-8.") from error
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BadQuestion(path, f"this is not JSON ({error.msg}, {place}).") from error
    except RecursionError as error:
        raise BadQuestion(path, "the JSON is nested too deeply.") from error
    except ValueError as error:
        raise BadQuestion(path, "a number in it is too long.") from error
    return question_from_json(given)


def main(arguments: list[str]) -> int:
    """Prints the answer as JSON and returns 0; or says on the error stream what is wrong, 2."""
    parser = ArgumentParser(
        prog="python -m engines.company",
        description="Bring people together who look for company, and print the answer with its reasons as JSON.",
        epilog="The format of question and answer stands in engines/company/README.md.",
    )
    parser.add_argument("question", metavar="QUESTION.json", help="a file, or - to read the input")
    path = parser.parse_args(arguments).question
    try:
        answer = solve(_question(path))
    except BadQuestion as error:
        print(f"This question cannot be answered. {error}", file=sys.stderr)
        return 2
    print(json.dumps(answer_to_json(answer), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
