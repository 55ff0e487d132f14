"""How far the making of the region is: a bar on a terminal, a line now and then elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import Progress

Advance = Callable[[int], None]
Begin = Callable[[str, int], Advance]
LINES = 10
"""Of each task, where nothing can be drawn over."""


@contextmanager
def shown(output: Any) -> Iterator[Begin]:
    """Begin a task by its name and size; what comes back is told how much more is done."""
    console = Console(file=output)
    if not console.is_terminal:
        yield lambda name, total: _by_lines(output, name, total)
        return
    with Progress(console=console) as progress:
        yield lambda name, total: _drawn(progress, name, total)


def _drawn(progress: Progress, name: str, total: int) -> Advance:
    task = progress.add_task(name, total=total)
    return lambda more: progress.advance(task, more)


def _by_lines(output: Any, name: str, total: int) -> Advance:
    done = 0

    def advance(more: int) -> None:
        nonlocal done
        before, done = done, done + more
        if not more or done * LINES // total > before * LINES // total:
            output.write(f"{name}: {100 * done // total} %\n")
            output.flush()

    # The line of the beginning: somebody who waits sees what is being done.
    advance(0)
    return advance
