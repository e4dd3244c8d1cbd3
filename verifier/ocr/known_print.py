"""Which print of a photo is known: lines that were read or looked at already, and lines of which an end is missing."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.domain import Photo, Reading, Region
from verifier.domain.geometry import Quad
from verifier.ocr.overlooked import mean
from verifier.thai import letters_of

KNOWN_MIN_CONFIDENCE, SHORT_MIN_CONFIDENCE, SHORT_ASPECT = 0.75, 0.9, 3.0
"""Mean confidence from which on a line is print that is known; what is less than so many times as long as high may be a
piece of a line that bends round a mark, and is known from the second on."""
SINGLE_MAX_LETTERS = 2
"""A line of so many letters, vowels and tone marks among them, may be a single one of a word that is spread far."""
LEFT_HEIGHTS = 2.0
"""Of a line that was read so much may be left over, in its heights: boxes end a little early, or a little late."""
EDGE_PX = 2.0
"""Print that ends this near to the photo's edge is cut off by it."""


def is_known(reading: Reading) -> bool:
    """Whether a line is straight print that was read."""
    long = reading.region.quad.width >= SHORT_ASPECT * reading.region.quad.height
    return mean(reading) >= (KNOWN_MIN_CONFIDENCE if long else SHORT_MIN_CONFIDENCE)


def is_single(reading: Reading) -> bool:
    """Whether a line is one letter or so, which may be one of a word that is spread far."""
    return len(letters_of(reading.text)) <= SINGLE_MAX_LETTERS


def was_seen(quad: Quad, readings: Sequence[Reading]) -> bool:
    """Whether a line was looked at already: its middle in a box and, where that was read, next to nothing left over."""
    height = quad.height
    near = [r for r in readings if abs(r.region.quad.height - height) < height]
    middle = [r for r in near if r.region.quad.contains(quad.centre)]
    if not any(map(is_known, middle)):
        return bool(middle)
    own = [r.region.quad for r in near]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad.corners
    steps = max(1, round(2 * quad.width / max(height, 1.0)))
    shares = [(step + 0.5) / steps for step in range(steps)]
    axis = [((ax + dx) / 2 * (1 - t) + (bx + cx) / 2 * t, (ay + dy) / 2 * (1 - t) + (by + cy) / 2 * t) for t in shares]
    left = sum(not any(other.contains(point) for other in own) for point in axis)
    return left <= 2 * LEFT_HEIGHTS


def is_cut_off(line: Region, photo: Photo) -> bool:
    """Whether the photo's edge cuts a line off: its beginning or its end is not in the picture."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = line.quad.corners
    ends = ((ax + dx) / 2, (ay + dy) / 2), ((bx + cx) / 2, (by + cy) / 2)
    return any(
        x <= EDGE_PX or y <= EDGE_PX or x >= photo.width - EDGE_PX or y >= photo.height - EDGE_PX for x, y in ends
    )
