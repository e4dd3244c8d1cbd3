"""All codes of a photo, from the cheapest look to the dearest, each place reported once.

1. The decoders that search look over the whole photo, halved when it is large, enlarged when it is small. 2. Places
that are pointed at, and those where a decoder says that there is a QR code that it cannot read, are cut out, brought to
a few set sizes, sharpnesses and thresholds, and read by their grid at last (`verifier/codes/rescue.py`). 3. Where
nobody points at any, the whole photo is looked at once more, larger still. 4. Bar codes are confirmed
(`verifier/codes/bars.py`). Cut-outs have a budget of pixels for each photo. The steps, their order and what each is
worth were measured: docs/explanation/codes.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.codes import bars
from verifier.codes.decoder import Decoder, Wanted, look_with
from verifier.codes.places import CodePlaces
from verifier.codes.rescue import GridReader
from verifier.codes.window import Greys, Window, around, levelled, resized, sharpened, softened, turned, upright
from verifier.domain import Code, Photo, Region
from verifier.domain.geometry import Quad

SMALL_PHOTO_MAX_PX = 1_300_000
"""Photos of at most this many pixels are enlarged whole. DataMatrix is looked for in a copy of this many pixels."""
SEARCHED_MAX_PX = 4_500_000
"""QR and bar codes are looked for in the largest copy of at most this many pixels; QR codes near marks at full
resolution, where nobody pointed at any. The search for finder patterns and the second opinion, which cost most, are
for photos of at most this many pixels."""
CODE_MIN_SIDE_PX = 15.0
"""Outlines with a shorter side, in photo pixels, are none of QR codes: 25 modules need more."""
MAX_PLACES = 6
"""Places of a photo that are looked at closely."""
MAX_PATTERN_SEARCHES, PATTERN_SEARCH_MIN_SIDE_PX = 1, 50.0
"""Places of a photo in which finder patterns are searched, and the least side of such a place in photo pixels (two for
each module)."""
MAX_CUT_OUTS_PX = 6_000_000
"""Pixels of all cut-outs of QR codes that are looked at for one photo."""
PLACE_MARGIN = 0.25
"""Photo left round a place, in sides of it: the net's size is right within a tenth or so."""
REDUCTION = 3
"""A decoder that tries reduced copies as well may have read a code at this part of the size (zxing-cpp's default)."""
MARK_REACH = 3.0
"""Distance of a mark's code from the mark's centre, at most, in sides of the mark."""


@dataclass(frozen=True, slots=True)
class Step:
    """One more look at a code: `side` it is brought to in px, unsharp `sigma` in px, kind of threshold."""

    side: int
    sigma: float
    global_threshold: bool


STEPS = (Step(240, 0, False), Step(160, 5, True), Step(320, 13, False))
UNSEEN_MAX_SIDE_PX = 240
"""Largest step for a place of which no decoder saw the outline. Such a place gets no second opinion either."""
SECOND_OPINION_SIDE_PX = 200
"""Side that a place is brought to for decoders that do not search."""
LEVELLING_SIGMA_PX = 4.0
"""Sigma, in photo pixels, of the surroundings over which the contrast of a small photo is levelled."""
SOFT_SCALES, SOFT_SIGMA_PX = (1.0, 0.71, 0.5, 0.35, 0.25), 1.0
"""Scales at which a photo is searched for codes drawn in dots, and the sigma of the blur there: the dots of modules of
2.5 to 4 px run together."""


