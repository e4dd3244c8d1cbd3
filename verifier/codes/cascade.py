"""All codes of a photo, from the cheapest look to the dearest, each place reported once.

1. zxing over the whole photo, halved when it is large, enlarged when it is small. 2. Places where the detector's net
sees a QR code, and those where zxing says that there is one that it cannot read, are cut out, brought to a few set
sizes, sharpnesses and thresholds, and read by their grid at last (`verifier/codes/rescue.py`). 3. Where the net sees
none, the whole photo is looked at once more, larger still. Cut-outs have a budget of pixels for each photo.
The steps, their order and what each is worth were measured: docs/explanation/codes.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.codes.decoder import Decoder, Wanted, look_with
from verifier.codes.places import CodePlaces
from verifier.codes.rescue import GridReader
from verifier.codes.window import Greys, Window, around, levelled, resized, sharpened, turned, upright
from verifier.domain import Code, Photo, Region
from verifier.domain.geometry import Quad

SMALL = 1_300_000
"""A photo of up to so many pixels is enlarged whole."""
LARGE = 4_500_000
"""QR and bar codes are looked for in a level of at most so many pixels, DataMatrix in one of at most SMALL; QR codes
near marks at full resolution, where nobody pointed at any. What costs most, the search for finder patterns and zbar,
is for photos of at most so many."""
LEAST_SIDE = 15.0
"""Smaller finds are no codes, in photo pixels: 25 modules need more."""
MOST_PLACES = 6
"""So many places of a photo are looked at closely."""
MOST_SEARCHED, LEAST_SEARCHED = 1, 50.0
"""Finder patterns are searched in so many of them, of at least that side in photo px: 2 a module."""
BUDGET = 6_000_000
"""So many pixels of cut-outs are looked at for one photo."""
ROOM = 0.25
"""Left free round a place, in sides of it: the net's size is right within a tenth or so."""
WEAK = frozenset({"EAN8", "UPCE"})
LEAST_HEIGHT = 0.1
"""A weak bar code counts when the lines that agree span this share of its width."""
REACH = 3.0
"""A mark's code stands within this many mark sizes of its centre."""


@dataclass(frozen=True, slots=True)
class Step:
    """One more look at a code: `side` it is brought to in px, unsharp `sigma` in px, kind of threshold."""

    side: int
    sigma: float
    global_threshold: bool


