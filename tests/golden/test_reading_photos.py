"""Standard numbers on real photos: a floor of exact ones, and no accepted misread. Marks are given, not detected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from verifier.build import build_line_reader
from verifier.domain import MarkKind, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.finder.net import FinderNet
from verifier.image.decode import open_photo
from verifier.ocr.line_detector import CoreLines
from verifier.ocr.windows import WindowLineFinder
from verifier.settings import Settings

pytestmark = pytest.mark.shared


def read(photos: Path, step: int) -> tuple[int, int, list[str]]:
    """Photos with a legible number, those read exactly, and the misreads that were accepted."""
    rows = [row for row in json.loads((photos / "truth.json").read_text("utf-8")) if row.get("standard")]
    finder, reader = WindowLineFinder(CoreLines(FinderNet())), build_line_reader()
    exact, wrong = 0, []
    for row in rows[::step]:
        photo = open_photo((photos / row["file"]).read_bytes(), Settings())
        mark = Region(RegionKind.MARK, Quad.of_box(*row["mark_bbox"]), 1.0, MarkKind.COMPULSORY)
        fields = extract(reader.read(photo, finder.find(photo, [mark], [])))
        accepted = [field for field in fields.standards if field.certain]
        assert all(field.text and min(field.quad.width, field.quad.height) > 3 for field in accepted)
        exact += any(str(field.value) == row["standard"] for field in accepted)
        wrong += [f"{row['file']}: {field.value}" for field in accepted if str(field.value) != row["standard"]]
    return len(rows[::step]), exact, wrong


def test_every_fourth_photo(shared_data):
    count, exact, wrong = read(shared_data / "photos", 4)
    assert wrong == []
    assert count >= 12 and exact >= 0.75 * count


@pytest.mark.slow
def test_all_photos(shared_data):
    count, exact, wrong = read(shared_data / "photos", 1)
    assert wrong == []
    assert count >= 50 and exact >= 0.86 * count


@pytest.mark.slow
def test_packages_without_a_mark_show_no_number(shared_data):
    finder, reader = WindowLineFinder(CoreLines(FinderNet())), build_line_reader()
    accepted, files = [], sorted((shared_data / "negatives").glob("*.jp*g"))[::2]
    assert len(files) > 80
    for file in files:
        photo = open_photo(file.read_bytes(), Settings())
        fields = extract(reader.read(photo, finder.find(photo, [], [])))
        accepted += [(file.name, f.text) for f in (*fields.standards, *fields.licences) if f.certain]
    assert accepted == []
