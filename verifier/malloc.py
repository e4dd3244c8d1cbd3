"""What the C library does with memory that this process gives back: few heaps, and buffers that are used again.

Photos and the engines' buffers are large and of ever other sizes. glibc gives each thread that allocates a heap of its
own, which it seldom hands back: after a minute of overload a service held 336 MB for 303 with two heaps, at the same
speed (`python -m bench load`). And it gives freed buffers back to the system only to ask for them again, each page
emptied anew: a verification took 1.3 times the processor time that it takes with buffers below `OWN_MAPPING_BYTES` kept
(`python -m bench speed`).
"""

from __future__ import annotations

import ctypes

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""The parameters' numbers in glibc's malloc.h."""
MAX_HEAPS = 2
"""Heaps of all threads together."""
OWN_MAPPING_BYTES = 8_900_000
"""Size from which on a buffer is mapped by itself and given back to the system when freed: a decoded photo, and the
first half of one of twelve megapixels. What the nets hold at once is smaller, but for the longest lines."""
SPARE_BYTES = 64 * 2**20
"""Freed bytes at the end of a heap from which on they are given back."""


def settle() -> bool:
    """Sets all three, for this process and best before it has threads. False where there is no glibc."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except AttributeError:
        return False
    chosen = {M_ARENA_MAX: MAX_HEAPS, M_MMAP_THRESHOLD: OWN_MAPPING_BYTES, M_TRIM_THRESHOLD: SPARE_BYTES}
    return all(mallopt(parameter, value) == 1 for parameter, value in chosen.items())
