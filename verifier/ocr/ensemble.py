"""Several readers together: cheap ones read every line, dearer ones only what those leave in doubt.

Which reader is asked for what follows from what it declares (`LineReader`): its cost, the writing it knows, the least
height of print. Nothing is voted away here: all readings of all readers are handed on, and `extract.fields` decides
what they are worth.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from verifier.domain import Photo, Reading, Region
from verifier.domain.geometry import Quad
from verifier.extract.fields import Fields, extract
from verifier.numbers import find_licences, find_standards
from verifier.ocr.doubts import Doubts, doubtful, figures, mean
from verifier.protocols import LineReader, ReadingCost

MAX_TURNED_LINES = 12
"""Lines looked at again upside down when no number was read: the nearest to a mark first."""
MAX_FIGURE_CUTS = 4
"""Runs of figures that may be a misread number and are read once more, the nearest to a mark first."""
UPRIGHT_MIN_CONFIDENCE = 0.6
"""Mean confidence of a line's characters below which the line may be upside down."""


class ReaderEnsemble:
    """Independent readers, each asked only for what it can read and what cheaper ones left in doubt."""

    def __init__(self, readers: Sequence[LineReader]) -> None:
        """`readers`: of those of equal cost the one named first reads first."""
        self._readers = tuple(readers)
        self.version = "+".join(reader.version for reader in readers)
        self.reads_thai = any(reader.reads_thai for reader in readers)
        self.reads_thai_digits = any(reader.reads_thai_digits for reader in readers)
        self.minimum_height_px = min((reader.minimum_height_px for reader in readers), default=0.0)
        self.cost = max((reader.cost for reader in readers), default=ReadingCost.EVERY_LINE)
        self.other_looks: tuple[LineReader, ...] = ()

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        """All readings of all readers. Raises EngineFailed."""
        whole = self._whole(photo, lines)
        seen = list(whole)
        seen += self._asked(ReadingCost.CUT_OUTS, photo, doubtful(seen, extract(seen), alone=True), _numbers)
        fields = extract(seen)
        if not holds_standard(fields) and (cuts := figures(seen)[:MAX_FIGURE_CUTS]):
            seen += self._asked(ReadingCost.CUT_OUTS, photo, Doubts(arabic=tuple(cuts)), _numbers)
            fields = extract(seen)
        doubts = doubtful(seen, fields)
        if doubts:
            seen += self._asked(ReadingCost.EVERY_LINE, photo, doubts, Doubts.loosely)
            seen += self._asked(ReadingCost.CUT_OUTS, photo, doubts, Doubts.lengthened)
            fields = extract(seen)
            doubts = doubtful(seen, fields, again=True)
        if doubts and (in_doubt := doubts.lines(whole)):
            for reader in self._of_cost(ReadingCost.EVERY_LINE):
                for look in reader.other_looks:
                    seen += _read(look, photo, in_doubt)
            fields = extract(seen)
            doubts = doubtful(seen, fields, again=True)
        seen += self._asked(ReadingCost.LAST_RESORT, photo, doubts.settleable(seen, fields), Doubts.twice)
        return seen

    def _of_cost(self, cost: ReadingCost) -> list[LineReader]:
        return [reader for reader in self._readers if reader.cost is cost]

    def _asked(
        self, cost: ReadingCost, photo: Photo, doubts: Doubts, shown: Callable[[Doubts], Sequence[Region]]
    ) -> list[Reading]:
        """What the readers of that cost make of what is in doubt, each shown as `shown` cuts what it can read."""
        found: list[Reading] = []
        for reader in self._of_cost(cost):
            if places := shown(doubts.readable_by(reader)):
                found += reader.read(photo, places)
        return found

    def _whole(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        """What the cheap readers make of all lines; of lines turned by 180° as well where they read no number."""
        readers = self._of_cost(ReadingCost.EVERY_LINE)
        each = [list(_read(reader, photo, lines)) for reader in readers]
        seen = [reading for own in each for reading in own]
        if not any(holds_number(reading.text) for reading in seen):
            for reader, own in zip(readers, each, strict=True):
                seen += _turned(reader, photo, own)
        return seen


def _numbers(doubts: Doubts) -> Sequence[Region]:
    return doubts.numbers


def _read(reader: LineReader, photo: Photo, lines: Sequence[Region]) -> Sequence[Reading]:
    high = [line for line in lines if line.quad.height >= reader.minimum_height_px]
    return reader.read(photo, high) if high else ()


def _turned(reader: LineReader, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
    """Readings of poor lines turned by 180°, as far as they are better than the reader's own of the upright line."""
    poor = [reading for reading in readings if mean(reading.confidences) < UPRIGHT_MIN_CONFIDENCE][:MAX_TURNED_LINES]
    turned = [replace(reading.region, quad=upside_down(reading.region.quad)) for reading in poor]
    before = {line.quad: mean(reading.confidences) for line, reading in zip(turned, poor, strict=True)}
    again = _read(reader, photo, turned)
    return [new for new in again if mean(new.confidences) > before.get(new.region.quad, math.inf)]


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
