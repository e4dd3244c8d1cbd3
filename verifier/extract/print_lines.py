"""The lines of print of one photo, each with all its readings, and how they stand to one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.domain import Reading, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import Fields

NEXT_LINE_HEIGHTS = 0.9
"""A line is next to another when the gap between them is at most this share of the line's height."""
NEXT_COLUMN_HEIGHTS = 6.0
"""A name may stand this many heights of its line right of the word that announces it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one line says, with its place in the photo; fields as in `SeenStatement`."""

    kind: StatementKind
    text: str
    words: str
    value: str
    quad: Quad
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """All readings of one line of print, the surest first."""

    readings: tuple[Reading, ...]

    @property
    def quad(self) -> Quad:
        """Where the line stands, as its surest reading has it."""
        return self.readings[0].region.quad

    @property
    def texts(self) -> tuple[str, ...]:
        """What was read there, each text once, the surest first."""
        return tuple(dict.fromkeys(reading.text for reading in self.readings if reading.text.strip()))


def numbers_of(fields: Fields) -> list[tuple[Quad, str, str]]:
    """Place, value and text of every standard and licence number that was parsed."""
    found = [(field.quad, str(field.value), field.text) for field in fields.standards]
    return found + [(field.quad, str(field.value), field.text) for field in fields.licences]


def following(line: Line, lines: Sequence[Line]) -> list[Line]:
    """The lines where a name may stand that this one announces: right of it, then right below."""
    right, below = [], []
    height, frame = line.quad.height, line.quad
    for other in lines:
        if other is line or not other.texts:
            continue
        along, down = offset(frame, other.quad)
        gap = frame.distance(other.quad)
        if abs(down) < height / 2 and along > 0 and gap <= NEXT_COLUMN_HEIGHTS * height:
            right.append((gap, other))
        elif down > 0 and gap <= NEXT_LINE_HEIGHTS * height:
            below.append((gap, other))
    return [other for _, other in (*sorted(right, key=_gap), *sorted(below, key=_gap))]


def _gap(entry: tuple[float, Line]) -> float:
    return entry[0]


def offset(frame: Quad, other: Quad) -> tuple[float, float]:
    """Where another quad's middle lies from this one's: along its line and down from it, in pixels."""
    (ax, ay), (bx, by), *_ = frame.corners
    length = max(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5, 1e-6)
    cos, sin = (bx - ax) / length, (by - ay) / length
    dx, dy = other.centre[0] - frame.centre[0], other.centre[1] - frame.centre[1]
    return dx * cos + dy * sin, dy * cos - dx * sin


def statement_of(kind: StatementKind, reading: Reading, words: str) -> Statement:
    """What a reading says, by some of its words."""
    return Statement(kind, reading.text, words, "", reading.region.quad, reading.confidence)


def line_mean(reading: Reading) -> float:
    """Mean confidence of a reading's characters; 0 for none."""
    return sum(reading.confidences) / max(len(reading.confidences), 1)
