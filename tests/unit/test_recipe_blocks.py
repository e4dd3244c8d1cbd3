"""Blocks of marks as labels print them: how close their lines stand, and that each is told by itself."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from models.recipe import mark_blocks
from models.recipe.fonts import FontSet, find_fonts
from models.recipe.panels import Line, Panel, Thing
from models.recipe.pieces import Piece, sized
from models.recipe.rolled import rolled
from models.recipe.scenes import draw_scene
from models.recipe.shares import LABELS
from models.recipe.stock import Stock

SIDE = 240.0


@pytest.fixture(scope="module")
def stock() -> Stock:
    found = find_fonts()
    if not found:
        pytest.skip("no Thai-capable font installed")
    return replace(Stock.drawn(FontSet(found[:6], found[:2]), 1, 0.01), shares=LABELS)


def ring(stock: Stock) -> Piece:
    return Piece(sized(stock.marks[0][0], SIDE, SIDE), 0, 0, 0)


def print_of(piece: Piece) -> tuple[float, float]:
    """Top and bottom of a line's print."""
    assert piece.box is not None
    return piece.y + piece.box[1], piece.y + piece.box[3]


def lines_of(pieces: list[Piece]) -> list[Piece]:
    return [p for p in pieces if p.what == "line"]


def test_small_lines_stand_close_under_the_ring_and_to_one_another(stock):
    rng = np.random.default_rng(1)
    heights, gaps = [], []
    for _ in range(60):
        lines = lines_of(mark_blocks._small_lines(rng, stock, ring(stock), SIDE))
        edges = [(0.0, SIDE), *(print_of(line) for line in lines)]
        heights.append((edges[1][1] - edges[1][0]) / SIDE)
        gaps += [(below[0] - above[1]) / SIDE for above, below in itertools.pairwise(edges)]
    assert min(heights) > 0.08 and max(heights) < 0.16
    assert min(gaps) > -0.01 and max(gaps) < 0.08 and 0.02 < np.median(gaps) < 0.05


def test_every_layout_holds_the_mark_and_lines_of_their_own(stock):
    for layout in set(mark_blocks.LAYOUTS):
        for seed in range(8):
            pieces = layout(np.random.default_rng(seed), stock, ring(stock), SIDE)
            assert sum(p.what == 0 for p in pieces) == 1 and lines_of(pieces)
            assert all(p.box is not None for p in lines_of(pieces))


def test_what_tempts_stands_in_the_numbers_row_and_over_nothing(stock):
    rng, found = np.random.default_rng(2), 0
    for _ in range(40):
        pieces = mark_blocks._small_lines(rng, stock, ring(stock), SIDE)
        row = print_of(lines_of(pieces)[0])
        for extra in mark_blocks._tempting(rng, stock, pieces, SIDE):
            top, bottom = print_of(extra)
            found += 1
            assert top < row[1] and row[0] < bottom, "it is in the same row"
            assert extra.x + extra.alpha.shape[1] <= 0 or extra.x >= SIDE
    assert found > 10


def test_a_block_is_the_same_for_the_same_seed(stock):
    one, two = (mark_blocks.mark_block(np.random.default_rng(5), stock, SIDE) for _ in range(2))
    assert [(p.x, p.y, p.what) for p in one] == [(p.x, p.y, p.what) for p in two]
    assert all(np.array_equal(a.alpha, b.alpha) for a, b in zip(one, two, strict=True))


def test_scenes_with_blocks_have_more_lines_beside_marks_than_the_usual_ones(stock):
    def near(shares) -> int:
        there = replace(stock, shares=shares)
        count = 0
        for k in range(6):
            scene = draw_scene(np.random.default_rng(k), there, marked=True)
            for mark in (t for t in scene.things if t.kind < 3):
                side = np.linalg.norm(mark.quad[0] - mark.quad[1])
                centres = [line.quad.mean(0) for line in scene.lines]
                count += sum(np.linalg.norm(c - mark.quad.mean(0)) < 1.2 * side for c in centres)
        return count

    assert near(LABELS) > near(replace(LABELS, blocks=0.0))


def test_a_rolled_panel_keeps_its_truth_on_its_print():
    pixels = np.full((80, 400, 3), 255, np.uint8)
    quads = []
    for x in (20, 190, 350):
        pixels[30:50, x : x + 30] = 0
        quads.append(np.array([[x, 30], [x + 30, 30], [x + 30, 50], [x, 50]], np.float32))
    for seed in range(5):
        curved = rolled(np.random.default_rng(seed), Panel(pixels, [Thing(0, quads[1])], [Line(q) for q in quads]))
        assert curved.pixels.shape[0] == 80 and curved.pixels.shape[1] < 400
        widths = []
        for line in curved.lines:
            left, right = line.quad[0, 0], line.quad[1, 0]
            inside = curved.pixels[40, round(left) + 1 : round(right) - 1]
            assert inside.max() < 40, "the print lies in its quad"
            widths.append(right - left)
        assert widths[0] < widths[1] > widths[2], "the ends are squeezed"
        assert np.array_equal(curved.things[0].quad, curved.lines[1].quad)
