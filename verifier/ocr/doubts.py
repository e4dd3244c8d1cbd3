"""What is in doubt once lines were read: numbers and firms that are not accepted yet, and how to look at them again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from verifier.domain import Reading, Region
from verifier.domain.geometry import Quad
from verifier.extract.candidates import firms, licence_forms, part, standards
from verifier.extract.fields import Fields
from verifier.names.parse import may_name_firm
from verifier.protocols import LineReader

MAX_DOUBTS = 6
"""Numbers printed in 0-9, numbers printed in ๐-๙ and lines of firms that get another look: at most six of each."""
MAX_GARBLED_FIRMS = 3
"""Lines that only may name a firm, among the lines of firms that get another look."""
MAX_LATIN_FIRMS = 2
"""Lines of firms in Latin letters that are shown to a reader that knows no Thai."""
LOOSE_MARGIN = 0.06
"""What a line is grown by on every side for a second look, as a share of its height."""
LOW_MARGIN = -0.1
"""What a line of a firm is cut by above and below for a reader that adds a margin of its own, as a share of its height:
in small print the letters fill less than half of their boxes."""
END_MARGIN = 0.5
"""Line that is left before and behind a number cut out of it, as a share of the line's height."""
ISSUER_CHARACTERS = 5
"""Characters before a run of figures that are cut out with it: they may be มอก. or TIS."""
SETTLEABLE_MIN_CONFIDENCE = 0.8
"""Mean confidence with which a firm's line must have been read before a reader of last resort is asked about it. Of
print that was read worse such a reader makes nothing that counts, and to start it costs more than all other reading."""

_FIGURES = re.compile(r"[0-9]{1,5}[^0-9]{1,4}[0-9]{4}(?![0-9])|[0-9]{5,9}(?![0-9])")
"""What a standard's number and year may be misread as."""
_THAI = re.compile(r"[ก-ฮ]")
_ARABIC = re.compile(r"[0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Doubts:
    """Where another look may help: numbers cut out of their lines, in 0-9 and in ๐-๙, and lines that name a firm.

    `latin`: those of the latter that were read without a Thai letter.
    """

    arabic: tuple[Region, ...] = ()
    thai: tuple[Region, ...] = ()
    firms: tuple[Region, ...] = ()
    latin: tuple[Region, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.arabic or self.thai or self.firms)

    @property
    def numbers(self) -> list[Region]:
        """Numbers in either kind of figures, as they were cut out."""
        return [*self.arabic, *self.thai]

    def loosely(self) -> list[Region]:
        """Numbers, and firms with a little more round them."""
        return [*self.numbers, *map(wider, self.firms)]

    def lengthened(self) -> list[Region]:
        """Numbers with more of their lines beside them, and firms with less room above and below."""
        return [*map(longer, self.numbers), *map(lower, self.firms)]

    def twice(self) -> list[Region]:
        """Numbers, and firms as they are and with a little more round them."""
        return [*self.numbers, *self.firms, *map(wider, self.firms)]

    def readable_by(self, reader: LineReader) -> Doubts:
        """Those in writing that the reader declares it knows, and as high as it needs with the loose margin."""

        def high(cut: Region) -> bool:
            return cut.quad.height >= reader.minimum_height_px

        return Doubts(
            tuple(filter(high, self.arabic)),
            tuple(filter(high, self.thai)) if reader.reads_thai_digits else (),
            tuple(line for line in (self.firms if reader.reads_thai else self.latin) if high(wider(line))),
        )

    def lines(self, of: Sequence[Reading]) -> list[Region]:
        """The whole lines that hold them."""
        places = [place.quad.centre for place in (*self.numbers, *self.firms)]
        return [reading.region for reading in of if any(map(reading.region.quad.contains, places))]

    def settleable(self, readings: Sequence[Reading], fields: Fields) -> Doubts:
        """Where one more reader can tip the answer: numbers on which two readers agree, and firms not read badly.

        `fields` are those of the readings.
        """
        agreed = [f.quad.centre for f in fields.standards if len(f.readers) > 1]
        agreed += [f.quad.centre for f in fields.licences if len(f.readers) > 1]
        fair = [r.region.quad for r in readings if mean(r.confidences) >= SETTLEABLE_MIN_CONFIDENCE]

        def tips(number: Region) -> bool:
            return any(map(number.quad.contains, agreed))

        return Doubts(
            tuple(filter(tips, self.arabic)),
            tuple(filter(tips, self.thai)),
            tuple(line for line in self.firms if _holds(fair, line.quad)),
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
    thai = [reading.region.quad for reading in readings if _THAI.search(reading.text)]
    for reading in readings:
        found = [(s.quad, s.text) for s in standards(reading) if s.announced or not known]
        found += [(s.quad, s.text) for s in licence_forms(reading)]
        for quad, text in found:
            if not _holds(accepted, quad) and not _holds([region.quad for region, _ in numbers], quad):
                place = replace(reading.region, quad=quad.grown(END_MARGIN, LOOSE_MARGIN))
                numbers.append((place, _ARABIC.search(text) is not None))
        whole = reading.region.quad
        if not _holds(named, whole) and not _holds([line.quad for line in (*lines, *garbled)], whole):
            if any(firms(reading)):
                lines.append(reading.region)
            elif may_name_firm(reading.text):
                garbled.append(reading.region)
    return Doubts(
        tuple(place for place, arabic in numbers if arabic)[:MAX_DOUBTS],
        tuple(place for place, arabic in numbers if not arabic)[:MAX_DOUBTS],
        tuple([*lines, *garbled[:MAX_GARBLED_FIRMS]][:MAX_DOUBTS]),
        tuple(line for line in lines if line.quad not in thai)[:MAX_LATIN_FIRMS],
    )


def figures(readings: Sequence[Reading]) -> list[Region]:
    """Where lines may hold a standard's number that was misread: their figures, cut out.

    Lines that show a number of a standard or licence are left out.
    """
    found = []
    for reading in readings:
        if not any(s.announced for s in standards(reading)) and not any(licence_forms(reading)):
            for run in _FIGURES.finditer(reading.text):
                quad = part(reading, max(0, run.start() - ISSUER_CHARACTERS), run.end())
                found.append(replace(reading.region, quad=quad.grown(END_MARGIN, LOOSE_MARGIN)))
    return found


def wider(line: Region) -> Region:
    """A line cut a little larger: a second look that shows other pixels than the first."""
    return replace(line, quad=line.quad.grown(LOOSE_MARGIN))


def lower(line: Region) -> Region:
    """A line cut with less room above and below it, so that its letters are shown larger."""
    return replace(line, quad=line.quad.grown(0.0, LOW_MARGIN))


def longer(cut: Region) -> Region:
    """A number that was cut out, cut again with more of its line beside it and nothing above and below it."""
    return replace(cut, quad=cut.quad.grown(END_MARGIN, -LOOSE_MARGIN / (1 + 2 * LOOSE_MARGIN)))


def mean(confidences: Sequence[float]) -> float:
    """Mean confidence of a line's characters; 0 without any."""
    return sum(confidences) / max(len(confidences), 1)


def _holds(quads: Sequence[Quad], quad: Quad) -> bool:
    return any(other.contains(quad.centre) for other in quads)
