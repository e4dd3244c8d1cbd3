"""The challenge: before anything agrees, the photo is looked at again for what speaks against it.

All legible print is found and skimmed by the cheapest reader, in both directions; what may announce something is given
to all readers. Codes that were seen and not decoded, and print that was seen and could not be read, are handed on as
unread. The challenge only ever adds to a sight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from verifier.domain import Photo, Reading, Region, RegionKind, Sight
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.extract.statements import statements
from verifier.image.strike import struck_out
from verifier.names.parse import may_name_firm
from verifier.numbers import find_licences, find_standards
from verifier.ocr.second_opinion import LetterCheck
from verifier.protocols import LineReader

LEGIBLE_MIN_PX = 12.0
"""Lower lines, in photo pixels with their margins, are not held to be legible."""
READ_MIN_CONFIDENCE = 0.6
"""Mean confidence below which a line is read upside down as well."""
TURN_MAX_CONFIDENCE = 0.85
"""Mean confidence below which a line that was read is tried upside down before anything agrees."""
UNREAD_MAX_CONFIDENCE = 0.45
"""Mean confidence below which, in both directions, a line counts as not read."""
UNREAD_MIN_ASPECT = 3.0
"""A number or a name is at least this many times as long as high; shorter boxes are corners and pictures."""
UNREAD_MIN_SCORE = 0.7
"""A box of which the line detector is less sure is no print that should have been read."""
BLOCK_SIDES = 1.5
"""Unread print at most this many sides from a mark stands in the mark's own block."""
BLOCK_PRINT = (0.05, 0.35)
"""Height of the print of a mark's block, in sides of the mark: smaller is texture, larger is a brand's lettering."""
EDGE_PX = 2.0
"""Print that ends this near to the photo's edge is cut off by it."""
STRUCK_MIN_CONFIDENCE = 0.5
"""A number that is less sure is explained or told of by its own finding."""
MAX_SKIMMED = 240
"""Lines skimmed in one photo, the largest first."""
MAX_SUSPECTS = 12
"""Skimmed lines that are given to all readers, those that may announce something first."""
CODE_MIN_SCORE = 0.35
"""A place that the net is less sure of is no code that should have been read."""
CODE_GROWTH = 0.35
"""A place is a code that was decoded when its middle lies in that code, grown by this share of its side."""
CODE_SIDES = 2.5
"""An unread code at most this many sides from a mark stands beside it."""
CODE_MIN_SIDE_PX = 40.0
"""A smaller code shows less than 1.5 px a module (33 modules a side): nobody can read it in this photo."""
CODE_SIZE = (0.5, 2.5)
"""Side of a code that goes with a mark, in sides of the mark."""


class PrintFinder(Protocol):
    """Finds every line of print of a photo."""

    def find(self, photo: Photo) -> Sequence[Region]:
        """LINE regions, wherever they stand. Raises EngineFailed."""
        ...


