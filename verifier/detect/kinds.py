"""The three marks in one table: class of the net, drawing, rings in which printers set it, symmetry."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.domain import MarkKind

Ring = tuple[float, float]
"""Outer diameter and stroke of a ring, in W (the width of the mark without it)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One kind of mark; its place in MARKS is its class in the net's maps.

    `inside`: the kind whose drawing this is, but for the ring. `rings`: those with which the drawing is laid over a
    photo, and `ring_diameters` and `ring_strokes` those with which it is compared when it lies: printers set the ring
    anywhere from 1.18 W, nearly touching the tips, to the drawing's own 1.344 W. `quarter_alike`: whether it looks the
    same after a quarter turn.
    """

    kind: MarkKind
    inside: MarkKind
    rings: tuple[Ring, ...] = ()
    ring_diameters: tuple[float, ...] = ()
    ring_strokes: tuple[float, ...] = ()
    quarter_alike: bool = False

    @property
    def ringed(self) -> bool:
        """Whether it has a ring."""
        return bool(self.rings)


COMPULSORY = Mark(
    MarkKind.COMPULSORY,
    MarkKind.VOLUNTARY,
    ((1.2, 0.045), (1.27, 0.058), (1.344, 0.072)),
    (1.18, 1.22, 1.27, 1.31, 1.35),
    (0.04, 0.07),
)
VOLUNTARY = Mark(MarkKind.VOLUNTARY, MarkKind.VOLUNTARY)
COMMUNITY = Mark(MarkKind.COMMUNITY, MarkKind.COMMUNITY, quarter_alike=True)
MARKS = (COMPULSORY, VOLUNTARY, COMMUNITY)
CLASSES = range(len(MARKS))
"""The classes of the net that are marks."""
