"""Which print that was seen keeps from agreeing although nobody read it: what stands in a mark's own block, or over it.

Lengths are in sides of the mark, which is the longer of its width and height.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from verifier.domain import Reading, Region
from verifier.domain.geometry import Quad
from verifier.extract.harmless import harmless
from verifier.numbers import find_licences, find_standards
from verifier.thai import letters_of

LEGIBLE_MIN_PX, READ_MIN_PX = 12.0, 18.0
"""Lower lines, in photo pixels with their margins, are not held to be legible; those of the first look, which all
readers saw, count as not read from the second on: real print of fewer is often read poorly."""
UNREAD_MIN_SCORE = 0.7
"""A box of which the line detector is less sure is no print that should have been read."""
UNREAD_LINES = ((3.0, 0.45), (4.0, 0.5))
"""A line at least this many times as long as high counts as not read below this mean confidence, in both directions: a
number or a name is as long; shorter boxes are corners and pictures. The second is for those of the first look as well,
of which more is print on pictures."""
LARGE_PX, LARGE_UNREAD = 24.0, (4.0, 0.62)
"""The same for print from this height on, which is large enough for every reader."""
UNREAD_PIECES, PIECE_MAX_CONFIDENCE = 8.0, 0.6
"""Pieces of lower mean confidence that are this long together, each in its own heights, are a line that nobody read."""
BLOCK_SIDES = 1.5
"""Unread print at most this far from a mark stands in the mark's own block."""
BLOCK_PRINT = (0.05, 0.35)
"""Height of the print of a mark's block: smaller is texture, larger is a brand's lettering."""
PIECE_MAX_HEIGHT = 0.5
"""Pieces of a line that bends are of boxes that are higher than the print."""
ACROSS_MIN_LENGTH, ACROSS_MIN_SCORE, ACROSS_MIN_ASPECT = 0.3, 0.65, 2.0
"""A line goes across a mark when so much of its middle line lies in the mark, and is surely one of print."""
ACROSS_READ_SCORE, ACROSS_READ = 0.55, 0.6
"""So is one of which the detector is less sure when it is read with this mean confidence."""
AXIS_STEPS = 33
RING_MIN_SCORE, RING_MIN_LETTERS = 0.62, 4
"""Print along a ring round a mark is told from texture by the line detector's score, or by so many letters read."""
READ_WELL = 0.8
"""Mean confidence from which a line was read well."""
RING_SCORED, RING_READ = 0.35, 0.6
"""Mean confidence from which those are print, by score and by letters."""
BEHIND_MIN_SCORE, BEHIND_MIN_ASPECT, BEHIND_READ, BEHIND_LETTERS = 0.65, 1.5, 0.35, 2
"""Large pale print is likely a line of print, and of it letters enough are read with this mean confidence: light, and
the rows of a table that run together, look like some."""
BEHIND_READ_SCORE, BEHIND_READ_WELL, BEHIND_MIN_LETTERS = 0.55, 0.75, 4
"""So is what the detector is less sure of and is read as so many letters with this mean confidence."""
BEHIND_OVERLAP = 1.5
"""It runs over a line of print when it takes in so many heights of its length."""
BEHIND_HEIGHTS = 1.6
"""It is at least so many times as high as the print it runs over; what is not is that print, shown pale."""


def unread_lines(fresh: Sequence[Reading], seen: Sequence[Reading], marks: Sequence[Region]) -> list[Region]:
    """Lines of the marks' blocks that nobody could read; `seen` are all readings of the first look."""
    (aspect, sure), (longer, surer) = UNREAD_LINES
    new = [reading for reading in fresh if reading.region.score >= UNREAD_MIN_SCORE]
    best = [r for r in surest(seen) if r.region.score >= UNREAD_MIN_SCORE and r.region.quad.height >= READ_MIN_PX]
    lines = [r.region for r in new if _is_line(r, aspect, sure) and in_block(r.region, marks)]
    lines += [r.region for r in best if _is_line(r, longer, surer) and in_block(r.region, marks)]
    large = [r for r in (*new, *best) if r.region.quad.height >= LARGE_PX and _is_line(r, *LARGE_UNREAD)]
    large = [
        r for r in large if in_block(r.region, marks, PIECE_MAX_HEIGHT) and not _read_elsewhere(r, (*fresh, *seen))
    ]
    lines += [r.region for r in large]
    poor = [r.region for r in (*new, *best) if mean(r) < PIECE_MAX_CONFIDENCE]
    pieces = [piece for piece in poor if in_block(piece, marks, PIECE_MAX_HEIGHT)]
    if sum(_aspect(piece.quad) for piece in pieces) >= UNREAD_PIECES:
        lines += [max(pieces, key=lambda piece: piece.quad.width)]
    return list(dict.fromkeys(lines))


def should_be_read(line: Region) -> bool:
    """Whether a line is surely one, and of print so large that it should have been read."""
    return line.score >= UNREAD_MIN_SCORE and line.quad.height >= READ_MIN_PX


