"""How likely a value is right, by what the readers saw of it: a logistic regression for each kind of value.

The weights in `data/confidence.toml` are fitted on drawn lines whose fonts no reader was trained on (`python -m bench
belief --calibrate`), and its thresholds were chosen on them; `python -m bench eyes` measures on other lines how well
they hold.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, TypeAlias

from verifier.fitted import fitted

Kind: TypeAlias = Literal["standard", "contested", "licence", "holder"]
"""`contested`: a standard's number that other looks contradict, or that no single look makes likely enough."""
Accepted: TypeAlias = Literal["standard", "thai_digits", "contested", "licence", "holder"]
"""What has a threshold of its own: kinds of values, and a standard's number in ๐-๙, which one reader alone can read."""
SIGNS: Final = (0, 1, 1, 1, 1, 1, -1, 0, 0)
"""Which way each feature may count: more certainty, or another reader that agrees, never makes a value less likely."""
CONTESTED_SIGNS: Final = (0, 1, 1, 1, -1, 0, 1)
"""The same of `Contested.features`; many looks may mean much that was in doubt."""
SURE: Final = 0.9995
"""A reader's certainty counts up to here: beyond, its figures say nothing."""
MIN_LOOKS, MIN_WORST, MIN_AGREEING = 5, 0.9, 0.5
"""What all looks together must reach at least before a contested number is weighed at all (`Contested`)."""
FUSED_SURE, AGREEING_SURE = 0.99995, 0.99
"""The same of figures that all looks make likely together, and of the share of looks that agree."""


READERS_IN_ALL = 3
"""Readers that ship: all of them may agree."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen of a value. Certainties are those of the least certain character, 0..1; 0 where there was none.

    `best`: in the best look; `again`: in the next look of the same reader that saw the same; `other`: in the best look
    of another reader; `readers`: how many readers saw its figures; `against`: in the best look that saw something else.
    """

    best: float
    again: float
    other: float
    readers: int
    against: float
    length: int
    thai_digits: bool

    def features(self) -> tuple[float, ...]:
        """The regression's inputs, the constant first."""
        return (
            1.0,
            _logit(self.best),
            _logit(self.again) if self.again else -4.0,
            _logit(self.other) if self.other else -4.0,
            float(self.readers > 1),
            float(self.readers >= READERS_IN_ALL),
            _logit(self.against) if self.against else -4.0,
            self.length / 10,
            float(self.thai_digits),
        )


@dataclass(frozen=True, slots=True)
class Contested:
    """What all looks make of a contested number together (`figures.Fused`), and the best looks for and against it.

    `worst`: the probability of its least certain figure when all looks are laid over one another; `agreeing`: the share
    of them, by weight, that shows every figure; `looks`: how many there were; `readers`: how many readers showed it
    whole; `best` and `against` as in `Evidence`.
    """

    worst: float
    agreeing: float
    best: float
    against: float
    looks: int
    readers: int

    @property
    def tells(self) -> bool:
        """Whether so many looks agree so far that the regression was fitted to the like."""
        return self.looks >= MIN_LOOKS and self.worst >= MIN_WORST and self.agreeing >= MIN_AGREEING

    def features(self) -> tuple[float, ...]:
        """The regression's inputs, the constant first."""
        return (
            1.0,
            _logit(self.worst, FUSED_SURE),
            _logit(self.agreeing, AGREEING_SURE),
            _logit(self.best),
            _logit(self.against) if self.against else -4.0,
            math.log(max(self.looks, 1)),
            float(self.readers > 1),
        )


def belief(kind: Kind, evidence: Evidence | Contested) -> float:
    """The probability that the value is what is printed, 0..1."""
    return 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights_of(kind), evidence.features(), strict=True))))


@cache
def weights_of(kind: Kind) -> tuple[float, ...]:
    """The weights of `Evidence.features`, or of `Contested.features`, for a kind of value."""
    return tuple(map(float, fitted("confidence")["weights"][kind]))


def accepted_from(kind: Accepted) -> float:
    """The confidence, 0..1, from which on a value is accepted."""
    return float(fitted("confidence")["accepted_from"][kind])


def _logit(certainty: float, most: float = SURE) -> float:
    """From -4 to 7.6, or to that of another `most`."""
    p = min(max(certainty, 0.018), most)
    return math.log(p / (1 - p))
