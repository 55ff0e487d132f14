"""Compilation, once for each machine and each version of this package.

numba looks only at the file of a function to see whether what it kept is stale, not at the
files of those it calls. So what it keeps stands in a folder named after all of them.
"""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

F = TypeVar("F", bound=Callable[..., Any])
Int8s = npt.NDArray[np.int8]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
Words32 = npt.NDArray[np.uint32]
Bytes = npt.NDArray[np.uint8]
Singles = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Whole = Any
"""A whole number of 64 bits (or a truth), as compiled code returns it: numpy's or Python's."""


def _kept_in() -> Path | None:
    """Where compiled code of exactly these sources is kept; None where nothing can be written."""
    here = Path(__file__).parent
    sources = b"".join(path.read_bytes() for path in sorted(here.glob("*.py")))
    folder = here / "__pycache__" / f"compiled-{sha256(sources).hexdigest()[:12]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


_FOLDER = _kept_in()
if _FOLDER is not None:
    cast(Any, numba.config).CACHE_DIR = str(_FOLDER)
_IS_KEPT = _FOLDER is not None

jit = cast(Callable[[F], F], numba.njit(cache=_IS_KEPT))
"""Compiled, and its machine code kept."""
part = cast(Callable[[F], F], cast(Any, numba.njit)(cache=_IS_KEPT, _nrt=False))
"""Compiled without counting who holds which array; for functions that make none.

A search hands dozens of arrays from function to function, and counting them took most of its time.
"""
piece = cast(
    Callable[[F], F],
    cast(Any, numba.njit)(cache=_IS_KEPT, _nrt=False, forceinline=True),
)
"""A `part` written into whoever calls it; for the few that are called millions of times."""
