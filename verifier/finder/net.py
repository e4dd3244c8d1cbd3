"""The detector's network at work: pictures in, maps of marks, codes and cores of lines out.

Weights of our own (data, figures and limits in `models/detector.md`), trained on drawn scenes only by
`python -m models.recipe train-detector`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Pixels
from verifier.domain.geometry import Quad
from verifier.errors import EngineFailed
from verifier.inference import ModelFile, load

MODEL = ModelFile(
    "verifier.weights", "detector.onnx", "bb701e845763f8d6ddfb543a331a932d328f37c6ae31ba44923ec28d41217609"
)
STRIDE = 4
"""Pixels of the picture a cell of the maps stands for, both ways."""
STEP = 32
"""The net takes pictures whose sides are multiples of this."""
CODE = 3
"""Class of a QR code; the classes before it are those of the marks (`verifier.detect.kinds`)."""
HEAT = slice(0, 4)
"""Planes of the maps. Logits: centre of a ring mark, of a bare one, of a community mark, of a QR code."""
CORE = 4
"""Logit: core of a line of print."""
SIZE, SIZE_AT = 5, 5.0
"""At centres: log2 of the side in px, less SIZE_AT."""
UP = slice(6, 8)
"""At centres: unit vector (x, y) from the mark's foot to its head; y grows downwards."""
FOLD = slice(8, 10)
"""At centres: cosine and sine of four times the angle of that vector: the turn but for quarters, easier to see."""
TALL, TALL_AT = 10, 4.0
"""In cores: log2 of the line's height in px, less TALL_AT."""
RISE = slice(11, 13)
"""In cores: unit vector (x, y) from the foot of the letters to their head."""
PLANES = 13
MAX_PEAKS = 48
"""Centres taken from one picture."""
_MIN_SHARE = 0.36  # cells that are less than this share as sure as the peak tell nothing of its size and turn
_MIN_UP = 0.4  # an up vector shorter than this does not tell the quarter of the turn

Plane = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Peak:
    """A mark or code as the net sees it: class, score 0..1, centre and side in pixels.

    `angle`: of its top edge, degrees clockwise; `certain_turn`: whether the quarter of the turn was seen too, not only
    the turn within a quarter.
    """

    kind: int
    score: float
    x: float
    y: float
    side: float
    angle: float
    certain_turn: bool

    def scaled(self, factor: float) -> Peak:
        """The peak in another picture's pixels, `factor` of them for one of this one."""
        return replace(self, x=self.x * factor, y=self.y * factor, side=self.side * factor)

    def square(self) -> Quad:
        """The square round the peak, corners in the order of the print."""
        a = math.radians(self.angle)
        along = np.array([math.cos(a), math.sin(a)]) * self.side / 2
        down = np.array([-along[1], along[0]])
        middle = np.array([self.x, self.y])
        return Quad.of_points(
            (middle - along - down, middle + along - down, middle + along + down, middle - along + down)
        )


@dataclass(frozen=True, slots=True)
class Maps:
    """What the net answers: PLANES×h×w float32 for a picture of 4h×4w pixels."""

    planes: Plane

    @property
    def core(self) -> Plane:
        """h×w: probability that a line's core lies here."""
        return _sigmoid(self.planes[CORE])

    @property
    def tall(self) -> Plane:
        """h×w: height in pixels of the line whose core lies here."""
        return np.asarray(np.exp2(self.planes[TALL] + TALL_AT), np.float32)

    @property
    def rise(self) -> Plane:
        """2×h×w: about a unit vector (x, y down) from the letters' foot to their head."""
        return self.planes[RISE]

    def peaks(self, min_score: float, kinds: Sequence[int] = range(4)) -> list[Peak]:
        """Centres of at least that score, best first, at most MAX_PEAKS, no two over one another but mark and code.

        `kinds`: the classes looked for.
        """
        found: list[tuple[float, int, int, int]] = []
        min_logit = math.log(min_score / (1 - min_score))
        for kind in kinds:
            plane = self.planes[HEAT][kind]
            if (high := plane >= min_logit).any():
                top = cv2.dilate(plane, np.ones((3, 3), np.uint8), borderType=cv2.BORDER_REPLICATE)
                ys, xs = np.nonzero(high & (plane >= top))
                found += zip((-plane[ys, xs]).tolist(), [kind] * len(ys), ys.tolist(), xs.tolist(), strict=True)
        return apart(self._peaks([(kind, y, x) for _, kind, y, x in sorted(found)[:MAX_PEAKS]]))

    def _peaks(self, cells: Sequence[tuple[int, int, int]]) -> Iterator[Peak]:
        """What the maps tell at these cells (kind, y, x) and in the eight round each."""
        if not cells:
            return
        kinds, ys, xs = np.array(cells).T[:, :, None]
        y, x = ys + np.repeat((-1, 0, 1), 3), xs + np.tile((-1, 0, 1), 3)
        height, width = self.planes.shape[1:]
        inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)
        at = np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)
        weights = np.where(inside, _sigmoid(self.planes[(kinds, *at)]), 0)
        shares = weights / weights.sum(1, keepdims=True)
        near = np.where(weights >= weights.max(1, keepdims=True) * _MIN_SHARE, weights, 0)
        told = (self.planes[SIZE : FOLD.stop, *at] * near).sum(2) / near.sum(1)
        columns = ((shares * x).sum(1), (shares * y).sum(1), weights[:, 4], *told)
        for (kind, _, _), values in zip(cells, np.stack(columns, 1).tolist(), strict=True):
            yield _peak(kind, values)


