"""When another reader's looks confirm the letter of a licence number, and when they leave it in doubt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.support.printing import photo
from verifier.domain import Photo, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr.second_opinion import LetterCheck, sees

NUMBER = "ท7014-4/2879"
QUAD = Quad.of_box(100, 100, 400, 130)
PHOTO = photo(np.full((600, 900, 3), 255, np.uint8))


class Looks:
    """Reads one text after another, each with the certainty that it is given; three readers look twice each."""

    reads_thai, reads_thai_digits, minimum_height_px, version = True, True, 0.0, "label/1"

    def __init__(self, looks: Sequence[tuple[str, float]]) -> None:
        self.left = list(looks)
        self.other_looks = (self, self)

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        (line,) = lines
        text, sure = self.left.pop(0)
        return [Reading(text, line, self.version, (sure,) * len(text))]


def doubted(*looks: tuple[str, float]) -> tuple[int, int]:
    """How many letters are doubted, and how many looks were left untaken."""
    reader = Looks(looks)
    seen = [Reading(NUMBER, Region(RegionKind.LINE, QUAD, 0.9), name, (0.9999,) * len(NUMBER)) for name in "ab"]
    return len(LetterCheck(reader).doubts(PHOTO, seen)), len(reader.left)


OWN, OTHER = NUMBER, "ก7014-4/2879"


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        ([(OWN, 0.8)] * 3, (0, 0)),
        ([(OTHER, 0.9), (OWN, 0.8), (OWN, 0.8), (OWN, 0.8), (OTHER, 0.9), (OTHER, 0.9)], (0, 2)),
        ([(OWN, 0.79)] * 3 + [(OWN, 0.81)] * 2 + [(OTHER, 0.9)], (1, 0)),
        ([(OWN, 0.71)] * 6, (0, 0)), ([(OWN, 0.69)] * 6, (1, 0)),
        ([(OWN, 0.64)] * 3 + [(OWN, 0.78)] * 3, (0, 0)),
        ([(OWN, 0.79)] * 5 + [(OTHER, 0.3)], (1, 0)), ([(OWN, 0.79)] * 5 + [("7014-4/2879", 0.9)], (1, 0)),
        ([(OTHER, 0.9)] * 6, (1, 0)),
    ],
    ids=["sure", "sure in the end", "sure twice", "always", "never sure", "in the mean", "another", "none", "others"],
)  # fmt: skip
def test_a_letter_stands_that_is_seen_surely_three_times_or_every_time(
    looks: list[tuple[str, float]], told: tuple[int, int]
) -> None:
    assert doubted(*looks) == told


def test_a_letter_is_seen_before_its_own_digits_alone() -> None:
    def look(text: str) -> Reading:
        return Reading(text, Region(RegionKind.LINE, QUAD, 0.9), "a", (0.9,) * len(text))

    digits = ("7014", "4", "2879")
    assert sees(look(NUMBER), "ท", digits) == pytest.approx(0.9)
    assert (
        sees(look("ท7014-4/2432"), "ท", digits) == sees(look(NUMBER), "น", digits) == sees(look(""), "ท", digits) == 0
    )