def across_mark(readings: Sequence[Reading], mark: Region) -> list[Reading]:
    """Those lines in another ink that go across the mark or code: no label is printed so."""
    side = _side(mark)
    return [
        r
        for r in readings
        if (r.region.score >= ACROSS_MIN_SCORE or (r.region.score >= ACROSS_READ_SCORE and mean(r) >= ACROSS_READ))
        and _aspect(r.region.quad) >= ACROSS_MIN_ASPECT
        and _inside(mark.quad, r.region.quad) >= ACROSS_MIN_LENGTH * side
    ]


def round_mark(readings: Sequence[Reading]) -> list[Reading]:
    """Those lines along a ring round a mark that are print and say anything else than its number."""
    told = [r for r in readings if r.region.score >= RING_MIN_SCORE and mean(r) >= RING_SCORED]
    told += [r for r in readings if mean(r) >= RING_READ and len(letters_of(r.text)) >= RING_MIN_LETTERS]
    return [r for r in dict.fromkeys(told) if letters_of(r.text) and not _plain(r.text)]


def behind_print(readings: Sequence[Reading], lines: Sequence[Quad]) -> list[Reading]:
    """Those large pale lines that run over other print: over a line's middle, or, where they were read, any part."""
    return [
        r
        for r in readings
        if _aspect(r.region.quad) >= BEHIND_MIN_ASPECT
        and (_runs_over_middle(r, lines) or _runs_over_part(r, lines))
        and not any(
            line.contains(r.region.quad.centre) and line.height * BEHIND_HEIGHTS > r.region.quad.height
            for line in lines
            if line.width > BEHIND_MIN_ASPECT * line.height
        )
    ]


def _runs_over_middle(pale: Reading, lines: Sequence[Quad]) -> bool:
    read = mean(pale) >= BEHIND_READ and len(letters_of(pale.text)) >= BEHIND_LETTERS
    sure = pale.region.score >= BEHIND_MIN_SCORE and read
    return sure and any(pale.region.quad.contains(line.centre) for line in lines)


def _runs_over_part(pale: Reading, lines: Sequence[Quad]) -> bool:
    told = mean(pale) >= BEHIND_READ_WELL and len(letters_of(pale.text)) >= BEHIND_MIN_LETTERS
    read = told and pale.region.score >= BEHIND_READ_SCORE
    return read and any(_inside(pale.region.quad, line) >= BEHIND_OVERLAP * line.height for line in lines)


def in_block(line: Region, marks: Sequence[Region], highest: float = BLOCK_PRINT[1]) -> bool:
    """Whether a line is of the size of the print that belongs to a mark, and stands beside one, not in it."""
    return any(
        BLOCK_PRINT[0] <= line.quad.height / _side(mark) <= highest
        and mark.quad.distance(line.quad) <= BLOCK_SIDES * _side(mark)
        and not mark.quad.contains(line.quad.centre)
        for mark in marks
    )


def surest(readings: Sequence[Reading]) -> list[Reading]:
    """Of all readings of one box the surest."""
    best: dict[Quad, Reading] = {}
    for reading in readings:
        if reading.region.quad not in best or mean(reading) > mean(best[reading.region.quad]):
            best[reading.region.quad] = reading
    return list(best.values())


def mean(reading: Reading) -> float:
    """Mean confidence of a reading's characters; 0 for none."""
    return sum(reading.confidences) / max(len(reading.confidences), 1)


def _is_line(reading: Reading, aspect: float, sure: float) -> bool:
    return _aspect(reading.region.quad) >= aspect and mean(reading) < sure


def _read_elsewhere(poor: Reading, others: Sequence[Reading]) -> bool:
    """Whether another box of the same print was read well."""
    quad = poor.region.quad
    near = [other.region.quad for other in others if mean(other) >= READ_WELL]
    return any(n.contains(quad.centre) and n.height < 2 * quad.height < 4 * n.height for n in near)


def _plain(text: str) -> bool:
    return harmless(text) or bool(find_licences(text) or any(found.has_year for found in find_standards(text)))


def _side(mark: Region) -> float:
    return max(mark.quad.width, mark.quad.height, 1.0)


def _aspect(quad: Quad) -> float:
    return quad.width / max(quad.height, 1.0)


def _inside(mark: Quad, line: Quad) -> float:
    """How much of the middle line of a line of print lies in a mark, in pixels."""
    a, b, c, d = line.corners
    (x0, y0), (x1, y1) = ((a[0] + d[0]) / 2, (a[1] + d[1]) / 2), ((b[0] + c[0]) / 2, (b[1] + c[1]) / 2)
    steps = [step / (AXIS_STEPS - 1) for step in range(AXIS_STEPS)]
    within = sum(mark.contains((x0 + step * (x1 - x0), y0 + step * (y1 - y0))) for step in steps)
    return math.dist((x0, y0), (x1, y1)) * within / AXIS_STEPS
