"""A line of print as a line detector found it."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.domain.geometry import Quad


@dataclass(frozen=True, slots=True)
class Box:
    """A line in some picture: its quad there, in pixels, and the detector's mean probability, 0..1."""

    quad: Quad
    score: float
