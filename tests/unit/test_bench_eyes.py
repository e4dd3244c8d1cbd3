"""The benchmark of the eyes: its sets are the same each time, its tags follow the drawing, its sums are right."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bench import eyes
from bench.drawn_lines.damage import Damage, contrast_of, misfit
from bench.drawn_lines.damaged_lines import CLASSES, TestPress, specimens
from bench.tables.calibration import calibration_table, error
from bench.tables.codes import HURTS, codes_table, draw, ways
from bench.tables.markdown import share, table
from bench.tables.marks import AILMENTS, squeeze
from models.recipe.fonts import FontSet, find_fonts
from models.recipe.panels import Thing
from verifier.build import build_code_reader

CLEAN = Damage(contrast=120, blur=0.03, kept=1.0, shaved=0.0, loose=0.2, noise=0.03, quality=80)
BOX = np.array([[0, 0], [100, 0], [100, 20], [0, 20]], np.float32)


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    found = find_fonts()
    if not found:
        pytest.skip("no Thai-capable font on this machine")
    return FontSet(found, ())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"contrast": 40}, "faint"),
        ({"blur": 0.2}, "blurred"),
        ({"kept": 0.5}, "worn"),
        ({"shaved": 0.1}, "shaved"),
        ({"loose": 0.8}, "loose"),
        ({"noise": 0.3}, "noisy"),
        ({"quality": 30}, "pressed"),
    ],
)
def test_each_damage_alone_makes_a_line_heavy_and_says_why(change, reason):
    assert not CLEAN.heavy
    assert replace(CLEAN, **change).reasons == (reason,)


def test_a_box_that_cuts_is_told_from_one_that_leaves_room():
    assert misfit(BOX, BOX) == (0.0, 0.0)
    assert misfit(BOX + np.float32([[0, 4], [0, 4], [0, 0], [0, 0]]), BOX) == pytest.approx((0.2, 0.0))
    assert misfit(BOX + np.float32([[0, -12], [0, -12], [0, 2], [0, 2]]), BOX) == pytest.approx((0.0, 0.6))


def test_contrast_is_what_ink_differs_from_paper_by():
    rng = np.random.default_rng(1)
    ink = np.zeros((40, 80), np.float32)
    ink[10:30, 20:60] = rng.random((20, 40)) > 0.5
    contrast, rest = contrast_of(200 - 90 * ink + rng.normal(0, 2, ink.shape).astype(np.float32), ink)
    assert contrast == pytest.approx(90, abs=1)
    assert rest.std() == pytest.approx(2, abs=0.3)


def test_worn_print_is_noted_as_worn(fonts):
    """What the press does to print it does to a plate of ink as well; that tells how much is left."""
    press = TestPress(fonts, np.random.default_rng(3))
    kept = []
    for _ in range(120):
        press._ink(np.ones((40, 200), np.float32))
        kept.append(press._kept)
    assert np.mean(np.array(kept) > 0.97) > 0.7 and min(kept) < 0.9


def test_the_same_seed_gives_the_same_lines(fonts):
    once, again = (list(specimens(CLASSES[0], 4, 5, fonts)) for _ in range(2))
    assert [s.text for s in once] == [s.text for s in again]
    assert [s.damage for s in once] == [s.damage for s in again]
    assert all(np.array_equal(a.photo.pixels, b.photo.pixels) for a, b in zip(once, again, strict=True))


@pytest.mark.parametrize("hurt", HURTS[:3])
def test_drawn_codes_hold_what_they_say(hurt):
    coded = draw(hurt, 5.0, 6.0, np.random.default_rng(2))
    read = ways(build_code_reader())
    assert [read[name](coded.photo) for name in ("cascade", "zxing-cpp 1x")] == [[coded.payload]] * 2


def test_error_of_calibration_is_the_weighted_gap():
    assert error([]) == 0.0
    assert error([(1.0, True)] * 9 + [(1.0, False)]) == pytest.approx(0.1)
    assert error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == pytest.approx(0.0)
    assert error([(0.95, True)] * 5 + [(0.55, False)] * 5) == pytest.approx((0.05 + 0.55) / 2)


def test_calibration_counts_each_kind_apart():
    said = calibration_table({"standard": [(0.995, True)] * 3, "firm": [(0.97, False)]})
    assert "| standard, 0.99 to 1.00 | 3 |" in said.replace("  ", " ").replace("  ", " ")
    assert "firm, all" in said


def test_ailments_of_a_mark_follow_its_drawing():
    quad = np.array([[0, 0], [40, 0], [40, 20], [0, 20]], np.float32)
    ails = {name: is_so(Thing(0, quad, contrast=30)) for name, is_so in AILMENTS.items()}
    assert ails == {"faint ink": True, "relief without ink": False, "squeezed": True, "dot print": False}
    assert squeeze(Thing(0, quad)) == pytest.approx(0.5)


def test_tables_are_markdown_with_intervals():
    assert table(("a", "b"), [("x", 1)]).splitlines()[1] == "|---|--:|"
    assert share(9, 10) == "90.0 (59.6-98.2)"
    assert share(0, 0) == "-"


def test_a_section_that_there_is_not_is_refused(capsys):
    assert eyes.main(["--only=ears"]) == 64
    assert "ears" in capsys.readouterr().out


def test_tables_are_printed_and_written_with_their_command(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(eyes, "marks_table", lambda detector, marked, bare: f"{marked} and {bare}")
    page = tmp_path / "eyes.md"
    assert eyes.main(["--quick", "--only=marks", f"--write={page}"]) == 0
    assert "16 and 8" in capsys.readouterr().out
    assert "`python -m bench eyes --quick --only=marks --write`" in page.read_text("utf-8")


def test_codes_are_counted_in_every_row():
    rows = codes_table(build_code_reader(), 1).splitlines()[2:]
    assert len(rows) == 2 * (len(HURTS) + 1)
    assert "module 3-6 px, all (goal 98 %) | 6 |" in " ".join(rows[len(HURTS)].split())
