"""`python -m bench belief [--calibrate] [--quick]`: how well the probability of what was read holds.

Drawn lines of the fonts kept for testing go the product's way, as in `bench eyes` but other lines, and lines as real
labels print them; of every value that nothing spoke against it is noted what the readers saw and whether it is what is
printed, and of every standard's number that is not accepted so (`contested`) the same of all looks together.
`--calibrate` fits the weights
(`verifier/data/confidence.toml`) to them: to be run whenever a reader changes, and a second time after it, as what is
believed decides what is looked at again. The file's thresholds stay: choose them on the table that is printed.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import get_args

import numpy as np
import numpy.typing as npt

from bench.drawn_lines.damaged_lines import CLASSES, TestPress, label_specimens, specimens, test_fonts
from bench.reading_errors.measure import made_up_lines, read_photo
from bench.tables.reading import value_of
from bench.worlds.world import World
from verifier.build import build_line_reader
from verifier.domain import Reading
from verifier.extract.candidates import digit_runs, holds
from verifier.extract.confidence import (
    CONTESTED_SIGNS,
    SIGNS,
    Accepted,
    Contested,
    Evidence,
    Kind,
    accepted_from,
    weights_of,
)
from verifier.extract.fields import contested_in, extract
from verifier.names.parse import normal
from verifier.numbers import find_standards
from verifier.ocr.linenet import MODEL

SEED = 20261203
RIDGE = 1.0

LABEL_LINES = 4
"""Lines as labels print them that hold a standard's number, for each line of a class."""

Seen = dict[Kind, list[tuple[Evidence | Contested, bool]]]


def main(options: list[str]) -> int:
    """Prints what is accepted at which threshold, and how much of that is wrong; writes weights with `--calibrate`."""
    if "--calibrate" not in options:
        for kind, rows in collect(12 if "--quick" in options else 200, SEED + 1).items():
            _tell(kind, rows, weights_of(kind))
        return 0
    seen = collect(12 if "--quick" in options else 250, SEED)
    weights = {kind: fit([e for e, _ in rows], [right for _, right in rows]) for kind, rows in seen.items()}
    for kind, rows in seen.items():
        _tell(kind, rows, weights[kind])
    text = _file(weights, {kind: len(rows) for kind, rows in seen.items()})
    Path(str(resources.files("verifier.data").joinpath("confidence.toml"))).write_text(text, "utf-8")
    return 0


