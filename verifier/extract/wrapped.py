"""Names of firms that go on in the lines below: `บริษัท สมุทรสาคร` over `เคมีภัณฑ์ จำกัด`.

Only what cannot be all of a name is joined: a company without its จำกัด, a legal form alone, a Latin name whose form
stands alone in the next line. A partnership's name has no end that shows: it is taken as it stands and joined with the
next line. The letters stay those that were read, one line's behind the other's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.domain import Reading
from verifier.domain.geometry import Quad
from verifier.names.open_ends import begun, begun_partnership, goes_on_between, goes_on_in
from verifier.names.parse import tidy
from verifier.thai import normal_form

GAP_HEIGHTS = 0.9
"""The next line begins at most this many heights of the line below it."""
ABOVE_HEIGHTS = 0.5
"""Boxes of lines may overlap by this share of the upper one's height."""
HEIGHTS_ALIKE = (0.7, 1.4)
"""Two lines of one name have heights in a ratio within these."""
ALONG_HEIGHTS = 1.5
"""They begin, or have their middles, no further apart along the print than this many heights."""


def unwrapped(
    line: Sequence[Reading], lines: Sequence[Sequence[Reading]]
) -> Iterator[tuple[Reading, tuple[Reading, ...]]]:
    """The readings of a line whose name goes on in the line below, joined with it, and what each was joined with.

    `line` and each of `lines`: all readings of one line of print. A reading is joined with the same reader's of the
    next line, or with the surest one, and where a company's name ends in neither with the line below that. None where
    no name goes on.
    """
    cut = [reading for reading in line if begun(reading.text)]
    others = [other for other in lines if other is not line]
    below = _below(cut[0].region.quad, others) if cut else None
    if not below:
        return
    further = _below(below[0].region.quad, [other for other in others if other is not below])
    for reading in cut:
        two = next((o for o in _by(reading, below) if _ends(reading, o)), None)
        if two is not None:
            yield _joined(reading, two), (two,)
            continue
        between = next((o for o in _by(reading, below) if goes_on_between(reading.text, o.text)), None)
        if between is not None and further:
            both = _joined(reading, between)
            last = next((o for o in _by(reading, further) if _ends(both, o)), None)
            if last is not None:
                yield _joined(both, last), (between, last)


def _by(reading: Reading, line: Sequence[Reading]) -> Sequence[Reading]:
    """The same reader's looks at a line, the surest first, or all where it has none."""
    own = [other for other in line if other.reader == reading.reader]
    return sorted(own or line, key=lambda other: -other.confidence)


def _ends(reading: Reading, other: Reading) -> bool:
    return goes_on_in(reading.text, other.text) and tidy(f"{reading.text} {other.text}") is not None


def ends_openly(line: Sequence[Reading]) -> bool:
    """Whether a line ends in a partnership's name, which may be all of it."""
    return any(begun_partnership(reading.text) for reading in line)


def ends_name(joined: Reading, rest: Sequence[Reading]) -> bool:
    """Whether all that the lower lines say is the end of the name."""
    name, tail = tidy(joined.text), normal_form(" ".join(reading.text for reading in rest)).rstrip(" .,")
    return name is not None and name.rstrip(" .,").endswith(tail)


def _below(line: Quad, lines: Sequence[Sequence[Reading]]) -> Sequence[Reading] | None:
    """The line right below, which begins where this one does or stands under its middle."""
    quads = [other[0].region.quad for other in lines]
    found = [(quads[index].distance(line), index) for index in _following(line, quads)]
    return lines[min(found)[1]] if found else None


def _following(line: Quad, quads: Sequence[Quad]) -> Iterator[int]:
    """Which of the quads stand right below a line, and begin or have their middle about where it does."""
    (ax, ay), (bx, by), _, (dx, dy) = line.corners
    length, height, (cx, cy) = max(line.width, 1.0), max(line.height, 1.0), line.centre
    cos, sin = (bx - ax) / length, (by - ay) / length
    for index, quad in enumerate(quads):
        ox, oy = quad.corners[0]
        down = ((oy - dy) * cos - (ox - dx) * sin) / height
        if not -ABOVE_HEIGHTS <= down <= GAP_HEIGHTS:
            continue
        if not HEIGHTS_ALIKE[0] <= quad.height / height <= HEIGHTS_ALIKE[1]:
            continue
        mx, my = quad.centre
        starts = abs((ox - ax) * cos + (oy - ay) * sin) / height
        middles = abs((mx - cx) * cos + (my - cy) * sin) / height
        if min(starts, middles) <= ALONG_HEIGHTS:
            yield index


def _joined(reading: Reading, other: Reading) -> Reading:
    """Both texts as one reading, which stands where the name begins."""
    sure = (*reading.confidences, min(reading.confidence, other.confidence), *other.confidences)
    return Reading(f"{reading.text} {other.text}", reading.region, reading.reader, sure)