class CodeCascade:
    """Decoders that search, with rescue steps, then a second opinion. Holds no state between calls; safe in threads."""

    def __init__(self, decoders: Sequence[Decoder], places: CodePlaces | None = None) -> None:
        """`places` points at codes; without it the whole photo is searched at every scale."""
        self._searching = [decoder for decoder in decoders if decoder.searches]
        self._others = [decoder for decoder in decoders if not decoder.searches]
        self._places, self._grids = places, GridReader(self._searching)
        self.version = f"cascade-3({', '.join(decoder.version for decoder in decoders)})"

    def read(self, photo: Photo, marks: Sequence[Region]) -> Sequence[Code]:
        """All codes, one for each place, from top to bottom. Raises EngineFailed."""
        greys, found = Greys(photo.levels), _Found()
        self._whole(greys, found)
        pointed = self._places(photo) if self._places else ()
        found.add([], pointed)
        self._closely(greys, found)
        self._larger(greys, marks, found, bool(pointed))
        for code in bars.confirmed(greys, self._searching, found.unconfirmed()):
            found.add([code], [])
        codes = [
            Code(c.payload, c.symbology, c.quad.clipped(photo.width, photo.height), c.decoder) for c in found.codes
        ]
        return tuple(sorted(codes, key=lambda code: (code.quad.bounds[1], code.quad.bounds[0], code.payload)))

    def _whole(self, greys: Greys, found: _Found) -> None:
        if greys.size <= SMALL_PHOTO_MAX_PX:
            self._look(greys.nearest(1), found)
            self._look(resized(greys.nearest(1), 2), found, Wanted.RETAIL)
            return
        half = greys.at_most(SEARCHED_MAX_PX)
        self._look(half, found, Wanted.QR)
        for window in (half, turned(half)):  # a row in memory is read far faster than a column
            self._look(window, found, Wanted.BARS, reduced=False, columns=False)
        self._look(greys.at_most(SMALL_PHOTO_MAX_PX), found, Wanted.MATRIX, reduced=False, inverted=False)

    def _closely(self, greys: Greys, found: _Found) -> None:
        """Looks closely at each place not looked at yet, until it is read or the steps are done."""
        for place in found.open_places():
            outlines: list[Quad] = []
            for step in STEPS:
                if step.side > UNSEEN_MAX_SIDE_PX and not outlines:
                    continue
                window = sharpened(upright(greys, place, step.side, PLACE_MARGIN), step.sigma)
                if not found.spend(window.grey.size):
                    return
                outlines += self._look(window, found, Wanted.QR, global_threshold=step.global_threshold)
                if found.read(place):
                    break
            else:
                small, may = greys.size <= SEARCHED_MAX_PX, found.may_search(place)
                if code := self._grids.read(greys, place, outlines, search=small and may, search_on_dark=may):
                    found.add([code], [])
                elif outlines and small:
                    window = upright(greys, place, SECOND_OPINION_SIDE_PX, PLACE_MARGIN)
                    look = look_with(self._others, window.grey, Wanted.QR)
                    found.add([window.code(code) for code in look.codes], [])

    def _larger(self, greys: Greys, marks: Sequence[Region], found: _Found, pointed: bool) -> None:
        """Searches the whole photo further: for codes that nobody pointed at, or when none was read at all."""
        wanted = () if pointed else marks
        if found.settled(wanted):
            return
        if not pointed:
            self._softly(greys, found)
        if greys.size > SMALL_PHOTO_MAX_PX:
            for mark in () if pointed else marks:
                reach = MARK_REACH * max(mark.quad.width, mark.quad.height)
                if 4 * reach * reach < SMALL_PHOTO_MAX_PX:  # a larger mark's code is large enough in half the photo
                    self._look(around(greys, mark.quad.centre, reach, 1), found, Wanted.QR)
            self._closely(greys, found)
            return
        photo = greys.nearest(1)
        self._look(resized(levelled(photo, LEVELLING_SIGMA_PX), 2 if pointed else 3), found, Wanted.QR)
        self._closely(greys, found)
        if not pointed and not found.settled(marks):
            self._look(resized(photo, 4), found, Wanted.QR)
            self._closely(greys, found)

    def _softly(self, greys: Greys, found: _Found) -> None:
        """Looks for QR codes drawn in dots, which run together when they are blurred: at any size of module."""
        photo = greys.at_most(SMALL_PHOTO_MAX_PX)
        for scale in SOFT_SCALES:
            window = softened(resized(photo, scale), SOFT_SIGMA_PX)
            self._look(window, found, Wanted.QR, reduced=False, inverted=False)

    def _look(self, window: Window, found: _Found, wanted: Wanted = Wanted.ALL, **how: bool) -> list[Quad]:
        """Takes in what a look gives; the outlines, in photo pixels, of QR codes that it could not read."""
        look = look_with(self._searching, window.grey, wanted, **how)
        illegible = [window.place(quad) for quad in look.illegible]
        smallest = window.scale / (REDUCTION if how.get("reduced", True) else 1)
        found.add([window.code(code) for code in look.codes], illegible, smallest)
        return illegible


class _Found:
    """What one photo gave so far, in photo pixels: codes, and QR codes that are there and not read yet."""

    def __init__(self) -> None:
        self.codes: list[Code] = []
        self._unconfirmed: list[Code] = []
        self._illegible: list[Quad] = []
        self._tried, self._left, self._searched = 0, MAX_CUT_OUTS_PX, 0

    def add(self, codes: Sequence[Code], illegible: Sequence[Quad], scale: float | None = None) -> None:
        """Takes in what stands where nothing stood before.

        `scale`: of the smallest copy of the photo that the codes may have been read in; without it they are believed.
        Bar codes that are not sure at that scale are kept apart to be confirmed.
        """
        for code in codes:
            if scale is not None and not bars.sure(code, scale):
                if not any(_same_place(code.quad, k.quad) and code.payload == k.payload for k in self._unconfirmed):
                    self._unconfirmed.append(code)
            elif not any(_same_place(code.quad, known.quad) for known in self.codes):
                self.codes.append(code)
        for quad in illegible:
            large = max(quad.width, quad.height) >= CODE_MIN_SIDE_PX
            if large and not any(_same_place(quad, known) for known in self._illegible):
                self._illegible.append(quad)

    def unconfirmed(self) -> Iterator[Code]:
        """Bar codes to be confirmed, as far as no code was read there meanwhile; MAX_PLACES in all."""
        return (code for code in self._unconfirmed[:MAX_PLACES] if not self.read(code.quad))

    def open_places(self) -> list[Quad]:
        """Illegible places not handed out before at which no code was read; MAX_PLACES in all."""
        new, self._tried = self._illegible[self._tried : MAX_PLACES], len(self._illegible)
        return [quad for quad in new if not self.read(quad)]

    def spend(self, pixels: int) -> bool:
        """Takes the pixels of a cut-out off the budget; false when it is used up."""
        self._left -= pixels
        return self._left >= 0

    def may_search(self, place: Quad) -> bool:
        """Whether the place is large enough; takes one search off those allowed, false when they are used up."""
        if max(place.width, place.height) < PATTERN_SEARCH_MIN_SIDE_PX:
            return False
        self._searched += 1
        return self._searched <= MAX_PATTERN_SEARCHES

    def read(self, quad: Quad) -> bool:
        """Whether a code was read at that place."""
        return any(_same_place(quad, code.quad) for code in self.codes)

    def settled(self, marks: Sequence[Region]) -> bool:
        """Whether every mark has its QR code; without marks, whether there is any."""
        if marks:
            return all(self.beside(mark) for mark in marks)
        return any(code.symbology == "QRCode" for code in self.codes)

    def beside(self, mark: Region) -> bool:
        """Whether a QR code stands beside the mark."""
        reach = MARK_REACH * max(mark.quad.width, mark.quad.height)
        return any(c.symbology == "QRCode" and c.quad.distance(mark.quad) <= reach for c in self.codes)


def _same_place(a: Quad, b: Quad) -> bool:
    return a.contains(b.centre) or b.contains(a.centre)
