"""The panel: every line is read by PP-OCR, the lines that matter by Tesseract too, and poor ones turned.

Nothing is voted away here: all readings of all readers are handed on, and `fields` decides what they are worth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from verifier.geometry import Quad
from verifier.models import Photo, Reading, Region
from verifier.numbers import find_licences, find_standards
from verifier.read.fields import extract
from verifier.read.ppocr import PPOcrReader
from verifier.read.sightings import firms, licence_forms, standards
from verifier.read.tesseract import TesseractReader
from verifier.seams import LineReader

MOST_TURNED = 12
"""Lines looked at again upside down when no number was read: the nearest to a mark first."""
MOST_THAI = 24
"""Lines that the Thai reader is given, the nearest to a mark first."""
MOST_AGAIN = 8
"""Numbers, and lines of firms, given a second look."""
WIDER = 0.06
"""By how much of its height a line is grown for a second look."""
BESIDE = 0.5
"""How much of the line is left on both sides of a number that is cut out of it, as a share of the height."""
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
        first = [*latin, *thai]
        return [*first, *self._second_look(photo, first)]

    def _second_look(self, photo: Photo, first: Sequence[Reading]) -> list[Reading]:
        """Numbers not yet beyond doubt are cut out of their lines and read again, and lines that name a firm."""
        numbers, firms = doubtful(first)
        again = list(self._latin.read(photo, numbers)) if numbers else []
        return [*again, *self._thai.read(photo, [*numbers, *firms])] if numbers or firms else []

    def _turned(self, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
        """Readings of poor lines turned by 180°, kept where they are better than before; none once a number is read."""
        if any(holds_number(reading.text) for reading in readings):
            return []
        poor = [reading for reading in readings if mean(reading.confidences) < READ][:MOST_TURNED]
        turned = [replace(reading.region, quad=upside_down(reading.region.quad)) for reading in poor]
        again = self._latin.read(photo, turned) if turned else ()
        return [new for new, old in zip(again, poor, strict=True) if mean(new.confidences) > mean(old.confidences)]


def doubtful(readings: Sequence[Reading]) -> tuple[list[Region], list[Region]]:
    """Where a second look may help: the numbers that are not accepted yet, and the lines of firms."""
    fields = extract(readings)
    accepted = [field.quad for field in fields.standards if field.certain]
    accepted += [field.quad for field in fields.licences if field.certain]
    numbers: list[Region] = []
    lines: list[Region] = []
    for reading in readings:
        for quad in (*(s.quad for s in standards(reading)), *(s.quad for s in licence_forms(reading))):
            known = [*accepted, *(region.quad for region in numbers)]
            if not any(other.contains(quad.centre) for other in known):
                numbers.append(replace(reading.region, quad=quad.grown(BESIDE, WIDER)))
        if any(firms(reading)) and reading.region not in lines:
            lines.append(reading.region)
    wider = [replace(line, quad=line.quad.grown(WIDER)) for line in lines]
    return numbers[:MOST_AGAIN], wider[:MOST_AGAIN]


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
