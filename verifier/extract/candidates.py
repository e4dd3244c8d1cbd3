"""What single readings say: the numbers and firms in a line, each with its place and its certainty."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from verifier.domain import Reading
from verifier.domain.geometry import Point, Quad
from verifier.names.parse import tidy
from verifier.numbers import (
    FoundLicence,
    FoundStandard,
    LicenceNumber,
    StandardNumber,
    find_licences,
    find_standards,
)
from verifier.numbers.patterns import LICENCE
from verifier.thai import RECENT_TEXTS, fold

T = TypeVar("T")

_ISSUER = re.compile(
    r"(?:(?<![ก-ฮ])[ก-ฮ] ?\.?[อฮ] ?\.?[กดถภ]|(?<![A-Za-z0-9ก-ฮ])[A-Za-z0-9]อก|"
    r"(?<![A-Z])(?:T\.?[I1L]\.?S|[UNVILMJTWD1]{1,2}[OAUQE0]{1,2}[NFRHMAT]?))"
    r"[ .,:-]{0,4}$",
    re.IGNORECASE,
)
"""Before a number: มอก or TIS, or what they become where a letter is blurred or Thai is not known (`บอก`, `uon`)."""


HEIGHTS_ALIKE = (0.6, 1.6)
"""Two boxes may be of one line when their heights stand in a ratio within these."""
MAX_MISREAD_FIGURES = 2
"""Figures of a number that a look may show otherwise and still be a look at that number."""
MAX_OFF_LINE = 0.3
"""The middle of a box of the same line lies at most this many heights off the line's own."""


@dataclass(frozen=True, slots=True)
class Sighting(Generic[T]):
    """One value in one reading, at `start`..`end` of its text.

    `confidence` is that of its least certain character; `announced` tells whether what stands before it, or in it, is
    the word for such a number.
    """

    value: T
    reading: Reading
    start: int
    end: int
    confidence: float
    announced: bool = True

    @property
    def text(self) -> str:
        """The piece of the line that holds the value, as it was read."""
        return self.reading.text[self.start : self.end]

    @property
    def digits(self) -> tuple[str, ...]:
        """Its runs of digits, as printed."""
        return digit_runs(self.text)

    @property
    def quad(self) -> Quad:
        """Its part of the line, by share of the characters that take up width."""
        return part(self.reading, self.start, self.end)


def places(readings: Sequence[Reading]) -> list[list[Reading]]:
    """Readings of the same line or of a part of it together, in either direction, in order of first appearance."""
    found: list[tuple[Quad, list[Reading]]] = []
    for reading in readings:
        quad = reading.region.quad
        middle = quad.centre
        home = next((place for line, place in found if line.contains(middle) and _same_line(line, quad)), None)
        if home is None:
            found.append((quad, [reading]))
        else:
            home.append(reading)
    return [place for _, place in found]


def _same_line(line: Quad, other: Quad) -> bool:
    """Whether `other`, whose middle lies in `line`, is that line or a piece of it: on its middle, and about as high."""
    if not HEIGHTS_ALIKE[0] <= (other.height + 1) / (line.height + 1) <= HEIGHTS_ALIKE[1]:
        return False
    (x0, y0), (x1, y1), (x, y) = _ends(line)[0], _ends(line)[1], other.centre
    off = abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / max(math.dist((x0, y0), (x1, y1)), 1e-6)
    return off <= MAX_OFF_LINE * line.height


def _ends(line: Quad) -> tuple[Point, Point]:
    """The middles of the left and the right edge."""
    a, b, c, d = line.corners
    return ((a[0] + d[0]) / 2, (a[1] + d[1]) / 2), ((b[0] + c[0]) / 2, (b[1] + c[1]) / 2)


def standards(reading: Reading) -> Iterator[Sighting[StandardNumber]]:
    """The standard numbers in a reading."""
    for found, announced in _standards_in(reading.text):
        digits = re.search(r"\d", found.raw)
        sure = certainty(reading, found.start + (digits.start() if digits else 0), found.end)
        yield Sighting(found.value, reading, found.start, found.end, sure, announced)


@lru_cache(RECENT_TEXTS)
def _standards_in(text: str) -> tuple[tuple[FoundStandard, bool], ...]:
    """The standard numbers in a text, and whether each is announced."""
    found = find_standards(text)
    return tuple((one, one.prefixed or _ISSUER.search(text[: one.start]) is not None) for one in found)


