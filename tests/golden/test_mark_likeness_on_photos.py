"""Real marks are not accused: none that is large enough to be measured differs from the drawing."""

from pathlib import Path

import pytest

from verifier.detect.marks import NetDetector
from verifier.domain import MarkFault, Region
from verifier.finder.net import FinderNet
from verifier.image.decode import open_photo
from verifier.settings import Settings

pytestmark = [pytest.mark.shared, pytest.mark.slow]
MIN_SIDE_PX, MIN_SQUEEZE = 48, 0.78


@pytest.fixture(scope="module")
def detector() -> NetDetector:
    return NetDetector(FinderNet())


def measured(detector: NetDetector, path: Path) -> list[Region]:
    marks = detector.detect(open_photo(path.read_bytes(), Settings()))
    return [mark for mark in marks if mark.likeness is not None]


def test_no_real_mark_is_called_unlike_or_mirrored(detector, shared_data):
    folders = (shared_data / "photos", shared_data / "goods")
    marks = {
        (path.name, number): mark
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.suffix in (".jpg", ".png", ".webp")
        for number, mark in enumerate(measured(detector, path))
    }
    seen = {name: mark.likeness for name, mark in marks.items() if mark.likeness}
    assert len(seen) >= 55 and sum(likeness.clear for likeness in seen.values()) >= 55
    assert {name: likeness.faults for name, likeness in seen.items() if likeness.faults or likeness.mirrored} == {}
    large = [name for name, mark in marks.items() if mark.quad.width + mark.quad.height >= 2 * MIN_SIDE_PX]
    assert len(large) >= 32
    assert all(seen[name].frame.squeeze() > MIN_SQUEEZE for name in large)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("fake-mark--genuine_double_ring.jpg", MarkFault.SECOND_RING),
        ("fake-mark--genuine_with_left_half_filled.jpg", MarkFault.PART_ADDED),
        ("fake-mark--mirrored_h.jpg", "mirrored"),
        ("fake-mark--squashed_to_72_.jpg", "squashed"),
    ],
)
def test_fakes_that_were_taken_for_marks_are_told(detector, shared_data, file, told):
    (mark,) = measured(detector, shared_data / "faults" / "wrong_green" / file)
    likeness = mark.likeness
    assert likeness is not None and likeness.clear
    squashed = likeness.frame.squeeze() < MIN_SQUEEZE
    assert told in {*likeness.faults, *["mirrored"] * likeness.mirrored, *["squashed"] * squashed}
