"""Where codes may lie: told by whoever sees them without reading them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from verifier.domain import Photo
from verifier.domain.geometry import Quad


class CodePlaces(Protocol):
    """Points at QR codes of a photo. Equal answers for equal photos."""

    def __call__(self, photo: Photo) -> Sequence[Quad]:
        """Quads about as large as the codes and turned as they are, in photo pixels, the surest first."""
        ...
