"""How far the reader's confidence is to be trusted: one temperature, set on lines whose fonts training never saw.

Guo et al., On Calibration of Modern Neural Networks (2017). What is made to fit is what acceptance rests on: that a
number is right as often as its least certain character claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from models.recipe.line_pool import read_shard
from models.recipe.reader_net import ALPHABET, shown
from verifier.numbers import find_licences, find_standards
from verifier.ocr import ctc

VOCABULARY = ("", *ALPHABET)
GRID = tuple(np.round(np.arange(0.6, 3.05, 0.1), 2))


@dataclass(frozen=True, slots=True)
class Fit:
    """`temperature` and, at it, the expected calibration error over `n` numbers read and the share that is right."""

    temperature: float
    error: float
    n: int
    right: float


def number_in(text: str) -> tuple[str, int, int] | None:
    """The first whole number of a text in normal form, and where it stands."""
    for standard in find_standards(text):
        if standard.has_year:
            return str(standard.value), standard.start, standard.end
    for licence in find_licences(text):
        if licence.value is not None:
            return str(licence.value), licence.start, licence.end
    return None


def calibrate(model: Path, shards: Sequence[Path], most: int = 1200) -> Fit:
    """The temperature with the best likelihood of right and wrong numbers."""
    seen = _scores(model, shards, most)
    best, best_loss = Fit(1.0, 1.0, 0, 0.0), np.inf
    for temperature in GRID:
        confidences, rights = [], []
        for scores, truth in seen:
            read = ctc.greedy(_softmax(scores / temperature), VOCABULARY)
            found = number_in(read.text)
            if found:
                confidences.append(min(read.confidences[found[1] : found[2]]))
                rights.append(found[0] == truth)
        c, r = np.clip(np.array(confidences), 1e-6, 1 - 1e-6), np.array(rights, float)
        loss = float(-(r * np.log(c) + (1 - r) * np.log(1 - c)).mean())
        if loss < best_loss:
            best, best_loss = Fit(float(temperature), calibration_error(c, r), len(r), float(r.mean())), loss
    return best


def calibration_error(confidences: npt.NDArray[np.float64], rights: npt.NDArray[np.float64], bins: int = 10) -> float:
    """Mean gap between confidence and share right over bins of equal width, weighted by their size."""
    error = 0.0
    for low in np.arange(bins) / bins:
        inside = (confidences > low) & (confidences <= low + 1 / bins)
        if inside.any():
            error += inside.mean() * abs(confidences[inside].mean() - rights[inside].mean())
    return float(error)


def _scores(model: Path, shards: Sequence[Path], most: int) -> list[tuple[npt.NDArray[np.float32], str]]:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(model), options)
    seen: list[tuple[npt.NDArray[np.float32], str]] = []
    for path in shards:
        shard = read_shard(path)
        for index, text in enumerate(shard.texts):
            truth = number_in(text)
            if truth and len(seen) < most:
                (scores,) = session.run(None, {"line": shown(shard.line(index))[None, None]})
                seen.append((scores[0], truth[0]))
    return seen


def _softmax(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True), np.float32)
