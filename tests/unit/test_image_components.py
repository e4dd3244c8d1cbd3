"""What hangs together in a mask, beside what OpenCV tells of it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from verifier.image.components import components


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.6, 1.0])
@pytest.mark.parametrize("size", [(1, 1), (1, 40), (37, 1), (61, 90)])
def test_it_is_what_opencv_tells(size: tuple[int, int], share: float) -> None:
    mask = (np.random.default_rng(7).random(size) < share).astype(np.uint8)
    found, (_, labels, stats, centres) = components(mask), cv2.connectedComponentsWithStats(mask, connectivity=8)
    assert np.array_equal(found.labels, labels)
    assert np.array_equal(found.stats, stats[1:]) and np.array_equal(found.centres, centres[1:])
