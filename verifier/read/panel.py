"""The panel: every line is read by PP-OCR, the lines that matter by Tesseract too, and poor ones turned.

Nothing is voted away here: all readings of all readers are handed on, and `fields` decides what they are worth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from verifier.geometry import Quad
from verifier.models import Photo, Reading, Region
from verifier.numbers import StandardNumber, find_licences, find_standards
from verifier.read.ppocr import PPOcrReader
from verifier.read.sightings import firms
from verifier.read.tesseract import TesseractReader
from verifier.seams import LineReader

MOST_TURNED = 12
"""Lines looked at again upside down when no number was read: the nearest to a mark first."""
MOST_THAI = 30
"""Lines that the Thai reader is given, the nearest to a mark first."""
MOST_AGAIN = 8
"""Lines given a second look."""
WIDER = 0.06
"""By how much of its height a line is grown for a second look."""
LATIN = 0.9
"""Mean confidence above which a line without digits is plain Latin print and needs no second reader."""
READ = 0.6
"""Mean confidence below which a line may be upside down."""

_FIGURES = re.compile(r"\d{3,}|\d[-/(]\d")


class ReaderPanel:
    """PP-OCR for Latin and digits, Tesseract for Thai and as the second opinion on every number."""

    def __init__(self, latin: LineReader, thai: LineReader) -> None:
        """`latin` reads all lines; `thai` those that may hold Thai or a number."""
        self._latin, self._thai = latin, thai
        self.version = f"{latin.version}+{thai.version}"

    @classmethod
    def default(cls, timeout_s: float = 20.0) -> ReaderPanel:
        """The panel that ships; `timeout_s` bounds the external reader. Raises EngineMissing, ModelMismatch."""
        return cls(PPOcrReader(), TesseractReader(timeout_s))

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        """All readings of both readers, line by line. Raises EngineFailed."""
        latin = list(self._latin.read(photo, lines))
        latin += self._turned(photo, latin)
        wanted = [reading.region for reading in latin if wants_thai(reading)][:MOST_THAI]
        thai = list(self._thai.read(photo, wanted)) if wanted else []
        return [*latin, *thai, *self._second_look(photo, latin, thai)]

    def _second_look(self, photo: Photo, latin: Sequence[Reading], thai: Sequence[Reading]) -> list[Reading]:
        """Lines with a licence, a firm, or a number that only one reader saw, cut a little wider and read again."""
        numbers = [{r.region: _standards_in(r.text) for r in readings} for readings in (latin, thai)]
        split = {region for region in {**numbers[0], **numbers[1]} if numbers[0].get(region) != numbers[1].get(region)}
        named = {r.region for r in (*latin, *thai) if find_licences(r.text) or any(firms(r))}
        again = [r.region for r in latin if r.region in split | named][:MOST_AGAIN]
        wider = [replace(region, quad=region.quad.grown(WIDER)) for region in again]
        if not wider:
            return []
        doubtful = [w for w, region in zip(wider, again, strict=True) if region in split]
        return [*(self._latin.read(photo, doubtful) if doubtful else ()), *self._thai.read(photo, wider)]

    def _turned(self, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
        """Readings of poor lines turned by 180°, kept where they are better than before; none once a number is read."""
        if any(holds_number(reading.text) for reading in readings):
            return []
        poor = [reading for reading in readings if mean(reading.confidences) < READ][:MOST_TURNED]
        turned = [replace(reading.region, quad=upside_down(reading.region.quad)) for reading in poor]
        again = self._latin.read(photo, turned) if turned else ()
        return [new for new, old in zip(again, poor, strict=True) if mean(new.confidences) > mean(old.confidences)]


def _standards_in(text: str) -> frozenset[StandardNumber]:
    return frozenset(found.value for found in find_standards(text) if found.has_year)


def wants_thai(reading: Reading) -> bool:
    """Whether a line may hold Thai or a number: figures in it, or not read well as Latin."""
    return bool(_FIGURES.search(reading.text)) or mean(reading.confidences) < LATIN


def holds_number(text: str) -> bool:
    """Whether a standard's or a licence's number stands in a line."""
    return any(found.has_year for found in find_standards(text)) or bool(find_licences(text))


def upside_down(quad: Quad) -> Quad:
    """The same place, read in the opposite direction."""
    a, b, c, d = quad.corners
    return Quad((c, d, a, b))


def mean(confidences: Sequence[float]) -> float:
    """Mean confidence of a line's characters; 0 without any."""
    return sum(confidences) / max(len(confidences), 1)
