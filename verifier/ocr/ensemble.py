"""The panel: our own reader reads every line, PP-OCR confirms the figures, and what is still in doubt is read again.

Nothing is voted away here: all readings of all readers are handed on, and `fields` decides what they are worth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from verifier.domain import Photo, Reading, Region
from verifier.domain.geometry import Quad
from verifier.extract.candidates import firms, licence_forms, part, standards
from verifier.extract.fields import Fields, extract
from verifier.names.parse import may_name_firm
from verifier.numbers import find_licences, find_standards
from verifier.ocr.linenet import LineNetReader
from verifier.ocr.ppocr import PPOcrReader
from verifier.ocr.tesseract import TesseractReader
from verifier.protocols import LineReader

MOST_TURNED = 12
"""Lines looked at again upside down when no number was read: the nearest to a mark first."""
MOST_OTHERS = 4
"""Lines that may hold a misread number and are given to the second reader, the nearest to a mark first."""
MOST_AGAIN = 6
"""Numbers, and lines of firms, given another look."""
MOST_GARBLED = 3
"""Of these, lines that only may name a firm."""
WIDER = 0.06
"""By how much of its height a line is grown for a second look."""
BESIDE = 0.5
"""How much of the line is left on both sides of a number that is cut out of it, as a share of the height."""
HIGH = 10.0
"""Lower lines, in photo px, the third reader is not given: it makes nothing of them."""
LEGIBLE = 0.8
"""Nor firms that no reader before it read with this mean confidence. Of less it makes nothing that counts, and to start
it costs more than all other reading."""
ISSUER = 5
"""So many characters before what may be a number may be มอก or TIS."""
READ = 0.6
"""Mean confidence below which a line may be upside down."""

_FIGURES = re.compile(r"[0-9]{1,5}[^0-9]{1,4}[0-9]{4}(?![0-9])|[0-9]{5,9}(?![0-9])")
"""What a standard's number and year may be misread as."""
_ARABIC = re.compile(r"[0-9]{2,}")


