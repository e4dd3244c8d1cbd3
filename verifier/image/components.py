"""What hangs together in a mask, as `cv2.connectedComponentsWithStats` tells it, in half the time.

OpenCV counts pixel by pixel, the ground's too; here only the ink is counted, by its runs in each row.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Pixels


class Components(NamedTuple):
    """`labels` h×w int32, 0 the ground, which has no row in the others.

    `stats` n×5 int32: left, top, width, height and area in px of label k + 1; `centres` n×2 float64: its mean x and y.
    """

    labels: npt.NDArray[np.int32]
    stats: npt.NDArray[np.int32]
    centres: npt.NDArray[np.float64]


def components(mask: Pixels) -> Components:
    """What hangs together, also by corners, in an h×w uint8 mask of 0 and 1."""
    count, found = cv2.connectedComponents(mask, connectivity=8)
    labels, width = np.asarray(found, np.int32), mask.shape[1]
    rims = cv2.copyMakeBorder(mask, 0, 0, 1, 1, cv2.BORDER_CONSTANT, value=0)
    steps = (rims[:, 1:] - rims[:, :-1]).ravel()  # 1 where a run begins, 255 behind its end, in a row of width + 1
    (rows, first), (_, after) = (np.divmod(np.flatnonzero(steps == step), width + 1) for step in (1, 255))
    own, lengths = labels[rows, first] - 1, after - first
    area = np.bincount(own, lengths, count - 1)
    left, right = np.full(count - 1, width), np.zeros(count - 1, np.int64)
    np.minimum.at(left, own, first)
    np.maximum.at(right, own, after)
    top, bottom = np.zeros((2, count - 1), np.int64)
    bottom[own] = rows  # of several runs the last one stays
    top[own[::-1]] = rows[::-1]
    stats = np.stack([left, top, right - left, bottom + 1 - top, area.astype(np.int64)], 1)
    sums = [np.bincount(own, lengths * middle, count - 1) for middle in ((first + after - 1) / 2, rows)]
    return Components(labels, stats.astype(np.int32), np.stack(sums, 1) / area[:, None])
