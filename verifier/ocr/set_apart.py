"""Words that stand in no line: one below the other, down a stair, in a disc, a ring or a stamp's frame, in a code.

No line detector is sure of them. Letters of one size at one distance are set side by side and read as a line; what
stands in a closed shape is cut out, upright, and read. Pictures give letters too: what is not read surely is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from verifier.domain import Photo, Pixels, Quality, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.image.crop import cut_line
from verifier.image.inks import Inks
from verifier.ocr.closed_shapes import LINE_PX, closed_shapes, middles, part, parts
from verifier.ocr.letter_runs import letter_runs
from verifier.ocr.overlooked import mean
from verifier.protocols import LineReader
from verifier.thai import letters_of

BLOCK_PX, STEP = 51, 18
"""Side of the surroundings whose mean ink lies below, and by how many grey levels."""
IN_CODE = ((0.34, 0.17), (0.34, 0.13), (0.3, 0.11), (0.44, 0.15))
"""Middle of a QR code in which a name may stand, in shares of its side."""
NAME_EDGE, NAME_CONTRAST = 2, 60
"""Row of that picture, from its upper and lower edge, in which grey levels differ by less where there is a name."""
SURE, MIN_LETTERS = 0.8, 2
"""Mean confidence and letters from which on what was read is print."""
CODE_SURE, CODE_LETTERS = 0.82, 3
"""The same in a code, whose modules look like strokes."""
EMPTY = Quality(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class SetApart:
    """Reads words that stand in no line. Safe to share between threads."""

    reader: LineReader
    latin: LineReader | None = None
    """Also reads runs of letters: what the other one has of Latin words may be a letter off."""

    def read(
        self,
        inks: Inks,
        known: Sequence[Quad],
        signs: Sequence[Quad],
        codes: Sequence[Quad],
        letters: Sequence[Quad] = (),
    ) -> list[Reading]:
        """What is surely read; `known` is print that was read, `signs` marks and codes, `codes` those of TISI.

        `inks` are those of the photo. `letters` were read each by itself, and may be those of a word that is spread
        far.
        """
        photo, grey, scale = inks.photo, inks.plain, inks.scale
        taken = np.zeros(grey.shape, np.uint8)
        for quad in (*known, *signs):
            cv2.fillConvexPoly(taken, np.round(quad.array() * scale).astype(np.int32), 1)
        in_line = taken.copy()
        for quad in letters:
            cv2.fillConvexPoly(in_line, np.round(quad.array() * scale).astype(np.int32), 1)
        read: list[Reading] = []
        for ink in _masks(inks.grey):
            runs = [(picture, place.scaled(1 / scale)) for picture, place in letter_runs(grey, ink, taken)]
            read += self._sure(runs, SURE, MIN_LETTERS)
            read += self._sure(runs, SURE, MIN_LETTERS, self.latin) if self.latin else []
            for quad in closed_shapes(grey, ink, in_line):
                read += self._in_shape(photo, quad.scaled(1 / scale), (*known, *letters))
        for code in codes:
            if not _has_a_name(cut_line(photo, part(code, *IN_CODE[0]), LINE_PX)):
                continue
            read += self._sure(parts(photo, code, IN_CODE), CODE_SURE, CODE_LETTERS)
        return read

    def _in_shape(self, photo: Photo, quad: Quad, known: Sequence[Quad]) -> list[Reading]:
        if any(quad.contains(place.centre) for place in known):
            return []
        return list(self._sure(middles(photo, quad), SURE, MIN_LETTERS))

    def _sure(
        self, pictures: Iterable[tuple[Pixels, Quad]], sure: float, letters: int, reader: LineReader | None = None
    ) -> Iterator[Reading]:
        for picture, place in pictures:
            height, width = picture.shape[:2]
            line = Region(RegionKind.LINE, Quad.of_box(0, 0, width, height), 1.0)
            (look,) = (reader or self.reader).read(Photo(picture, "", "", EMPTY), [line])
            if mean(look) >= sure and len(letters_of(look.text)) >= letters:
                yield replace(look, region=Region(RegionKind.LINE, place, 1.0))


def _masks(grey: Pixels) -> Iterator[Pixels]:
    """Masks of what is darker than its surroundings, and of what is lighter, in a picture without noise.

    Noise makes thousands of letters.
    """
    ground = cv2.boxFilter(grey, cv2.CV_16S, (BLOCK_PX, BLOCK_PX))
    off = grey.astype(np.int16) - ground
    yield (off < -STEP).astype(np.uint8)
    yield (off > STEP).astype(np.uint8)


def _has_a_name(picture: Pixels) -> bool:
    """Whether the upper and the lower edge of a code's middle are bare of modules, as round a name."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.int16)
    edges = np.concatenate([grey[NAME_EDGE], grey[-NAME_EDGE - 1]])
    return int(np.percentile(edges, 90) - np.percentile(edges, 10)) < NAME_CONTRAST
