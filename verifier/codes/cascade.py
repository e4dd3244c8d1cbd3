"""All codes of a photo, from the cheapest look to the dearest, each place reported once.

1. zxing over the whole photo, halved when it is large, enlarged when it is small. 2. Where the detector's net points
and nothing was read, the place is cut out, upright and enlarged. Where it points at nothing, the whole photo is looked
at once more, larger still. 3. A look also tells where a QR code *is* that it could not read: those places are brought
to a few set sizes, sharpnesses and thresholds; zbar has the last look. Cut-outs have a budget of pixels for each photo.
The steps, their order and what each is worth were measured: docs/explanation/codes.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.codes.places import CodePlaces
from verifier.codes.window import Greys, Window, around, resized, sharpened, upright
from verifier.codes.zbar import ZbarReader
from verifier.codes.zxing import Wanted, ZxingReader
from verifier.errors import EngineMissing
from verifier.geometry import Quad
from verifier.models import Code, Photo, Region

SMALL = 1_300_000
"""A photo of up to so many pixels is enlarged whole."""
LARGE = 4_500_000
"""QR codes and those of retail are looked for in a level of at most so many pixels, the rest in one of at most SMALL;
QR codes in the whole photo only when one is missing."""
LEAST_SIDE = 15.0
"""Smaller finds are no codes, in photo pixels: 25 modules need more."""
MOST_PLACES = 8
"""So many illegible places of a photo are looked at again."""
BUDGET = 12_000_000
"""So many pixels of cut-outs are looked at for one photo."""
ROOM = 0.25
"""Left free round a place that was pointed at, in sides of it: the net's size is right within a tenth or so."""
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


POINTED = (Step(160, 5, True), Step(240, 0, False))
"""Where the net points: whether zxing reads the code there, or at least sees it."""
STEPS = (Step(300, 3, True), Step(400, 16, False), Step(200, 4, False), Step(400, 4, True), Step(240, 0, False))


class CodeCascade:
    """zxing-cpp with rescue steps, then zbar where it is installed. Holds no state between calls; safe in threads."""

    def __init__(
        self, zxing: ZxingReader | None = None, zbar: ZbarReader | None = None, places: CodePlaces | None = None
    ) -> None:
        """`places` points at codes; without it the whole photo is searched at every scale."""
        self._zxing, self._places = zxing or ZxingReader(), places
        self._zbar = zbar or _zbar_if_installed()
        engines = [self._zxing.version, *([self._zbar.version] if self._zbar else [])]
        self.version = f"cascade-2({', '.join(engines)})"

    def read(self, photo: Photo, marks: Sequence[Region]) -> Sequence[Code]:
        """All codes, one for each place, from top to bottom. Raises EngineFailed."""
        greys, found = Greys(photo.levels), _Found()
        self._whole(greys, found)
        pointed = self._places(photo) if self._places else ()
        self._point(greys, pointed, found)
        self._rescue(greys, found)
        self._larger(greys, marks, found, bool(pointed))
        self._rescue(greys, found)
        codes = [
            Code(c.payload, c.symbology, c.quad.clipped(photo.width, photo.height), c.decoder) for c in found.codes
        ]
        return tuple(sorted(codes, key=lambda code: (code.quad.bounds[1], code.quad.bounds[0], code.payload)))

    def _whole(self, greys: Greys, found: _Found) -> None:
        if greys.size <= SMALL:
            self._look(greys.nearest(1), found)
            self._look(resized(greys.nearest(1), 2), found, Wanted.RETAIL)
        else:
            self._look(greys.at_most(LARGE), found, Wanted.RETAIL)
            self._look(greys.at_most(SMALL), found, Wanted.RARE, thorough=False)

    def _point(self, greys: Greys, pointed: Sequence[Quad], found: _Found) -> None:
        """Looks where the net points and nothing was read."""
        for quad in pointed:
            for step in POINTED:
                if found.read(quad):
                    break
                window = sharpened(upright(greys, quad, step.side, ROOM), step.sigma)
                if not found.spend(window.grey.size):
                    return
                self._look(window, found, Wanted.QR, global_threshold=step.global_threshold)

    def _larger(self, greys: Greys, marks: Sequence[Region], found: _Found, pointed: bool) -> None:
        """Searches the whole photo further: for codes that nobody pointed at, or when none was read at all."""
        if pointed:
            if greys.size <= SMALL and not found.settled(()):
                self._look(resized(greys.nearest(1), 2), found, Wanted.QR, global_threshold=True)
            return
        if greys.size > LARGE and not found.settled(marks):
            self._look(greys.nearest(1), found, Wanted.QR, thorough=False)
        if greys.size <= SMALL:
            photo = greys.nearest(1)
            self._look(resized(photo, 3), found, Wanted.QR)
            self._rescue(greys, found)
            if not found.settled(marks):
                self._look(resized(photo, 4), found, Wanted.QR)
                self._look(resized(photo, 3), found, Wanted.QR, global_threshold=True)

    def _look(self, window: Window, found: _Found, wanted: Wanted = Wanted.ALL, **how: bool) -> None:
        look = self._zxing.look(window.grey, wanted, **how)
        found.add([window.code(code) for code in look.codes], [window.place(quad) for quad in look.illegible])

    def _rescue(self, greys: Greys, found: _Found) -> None:
        """Looks again at each illegible place, until it is read or the steps are done."""
        for place in found.open_places():
            side = max(place.width, place.height)
            for step in STEPS:
                window = sharpened(around(greys, place.centre, side, step.side / side), step.sigma)
                if not found.spend(window.grey.size):
                    return
                look = self._zxing.look(window.grey, Wanted.QR, global_threshold=step.global_threshold)
                if look.codes:
                    found.add([window.code(code) for code in look.codes], [])
                    break
            else:
                if self._zbar:
                    window = sharpened(around(greys, place.centre, side, 240 / side), 4)
                    found.add([window.code(code) for code in self._zbar.decode(window.grey)], [])


class _Found:
    """What one photo gave so far, in photo pixels: codes, and QR codes that are there and not read yet."""

    def __init__(self) -> None:
        self.codes: list[Code] = []
        self._illegible: list[Quad] = []
        self._tried, self._left = 0, BUDGET

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


def _zbar_if_installed() -> ZbarReader | None:
    try:
        return ZbarReader()
    except EngineMissing:
        return None


def _thin(code: Code) -> bool:
    """Whether a short bar code rests on too few scan lines: its one check digit lets a tenth of all noise through."""
    return code.symbology in WEAK and code.quad.height < LEAST_HEIGHT * code.quad.width


def _same_place(a: Quad, b: Quad) -> bool:
    return a.contains(b.centre) or b.contains(a.centre)
