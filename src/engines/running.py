"""What every engine is run again with: `python -m engines.NAME QUESTION.json`."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engines.reading import BadQuestion


@dataclass(frozen=True)
class Engine:
    name: str
    does: str
    """In one sentence, for whoever asks for help on the command line."""
    answered: Callable[[object], dict[str, Any]]
    """From the question as JSON to the answer as JSON; raises BadQuestion."""
    as_written: bool = False
    """Letters beyond ASCII are printed as they are."""


def given(path: str) -> object:
    """The JSON of a file, or of what is piped in where the path is `-`."""
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise BadQuestion(path, f"the file cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise BadQuestion(path, "the file is not text in UTF-8.") from error
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BadQuestion(path, f"this is not JSON ({error.msg}, {place}).") from error
    except RecursionError as error:
        raise BadQuestion(path, "the JSON is nested too deeply.") from error
    except ValueError as error:
        raise BadQuestion(path, "a number in it is too long.") from error


def run(engine: Engine, arguments: list[str]) -> int:
    """Prints the answer as JSON and returns 0; or says on the error stream what is wrong, 2."""
    parser = ArgumentParser(
        prog=f"python -m engines.{engine.name}",
        description=engine.does,
        epilog=f"The format of question and answer stands in engines/{engine.name}/README.md.",
    )
    parser.add_argument("question", metavar="QUESTION.json", help="a file, or - to read the input")
    path = parser.parse_args(arguments).question
    try:
        answer = engine.answered(given(path))
    except BadQuestion as error:
        print(f"This question cannot be answered. {error}", file=sys.stderr)
        return 2
    print(json.dumps(answer, indent=1, ensure_ascii=not engine.as_written))
    return 0
