"""From a network's steps to text: connectionist temporal classification (Graves et al. 2006), greedy and by beam.

`probabilities` is T×V float32 whose rows sum to 1, column 0 the blank; `vocabulary` names the V columns.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

Probabilities = npt.NDArray[np.float32]

MAX_ALTERNATIVES = 3
"""Further hypotheses of one line."""
ALTERNATIVE_MIN_PROBABILITY = 0.01
"""Second choices of a character that are less likely are not mentioned."""
ROUNDING = 1e-4
"""How far the sum of a step's probabilities may be from 1."""
BEAM_WIDTH = 8
"""Prefixes kept at each step of a beam search."""
SYMBOL_MIN_PROBABILITY = 1e-3
"""Symbols that are less likely at a step are not followed."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The best text, one probability a character, and further hypotheses with natural-log probabilities, best first."""

    text: str
    confidences: tuple[float, ...]
    alternatives: tuple[tuple[str, float], ...] = ()


def greedy(probabilities: Probabilities, vocabulary: Sequence[str]) -> Decoded:
    """The best path. A character is as certain as its most certain step; alternatives differ in one character."""
    best = probabilities.argmax(1)
    top = probabilities[np.arange(len(best)), best]
    edges = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]
    peaks = [a + int(top[a:b].argmax()) for a, b in pairwise(edges) if a < b and best[a] != 0]
    characters = [vocabulary[best[step]] for step in peaks]
    confidences = tuple(min(1.0, float(top[step])) for step in peaks)
    whole = float(np.log(np.maximum(top, 1e-12)).sum())
    alternatives: list[tuple[str, float]] = []
    for i, step in enumerate(peaks):
        if top[step] > 1 - ALTERNATIVE_MIN_PROBABILITY + ROUNDING:
            continue
        row = probabilities[step].copy()
        row[best[step]] = 0
        second = int(row.argmax())
        if row[second] >= ALTERNATIVE_MIN_PROBABILITY:
            text = "".join((*characters[:i], vocabulary[second], *characters[i + 1 :]))
            alternatives.append((text, whole - math.log(max(top[step], 1e-12)) + math.log(row[second])))
    alternatives.sort(key=lambda hypothesis: (-hypothesis[1], hypothesis[0]))
    return Decoded("".join(characters), confidences, tuple(alternatives[:MAX_ALTERNATIVES]))


def settled(probabilities: Probabilities, odds: float) -> bool:
    """Whether the best path alone is more than `odds` times as likely as all texts that it does not write together."""
    return float(np.log(np.maximum(probabilities.max(1), 1e-12)).sum()) > math.log(odds / (1 + odds))


def beam(probabilities: Probabilities, vocabulary: Sequence[str], width: int = BEAM_WIDTH) -> list[tuple[str, float]]:
    """The likeliest texts with natural-log probabilities summed over their paths, best first, at most `width`.

    Where the net is sure of a blank, what follows does not depend on what was before: the stretches in between are
    searched one by one, and their hypotheses put together.
    """
    texts, scale = [("", 1.0)], 0.0
    loud = np.concatenate([[False], probabilities[:, 0] <= 1 - SYMBOL_MIN_PROBABILITY, [False]])
    edges = np.flatnonzero(np.diff(loud)).tolist()
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        longer: dict[str, float] = {}
        found, whole = _search(probabilities[start:end].astype(float), width)
        for symbols, p in found:
            after = "".join(vocabulary[symbol] for symbol in symbols)
            for before, share in texts:
                longer[before + after] = longer.get(before + after, 0.0) + share * p
        texts = sorted(longer.items(), key=lambda item: (-item[1], item[0]))[:width]
        scale += whole
    return [(text, math.log(share) + scale) for text, share in texts if share > 0]


