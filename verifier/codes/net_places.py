"""Points at QR codes: the detector's net sees them by the way, also those too small or blurred for a decoder."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.domain import Photo
from verifier.domain.geometry import Quad
from verifier.finder.first_pass import FirstPass
from verifier.finder.net import CODE

LEAST = 0.25
"""Peaks below this are not pointed at. Of 75 codes read in real photos, the least had a peak of 0.27."""
MOST = 6
"""Nor more than so many, the best first."""


class NetCodePlaces:
    """Where the net sees QR codes in its first look at a photo, which others need as well. Safe in threads."""

    def __init__(self, first_pass: FirstPass, min_score: float = LEAST) -> None:
        """`min_score`: what the net is less sure of is not pointed at."""
        self._look, self._min_score = first_pass, min_score

    def __call__(self, photo: Photo) -> Sequence[Quad]:
        """Squares as large as the codes and turned as they are, in photo pixels, the surest first."""
        maps, scale = self._look(photo)
        return [peak.scaled(1 / scale).square() for peak in maps.peaks(self._min_score, [CODE])[:MOST]]