@dataclass(frozen=True, slots=True)
class PhotoChallenger:
    """Looks again at a photo whose sight would agree. Safe to share between threads."""

    finder: PrintFinder
    skimmer: LineReader
    reader: LineReader
    letters: LetterCheck
    code_places: Callable[[Photo], Sequence[Quad]]

    def challenge(self, photo: Photo, sight: Sight) -> Sight:
        """The sight with all that it had passed over, and marked as challenged. Raises EngineFailed."""
        known = [reading.region.quad for reading in sight.readings]
        lines = [line for line in self.finder.find(photo) if line.quad.height >= LEGIBLE_MIN_PX]
        fresh = [line for line in lines if not _seen(line.quad, known)]
        fresh = sorted(fresh, key=lambda line: -line.quad.height)[:MAX_SKIMMED]
        skimmed = self._skim(photo, fresh)
        unread = [reading.region for reading in skimmed if _unread(reading) and _in_block(reading.region, sight.marks)]
        skimmed += self._turned(photo, sight.readings)
        skimmed = [r for r in skimmed if not (_cut_off(r.region, photo) and _only_a_name(r))]
        suspects = [reading for reading in skimmed if suspicious(reading)][:MAX_SUSPECTS]
        closer = self.reader.read(photo, [reading.region for reading in suspects]) if suspects else ()
        return replace(
            sight,
            readings=(*sight.readings, *skimmed, *closer),
            doubted=(*sight.doubted, *self.letters.doubts(photo, sight.readings)),
            struck=(*sight.struck, *_struck(photo, sight)),
            unread=(*sight.unread, *unread, *self._unread_codes(photo, sight)),
            challenged=True,
        )

    def _skim(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        """One reading a line by the cheapest reader: in the other direction too where it reads badly."""
        found = list(self.skimmer.read(photo, lines)) if lines else []
        poor = [k for k, reading in enumerate(found) if _mean(reading) < READ_MIN_CONFIDENCE]
        turned = [replace(found[k].region, quad=_upside_down(found[k].region.quad)) for k in poor]
        for k, again in zip(poor, self.skimmer.read(photo, turned) if turned else (), strict=True):
            if _mean(again) > _mean(found[k]):
                found[k] = again
        return found

    def _turned(self, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
        """Lines that the first look read badly, read upside down: those that read better so."""
        best: dict[Quad, Reading] = {}
        for reading in readings:
            if reading.region.quad not in best or _mean(reading) > _mean(best[reading.region.quad]):
                best[reading.region.quad] = reading
        poor = [reading for reading in best.values() if _mean(reading) < TURN_MAX_CONFIDENCE]
        turned = [replace(reading.region, quad=_upside_down(reading.region.quad)) for reading in poor]
        again = self.skimmer.read(photo, turned) if turned else ()
        return [new for new, old in zip(again, poor, strict=True) if _mean(new) > _mean(old)]

    def _unread_codes(self, photo: Photo, sight: Sight) -> list[Region]:
        """Places of QR codes where nothing was decoded."""
        decoded = [code.quad.grown(CODE_GROWTH) for code in sight.codes]
        places = [quad.clipped(photo.width, photo.height) for quad in self.code_places(photo)]
        return [
            Region(RegionKind.CODE, place, 1.0)
            for place in places
            if place.height >= CODE_MIN_SIDE_PX
            and _goes_with_mark(place, sight.marks)
            and not any(quad.contains(place.centre) or place.contains(quad.centre) for quad in decoded)
        ]


def _struck(photo: Photo, sight: Sight) -> list[Region]:
    """The numbers that were read at all well and through which a line goes."""
    fields = extract(sight.readings)
    quads = [field.quad for field in fields.standards if field.certain or field.confidence >= STRUCK_MIN_CONFIDENCE]
    quads += [field.quad for field in fields.licences if field.certain or field.confidence >= STRUCK_MIN_CONFIDENCE]
    return [Region(RegionKind.LINE, quad, 1.0) for quad in quads if struck_out(photo, quad)]


def suspicious(reading: Reading) -> bool:
    """Whether a line, as it was skimmed, may be of weight: a number, something announced, or a firm."""
    if find_licences(reading.text) or any(found.has_year for found in find_standards(reading.text)):
        return True
    return bool(statements([reading], extract([reading]))) or may_name_firm(reading.text)


def _only_a_name(reading: Reading) -> bool:
    """Whether a line may name a firm and says nothing else of weight."""
    return (
        may_name_firm(reading.text)
        and not statements([reading], extract([reading]))
        and not find_licences(reading.text)
    )


def _cut_off(line: Region, photo: Photo) -> bool:
    """Whether the photo's edge cuts a line off: its beginning or its end is not in the picture."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = line.quad.corners
    ends = ((ax + dx) / 2, (ay + dy) / 2), ((bx + cx) / 2, (by + cy) / 2)
    return any(
        x <= EDGE_PX or y <= EDGE_PX or x >= photo.width - EDGE_PX or y >= photo.height - EDGE_PX for x, y in ends
    )


def _unread(reading: Reading) -> bool:
    """Whether a line is surely one of print, as long as a number, and could not be read."""
    line = reading.region
    printed = line.score >= UNREAD_MIN_SCORE and line.quad.width >= UNREAD_MIN_ASPECT * line.quad.height
    return printed and _mean(reading) < UNREAD_MAX_CONFIDENCE


def _in_block(line: Region, marks: Sequence[Region]) -> bool:
    """Whether a line is of the size of the print that belongs to a mark, and stands beside one."""
    for mark in marks:
        side = max(mark.quad.width, mark.quad.height, 1.0)
        low, high = BLOCK_PRINT
        if low * side <= line.quad.height <= high * side and mark.quad.distance(line.quad) <= BLOCK_SIDES * side:
            return True
    return False


def _goes_with_mark(code: Quad, marks: Sequence[Region]) -> bool:
    """Whether a code stands beside a mark, and about as large as it, as the official one does."""
    for mark in marks:
        side = max(mark.quad.width, mark.quad.height, 1.0)
        low, high = CODE_SIZE
        if low * side <= code.height <= high * side and mark.quad.distance(code) <= CODE_SIDES * side:
            return True
    return False


def _seen(quad: Quad, known: Sequence[Quad]) -> bool:
    """Whether a line is one that was read already: its middle lies in that one, or the other way round."""
    return any(abs(other.height - quad.height) < quad.height and other.contains(quad.centre) for other in known)


def _upside_down(quad: Quad) -> Quad:
    a, b, c, d = quad.corners
    return Quad((c, d, a, b))


def _mean(reading: Reading) -> float:
    return sum(reading.confidences) / max(len(reading.confidences), 1)
