"""The same bytes give the same report on a processor with AVX2 and without VNNI, which is emulated."""

from __future__ import annotations

import shutil

import pytest

from bench.processors import EMULATOR, LINES, PHOTOS, compare
from verifier.finder.net import MODEL as DETECTOR
from verifier.inference import ModelFile
from verifier.ocr.linenet import LABEL_MODEL as LABEL_READER
from verifier.ocr.linenet import MODEL as READER


@pytest.mark.parametrize("model", [READER, LABEL_READER, DETECTOR], ids=["reader", "label_reader", "detector"])
def test_no_weight_of_a_net_that_ships_needs_more_than_seven_bits(model: ModelFile) -> None:
    onnx = pytest.importorskip("onnx", reason="training is not set up: make setup-train")
    from tests.recipe.weights import widest_int8

    assert widest_int8(onnx.load(str(model.locate()))) <= 64


@pytest.mark.slow
@pytest.mark.skipif(shutil.which(EMULATOR) is None, reason=f"{EMULATOR} is not installed")
def test_lines_and_photos_are_read_and_judged_alike() -> None:
    found = compare(LINES, PHOTOS)
    assert found.differing == {name: [] for name in found.differing}
