import numpy as np
import pytest

from models.recipe.fonts import FontSet, find_fonts
from models.recipe.panels import Line, Thing
from models.recipe.pool import draw_pool, read_shard
from models.recipe.scenes import SIDE, Scene, cover, draw_scene
from models.recipe.stock import Stock
from models.recipe.strips import spaced
from models.recipe.views import MAP, TARGETS, views
from models.recipe.views import SIDE as VIEW


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    found = find_fonts()
    if not found:
        pytest.skip("no Thai-capable font installed")
    return FontSet(found[:6], found[:2])


@pytest.fixture(scope="module")
def stock(fonts: FontSet) -> Stock:
    return Stock.drawn(fonts, 1, 0.01)


def square(x: float, y: float, side: float) -> np.ndarray:
    return np.array([[x, y], [x + side, y], [x + side, y + side], [x, y + side]], np.float32)


def test_the_same_seed_draws_the_same_scene(stock):
    one, two = (draw_scene(np.random.default_rng(7), stock) for _ in range(2))
    assert np.array_equal(one.pixels, two.pixels)
    assert len(one.things) == len(two.things) and len(one.lines) == len(two.lines)


def test_scenes_hold_all_kinds_and_tell_where_they_are(stock):
    scenes = [draw_scene(np.random.default_rng(k), stock) for k in range(12)]
    assert {thing.kind for scene in scenes for thing in scene.things} == {0, 1, 2, 3}
    assert sum(len(scene.lines) for scene in scenes) > 60
    for scene in scenes:
        assert scene.pixels.shape == (SIDE, SIDE, 3) and scene.pixels.dtype == np.uint8
        for quad in [t.quad for t in scene.things] + [line.quad for line in scene.lines]:
            low, high = quad.min(0), quad.max(0)
            assert (high > 0).all() and (low < SIDE).all()


def test_what_lies_below_is_gone_or_ignored():
    scene = Scene(np.zeros((SIDE, SIDE, 3), np.uint8))
    scene.things = [Thing(0, square(100, 100, 40)), Thing(1, square(180, 100, 40)), Thing(2, square(400, 400, 40))]
    scene.lines = [Line(square(110, 110, 20)), Line(square(300, 300, 20))]
    cover(scene, square(90, 90, 110))
    assert [(t.kind, t.ignore) for t in scene.things] == [(1, True), (2, False)]
    assert len(scene.lines) == 1


def test_letters_set_apart_keep_their_vowels():
    assert spaced("มอก. 12") == "ม อ ก . 1 2"
    assert spaced("ที่") == "ที่"


def test_a_pool_is_drawn_once_and_yields_views(fonts, tmp_path):
    steps = list(draw_pool(tmp_path, fonts, 3, seed=2, size=0.01))
    assert len(steps) == 3
    (shard,) = tmp_path.glob("shard-*.npz")
    before = shard.stat().st_mtime_ns
    list(draw_pool(tmp_path, fonts, 3, seed=2, size=0.01))
    assert shard.stat().st_mtime_ns == before
    assert len(read_shard(shard)) == 3
    pixels, asked = next(views([tmp_path], 1))
    assert pixels.shape == (VIEW, VIEW, 3) and asked.shape == (TARGETS, MAP, MAP)
    assert asked[0:4].min() >= 0 and asked[0:9].max() <= 1


def test_without_a_pool_it_says_so(tmp_path):
    with pytest.raises(FileNotFoundError, match="render-scenes"):
        next(views([tmp_path], 1))
