"""How far the confidence of what was accepted can be trusted: standards, licences and firms apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from bench.tables.markdown import share, table

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
"""Bounds of the bins, lower out, upper in: finer where nearly all of the accepted lie."""
BINS = 10
"""Equal bins of which the error is the weighted mean, as it is usually quoted (Naeini et al., AAAI 2015)."""

Judged = Sequence[tuple[float, bool]]
"""Confidence 0..1, and whether what was accepted is what is printed."""


def error(judged: Judged) -> float:
    """Expected calibration error: mean gap of confidence and share right over equal bins, weighted; 0 for none."""
    if not judged:
        return 0.0
    confidences, rights = np.array([c for c, _ in judged]), np.array([r for _, r in judged], float)
    bins = np.clip(np.ceil(confidences * BINS).astype(int) - 1, 0, BINS - 1)
    gaps = [abs(float((confidences - rights)[bins == b].sum())) for b in range(BINS)]
    return sum(gaps) / len(judged)


def calibration_table(by_kind: dict[str, list[tuple[float, bool]]]) -> str:
    """A row for each kind and bin that holds anything, then one for all of the kind."""
    rows = []
    for kind, judged in by_kind.items():
        for low, high in pairwise(EDGES):
            inside = [(c, right) for c, right in judged if low < c <= high]
            if inside:
                said = 100 * sum(c for c, _ in inside) / len(inside)
                rows.append(
                    (f"{kind}, {low:.2f} to {high:.2f}", len(inside), f"{said:.1f}", _right(inside), _wrong(inside), "")
                )
        mean = f"{100 * sum(c for c, _ in judged) / len(judged):.1f}" if judged else "-"
        rows.append((f"{kind}, all", len(judged), mean, _right(judged), _wrong(judged), f"{error(judged):.3f}"))
    return table(("accepted, of confidence", "n", "said %", "right %", "wrong", "error"), rows)


def _right(judged: Judged) -> str:
    return share(sum(right for _, right in judged), len(judged))


def _wrong(judged: Judged) -> int:
    return sum(not right for _, right in judged)
