"""Cut-outs of a photo: windows at a scale for the net, lines along their quad for the readers, cleaned where wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Photo, Pixels
from verifier.domain.geometry import Quad
from verifier.image.pyramid import nearest, resized

MAX_WIDTH_PX = 2400
"""Widest crop made; longer lines are squeezed."""

SUPERSAMPLING, AREA_BELOW = 1.5, 0.75
"""Print is reduced by area to SUPERSAMPLING times the height of its crop before it is straightened, if that is less
than AREA_BELOW of its size."""

LINEAR_FROM = 1.25
"""Print at least LINEAR_FROM times as high as its crop is straightened by linear interpolation: it is not enlarged, but
for lines that are shown wider than they are, and then by little. Other print is straightened by cubic interpolation."""

PARALLELOGRAM_TOLERANCE_PX = 0.05
"""How far a quad may be from a parallelogram and be straightened as one."""

Grey = npt.NDArray[np.uint8]
CLEARER = 1.3
"""How many times as much as in luma print must differ from its ground in one channel to be shown in that one."""


WINDOW_AREA_BELOW = 0.7
"""What a window shows smaller than this share of its level is reduced by area first."""


def cut_window(
    levels: Sequence[Pixels], matrix: npt.NDArray[np.float64], size: tuple[int, int], scale: float, how: int
) -> Pixels:
    """What a window shows of a picture: h×w×3 RGB uint8, `size` being (w, h); beyond the picture its edge is repeated.

    `levels`: the picture, H×W×3 RGB uint8, and its halves. `matrix`: 2×3, affine, from the picture to the window, whose
    pixels for one of the picture are `scale`. `how`: OpenCV's interpolation.
    """
    pixels, reduced = nearest(levels, scale)
    turn, shift = matrix[:, :2] / reduced, matrix[:, 2]
    if scale / reduced < WINDOW_AREA_BELOW:
        corners = (np.array([[0, 0], [size[0], 0], size, [0, size[1]]]) - shift) @ np.linalg.inv(turn).T
        (x0, y0), (x1, y1) = corners.min(0).tolist(), corners.max(0).tolist()
        left, top = max(0, int(x0) - 2), max(0, int(y0) - 2)
        piece = pixels[top : max(int(y1) + 3, top + 1), left : max(int(x1) + 3, left + 1)]
        pixels = resized(piece, scale / reduced)
        shift = shift + turn @ (left, top)
        turn = turn @ np.diag([piece.shape[1] / pixels.shape[1], piece.shape[0] / pixels.shape[0]])
    affine = np.column_stack([turn, shift])
    return np.asarray(cv2.warpAffine(pixels, affine, size, flags=how, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def luma(pixels: Pixels) -> Grey:
    """H×W uint8: the luma of H×W×3 RGB uint8 pixels."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def clearest(pixels: Pixels) -> Grey:
    """H×W uint8: the luma of H×W×3 RGB pixels, or the channel in which they differ CLEARER times as much and more.

    Print in a colour as light as its ground, gold on white say, hardly shows in luma.
    """
    planes = [luma(pixels), *cv2.split(pixels)]
    spread = [float(cv2.meanStdDev(plane)[1][0, 0]) for plane in planes]
    best = int(np.argmax(spread))
    return np.asarray(planes[best if spread[best] >= CLEARER * spread[0] else 0], np.uint8)


