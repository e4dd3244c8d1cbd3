"""The tables over real photos, on a folder of two samples."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from bench import real, steady
from bench.real_photos import transformed
from bench.real_photos.coverage import list_of, listed
from bench.real_photos.off_the_shelf import OffTheShelf
from verifier.evaluation.evaluate import Hit
from verifier.evaluation.truth import Truth
from verifier.numbers import parse_standard

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = ("01-power-bank.jpg", "12-power-bank-unmarked.jpg")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One set of two samples: one whose code a list can know, one without a mark."""
    rows = [row for row in json.loads((SAMPLES / "truth.json").read_text("utf-8")) if row["file"] in NAMES]
    rows[0]["licensee"] = rows[0].pop("holder")
    (tmp_path / "samples").mkdir()
    for name in NAMES:
        shutil.copy(SAMPLES / name, tmp_path / "samples" / name)
    (tmp_path / "samples" / "truth.json").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    return tmp_path


def test_one_table_tells_what_was_seen_read_and_covered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = folder / "told.json"
    assert real.main([f"--from={folder}", "--alone", f"--json={told}"]) == 0
    printed = capsys.readouterr().out
    assert "samples: agrees" in printed and "1 of 1" in printed
    first, second = json.loads(told.read_text("utf-8"))
    assert (first["covered"], first["firm"], first["score"]["standard"]) == ("agrees", "right", "right")
    assert (second["covered"], second["score"]["mark"]) == (None, None)


def test_without_photos_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert real.main([f"--from={tmp_path}"]) == steady.main([f"--from={tmp_path}"]) == 0
    assert capsys.readouterr().out.count("Not measured") == 2


def test_the_list_knows_each_official_code_once() -> None:
    number = parse_standard("2879-2560")
    assert number is not None
    link = "https://appdb.tisi.go.th/Q/i.php?d=4126732105"
    shown = Truth("a.jpg", qr=link, standards=(number,))
    same, other = Truth("b.jpg", qr=link, standards=(number,)), Truth("c.jpg", qr="https://x.org", standards=(number,))
    assert listed(shown) and not listed(other) and not listed(Truth("d.jpg", qr=link))
    known = list_of([shown, same, other], date(2026, 11, 29))
    assert known.snapshot.rows == 1 and len(known.by_qr_id("4126732105")) == 1
    assert len({str(known.by_qr_id("4126732105")[0].number)}) == 1


def test_the_firm_noted_on_one_photo_holds_for_every_photo_of_its_sticker() -> None:
    link, number = "https://appdb.tisi.go.th/Q/i.php?d=4126732105", parse_standard("2879-2560")
    assert number is not None
    noted = Truth("a.jpg", qr=link, standards=(number,), licensee="บริษัท ตัวอย่างพลังงาน จำกัด")
    known = list_of([noted, Truth("b.jpg", qr=link, standards=(number,))], date(2026, 11, 29))
    assert [row.holder for row in known.by_qr_id("4126732105")] == [noted.licensee]


def test_rapidocr_reads_a_clear_number() -> None:
    number = parse_standard("2879-2560")
    assert number is not None
    data = (SAMPLES / NAMES[0]).read_bytes()
    assert OffTheShelf().standard(data, Truth("a", standards=(number,))) is Hit.RIGHT


def test_every_change_makes_a_photo_of_it() -> None:
    import cv2

    pixels = np.zeros((90, 120, 3), np.uint8)
    shapes = {}
    for change in transformed.transformations():
        made = cv2.imdecode(np.frombuffer(change.make(pixels), np.uint8), cv2.IMREAD_COLOR)
        assert made is not None
        shapes[change.family, change.name] = made.shape[:2]
    assert len(shapes) == 28 and shapes["turned", "by 90°"] == (120, 90) and shapes["resized", "to 0.6"] == (54, 72)
    assert shapes["turned", "by 180°"] == (90, 120) and shapes["on a page", "1.6 times as large"] == (144, 192)


def test_a_turn_by_ninety_degrees_is_exact() -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (40, 60, 3)).astype(np.uint8)
    turned = transformed.turned(pixels, 90)
    assert turned.shape == (60, 40, 3)
    assert np.abs(turned.astype(int)[2:-2, 2:-2] - np.rot90(pixels).astype(int)[2:-2, 2:-2]).mean() < 90


def test_a_sample_is_steady_in_a_few_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = [c for c in transformed.transformations() if c.name in ("by 180°", "JPEG 50", "to 0.8")]
    monkeypatch.setattr(steady, "transformations", lambda: few)
    kept = list(steady.changed(steady.build_verifier(), folder / "samples", 1.0))
    assert [one.numbers for one in kept] == ["kept"] * 6
    assert "turned" in steady.steady_table(kept)
