"""What holds for every start of the pages from this directory."""

import gc
from typing import Any

logger_class = "tandem.toolbox.server_log.ServerLog"


def when_ready(_server: Any) -> None:
    """What was loaded once stays: looking through it again and again took a tenth of a second."""
    gc.collect()
    gc.freeze()


def worker_exit(_server: Any, _worker: Any) -> None:
    # What is not let go by the end is told as lost by libraries that count.
    gc.unfreeze()


def on_exit(_server: Any) -> None:
    gc.unfreeze()
