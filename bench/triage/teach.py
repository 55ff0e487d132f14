"""Make the weights of the triage engine anew: `python -m bench.triage.teach`, after each new text."""

from pathlib import Path

import engines.triage
from engines.triage.built_in import EVERYDAY
from engines.triage.learned import CORPUS, written
from engines.triage.training import train

WEIGHTS = Path(engines.triage.__file__).parent / "weights.txt"

if __name__ == "__main__":
    WEIGHTS.write_text(written(train((*CORPUS, *EVERYDAY))), encoding="utf-8")