def _search(rows: npt.NDArray[np.float64], width: int) -> tuple[list[tuple[tuple[int, ...], float]], float]:
    """Beam search over prefixes: at most `width` with their shares, and the natural log of what they are shares of."""
    prefixes: dict[tuple[int, ...], tuple[float, float]] = {(): (1.0, 0.0)}
    scale = 0.0
    for row in rows:
        symbols = np.flatnonzero(row[1:] >= SYMBOL_MIN_PROBABILITY) + 1
        if len(symbols) > width + 1:  # of more at most the likeliest can lead to `width` prefixes
            symbols = symbols[np.argsort(-row[symbols], kind="stable")[: width + 1]]
        likely, none = list(zip(symbols.tolist(), row[symbols].tolist(), strict=True)), float(row[0])
        following: dict[tuple[int, ...], list[float]] = {}
        for prefix, (blank, ended) in prefixes.items():
            both, last = blank + ended, prefix[-1] if prefix else 0
            same = following.setdefault(prefix, [0.0, 0.0])
            same[0] += both * none
            if last:
                same[1] += ended * float(row[last])
            for symbol, p in likely:
                following.setdefault((*prefix, symbol), [0.0, 0.0])[1] += (blank if symbol == last else both) * p
        ranked = sorted(((pair[0] + pair[1], prefix) for prefix, pair in following.items()), reverse=True)[:width]
        total = sum(p for p, _ in ranked)
        scale += math.log(total)
        prefixes = {prefix: (following[prefix][0] / total, following[prefix][1] / total) for _, prefix in ranked}
    return [(prefix, sum(pair)) for prefix, pair in prefixes.items()], scale


def kept(text: str, hypotheses: Sequence[tuple[str, float]]) -> tuple[float, ...]:
    """For each character the share, by probability, of the hypotheses that keep it and add nothing beside it.

    What a step says of its own symbol knows nothing of a character that was left out, or written twice.
    """
    most = max((p for _, p in hypotheses), default=0.0)
    weights = [math.exp(p - most) for _, p in hypotheses]
    lost = [0.0] * (len(text) + 1)
    for (other, _), weight in zip(hypotheses, weights, strict=True):
        places = set()
        for edit in Levenshtein.editops(text, other):
            places |= {edit.src_pos - 1, edit.src_pos} if edit.tag == "insert" else {edit.src_pos}
        for place in places - {-1}:
            lost[place] += weight
    whole = sum(weights) or 1.0
    return tuple(1 - share / whole for share in lost[: len(text)])


def aligned(probabilities: Probabilities, symbols: Sequence[int]) -> tuple[float, ...]:
    """How certain each symbol of a text is: its best step on the likeliest path that writes just these symbols.

    `symbols` are columns of `probabilities`, none of them 0. All zero when there are too few steps to write them.
    """
    states = np.zeros(2 * len(symbols) + 1, np.int64)
    states[1::2] = symbols
    skipping = np.full(len(states), -np.inf)
    skipping[3::2][states[3::2] != states[1:-2:2]] = 0.0
    logs = np.log(np.maximum(probabilities, 1e-12))[:, states]
    before = np.full(len(states) + 2, -np.inf)  # two that do not exist stand before the first state
    score, one, two = before[2:], before[1:-1], before[:-2]
    score[:2] = logs[0, :2]
    origins = np.zeros((len(logs), len(states)), np.int64)
    for step in range(1, len(logs)):
        skipped, moved = two + skipping, one > score
        best = np.where(moved, one, score)
        origins[step] = np.where(skipped > best, 2, moved)
        np.add(np.maximum(best, skipped), logs[step], out=score)
    state = len(states) - 1 if not len(symbols) or score[-1] >= score[-2] else len(states) - 2
    if not np.isfinite(score[state]):
        return (0.0,) * len(symbols)
    certain = np.zeros(len(symbols))
    for step in range(len(logs) - 1, -1, -1):
        if state % 2:
            place = state // 2
            certain[place] = max(certain[place], float(probabilities[step, states[state]]))
        state -= int(origins[step, state])
    return tuple(min(1.0, float(c)) for c in certain)