class ReaderPanel:
    """Three independent readers, each asked only what the ones before it left in doubt."""

    def __init__(
        self, first: LineReader, second: LineReader, third: LineReader, others: Sequence[LineReader] = ()
    ) -> None:
        """`first` reads all lines; `second` those that hold figures; `third` what is then in doubt.

        `others`: the first reader, looking in other ways; they are given the lines that hold what is in doubt.
        """
        self._first, self._second, self._third, self._others = first, second, third, others
        self.version = f"{first.version}+{second.version}+{third.version}"

    @classmethod
    def default(cls, timeout_s: float = 20.0) -> ReaderPanel:
        """The panel that ships; `timeout_s` bounds the external reader. Raises EngineMissing, ModelMismatch."""
        own = LineNetReader()
        return cls(own, PPOcrReader(), TesseractReader(timeout_s), own.others())

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        """All readings of all readers, line by line. Raises EngineFailed."""
        own = list(self._first.read(photo, lines))
        own += self._turned(photo, own)
        seen = list(own)
        shown = doubtful(seen, extract(seen), alone=True).arabic
        seen += self._second.read(photo, shown) if shown else ()
        fields = extract(seen)
        if not holds_standard(fields) and (others := figures(seen)[:MOST_OTHERS]):
            seen += self._second.read(photo, others)
            fields = extract(seen)
        doubts = doubtful(seen, fields)
        if doubts:
            seen += self._first.read(photo, [*doubts.arabic, *doubts.thai, *map(wider, doubts.firms)])
            seen += self._second.read(photo, list(map(longer, doubts.arabic))) if doubts.arabic else ()
            fields = extract(seen)
            doubts = doubtful(seen, fields, again=True)
        if doubts and (whole := doubts.lines(own)):
            for other in self._others:
                seen += other.read(photo, whole)
            fields = extract(seen)
            doubts = doubtful(seen, fields, again=True)
        legible = doubts.legible(seen, fields)
        if legible:
            seen += self._third.read(photo, [*legible.arabic, *legible.firms, *map(wider, legible.firms)])
        return seen

    def _turned(self, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
        """Readings of poor lines turned by 180°, kept where they are better than before; none once a number is read."""
        if any(holds_number(reading.text) for reading in readings):
            return []
        poor = [reading for reading in readings if mean(reading.confidences) < READ][:MOST_TURNED]
        turned = [replace(reading.region, quad=upside_down(reading.region.quad)) for reading in poor]
        again = self._first.read(photo, turned) if turned else ()
        return [new for new, old in zip(again, poor, strict=True) if mean(new.confidences) > mean(old.confidences)]


@dataclass(frozen=True, slots=True)
class Doubts:
    """Where another look may help: numbers cut out of their lines, in 0-9 and in ๐-๙, and lines that name a firm.

    Only the first reader knows ๐-๙: the second takes them for other figures, the third lacks ๔ ๖ ๗ ๘ ๙.
    """

    arabic: tuple[Region, ...] = ()
    thai: tuple[Region, ...] = ()
    firms: tuple[Region, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.arabic or self.thai or self.firms)

    def lines(self, of: Sequence[Reading]) -> list[Region]:
        """The whole lines that hold them."""
        places = [place.quad.centre for place in (*self.arabic, *self.thai, *self.firms)]
        return [reading.region for reading in of if any(map(reading.region.quad.contains, places))]

    def legible(self, readings: Sequence[Reading], fields: Fields) -> Doubts:
        """Where the third reader can tip the answer: numbers on which the others agree, and firms not read badly.

        `fields` are those of the readings.
        """
        agreed = [f.quad.centre for f in fields.standards if len(f.readers) > 1]
        agreed += [f.quad.centre for f in fields.licences if len(f.readers) > 1]
        high = [reading for reading in readings if reading.region.quad.height >= HIGH]
        fair = [reading.region.quad for reading in high if mean(reading.confidences) >= LEGIBLE]
        return Doubts(
            tuple(n for n in self.arabic if n.quad.height >= HIGH and any(n.quad.contains(at) for at in agreed)),
            firms=tuple(line for line in self.firms if _holds(fair, line.quad)),
        )


def doubtful(readings: Sequence[Reading], fields: Fields, *, again: bool = False, alone: bool = False) -> Doubts:
    """The numbers and the firms that are not accepted yet; `fields` are those of the readings.

    What is not said to be a standard's number is left alone once one is known. Firms are looked at twice however well
    they were read, as nothing else confirms them, and so is what may be one; `again` leaves out those that are accepted
    by now. `alone` leaves out no number, however sure the one reader is that has looked so far.
    """
    accepted = [field.quad for field in fields.standards if field.certain and not alone]
    accepted += [field.quad for field in fields.licences if field.certain and not alone]
    named = [field.quad for field in fields.holders if field.certain and again]
    known = any(field.certain for field in fields.standards)
    numbers: list[tuple[Region, bool]] = []
    lines: list[Region] = []
    garbled: list[Region] = []
    for reading in readings:
        found = [(s.quad, s.text) for s in standards(reading) if s.announced or not known]
        found += [(s.quad, s.text) for s in licence_forms(reading)]
        for quad, text in found:
            if not _holds(accepted, quad) and not _holds([region.quad for region, _ in numbers], quad):
                place = replace(reading.region, quad=quad.grown(BESIDE, WIDER))
                numbers.append((place, _ARABIC.search(text) is not None))
        whole = reading.region.quad
        if not _holds(named, whole) and not _holds([line.quad for line in (*lines, *garbled)], whole):
            if any(firms(reading)):
                lines.append(reading.region)
            elif may_name_firm(reading.text):
                garbled.append(reading.region)
    return Doubts(
        tuple(place for place, arabic in numbers if arabic)[:MOST_AGAIN],
        tuple(place for place, arabic in numbers if not arabic)[:MOST_AGAIN],
        tuple([*lines, *garbled[:MOST_GARBLED]][:MOST_AGAIN]),
    )


def wider(line: Region) -> Region:
    """A line cut a little larger: for a second look that is not the first once more."""
    return replace(line, quad=line.quad.grown(WIDER))


def longer(cut: Region) -> Region:
    """A number that was cut out, cut once more with more of its line beside it and none above and below."""
    return replace(cut, quad=cut.quad.grown(BESIDE, -WIDER / (1 + 2 * WIDER)))


def _holds(quads: Sequence[Quad], quad: Quad) -> bool:
    return any(other.contains(quad.centre) for other in quads)


def figures(readings: Sequence[Reading]) -> list[Region]:
    """Where lines may hold a standard's number that was misread: their figures, cut out.

    Lines that show a number of a standard or licence are left out.
    """
    found = []
    for reading in readings:
        if not any(s.announced for s in standards(reading)) and not any(licence_forms(reading)):
            for run in _FIGURES.finditer(reading.text):
                quad = part(reading, max(0, run.start() - ISSUER), run.end())
                found.append(replace(reading.region, quad=quad.grown(BESIDE, WIDER)))
    return found


def holds_standard(fields: Fields) -> bool:
    """Whether a standard's number is accepted."""
    return any(field.certain for field in fields.standards)


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
