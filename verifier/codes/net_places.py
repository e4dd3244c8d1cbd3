"""Points at QR codes: the detector's net sees them by the way, also those too small or blurred for a decoder."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.domain import Photo
from verifier.domain.geometry import Quad
from verifier.finder.first_pass import FirstPass
from verifier.finder.net import CODE
from verifier.fitted import fitted

MAX_PLACES = 6
"""Places pointed at in one photo, the surest first."""


class NetCodePlaces:
    """Where the net sees QR codes in its first look at a photo. Safe in threads."""

    def __init__(self, first_pass: FirstPass, minimum_score: float | None = None) -> None:
        """`minimum_score`: what the net is less sure of is not pointed at; None: as fitted to the decoders."""
        self._look = first_pass
        self._minimum_score = float(fitted("code_places")["minimum_score"]) if minimum_score is None else minimum_score

    def __call__(self, photo: Photo) -> Sequence[Quad]:
        """Squares as large as the codes and turned as they are, in photo pixels, the surest first."""
        maps, scale = self._look(photo)
        return [peak.scaled(1 / scale).square() for peak in maps.peaks(self._minimum_score, [CODE])[:MAX_PLACES]]
