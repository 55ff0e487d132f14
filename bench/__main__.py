"""`python -m bench [web|sheets|pairing|triage|streets|trust …]`: everything unless told which; `--json FILE` keeps it."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.goals import missed
from bench.pairing import measure as pairing
from bench.pairing.lands import LANDS
from bench.report import table
from bench.sheets import pages as sheets
from bench.streets import pages as streets
from bench.triage import measure as triage
from bench.trust import pages as trust
from bench.web import pages

Part = Callable[[argparse.Namespace], list[dict[str, Any]]]


def main(arguments: list[str] | None = None, parts: dict[str, Part] | None = None) -> int:
    """0, or 1 where a goal is missed; which one is said."""
    asked = _questions().parse_args(arguments)
    found: dict[str, list[dict[str, Any]]] = {}
    parts = parts or PARTS
    for part in asked.parts or parts:
        found[part] = parts[part](asked)
    if asked.json:
        told = {"python": platform.python_version(), "machine": platform.machine(), **found}
        asked.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    below = [sentence for lines in found.values() for sentence in missed(lines)]
    print("\n".join(["", "Missed:", *below] if below else ["", "Every goal is met."]))
    return 1 if below else 0


def _web(asked: argparse.Namespace) -> list[dict[str, Any]]:
    # The bench fills a database of its own, whatever server the machine's environment names.
    os.environ.pop("DATABASE_URL", None)
    lines = list(pages.lines(pages.measure(asked.rounds, asked.seconds)))
    print(table("Pages: CPU of a request, times that of a bare WSGI answer", lines))
    return lines


def _sheets(asked: argparse.Namespace) -> list[dict[str, Any]]:
    lines = list(sheets.lines(asked.pages))
    print(
        table("Scanned forms: boxes right of those read without a person, CPU time", _told(lines))
    )
    return lines


def _pairing(asked: argparse.Namespace) -> list[dict[str, Any]]:
    lines = list(pairing.lines(asked.lands))
    print(table("Pairing: times the peer on the same network, CPU time and memory", _told(lines)))
    growth = [pairing.growth()]
    print(table("Pairing: to which power time grows with the needs", _told(growth)))
    changes = list(pairing.changes(asked.lands))
    print(table("Pairing: one event on a kept optimum, beside solving anew", _told(changes)))
    return [*lines, *growth, *changes]


def _told(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: line[name] for name in line if not name.startswith("goal")} for line in lines]


def _triage(_asked: argparse.Namespace) -> list[dict[str, Any]]:
    lines = list(triage.lines())
    print(
        table(
            "Triage: texts told by what was learned from others, beside scikit-learn", _told(lines)
        )
    )
    return lines


def _streets(asked: argparse.Namespace) -> list[dict[str, Any]]:
    os.environ.pop("DATABASE_URL", None)
    lines = list(streets.lines(asked.rounds, asked.seconds))
    print(table("Streets: 100,000 reports beside 1,000, time of an answer", lines))
    return lines


def _trust(asked: argparse.Namespace) -> list[dict[str, Any]]:
    os.environ.pop("DATABASE_URL", None)
    lines = list(trust.lines(asked.rounds, asked.seconds))
    print(table("Trust: sealing who somebody is and noting who looked, time of an answer", lines))
    return lines


PARTS: dict[str, Part] = {
    "web": _web,
    "sheets": _sheets,
    "pairing": _pairing,
    "triage": _triage,
    "streets": _streets,
    "trust": _trust,
}


def _questions() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="everything, unless told")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each page in each round")
    parser.add_argument(
        "--pages",
        type=int,
        default=25,
        help="scanned, in each condition; six times as many where all comes at once",
    )
    parser.add_argument(
        "--lands",
        nargs="+",
        choices=list(LANDS),
        default=list(pairing.USUAL),
        help="to pair; a region takes minutes, a country longer",
    )
    parser.add_argument("--json", type=Path, help="a file to keep the figures in")
    return parser


if __name__ == "__main__":
    sys.exit(main())
