"""Signs right before or behind a number that are in no line: ≠, ×, ✗ or ? alone turn round what the number says.

A line's box ends with its letters, and leaves such a sign out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from verifier.domain import Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.extract.print_lines import offset
from verifier.image.inks import Inks, shapes
from verifier.ocr.overlooked import mean
from verifier.ocr.ppocr import PPOcrReader

SIDES_PX, ASPECT, FILL = (5, 200), (0.25, 3.0), (0.1, 0.9)
"""Sides of a sign in px of the reduced picture, width over height, and the share of its box that is ink."""
GAP, OFF, HEIGHTS = 1.25, 0.4, (0.38, 1.4)
"""How far from the number's end it stands at most, how far off its middle, and its height, in heights of the line."""
READ_MIN_CONFIDENCE = 0.5
"""Mean confidence of a line below which it may be such a sign, taken for letters."""


def loose_signs(
    inks: Inks, numbers: Sequence[Quad], readings: Sequence[Reading], taken: Sequence[Quad]
) -> list[Region]:
    """LINE regions of such signs in the numbers' ink, in photo pixels; none in lines that were read, marks and codes.

    A reader without Thai has no part in that: it takes whatever stands before a number for letters.
    """
    found = []
    print_ = [r.region.quad for r in readings if r.reader != PPOcrReader.version and mean(r) >= READ_MIN_CONFIDENCE]
    inked = [(number, _darker(inks, number)) for number in numbers]
    for shape in shapes(inks, SIDES_PX, ASPECT, FILL) if numbers else ():
        place = inks.quad(shape.box)
        near = any(_beside(place, number) for number, dark in inked if shape.ink.name == ("dark" if dark else "light"))
        if near and not any(quad.contains(place.centre) for quad in (*print_, *taken)):
            found.append(Region(RegionKind.LINE, place, 1.0))
    return found


def _beside(place: Quad, number: Quad) -> bool:
    along, down = offset(number, place)
    gap, (low, high) = abs(along) - number.width / 2, HEIGHTS
    level = abs(down) < OFF * number.height and 0 <= gap <= GAP * number.height
    return level and low * number.height <= place.height <= high * number.height


def _darker(inks: Inks, line: Quad) -> bool:
    """Whether a line is darker than its ground, which is most of it."""
    x0, y0, x1, y1 = (max(0, round(v * inks.scale)) for v in line.bounds)
    seen = inks.grey[y0 : y1 + 1, x0 : x1 + 1]
    return seen.size == 0 or float(np.median(seen)) >= float(seen.mean())
