import numpy as np
import pytest

from verifier.domain import Pixels
from verifier.ocr.ppocr_lines import UNCLIP, TextDetector, boxes, upright


def test_a_core_grows_to_its_line() -> None:
    probability = np.zeros((100, 300), np.float32)
    probability[40:50, 50:250] = 0.9
    (box,) = boxes(probability)
    reach = 200 * 10 * UNCLIP / (2 * 210)
    assert box.quad.width == pytest.approx(200 + 2 * reach, abs=2)
    assert box.quad.height == pytest.approx(10 + 2 * reach, abs=2) and box.score > 0.8


def test_what_is_thin_or_faint_is_no_line() -> None:
    probability = np.zeros((100, 300), np.float32)
    probability[10, 50:250] = 0.9
    probability[40:50, 50:250] = 0.4
    assert boxes(probability) == []


@pytest.mark.parametrize(
    ("size", "angle", "reads"), [((100, 10), 0, 0), ((10, 100), 0, 90), ((100, 10), 30, 30), ((100, 10), -30, -30)]
)
def test_reading_goes_right_or_down(size: tuple[int, int], angle: float, reads: float) -> None:
    quad = upright((200, 200), *size, angle)
    assert quad.angle == pytest.approx(reads) and quad.width == pytest.approx(100)


def test_the_net_of_the_wheel_finds_a_line() -> None:
    picture: Pixels = np.full((120, 330, 3), 255, np.uint8)
    import cv2

    cv2.putText(picture, "TIS 2879-2560", (20, 70), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 2)
    (box,) = TextDetector()(picture)
    assert box.quad.contains((150, 58)) and box.quad.width > 200
