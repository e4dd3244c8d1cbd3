"""Views of drawn lines: what the net is shown is what was drawn, with what is written in it."""

from __future__ import annotations

import numpy as np
import pytest

from models.recipe.fonts import FontSet, find_fonts
from models.recipe.line_pool import draw_shard, path_of, read_shard, write_shard

pytest.importorskip("torch", reason="training is not set up: make setup-train")

from models.recipe import line_views
from models.recipe.reader_net import encode, normalised

pytestmark = pytest.mark.train


@pytest.fixture
def pool(tmp_path):
    fonts = FontSet(find_fonts(), ())
    for number in range(2):
        write_shard(path_of(tmp_path, number), draw_shard(fonts, 5, number, 40, easy=True))
    return tmp_path


def of(views, *, harder):
    return [batch for _ in range(3) for batch in views.round(harder=harder)]


def test_most_lines_are_shown_as_drawn_when_nothing_is_asked_of_them(pool, monkeypatch):
    monkeypatch.setattr(line_views, "STRETCH", (1.0, 1.0))
    drawn = {}
    for path in sorted(pool.glob("*.npz")):
        shard = read_shard(path)
        drawn |= {tuple(encode(text) or ()): normalised(shard.line(i)) for i, text in enumerate(shard.texts)}
    same = []
    for batch in of(line_views.Views(pool, "cpu", 4000, 1), harder=False):
        for line, symbols, length in zip(batch.lines, batch.symbols, batch.lengths, strict=True):
            own = drawn[tuple(symbols[:length].tolist())]
            shown = line[0, :, : own.shape[1]].numpy()
            assert not line[0, :, own.shape[1] :].any(), "beside a line nothing is shown"
            same.append(shown.shape == own.shape and float(np.abs(shown - own).mean()) < 0.05)
    assert len(same) > 150 and 0.4 < np.mean(same) < 0.65, "the others are moved, slanted or negative"


def test_views_are_stretched_and_have_room_for_what_is_written(pool):
    texts = {text for path in pool.glob("*.npz") for text in map(str, read_shard(path).texts)}
    known = {tuple(symbols) for text in texts if (symbols := encode(text))}
    for batch in of(line_views.Views(pool, "cpu", 4000, 2), harder=True):
        assert batch.lines.shape[1:3] == (1, line_views.HEIGHT)
        assert batch.lines.isfinite().all()
        assert (batch.steps <= batch.lines.shape[3] // 2).all() and (batch.lengths <= batch.steps).all()
        assert {tuple(s[:n].tolist()) for s, n in zip(batch.symbols, batch.lengths, strict=True)} <= known


def test_new_shards_take_the_place_of_the_oldest(pool, monkeypatch):
    columns = [read_shard(path).strip.shape[1] for path in sorted(pool.glob("*.npz"))]
    monkeypatch.setitem(line_views.COLUMNS, "cpu", max(columns) + 10)
    views = line_views.Views(pool, "cpu", 4000, 3)
    of(views, harder=False)
    order = np.argsort(views._starts)
    starts, ends = views._starts[order], (views._starts + views._widths)[order]
    assert (ends[:-1] <= starts[1:]).all() and ends[-1] <= max(columns) + 10, "no line lies over another"
    assert 40 <= len(starts) < 80, "two shards do not fit"


def test_an_empty_pool_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="draw-lines"):
        next(line_views.Views(tmp_path, "cpu", 4000, 1).round(harder=False))
