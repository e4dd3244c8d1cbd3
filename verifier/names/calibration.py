"""How likely the nearest holder is the firm that is printed, by how far the reading is from it and from the next firm.

The shares in `data/name_calibration.toml` were counted by `python -m bench names --calibrate` on made-up firms, read as
the real readers read names; `bench names` measures on other firms how well they hold. They suppose that the printed
firm is among the holders: of a stranger's name they say nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from verifier.fitted import fitted

MAX_DIFFERENCES, MAX_HARD_DIFFERENCES = 4, 2
"""Numbers of edits, and of edits that no look-alike explains, from which on the table counts all together."""


def cell(edits: int, hard: int, next_edits: int | None) -> str:
    """The cell of the table: edits to the nearest firm, those no look-alike explains, edits more to the next firm."""
    lead = MAX_DIFFERENCES if next_edits is None else max(0, min(next_edits - edits, MAX_DIFFERENCES))
    return f"{min(edits, MAX_DIFFERENCES)}/{min(hard, MAX_HARD_DIFFERENCES)}/{lead}"


@cache
def _shares() -> Mapping[str, float]:
    cells = fitted("name_calibration")["cells"]
    return MappingProxyType({name: float(right + 1) / (count + 2) for name, (right, count) in cells.items()})


def probability(edits: int, hard: int, next_edits: int | None) -> float:
    """The share of right answers in this cell, between 0 and 1; a half where nothing was counted."""
    return _shares().get(cell(edits, hard, next_edits), 0.5)
