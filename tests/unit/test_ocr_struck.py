"""Which of the things read are looked at for a stroke through them, and which for a patch."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.printing import photo
from verifier.domain import MarkKind, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.ocr import struck
from verifier.ocr.struck import struck_numbers

PHOTO = photo(np.full((600, 900, 3), 255, np.uint8))
MARK = Region(RegionKind.MARK, Quad.of_box(0, 0, 100, 100), 0.99, MarkKind.COMPULSORY)
FIRM = "บริษัท หนึ่งไฟฟ้า จำกัด"


def line(text: str, row: int = 0, sure: float = 0.9999, readers: str = "abc", height: float = 20) -> list[Reading]:
    quad = Quad.of_box(120, 20 + 60 * row, 120 + 12 * len(text), 20 + 60 * row + height)
    return [Reading(text, Region(RegionKind.LINE, quad, 0.9), f"{name}/1", (sure,) * len(text)) for name in readers]


def looked_at(
    monkeypatch: pytest.MonkeyPatch, *lines: list[Reading], marks: bool = True
) -> tuple[list[int], list[int]]:
    """The rows that are looked at for strokes, and those for patches, when neither is found."""
    strokes, patches = list[int](), list[int]()

    def note(rows: list[int]):  # type: ignore[no-untyped-def]
        def look(seen: object, quad: Quad) -> bool:
            assert seen is PHOTO
            rows.append(int(quad.centre[1] // 60))
            return False

        return look

    monkeypatch.setattr(struck, "struck_out", note(strokes))
    monkeypatch.setattr(struck, "patched", note(patches))
    readings = [reading for each in lines for reading in each]
    assert struck_numbers(PHOTO, readings, (MARK,) if marks else ()) == []
    return sorted(set(strokes)), sorted(set(patches))


@pytest.mark.parametrize(
    ("text", "sure", "readers", "strokes", "patches"),
    [
        ("มอก. 2879-2560", 0.9999, "abc", [0], [0]), ("ใบอนุญาตเลขที่ ท7014-4/2879", 0.9999, "abc", [0], [0]),
        (FIRM, 0.9999, "abc", [0], []), ("มอก. 2879-2560", 0.6, "a", [0], []), ("ท7014-4/2879", 0.6, "a", [0], [0]),
        ("Model AX 5V 3A", 0.9999, "abc", [], []),
    ],
)  # fmt: skip
def test_numbers_and_firms_are_looked_at_and_accepted_numbers_for_patches_too(
    text: str, sure: float, readers: str, strokes: list[int], patches: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert looked_at(monkeypatch, line(text, 0, sure, readers)) == (strokes, patches)


@pytest.mark.parametrize(
    ("text", "height", "marks", "looked"),
    [
        ("7014-4/2879", 18, True, True), ("7014-4/2879", 17.9, True, False), ("7014-4/2879", 18, False, False),
        ("?014 - 4 / 2879", 18, True, True), ("x2879 - 2560", 18, True, True), ("x1-2/34", 18, True, True),
        ("x1-2/3", 18, True, False), ("x2879 - 256", 18, True, False),
    ],
)  # fmt: skip
def test_lines_of_the_shape_of_a_number_are_looked_at_beside_a_mark(
    text: str, height: float, marks: bool, looked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bool(looked_at(monkeypatch, line(text, 0, 0.2, "a", height), marks=marks)[0]) is looked


@pytest.mark.parametrize(
    ("text", "sure", "height", "marks", "looked"),
    [
        ("ผลิตโ", 0.8, 30, True, True), ("ผลิตโ", 0.8, 29.9, True, False), ("ผลิตโ", 0.8, 30, False, False),
        ("ริบักู", 0.8, 30, True, True), ("ริบัูี้", 0.8, 30, True, False), ("CHRRGT", 0.8, 30, True, False),
        ("คำเตือน", 0.9, 30, True, False), ("คำเตือน", 0.89, 30, True, True), ("ณษณษณษณษณษ", 0.95, 30, True, True),
        ("ผลิตโ", 0.8, 100, True, True), ("ผลิตโ", 0.8, 101, True, False),
    ],
)  # fmt: skip
def test_large_words_beside_a_mark_that_may_be_what_is_left_of_a_name_are_looked_at(
    text: str, sure: float, height: float, marks: bool, looked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words that describe goods and were read for sure stand in frames, and are underlined."""
    quad = Quad.of_box(120, 20, 420, 20 + height)
    seen = [Reading(text, Region(RegionKind.LINE, quad, 0.9), "a/1", (sure,) * len(text))]
    monkeypatch.setattr(struck, "struck_out", lambda *_: True)
    assert bool(struck_numbers(PHOTO, seen, (MARK,) if marks else ())) is looked


@pytest.mark.parametrize(("stroke", "patch", "told"), [(True, False, True), (False, True, True), (False, False, False)])
def test_either_change_strikes_a_number_out_once_for_each_place(
    stroke: bool, patch: bool, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(struck, "struck_out", lambda *_: stroke)
    monkeypatch.setattr(struck, "patched", lambda *_: patch)
    seen = [*line("มอก. 2879-2560", 0), *line("มอก. 166-2549", 1)]
    found = struck_numbers(PHOTO, seen, (MARK,))
    assert len(found) == (2 if told else 0)
    assert all(region.kind is RegionKind.LINE and region.score == 1.0 for region in found)
