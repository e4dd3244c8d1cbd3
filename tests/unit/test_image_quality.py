from pathlib import Path

import cv2
import numpy as np
import pytest

from verifier.domain import Quality
from verifier.image.quality import DEFAULT_LIMITS, measure_quality, perceptual_hash, problems, small_copy

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def label(width: int = 640, height: int = 480) -> np.ndarray:
    """White paper with lines of print on a grey table."""
    page = np.full((height, width, 3), 120, np.uint8)
    cv2.rectangle(page, (60, 60), (width - 60, height - 60), (225, 225, 225), -1)
    for y in range(100, height - 80, 30):
        cv2.putText(page, "MOK 2879-2560 POWER BANK", (80, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 20, 20), 2)
    return page


def darker(page: np.ndarray, factor: float) -> np.ndarray:
    return (page * factor).astype(np.uint8)


def with_glare(page: np.ndarray) -> np.ndarray:
    """A lamp mirrored in the wrap: burnt out in its middle, fading into the label."""
    ys, xs = np.mgrid[: page.shape[0], : page.shape[1]]
    light = 320 * np.exp(-(((xs - 540) ** 2 + (ys - 240) ** 2) / 45.0**2))
    return np.clip(page * 0.8 + light[..., None], 0, 255).astype(np.uint8)


def test_a_plain_photo_has_no_problem() -> None:
    assert problems(measure_quality(label())) == ()


@pytest.mark.parametrize(
    ("photo", "code"),
    [
        (cv2.GaussianBlur(label(), (0, 0), 6), "too_blurred"),
        (darker(label(), 0.15), "too_dark"),
        (with_glare(label()), "glare"),
        (np.clip(label() // 10 + 110, 0, 255).astype(np.uint8), "low_contrast"),
        (np.full((100, 100, 3), 252, np.uint8), "too_bright"),
    ],
    ids=["blur", "dark", "glare", "contrast", "bright"],
)
def test_each_fault_is_named(photo: np.ndarray, code: str) -> None:
    assert code in problems(measure_quality(photo))


def test_a_white_background_is_no_glare() -> None:
    page = np.full((480, 640, 3), 255, np.uint8)
    page[100:380, 100:540] = label(440, 280)
    assert measure_quality(page).glare == 0


def test_white_paper_with_print_in_strong_light_is_no_glare() -> None:
    light = np.linspace(0.8, 1.5, 640)[None, :, None]
    photo = np.clip(label() * light, 0, 255).astype(np.uint8)
    assert (photo.min(axis=2) >= 250).mean() > 0.2
    assert measure_quality(photo).glare == 0


def test_drawn_white_is_no_glare() -> None:
    page = label()
    cv2.circle(page, (320, 240), 80, (255, 255, 255), -1)
    assert measure_quality(page).glare == 0


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.jpg")), ids=lambda path: path.stem)
def test_no_sample_is_called_a_photo_of_a_reflection(path: Path) -> None:
    photo = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
    assert "glare" not in problems(measure_quality(small_copy(photo.astype(np.uint8))))


def test_a_reflection_in_a_real_photo_is_found_and_white_packages_are_not(shared_data: Path) -> None:
    def glare(name: str) -> float:
        photo = cv2.cvtColor(cv2.imread(str(shared_data / "photos" / name)), cv2.COLOR_BGR2RGB)
        return measure_quality(small_copy(photo.astype(np.uint8))).glare

    assert glare("th207.jpg") > DEFAULT_LIMITS.most_glare  # a window mirrored in the wrap
    for name in ("th137.jpg", "th138.jpg", "th003.jpg"):  # white packages and a white power bank
        assert glare(name) < DEFAULT_LIMITS.most_glare


def test_the_worst_problem_comes_first() -> None:
    assert problems(Quality(sharpness=1, brightness=10, contrast=5, glare=0))[:2] == ("too_dark", "too_blurred")


def test_figures_are_of_a_small_copy_and_so_hardly_depend_on_size() -> None:
    large = cv2.resize(label(1024, 768), None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    small = small_copy(large)
    assert max(small.shape[:2]) == 1024
    assert measure_quality(small).brightness == pytest.approx(measure_quality(label(1024, 768)).brightness, abs=2)


def test_a_narrow_photo_keeps_at_least_one_pixel() -> None:
    assert small_copy(np.zeros((32, 30_000, 3), np.uint8)).shape == (1, 1024, 3)


def test_the_perceptual_hash_is_near_for_copies_and_far_for_others() -> None:
    page = label()
    recoded = cv2.imdecode(cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 40])[1], cv2.IMREAD_COLOR)
    halved = cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    other = with_glare(np.ascontiguousarray(np.rot90(page)))

    def distance(a: np.ndarray, b: np.ndarray) -> int:
        return (int(perceptual_hash(a), 16) ^ int(perceptual_hash(b), 16)).bit_count()

    assert len(perceptual_hash(page)) == 16
    assert distance(page, recoded) <= 6
    assert distance(page, halved) <= 6
    assert distance(page, other) >= 16
