"""Who solves: plain Python, or for a large question compiled code, which chooses the very same pairs.

Compiled code runs in a process of its own, for as long as it chooses: neither a web process nor the
worker ever holds it. Where it cannot run, plain Python takes longer.
"""

import importlib.util
import json
import logging
import os
import subprocess
import sys

from engines import pairing
from engines.pairing.exchange import question_to_json

log = logging.getLogger(__name__)
FEWEST = 1000
"""Needs. Below, plain Python has chosen before compiled code is loaded."""
MOST_SECONDS = 900
KERNEL = "engines.pairing.compiled"
NO_ANSWER = (ValueError, TypeError, AttributeError)
Chosen = dict[str, tuple[str, int]]


def solved(question: pairing.Question) -> pairing.Answer:
    """For jobs; the same answer whoever chooses."""
    if len(question.needs) < FEWEST or importlib.util.find_spec("numba") is None:
        return pairing.solve(question)
    return pairing.solve(question, chosen_apart(question))


def chosen_apart(question: pairing.Question) -> Chosen | None:
    """The pairs, by compiled code; None where the question is not for it or it could not run."""
    # Nothing of ours is told to it but where the code stands: no password, no key.
    surroundings = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.defpath}
    try:
        run = subprocess.run(
            [sys.executable, "-m", KERNEL],
            input=json.dumps(question_to_json(question)),
            env=surroundings,
            capture_output=True,
            text=True,
            check=True,
            timeout=MOST_SECONDS,
        )
        found = json.loads(run.stdout)
        return {need: (offer, slot) for need, (offer, slot) in found.items()}
    # What it printed may be cut short or be something else: that is no answer either.
    except (OSError, subprocess.SubprocessError, *NO_ANSWER) as error:
        log.warning("Compiled code did not choose (%s); plain Python does.", type(error).__name__)
        return None
