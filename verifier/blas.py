"""How many threads NumPy's matrix products take: one, as everything else of a verification does.

The products here are small. NumPy's OpenBLAS gives even these to a thread on every core, and each of them spins for
some 30 ms after the last product in case another comes: time taken from the photos that other threads verify. With one
thread a verification takes 0.8 of the processor time (`python -m bench speed`).
"""

from __future__ import annotations

import ctypes
from importlib import import_module

_EXTENSION = "numpy._core._multiarray_umath"
"""The part of NumPy that is linked with the library of its products; what it is linked with is found through it."""
_SETTERS = (
    "scipy_openblas_set_num_threads64_",
    "scipy_openblas_set_num_threads",
    "openblas_set_num_threads64_",
    "openblas_set_num_threads",
)
"""Names of the same function in the builds of OpenBLAS: in NumPy's wheels, and in those of Linux distributions."""


def settle() -> bool:
    """Sets one thread, for this process. False where NumPy has no OpenBLAS."""
    try:
        numpy = ctypes.CDLL(import_module(_EXTENSION).__file__)
    except (ImportError, OSError):
        return False
    setter = next((getattr(numpy, name) for name in _SETTERS if hasattr(numpy, name)), None)
    if setter is None:
        return False
    setter(1)
    return True
