"""Evidence by figure: all looks at a number laid over one another, figure by figure.

A look that is sure of three figures and blurred in the fourth speaks for three. So looks are not counted as wholes:
each votes for every figure that it shows, with its certainty of that figure and the weight of how sharply it saw the
number at all. Looks of one reader err alike and are averaged; readers err apart and are multiplied.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from verifier.domain import Reading
from verifier.thai import fold

FLOOR = 0.1
"""Share of every reader's vote that is spread evenly: no reader is sure beyond it."""
LOST = "-"
"""What stands for a figure that a look does not show where it shows its neighbours, or for one too many."""
SYMBOLS = 11
"""Ten figures and LOST."""
MIN_SHARED = 0.5
"""Share of a number's figures that a look must show to be a look at it."""
MOST_NUMBER_FIGURES = 5
"""Figures of the longest number of a standard: more in a row before the year begin with letters taken for figures."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one look shows where a figure of the number should stand, and how certain it is of it."""

    symbol: str
    certainty: float


@dataclass(frozen=True, slots=True)
class Fused:
    """What all looks together make of a number.

    `worst`: the probability of its least certain figure; `whole`: of all its figures, taken as independent; `looks`:
    how many showed it; `agreeing`: the share of them, by weight, that shows every figure as it is; `readers`: how many
    readers had a look that shows the whole number.
    """

    worst: float
    whole: float
    looks: int
    agreeing: float
    readers: int


def fuse(runs: Sequence[str], readings: Sequence[Reading]) -> Fused:
    """What all readings of a place make of the number with these runs of figures."""
    number, leading = "".join(runs), len(runs[0])
    votes: dict[str, list[tuple[float, dict[int, Vote]]]] = defaultdict(list)
    looks, agreeing, weights, whole = 0, 0.0, 0.0, set()
    lowest = min((reading.region.quad.height for reading in readings), default=0.0)
    for reading in readings:
        seen = votes_of(number, leading, reading)
        if seen:
            looks += 1
            share = lowest / max(reading.region.quad.height, 1e-6)  # of its pixels that a look gives to the line
            weight = (share * sum(vote.certainty for vote in seen.values()) / len(number)) ** 2
            votes[reading.reader].append((weight, seen))
            weights += weight
            if all(vote.symbol == number[k] for k, vote in seen.items()):
                agreeing += weight
                if len(seen) == len(number):
                    whole.add(reading.reader)
    found = [_posterior(number[k], k, votes) for k in range(len(number))]
    return Fused(min(found), math.prod(found), looks, agreeing / weights if weights else 0.0, len(whole))


def _posterior(figure: str, place: int, votes: dict[str, list[tuple[float, dict[int, Vote]]]]) -> float:
    logs: dict[str, float] = {}
    readers = 0
    symbols = {figure} | {seen[place].symbol for looks in votes.values() for _, seen in looks if place in seen}
    for looks in votes.values():
        here = [(weight, seen[place]) for weight, seen in looks if place in seen]
        total = sum(weight for weight, _ in here)
        if not total:
            continue
        readers += 1
        for symbol in (*symbols, ""):
            p = sum(
                weight * (vote.certainty if vote.symbol == symbol else (1 - vote.certainty) / (SYMBOLS - 1))
                for weight, vote in here
            )
            logs[symbol] = logs.get(symbol, 0.0) + math.log((1 - FLOOR) * p / total + FLOOR / SYMBOLS)
    if not readers:
        return 1 / SYMBOLS
    others = (SYMBOLS - len(symbols)) * math.exp(logs.pop(""))
    return math.exp(logs[figure]) / (sum(map(math.exp, logs.values())) + others)


def votes_of(number: str, leading: int, reading: Reading) -> dict[int, Vote]:
    """What a reading shows of each figure of a number; empty where it shows another number.

    `leading`: how many figures the number's first run has. Figures cut off at either end have no vote.
    """
    if len(reading.confidences) != len(reading.text):
        return {}
    folded = fold(reading.text)
    places = [k for k, character in enumerate(folded.text) if character in "0123456789"]
    figures = "".join(folded.text[k] for k in places)
    pairs = _aligned(number, figures)
    if sum(number[i] == figures[j] for i, j in pairs) < MIN_SHARED * len(number):
        return {}
    sure = [reading.confidences[folded.span(k, k + 1)[0]] for k in places]
    votes = {i: Vote(figures[j], sure[j]) for i, j in pairs}
    (first, at), (last, end) = pairs[0], pairs[-1]
    shown = dict(pairs)
    for i in range(first, last):  # what is lost or too much between figures that it shows
        if i not in shown:
            beside = [sure[shown[k]] for k in (i - 1, i + 1) if k in shown]
            votes[i] = Vote(LOST, min(beside, default=0.5))
        elif i + 1 in shown and shown[i + 1] - shown[i] > 1:
            _add(votes, i, max(sure[shown[i] + 1 : shown[i + 1]]))
    if first == 0 and (extra := _before(folded.text, places, at)) and _may_lead(extra, leading):
        _add(votes, 0, min(sure[at - len(extra) : at]))
    if last == len(number) - 1 and end + 1 < len(places) and places[end + 1] == places[end] + 1:
        _add(votes, last, sure[end + 1])
    return votes


def _before(text: str, places: Sequence[int], at: int) -> str:
    """The figures that stand right before the one at `places[at]`."""
    begin = at
    while begin and places[begin - 1] == places[begin] - 1:
        begin -= 1
    return "".join(text[k] for k in places[begin:at])


def _may_lead(extra: str, leading: int) -> bool:
    """Whether a standard's number can begin with these figures as well; else they are what became of มอก."""
    return not extra.startswith("0") and len(extra) + leading <= MOST_NUMBER_FIGURES


def _add(votes: dict[int, Vote], place: int, certainty: float) -> None:
    """A figure too many beside a place speaks against it, where it is more certain than the place's own is in doubt."""
    if certainty > 1 - votes[place].certainty:
        votes[place] = Vote(LOST, certainty)


def _aligned(number: str, figures: str) -> list[tuple[int, int]]:
    """Which figure of `number` is which of `figures`: pairs of indices, fewest edits, ends of `figures` left out."""
    at = figures.rfind(number)
    if at >= 0:
        return [(i, at + i) for i in range(len(number))]
    rows, columns = len(number) + 1, len(figures) + 1
    cost = [[0] * columns for _ in range(rows)]
    for i in range(1, rows):
        cost[i][0] = i
        row, above = cost[i], cost[i - 1]
        for j in range(1, columns):
            same = above[j - 1] + (number[i - 1] != figures[j - 1])
            row[j] = min(same, above[j] + 1, row[j - 1] + 1)
    j = min(range(columns), key=lambda k: (cost[-1][k], -k))
    i, pairs = rows - 1, []
    while i and j:
        if cost[i][j] == cost[i - 1][j - 1] + (number[i - 1] != figures[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif cost[i][j] == cost[i - 1][j] + 1:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]
