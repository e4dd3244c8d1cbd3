"""What single readings say: the numbers and firms in a line, each with its place and its certainty."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from verifier.geometry import Quad
from verifier.grammar import LICENCE
from verifier.models import Reading
from verifier.names import tidy
from verifier.numbers import LicenceNumber, StandardNumber, find_licences, find_standards
from verifier.thai import fold

T = TypeVar("T")

_ISSUER = re.compile(
    r"(?:(?<![ก-ฮ])[ก-ฮ]\.?[อฮ]\.?[กดถภ]|(?<![A-Z])(?:T\.?[I1L]\.?S|[UNVILMJTW1]{1,2}[OAUQE0]{1,2}[NFRHMAT]?))"
    r"[ .,:-]{0,4}$",
    re.IGNORECASE,
)
"""Before a number: มอก or TIS, or what they become where a letter is blurred or Thai is not known (`บอก`, `uon`)."""
_THAI_FIRM = re.compile(
    r"(?:บริษัท|บมจ\.?|บจก\.?|หจก\.?|ห้างหุ้นส่วน)[ก-๎A-Za-z0-9 .,()&'-]{3,100}?(?:จ(?:ำ|ํา)กัด(?:\s*\(มหาชน\))?|$)"
)
_LATIN_FIRM = re.compile(
    r"(?:(?<=:)|(?<=\bby )|^)\s*[A-Z0-9][A-Za-z0-9 .,()&'-]{2,80}?"
    r"(?:Co(?:mpany)?[., ]{0,3}(?:Ltd|Limited)|Limited|Ltd|Corp(?:oration)?|Inc|PLC)\b\.?",
    re.IGNORECASE,
)


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
    announced: bool

    @property
    def text(self) -> str:
        """The piece of the line that holds the value, as it was read."""
        return self.reading.text[self.start : self.end]

    @property
    def quad(self) -> Quad:
        """Its part of the line, by share of the characters that take up width."""
        return part(self.reading, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Figures:
    """The digits of a licence number, whatever the letter before them was read as."""

    office: int | None
    letters: str
    seq: int
    n: int
    standard: str

    def are_of(self, number: LicenceNumber) -> bool:
        """Whether these are the digits of `number`."""
        own = (number.office, number.seq, number.n, number.standard)
        return (self.office, self.seq, self.n, self.standard) == own


def places(readings: Sequence[Reading]) -> list[list[Reading]]:
    """Readings of the same print together, in either direction, in order of first appearance."""
    found: list[list[Reading]] = []
    for reading in readings:
        quad = reading.region.quad
        for place in found:
            other = place[0].region.quad
            near = math.dist(quad.centre, other.centre) <= 0.35 * min(quad.height, other.height)
            if near and 0.67 <= (quad.width + 1) / (other.width + 1) <= 1.5:
                place.append(reading)
                break
        else:
            found.append([reading])
    return found


def standards(reading: Reading) -> Iterator[Sighting[StandardNumber]]:
    """The standard numbers in a reading."""
    for found in find_standards(reading.text):
        announced = found.prefixed or bool(_ISSUER.search(reading.text[: found.start]))
        sure = certainty(reading, _digits_from(found.raw, found.start), found.end)
        yield Sighting(found.value, reading, found.start, found.end, sure, announced)


def licences(reading: Reading) -> Iterator[Sighting[LicenceNumber]]:
    """The licence numbers in a reading; none where the type's letter was not read."""
    for found in find_licences(reading.text):
        if found.value is not None:
            sure = certainty(reading, found.start, found.end)
            yield Sighting(found.value, reading, found.start, found.end, sure, True)


def figures(reading: Reading) -> list[Figures]:
    """Everything in a reading that has the form of a licence number."""
    return [
        Figures(
            int(m["office"]) if m["office"] else None,
            m["type"],
            int(m["seq"]),
            int(m["n"]),
            m["standard"].replace(" ", "").replace("เลม", "เล่ม"),
        )
        for m in LICENCE.finditer(fold(reading.text).text)
    ]


def firms(reading: Reading) -> Iterator[Sighting[str]]:
    """The names of firms in a reading, by their legal form."""
    for match in (*_THAI_FIRM.finditer(reading.text), *_LATIN_FIRM.finditer(reading.text)):
        name = tidy(match[0])
        if name:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield Sighting(name, reading, start, match.end(), certainty(reading, start, match.end()), True)


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


def _digits_from(raw: str, start: int) -> int:
    """Where a number's own digits begin, after มอก or TIS."""
    match = re.search(r"\d", raw)
    return start + (match.start() if match else 0)
