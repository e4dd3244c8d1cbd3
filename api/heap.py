"""How many heaps the C library keeps for the threads of this process.

glibc gives each thread that allocates a heap of its own and hands little of it back. Photos and the engines' buffers
are large and of ever other sizes, so the heaps of a service's threads grow past what is used: 336 MB after a minute of
overload for 303 with two heaps, at the same speed (`python -m bench load`).
"""

from __future__ import annotations

import ctypes

M_ARENA_MAX = -8
"""The parameter's number in glibc's malloc.h."""
HEAPS = 2


def share_heaps(heaps: int = HEAPS) -> bool:
    """Lets all threads share so many heaps; to be called before there are threads. False where there is no glibc."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except AttributeError:
        return False
    return bool(mallopt(M_ARENA_MAX, heaps) == 1)
