"""Points at QR codes: the detector's net sees them by the way, also those too small or blurred for a decoder."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.detect.marks import scaled, square
from verifier.domain import Photo
from verifier.domain.geometry import Quad
from verifier.finder.first_pass import FirstLook
from verifier.finder.net import CODE
from verifier.fitted import fitted

MAX_PLACES = 6
"""Places pointed at in one photo, the surest first."""


class NetCodePlaces:
    """Where the net sees QR codes in its first look at a photo. Safe in threads."""

    def __init__(self, first_look: FirstLook) -> None:
        self._look, self._minimum_score = first_look, float(fitted("code_places")["minimum_score"])

    def __call__(self, photo: Photo) -> Sequence[Quad]:
        """Squares as large as the codes and turned as they are, in photo pixels, the surest first."""
        maps, scale = self._look(photo)
        return [square(scaled(peak, 1 / scale)) for peak in maps.peaks(self._minimum_score, [CODE])[:MAX_PLACES]]
