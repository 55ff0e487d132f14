"""Compilation, once for each machine: numba keeps what it made beside the source."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

F = TypeVar("F", bound=Callable[..., Any])
Int8s = npt.NDArray[np.int8]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]
Whole = Any
"""A whole number of 64 bits (or a truth), as compiled code returns it: numpy's or Python's."""

jit = cast(Callable[[F], F], numba.njit(cache=True))
"""Compiled, and its machine code kept."""