def cut(
    pixels: Pixels,
    quad: Quad,
    height: int,
    growth: float = 0.0,
    stretch: float = 1.0,
    *,
    grey: Callable[[Pixels], Grey] | None = None,
) -> Pixels:
    """The print inside `quad`, upright, `height` px high, 8..`MAX_WIDTH_PX` px wide: h×w×3 RGB uint8.

    With `grey`, which makes one plane of colours (`luma`, `clearest`): h×w. `growth` is the share of the quad's height
    that is added on every side; `stretch` is how many times as wide as it is the print is shown.
    `pixels` is H×W×3 RGB uint8, `quad` in its coordinates; what lies outside the picture repeats its edge.
    """
    quad = quad.grown(growth)
    width = int(np.clip(round(stretch * height * quad.width / max(quad.height, 1.0)), 8, MAX_WIDTH_PX))
    shrink = min(1.0, SUPERSAMPLING * height / max(quad.height, 1.0))
    x0, y0, x1, y1 = quad.bounds
    left, top = (int(np.clip(np.floor(v) - 2, 0, n - 1)) for v, n in ((x0, pixels.shape[1]), (y0, pixels.shape[0])))
    right, bottom = int(max(x1 + 3, left + 1)), int(max(y1 + 3, top + 1))
    patch = pixels[top:bottom, left:right]
    if grey:  # before all else: a third of the pixels to straighten
        patch = grey(patch)
    corners = quad.array() - np.array([left, top], np.float32)
    if shrink >= AREA_BELOW:
        shrink = 1.0
    else:
        size = (max(1, round(patch.shape[1] * shrink)), max(1, round(patch.shape[0] * shrink)))
        corners *= np.array([size[0] / patch.shape[1], size[1] / patch.shape[0]], np.float32)
        patch = np.asarray(cv2.resize(patch, size, interpolation=cv2.INTER_AREA), np.uint8)
    target = Quad.of_box(0, 0, width, height).array() - np.float32(0.5)
    corners -= np.float32(0.5)
    how = cv2.INTER_LINEAR if shrink * quad.height >= LINEAR_FROM * height else cv2.INTER_CUBIC
    edge, size = cv2.BORDER_REPLICATE, (width, height)
    if (
        np.abs(corners[0] - corners[1] + corners[2] - corners[3]).max() < PARALLELOGRAM_TOLERANCE_PX
    ):  # a parallelogram: the same, sooner
        affine = cv2.getAffineTransform(corners[:3], target[:3])
        return np.asarray(cv2.warpAffine(patch, affine, size, flags=how, borderMode=edge), np.uint8)
    matrix = cv2.getPerspectiveTransform(corners, target)
    return np.asarray(cv2.warpPerspective(patch, matrix, size, flags=how, borderMode=edge), np.uint8)


def cut_line(
    photo: Photo,
    quad: Quad,
    height: int,
    growth: float = 0.0,
    stretch: float = 1.0,
    *,
    grey: Callable[[Pixels], Grey] | None = None,
) -> Pixels:
    """As `cut`, from the smallest copy of the photo that holds all that the crop can show."""
    level, scale = nearest(photo.levels, SUPERSAMPLING * height / max(quad.grown(growth).height, 1.0))
    return cut(level, quad.scaled(scale), height, growth, stretch, grey=grey)


def clean(crop: Pixels, margin: int = 8) -> Grey:
    """A crop made even: grey, background divided out, dark print on white, with a white margin. h×w uint8.

    `crop` is h×w×3 RGB uint8. `margin` in pixels on every side.
    """
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY).astype(np.float32)
    if _light_on_dark(grey):
        grey = 255 - grey
    side = max(3, grey.shape[0] // 2 * 2 + 1)
    background = cv2.GaussianBlur(cv2.dilate(cv2.medianBlur(grey, 3), np.ones((side, side))), (0, 0), side / 3)
    even = np.clip(grey / np.maximum(background, 1), 0, 1)
    low, high = np.percentile(even, (2, 90))
    even = np.clip((even - low) / max(high - low, 0.02), 0, 1)
    return np.pad((even * 255).astype(np.uint8), margin, constant_values=255)


def _light_on_dark(grey: npt.NDArray[np.float32]) -> bool:
    """Print is the minority: whether more pixels lie on the dark side of the middle level than on the light one."""
    low, high = np.percentile(grey, (5, 95))
    return 2 * int(np.count_nonzero(grey > (low + high) / 2)) < grey.size