def _peak(kind: int, told: Sequence[float]) -> Peak:
    """`told`: where it lies and how sure it is, then the planes from SIZE to FOLD, as they were weighed there."""
    x, y, score, size, ux, uy, cos4, sin4 = told
    angle = math.degrees(math.atan2(sin4, cos4)) / 4  # of the up vector, but for quarters
    up = math.degrees(math.atan2(uy, ux))
    certain = math.hypot(ux, uy) > _MIN_UP
    quarters = round((up - angle) / 90) if certain else round((-90 - angle) / 90)
    turn = (angle + 90 * quarters + 90 + 180) % 360 - 180
    side = 2.0 ** min(max(size + SIZE_AT, 2.0), 10.0)
    return Peak(kind, score, (x + 0.5) * STRIDE, (y + 0.5) * STRIDE, side, turn, certain)


def apart(peaks: Iterable[Peak]) -> list[Peak]:
    """Best first, without those that lie nearer than half a side to a better one; codes and marks do not compete."""
    kept: list[Peak] = []
    for peak in sorted(peaks, key=lambda p: (-p.score, p.kind, p.y, p.x)):
        rivals = (k for k in kept if (k.kind == CODE) == (peak.kind == CODE))
        if not any(math.hypot(peak.x - k.x, peak.y - k.y) < 0.5 * max(k.side, peak.side) for k in rivals):
            kept.append(peak)
    return kept


class FinderNet:
    """The loaded net. Safe to share between threads."""

    version = "finder-1"

    def __init__(self, model: ModelFile = MODEL) -> None:
        """Loads the model. Raises EngineMissing, ModelMismatch."""
        self._session = load(model)

    def __call__(self, pixels: Pixels) -> Maps:
        """Maps of an H×W×3 RGB uint8 picture, cut to its own ⌈H/4⌉×⌈W/4⌉ cells. Raises EngineFailed."""
        height, width = pixels.shape[:2]
        down, right = -height % STEP, -width % STEP
        padded = np.asarray(cv2.copyMakeBorder(pixels, 0, down, 0, right, cv2.BORDER_REPLICATE), np.uint8)
        try:
            (out,) = self._session.run(None, {"pixels": paired(padded)})
        except Exception as error:  # onnxruntime raises plain RuntimeErrors of many kinds
            raise EngineFailed(f"{self.version}: {error}", engine=self.version) from error
        planes = out.reshape(PLANES, (height + down) // STRIDE, (width + right) // STRIDE)
        return Maps(np.asarray(planes[:, : -(-height // STRIDE), : -(-width // STRIDE)], np.float32))


def paired(pixels: Pixels) -> Pixels:
    """H×W×3 RGB uint8, sides even, as the model takes it: 1×H/2×2×W/2×8, four bytes a pixel, in pairs.

    Levels go up to the next even one, 0 to 1, as those did from which the model's ranges were taken.
    """
    height, width = pixels.shape[:2]
    four = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2RGBA), np.uint8)
    even = cv2.max(cv2.add(four, four & 1), np.ones(4))  # four times faster than NumPy's
    return np.asarray(even, np.uint8).reshape(1, height // 2, 2, width // 2, 8)


def _sigmoid(x: Plane) -> Plane:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)
