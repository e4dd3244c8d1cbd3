"""Which lines stay garbled after every look: print that everybody should read, and of which no reader made words.

In a script like Thai, along an arc, in a stamp, in another hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.domain import Reading, Region
from verifier.domain.geometry import Quad
from verifier.extract.label_words import unknown_thai
from verifier.names.parse import may_name_firm, tidy
from verifier.numbers import find_licences, find_standards
from verifier.ocr.overlooked import mean, surest

GARBLED_MIN_PX, GARBLED_MIN_SCORE, GARBLED_MIN_ASPECT = 24.0, 0.75, 5.0
"""Print that everybody should read is so high, so surely a line, and so many times as long as high."""
GARBLED_CONFIDENCES, GARBLED_LETTERS, GARBLED_SHARE = (0.5, 0.85), 10, 0.7
"""It is garbled when it is read with a mean confidence between these, and so many of its Thai letters, and this share,
are of no word."""
GARBLED_REACH = 1.0
"""How far from a number or a firm it stands at most, in heights of that."""
MUDDLED_MIN_PX, MUDDLED_MIN_ASPECT, MUDDLED_CONFIDENCES = 56.0, 4.0, (0.5, 0.8)
MUDDLED_THAI, MUDDLED_LETTERS, MUDDLED_SHARE = 9, 4, 0.3
"""The same of lines anywhere, which have so many Thai letters: words along an arc, in a stamp, in another hand. Of 171
drawn labels none has such a line, of 170 genuine photos one. Lower ones are plain words blurred."""
_THAI = re.compile("[ก-๎]")


def garbled_lines(readings: Sequence[Reading]) -> list[Region]:
    """Lines of which no reader made words: next to a number or a firm; large and long ones of Thai anywhere."""
    best = [r for r in surest(readings) if r.region.quad.height >= GARBLED_MIN_PX]
    anchors = [r.region.quad for r in best if _is_anchor(r.text)]
    near = [r.region for r in best if _garbled(r) and any(_next_to(r.region.quad, quad) for quad in anchors)]
    return near + [r.region for r in best if r.region not in near and _muddled(r)]


def _is_anchor(text: str) -> bool:
    return bool(find_licences(text) or any(found.has_year for found in find_standards(text)) or tidy(text))


def _garbled(reading: Reading) -> bool:
    quad, (letters, share) = reading.region.quad, unknown_thai(reading.text)
    low, high = GARBLED_CONFIDENCES
    print_ = reading.region.score >= GARBLED_MIN_SCORE and quad.width >= GARBLED_MIN_ASPECT * quad.height
    nothing = not _is_anchor(reading.text) and not may_name_firm(reading.text)
    return print_ and nothing and low <= mean(reading) < high and letters >= GARBLED_LETTERS and share >= GARBLED_SHARE


def _muddled(reading: Reading) -> bool:
    quad, (unknown, share) = reading.region.quad, unknown_thai(reading.text)
    low, high = MUDDLED_CONFIDENCES
    print_ = quad.height >= MUDDLED_MIN_PX and quad.width >= MUDDLED_MIN_ASPECT * quad.height
    thai = len(_THAI.findall(reading.text))
    poor = print_ and low <= mean(reading) < high and not _is_anchor(reading.text)
    return poor and thai >= MUDDLED_THAI and unknown >= MUDDLED_LETTERS and share >= MUDDLED_SHARE


def _next_to(line: Quad, other: Quad) -> bool:
    return line != other and other.distance(line) <= GARBLED_REACH * other.height
