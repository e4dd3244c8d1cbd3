"""Finds the marks with the net: one look at the reduced photo, a second and closer one at what it was not sure of."""

from __future__ import annotations

import math

import cv2
import numpy as np

from verifier.detect.net import CODE, KINDS, FinderNet, Peak
from verifier.geometry import Quad
from verifier.models import Photo, Pixels, Region, RegionKind

SIDE = 960
"""Long side of the photo as the net first sees it; smaller photos are enlarged, at most MOST_ENLARGED times."""
MOST_ENLARGED = 1.5
THRESHOLD = 0.5
"""The score from which a peak is called a mark."""
DOUBTFUL, SURE = 0.15, 0.9
"""Peaks of the first look between these are looked at once more, closely."""
MOST_LOOKS = 8
CLOSE, SHOWN = 256, 56
"""The second look shows a mark about SHOWN pixels wide in a window of CLOSE pixels."""


class NetDetector:
    """Finds rings, bare diamonds and community marks of about 12 px and more of the reduced photo, at any turn.

    Safe to share between threads.
    """

    version = FinderNet.version

    def __init__(self, net: FinderNet) -> None:
        self._net = net

    def detect(self, photo: Photo) -> tuple[Region, ...]:
        """MARK regions in photo pixels, best first, no two over one another. Raises EngineFailed."""
        return self.candidates(photo.pixels, THRESHOLD)

    def candidates(self, pixels: Pixels, threshold: float) -> tuple[Region, ...]:
        """As `detect`, for H×W×3 RGB uint8 pixels and another threshold (for curves of recall)."""
        height, width = pixels.shape[:2]
        regions = [
            Region(RegionKind.MARK, square(peak).clipped(width, height), round(peak.score, 4), KINDS[peak.kind])
            for peak in self.peaks(pixels)
            if peak.score >= threshold
        ]
        return tuple(sorted(regions, key=lambda r: (-r.score, r.quad.corners)))

    def peaks(self, pixels: Pixels) -> list[Peak]:
        """Marks of any score from DOUBTFUL, in photo pixels, after the second look."""
        scale = min(SIDE / max(pixels.shape[:2]), MOST_ENLARGED)
        small = resized(pixels, scale)
        first = [p for p in self._net(small).peaks(DOUBTFUL) if p.kind != CODE]
        looked: list[Peak] = []
        for k, peak in enumerate(first):
            there = scaled(peak, 1 / scale)
            looked.append(self._closer(pixels, there) if k < MOST_LOOKS and peak.score < SURE else there)
        return looked

    def _closer(self, pixels: Pixels, peak: Peak) -> Peak:
        """The peak with the mean of what both looks say; the second one's place, kind and turn when it is the surer."""
        scale = min(SHOWN / peak.side, 4.0)
        reach = CLOSE / scale / 2
        matrix = np.array([[scale, 0, CLOSE / 2 - scale * peak.x], [0, scale, CLOSE / 2 - scale * peak.y]])
        x0, y0 = max(0, int(peak.x - reach) - 2), max(0, int(peak.y - reach) - 2)
        piece = pixels[y0 : int(peak.y + reach) + 3, x0 : int(peak.x + reach) + 3]
        if scale < 0.7:
            smaller = resized(piece, scale)
            factors = smaller.shape[1] / piece.shape[1], smaller.shape[0] / piece.shape[0]
            piece = smaller
        else:
            factors = 1.0, 1.0
        local = matrix @ np.array([[1 / factors[0], 0, x0], [0, 1 / factors[1], y0], [0, 0, 1]])
        shown = cv2.warpAffine(piece, local, (CLOSE, CLOSE), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        near = [
            p
            for p in self._net(np.asarray(shown, np.uint8)).peaks(0.02)
            if p.kind != CODE and math.hypot(p.x - CLOSE / 2, p.y - CLOSE / 2) < 0.4 * SHOWN
        ]
        if not near:
            return _scored(peak, _logistic((_logit(peak.score) + _logit(0.02)) / 2))
        best = near[0]
        score = _logistic((_logit(peak.score) + _logit(best.score)) / 2)
        x, y = (best.x - CLOSE / 2) / scale + peak.x, (best.y - CLOSE / 2) / scale + peak.y
        return Peak(best.kind, score, x, y, best.side / scale, best.angle, best.certain_turn)


def resized(pixels: Pixels, scale: float) -> Pixels:
    """The picture at that scale; as it is when that is one."""
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    if size == (pixels.shape[1], pixels.shape[0]):
        return pixels
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)


def scaled(peak: Peak, factor: float) -> Peak:
    """The peak in another picture's pixels."""
    return Peak(
        peak.kind, peak.score, peak.x * factor, peak.y * factor, peak.side * factor, peak.angle, peak.certain_turn
    )


def square(peak: Peak) -> Quad:
    """The square round a peak, corners in the order of the print."""
    a = math.radians(peak.angle)
    along = np.array([math.cos(a), math.sin(a)]) * peak.side / 2
    down = np.array([-along[1], along[0]])
    middle = np.array([peak.x, peak.y])
    return Quad.of_points((middle - along - down, middle + along - down, middle + along + down, middle - along + down))


def _scored(peak: Peak, score: float) -> Peak:
    return Peak(peak.kind, score, peak.x, peak.y, peak.side, peak.angle, peak.certain_turn)


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
