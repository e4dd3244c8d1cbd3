"""Seals whose words run round between their rings: found by the outer ring, and read as the ring round a mark is."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.domain import Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.image.inks import Inks, shapes
from verifier.image.outlines import likeness, outline_of, rings
from verifier.ocr.derived import RING
from verifier.ocr.overlooked import mean
from verifier.ocr.skim import of_weight

SIDES_PX, ASPECT, FILL = (60, 420), (0.8, 1.25), (0.01, 0.5)
"""Sides of an outer ring in px of the reduced picture, width over height, and the share of its box that it fills."""
A_RING = 0.75
"""Correlation with a ring from which on a shape is one: 0.78 to 0.99."""
MAX_SEALS = 3
"""Seals of one photo that are read, the largest first."""
WORDS_END = 0.94
"""Words end at so much of the outer ring's radius."""
SURE = 0.8
"""Mean confidence from which on what was read along a ring stands there."""


def seals(inks: Inks, signs: Sequence[Quad]) -> list[Region]:
    """For each seal the place of a mark round which its words would run; none round one of the `signs`."""
    found: list[Quad] = []
    for shape in shapes(inks, SIDES_PX, ASPECT, FILL):
        place = inks.quad(shape.box)
        if (
            not any(place.contains(sign.centre) for sign in signs)
            and likeness(outline_of(shape.mask), rings()) >= A_RING
        ):
            found.append(place)
    kept: list[Quad] = []
    for place in sorted(found, key=lambda quad: -quad.width):
        if not any(other.contains(place.centre) for other in kept):
            kept.append(place)
    return [Region(RegionKind.LINE, _inner(place), 1.0) for place in kept[:MAX_SEALS]]


def of_weight_in_seals(readings: Sequence[Reading]) -> list[Reading]:
    """Those of the readings along a seal that are sure, and announce something or speak of papers, tests and states."""
    return [reading for reading in readings if mean(reading) >= SURE and of_weight(reading)]


def _inner(seal: Quad) -> Quad:
    """The square of which the ring that is unrolled ends where the seal's words do."""
    (x, y), half = seal.centre, (seal.width + seal.height) / 4 * WORDS_END / RING[1] / 2
    return Quad.of_box(x - half, y - half, x + half, y + half)
