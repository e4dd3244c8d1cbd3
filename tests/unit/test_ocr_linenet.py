"""The reader of our own: its input, its hypotheses, and floors on lines drawn with a font that training never saw."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.printing import font, line, page, photo
from verifier.ocr.linenet import MIN_INPUT_WIDTH_PX, LineNetReader, is_number, prepare

TEXTS = {
    (40, 40): "มอก. 2879-2560",
    (40, 110): "ใบอนุญาตเลขที่ ท7195-54/1040",
    (40, 180): "มอก. ๒๔๒๔-๒๕๖๕",
    (40, 250): "TIS 62368 Part 1-2563",
    (40, 320): "บริษัท ตัวอย่างพลังงาน จำกัด",
}


def boxes():
    """A box about the ink of each text, a few pixels larger, as detectors give it."""
    found = [(x, y, font(28).getbbox(text)) for (x, y), text in TEXTS.items()]
    return [line(x + b[0] - 4, y + b[1] - 3, x + b[2] + 4, y + b[3] + 3) for x, y, b in found]


@pytest.fixture(scope="module")
def reader() -> LineNetReader:
    return LineNetReader()


def test_the_nets_input_has_mean_zero_and_deviation_one():
    crop = np.random.default_rng(1).integers(0, 255, (48, 100)).astype(np.uint8)
    planes = prepare(crop)
    assert planes.shape == (1, 1, 48, 100) and planes.dtype == np.float32
    assert planes.mean() == pytest.approx(0, abs=1e-4) and planes.std() == pytest.approx(1, abs=1e-3)
    assert prepare(crop[:, :9]).shape[3] == MIN_INPUT_WIDTH_PX
    odd = prepare(crop[:, :51])
    assert odd.shape[3] == 52 and not odd[..., 51].any()


def test_an_empty_line_has_no_text(reader):
    (reading,) = reader.read(photo(page({})), [line(40, 40, 300, 80)])
    assert reading.text.strip() == "" or reading.confidence < 0.5


def test_it_reads_thai_latin_and_both_kinds_of_digits(reader):
    regions = boxes()
    readings = reader.read(photo(page(TEXTS)), regions)
    assert [reading.region for reading in readings] == regions
    assert all(len(reading.confidences) == len(reading.text) for reading in readings)
    read = [reading.text.replace(" ", "") for reading in readings]
    assert sum(a == b.replace(" ", "") for a, b in zip(read, TEXTS.values(), strict=True)) >= 4, read
    assert read[:3] == [text.replace(" ", "") for text in list(TEXTS.values())[:3]]


def test_further_hypotheses_are_less_likely(reader):
    for reading in reader.read(photo(page(TEXTS)), boxes()):
        likelihoods = [p for _, p in reading.alternatives]
        assert likelihoods == sorted(likelihoods, reverse=True)
        assert reading.text not in [text for text, _ in reading.alternatives]


@pytest.mark.parametrize(
    ("text", "whole"),
    [("มอก. 2879-2560", True), ("ท7195-54/1040", True), ("มอก. 2879", False), ("7195-54/1040", False), ("", False)],
)
def test_a_whole_number_is_preferred_among_hypotheses(text, whole):
    assert is_number(text) is whole