def licences(reading: Reading) -> Iterator[Sighting[LicenceNumber]]:
    """The licence numbers in a reading; none where the type's letter was not read."""
    for found in _licences_in(reading.text):
        if found.value is not None:
            sure = certainty(reading, found.start, found.end)
            yield Sighting(found.value, reading, found.start, found.end, sure)


@lru_cache(RECENT_TEXTS)
def _licences_in(text: str) -> tuple[FoundLicence, ...]:
    return tuple(find_licences(text))


def licence_forms(reading: Reading) -> Iterator[Sighting[str]]:
    """Everything that has the form of a licence number; the value is what stands where its letter should be."""
    folded = fold(reading.text)
    for match in LICENCE.finditer(folded.text):
        start, end = folded.span(*match.span())
        yield Sighting(match["type"], reading, start, end, certainty(reading, start, end))


def firms(reading: Reading) -> Iterator[Sighting[str]]:
    """The firm that a reading names, if any."""
    if name := tidy(reading.text):
        yield Sighting(name, reading, 0, len(reading.text), reading.confidence)


def announces(reading: Reading, digits: Sequence[str]) -> bool:
    """Whether มอก or TIS, or what they are taken for, stands before a standard's digits in a reading."""
    text = fold(reading.text).text
    found = _in_a_row(digits, text)
    return found is not None and _ISSUER.search(text[: found.start()]) is not None


def certainty_of(reading: Reading, digits: Sequence[str]) -> float:
    """The least certain character of these runs of digits in a reading; 0 where they are not in it."""
    folded = fold(reading.text)
    found = _in_a_row(digits, folded.text)
    return certainty(reading, *folded.span(*found.span())) if found else 0.0


def certainty_of_misread(reading: Reading, digits: Sequence[str]) -> float:
    """The least certain character of runs of figures as long as these, a few of them others; 0 without such runs."""
    folded = fold(reading.text)
    runs = list(re.finditer(r"[0-9]+", folded.text))
    rows = (runs[i : i + len(digits)] for i in range(len(runs) - len(digits) + 1))
    return max(
        (
            certainty(reading, *folded.span(row[0].start(), row[-1].end()))
            for row in rows
            if 0 < _differing([run[0] for run in row], digits) <= MAX_MISREAD_FIGURES
        ),
        default=0.0,
    )


def _differing(runs: Sequence[str], digits: Sequence[str]) -> float:
    """How many figures differ; infinite where a run is longer or shorter."""
    if list(map(len, runs)) != list(map(len, digits)):
        return math.inf
    return sum(a != b for a, b in zip("".join(runs), "".join(digits), strict=True))


def _in_a_row(digits: Sequence[str], text: str) -> re.Match[str] | None:
    return re.search(r"(?<![0-9])" + r"[^0-9]{1,8}".join(digits) + r"(?![0-9])", text)


@lru_cache(RECENT_TEXTS)
def digit_runs(text: str) -> tuple[str, ...]:
    """All runs of digits of a text, Thai ones in ASCII."""
    return tuple(re.findall(r"[0-9]+", fold(text).text))


def holds(runs: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether `wanted` stands in `runs` without another run in between."""
    return any(tuple(runs[i : i + len(wanted)]) == tuple(wanted) for i in range(len(runs) - len(wanted) + 1))


def certainty(reading: Reading, start: int, end: int) -> float:
    """The least certain character of a piece of a reading; 0 when the reader did not tell."""
    if len(reading.confidences) != len(reading.text):
        return 0.0
    return min(reading.confidences[start:end], default=0.0)


def part(reading: Reading, start: int, end: int) -> Quad:
    """The quad of a piece of a line."""
    widths = [_width(character) for character in reading.text]
    whole = sum(widths) or 1.0
    left, right = sum(widths[:start]) / whole, sum(widths[:end]) / whole
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = reading.region.quad.corners
    return Quad(
        (
            (ax + (bx - ax) * left, ay + (by - ay) * left),
            (ax + (bx - ax) * right, ay + (by - ay) * right),
            (dx + (cx - dx) * right, dy + (cy - dy) * right),
            (dx + (cx - dx) * left, dy + (cy - dy) * left),
        )
    )


def _width(character: str) -> float:
    if unicodedata.category(character) == "Mn":
        return 0.0
    return 0.5 if character in " .,:;-/()|'1Il" else 1.0