def collect(count: int, seed: int) -> Seen:
    """Evidence and truth of what the readers that ship read together.

    Numbers in `count` lines of each class of `bench eyes`, contested ones in these and in LABEL_LINES times as many
    lines of labels; firms in photos of labels of made-up firms (`reading_errors.measure`), whose names are words and
    not syllables by chance.
    """
    ensemble, fonts = build_line_reader(timeout_s=600), test_fonts()
    seen: Seen = {"standard": [], "contested": [], "licence": [], "holder": []}
    for specimen in label_specimens(count * LABEL_LINES, seed, fonts):
        seen["contested"] += _contested(ensemble.read(specimen.photo, [specimen.line]), specimen.text)
    for drawn in CLASSES:
        if drawn.kind == "firm":
            continue
        for specimen in specimens(drawn, count, seed, fonts):
            truth = value_of(drawn.kind, specimen.text)
            readings = ensemble.read(specimen.photo, [specimen.line])
            fields = extract(readings)
            kind: Kind = "licence" if drawn.kind == "licence" else "standard"
            if kind == "standard":
                seen["contested"] += _contested(readings, specimen.text)
            for number in fields.licences if kind == "licence" else fields.standards:
                if number.evidence is not None:
                    seen[kind].append((number.evidence, str(number.value) == truth))
    world, rng, press = World(seed, 2_000), random.Random(seed), TestPress(fonts, np.random.default_rng(seed))
    for number_of_photo in range(count * 2 // 3):
        for line in read_photo(lambda: made_up_lines(world, rng), rng, ensemble, press, number_of_photo, seed=seed):
            for field in line.fields if line.kind == "holder" else ():
                if field.evidence is not None:
                    seen["holder"].append((field.evidence, normal(field.value) == normal(line.printed)))
    return seen


def _contested(readings: Sequence[Reading], printed: str) -> Iterator[tuple[Contested, bool]]:
    """What all looks make of the contested numbers, and whether these are printed.

    Where what is printed has no usual form, its figures decide: how a number must be written is another question.
    """
    truths = {found.value for found in find_standards(printed) if found.has_year}
    for value, evidence in contested_in(readings):
        yield evidence, value in truths if truths else holds(digit_runs(printed), digit_runs(str(value)))


def fit(evidence: Sequence[Evidence | Contested], right: Sequence[bool]) -> list[float]:
    """Logistic regression; a weight whose sign would make more evidence count for less is left out (0)."""
    x, y = np.array([e.features() for e in evidence]), np.array(right, np.float64)
    signs = CONTESTED_SIGNS if isinstance(evidence[0], Contested) else SIGNS
    kept = list(range(x.shape[1]))
    while True:
        weights = _newton(x[:, kept], y)
        wrong = [k for k, w in zip(kept, weights, strict=True) if w * signs[k] < 0]
        if not wrong:
            full = np.zeros(x.shape[1])
            full[kept] = weights
            return [round(float(w), 4) for w in full]
        kept = [k for k in kept if k not in wrong]


def _newton(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], steps: int = 40) -> npt.NDArray[np.float64]:
    """Newton's method, with a ridge on all weights but the constant."""
    weights, ridge = np.zeros(x.shape[1]), RIDGE * np.eye(x.shape[1])
    ridge[0, 0] = 1e-3
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge
        weights = weights + np.linalg.solve(hessian, x.T @ (y - p) - ridge @ weights)
    return weights


def probabilities(evidence: Sequence[Evidence | Contested], weights: Sequence[float]) -> npt.NDArray[np.float64]:
    """What weights make of evidence, n probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.array([e.features() for e in evidence]) @ np.array(weights))))


def calibration_error(p: npt.NDArray[np.float64], right: npt.NDArray[np.bool_], bins: int = 10) -> float:
    """Mean gap between probability and share right, over bins of equal width, weighted by what is in them."""
    error, at = 0.0, np.minimum((p * bins).astype(int), bins - 1)
    for k in range(bins):
        if (at == k).any():
            error += (at == k).mean() * abs(p[at == k].mean() - right[at == k].mean())
    return float(error)


def _tell(kind: Kind, rows: Sequence[tuple[Evidence | Contested, bool]], weights: Sequence[float]) -> None:
    p, y = probabilities([e for e, _ in rows], weights), np.array([right for _, right in rows])
    gap = calibration_error(p, y)
    print(f"{kind}: n {len(rows)}, right {100 * y.mean():.1f} %, calibration error {gap:.3f}, weights {list(weights)}")
    for least in (0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.985, 0.99, 0.995, accepted_from(kind)):
        kept = p >= least
        wrong = int((kept & ~y).sum())
        print(f"  from {least:.3f}: accepted {100 * kept.mean():5.1f} %, wrong {wrong} of {int(kept.sum())}")


def _file(weights: dict[Kind, list[float]], n: dict[Kind, int]) -> str:
    lines = "\n".join(f"{kind} = {values}  # n {n[kind]}" for kind, values in weights.items())
    thresholds = "\n".join(f"{kind} = {accepted_from(kind)}" for kind in get_args(Accepted))
    return (
        "# What each thing seen of a value tells, and the confidence from which on a value is accepted\n"
        "# (verifier/extract/confidence.py). `python -m bench belief --calibrate` writes the weights and prints the\n"
        "# table on which the thresholds are chosen by hand.\n"
        f'reader = "{MODEL.sha256}"\n\n[accepted_from]\n{thresholds}\n\n[weights]\n{lines}\n'
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
