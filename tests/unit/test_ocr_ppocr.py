import numpy as np
import pytest

from tests.support.printing import line, page, photo
from verifier.ocr.ppocr import MIN_INPUT_WIDTH_PX, PPOcrReader, prepare


def test_the_nets_input():
    narrow = prepare(np.full((48, 20, 3), 255, np.uint8))
    assert narrow.shape == (1, 3, 48, MIN_INPUT_WIDTH_PX) and narrow.dtype == np.float32
    assert narrow[..., :20].min() == 1 and narrow[..., 20:].max() == 0
    blue = np.zeros((48, 100, 3), np.uint8)
    blue[..., 2] = 255
    assert prepare(blue)[0, 0].min() == 1 and prepare(blue)[0, 2].max() == -1


@pytest.fixture(scope="module")
def reader() -> PPOcrReader:
    return PPOcrReader()


def test_reads_drawn_numbers_and_points_at_their_lines(reader):
    regions = [line(35, 38, 270, 76), line(35, 98, 330, 136), line(400, 200, 600, 240)]
    readings = reader.read(photo(page({(40, 40): "TIS 2879-2560", (40, 100): "Model AX-2050 5V"})), regions)
    assert [reading.region for reading in readings] == regions
    assert [reading.text for reading in readings] == ["TIS 2879-2560", "Model AX-2050 5V", ""]
    assert all(len(reading.confidences) == len(reading.text) for reading in readings)
    assert readings[0].confidence > 0.8 and readings[2].confidence == 0


def test_reads_no_thai(reader):
    (reading,) = reader.read(photo(page({(40, 40): "บริษัท ตัวอย่าง จำกัด"})), [line(35, 34, 330, 80)])
    assert not any("\u0e00" <= character <= "\u0e7f" for character in reading.text)


def test_a_line_reads_the_same_alone_and_in_company(reader):
    picture = photo(page({(40, 40): "TIS 2879-2560", (40, 100): "Model AX-2050 5V"}))
    regions = [line(35, 38, 270, 76), line(35, 98, 330, 136)]
    assert reader.read(picture, regions) == [*reader.read(picture, regions[:1]), *reader.read(picture, regions[1:])]
