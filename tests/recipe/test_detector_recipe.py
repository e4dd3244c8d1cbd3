"""The detector as it ships: laid out for the processor, it answers as the quantised net that it was made of."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

pytest.importorskip("torch", reason="training is not set up: make setup-train")

import onnxruntime as ort
import torch

from models.recipe.detector_net import DetectorNet
from models.recipe.export_detector import quantised
from models.recipe.lay_out import laid_out
from tests.recipe.weights import widest_int8
from verifier.finder.net import PLANES, paired

pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def pictures() -> list[np.ndarray]:
    rng = np.random.default_rng(3)
    edges = [np.full((96, 160, 3), level, np.uint8) for level in (0, 255)]
    return [*rng.integers(0, 256, (4, 96, 160, 3), np.uint8), *edges]


@pytest.fixture(scope="module")
def net() -> DetectorNet:
    torch.manual_seed(5)
    net = DetectorNet()
    with torch.no_grad():
        for _ in range(3):  # running means and deviations that are not those of a fresh net
            net(torch.randn(2, 3, 64, 64))
    return net.eval()


def test_it_answers_to_the_last_bit(net, pictures):
    model = quantised(net, pictures)
    one, other = (ort.InferenceSession(m.SerializeToString()) for m in (model, laid_out(model)))
    for picture in pictures:
        planes = cv2.dnn.blobFromImage(picture, 1 / 127.5, mean=(127.5, 127.5, 127.5))
        (expected,) = one.run(None, {"pixels": planes})
        (found,) = other.run(None, {"pixels": paired(picture)})
        assert expected.std() > 0
        np.testing.assert_array_equal(found.reshape(PLANES, 24, 40), expected[0])


def test_it_is_the_same_file_twice(net, pictures):
    once, again = (laid_out(quantised(net, pictures)).SerializeToString(deterministic=True) for _ in range(2))
    assert once == again


def test_no_weight_needs_more_than_seven_bits(net, pictures):
    """Without VNNI two products of 8-bit weights overflow 16 bits, and the net answers otherwise."""
    assert 32 < widest_int8(laid_out(quantised(net, pictures))) <= 64