STEPS = (Step(240, 0, False), Step(160, 5, True), Step(320, 13, False))
SIGHT = 240
"""Larger steps, and zbar, are for codes of which zxing saw the outline."""
ZBAR_SIDE = 200
"""zbar sees a place at this size."""
LEVEL = 4.0
"""Sigma, in photo pixels, of what the contrast of a small photo is levelled over."""


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
        codes = [
            Code(c.payload, c.symbology, c.quad.clipped(photo.width, photo.height), c.decoder) for c in found.codes
        ]
        return tuple(sorted(codes, key=lambda code: (code.quad.bounds[1], code.quad.bounds[0], code.payload)))

    def _whole(self, greys: Greys, found: _Found) -> None:
        if greys.size <= SMALL:
            self._look(greys.nearest(1), found)
            self._look(resized(greys.nearest(1), 2), found, Wanted.RETAIL)
            return
        half = greys.at_most(LARGE)
        self._look(half, found, Wanted.QR)
        for window in (half, turned(half)):  # a row in memory is read far faster than a column
            self._look(window, found, Wanted.BARS, reduced=False, columns=False)
        self._look(greys.at_most(SMALL), found, Wanted.MATRIX, reduced=False, inverted=False)

    def _closely(self, greys: Greys, found: _Found) -> None:
        """Looks closely at each place not looked at yet, until it is read or the steps are done."""
        for place in found.open_places():
            outlines: list[Quad] = []
            for step in STEPS:
                if step.side > SIGHT and not outlines:
                    continue
                window = sharpened(upright(greys, place, step.side, ROOM), step.sigma)
                if not found.spend(window.grey.size):
                    return
                outlines += self._look(window, found, Wanted.QR, global_threshold=step.global_threshold)
                if found.read(place):
                    break
            else:
                small = greys.size <= LARGE
                if code := self._grids.read(greys, place, outlines, small and found.may_search(place)):
                    found.add([code], [])
                elif outlines and small:
                    window = upright(greys, place, ZBAR_SIDE, ROOM)
                    look = look_with(self._others, window.grey, Wanted.ALL)
                    found.add([window.code(code) for code in look.codes], [])

    def _larger(self, greys: Greys, marks: Sequence[Region], found: _Found, pointed: bool) -> None:
        """Searches the whole photo further: for codes that nobody pointed at, or when none was read at all."""
        wanted = () if pointed else marks
        if found.settled(wanted):
            return
        if greys.size > SMALL:
            for mark in () if pointed else marks:
                reach = REACH * max(mark.quad.width, mark.quad.height)
                if 4 * reach * reach < SMALL:  # the code of a larger mark is large enough in half the photo
                    self._look(around(greys, mark.quad.centre, reach, 1), found, Wanted.QR)
            self._closely(greys, found)
            return
        photo = greys.nearest(1)
        self._look(resized(levelled(photo, LEVEL), 2 if pointed else 3), found, Wanted.QR)
        self._closely(greys, found)
        if not pointed and not found.settled(marks):
            self._look(resized(photo, 4), found, Wanted.QR)
            self._closely(greys, found)

    def _look(self, window: Window, found: _Found, wanted: Wanted = Wanted.ALL, **how: bool) -> list[Quad]:
        """Takes in what a look gives; the outlines, in photo pixels, of QR codes that it could not read."""
        look = look_with(self._searching, window.grey, wanted, **how)
        illegible = [window.place(quad) for quad in look.illegible]
        found.add([window.code(code) for code in look.codes], illegible)
        return illegible


class _Found:
    """What one photo gave so far, in photo pixels: codes, and QR codes that are there and not read yet."""

    def __init__(self) -> None:
        self.codes: list[Code] = []
        self._illegible: list[Quad] = []
        self._tried, self._left, self._searched = 0, BUDGET, 0

    def add(self, codes: Sequence[Code], illegible: Sequence[Quad]) -> None:
        """Takes in what stands where nothing stood before."""
        for code in codes:
            if not _thin(code) and not any(_same_place(code.quad, known.quad) for known in self.codes):
                self.codes.append(code)
        for quad in illegible:
            large = max(quad.width, quad.height) >= LEAST_SIDE
            if large and not any(_same_place(quad, known) for known in self._illegible):
                self._illegible.append(quad)

    def open_places(self) -> list[Quad]:
        """Illegible places not handed out before, as far as none of the codes stands there; MOST_PLACES in all."""
        new, self._tried = self._illegible[self._tried : MOST_PLACES], len(self._illegible)
        return [quad for quad in new if not self.read(quad)]

    def spend(self, pixels: int) -> bool:
        """Takes so many pixels off the budget of cut-outs; false when it is used up."""
        self._left -= pixels
        return self._left >= 0

    def may_search(self, place: Quad) -> bool:
        """Whether the place is large enough; takes one search off those allowed, false when they are used up."""
        if max(place.width, place.height) < LEAST_SEARCHED:
            return False
        self._searched += 1
        return self._searched <= MOST_SEARCHED

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
        reach = REACH * max(mark.quad.width, mark.quad.height)
        return any(c.symbology == "QRCode" and c.quad.distance(mark.quad) <= reach for c in self.codes)


def _thin(code: Code) -> bool:
    """Whether a short bar code rests on too few scan lines: its one check digit lets a tenth of all noise through."""
    return code.symbology in WEAK and code.quad.height < LEAST_HEIGHT * code.quad.width


def _same_place(a: Quad, b: Quad) -> bool:
    return a.contains(b.centre) or b.contains(a.centre)
