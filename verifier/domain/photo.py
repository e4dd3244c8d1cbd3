"""What the engines see in one photo."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from verifier.domain.geometry import Quad
from verifier.domain.kinds import MarkFault, MarkKind, RegionKind

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Pixels: TypeAlias = "npt.NDArray[np.uint8]"
"""An array of bytes: a picture, H×W×3 RGB or H×W grey. A name for type checkers alone, so that NumPy is not loaded."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How fit a photo is for reading. All figures are measured on a copy of at most 1,024 px on its long side.

    `sharpness`: variance of the Laplacian of the grey picture (0 flat; under about 60 reads badly).
    `brightness`: mean grey, 0..255. `contrast`: 95th minus 5th percentile of grey, 0..255.
    `glare`: share of the picture that lies in burnt-out reflections, 0..1.
    """

    sharpness: float
    brightness: float
    contrast: float
    glare: float


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """One opened picture: `pixels` is H×W×3 RGB uint8, upright, read-only, without any metadata.

    `sha256` is the hash of the bytes as they came, hexadecimal; `phash` a 64-bit perceptual hash, 16 hex digits.
    `halves` are smaller copies (see `verifier.image.pyramid`), each half as large as the one before, if any were made.
    `computed` holds what an engine computed from the pixels and others need too, by engine; it goes with the photo.
    """

    pixels: Pixels
    sha256: str
    phash: str
    quality: Quality
    halves: tuple[Pixels, ...] = ()
    computed: dict[object, Any] = field(default_factory=dict, repr=False)

    @property
    def levels(self) -> tuple[Pixels, ...]:
        """The picture and its smaller copies, the largest first."""
        return (self.pixels, *self.halves)

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])


@dataclass(frozen=True, slots=True)
class MarkLikeness:
    """How a mark that was found compares with our drawing of it, measured in its own frame.

    `frame`: what would be the square round the monogram, in photo pixels; it tells how the mark is squeezed. `clear`:
    whether print and photo are clear enough to tell more; only then `faults`, each once, and `mirrored` say anything.
    """

    frame: Quad
    clear: bool
    faults: tuple[MarkFault, ...] = ()
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """A place in a photo where something was detected. `mark` is set when and only when `kind` is MARK.

    `quad` is clockwise from the top-left corner of the thing *as printed*, so that it carries the reading direction.
    `score` is the detector's certainty, 0..1. `likeness` is None where a mark was not measured: too small, or no mark.
    """

    kind: RegionKind
    quad: Quad
    score: float
    mark: MarkKind | None = None
    likeness: MarkLikeness | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader saw in one line region; never altered afterwards.

    `text` is the best hypothesis, `confidences` one probability (0..1) for each character of it,
    `alternatives` further hypotheses with their natural-log probabilities, best first, without `text` itself.
    `reader` names engine and version, for instance `tesseract-5.3.0/Thai`.
    """

    text: str
    region: Region
    reader: str
    confidences: tuple[float, ...] = ()
    alternatives: tuple[tuple[str, float], ...] = ()

    @property
    def confidence(self) -> float:
        """The least certain character decides; 0 for an empty text."""
        return min(self.confidences, default=0.0)


@dataclass(frozen=True, slots=True)
class Code:
    """A decoded QR or bar code. `symbology` is zxing's name (`QRCode`, `EAN13`, …). It is never dereferenced."""

    payload: str
    symbology: str
    quad: Quad
    decoder: str
