"""Lines for training: what they say, that they can be drawn again, and that fonts for testing are kept apart."""

from __future__ import annotations

import hashlib
import io
import tarfile
from pathlib import Path

import numpy as np
import pytest

from models.recipe import fetch_fonts, texts
from models.recipe.fetch_fonts import WEIGHTS, Package, packages, system_test_families
from models.recipe.fonts import FontSet, find_fonts
from models.recipe.line_pool import draw_shard, fill, read_shard
from models.recipe.lines import HEIGHT, MOST_WIDE, LinePress
from verifier.numbers import find_licences, find_standards
from verifier.thai import THAI_DIGITS, normal_form


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    found = find_fonts()
    if not found:
        pytest.skip("no Thai-capable font on this machine")
    return FontSet(found, ())


def test_texts_are_short_and_in_normal_form():
    rng = np.random.default_rng(5)
    for _ in range(500):
        text = texts.line(rng)
        assert 0 < len(text) <= 48 and text == normal_form(text)


@pytest.mark.parametrize(
    ("make", "find", "least"), [(texts.standard_line, find_standards, 0.6), (texts.licence_line, find_licences, 0.9)]
)
def test_lines_of_numbers_hold_numbers(make, find, least):
    """A good part of the standards bear years that there are not yet: readers shall not learn which years there are."""
    rng = np.random.default_rng(6)
    found = [bool(find(make(rng))) for _ in range(300)]
    assert np.mean(found) >= least


def test_every_digit_stands_at_every_place_alike():
    """A reader must see digits, not remember standards: no digit of the numbers is more than twice its share."""
    rng = np.random.default_rng(7)
    numbers = [find_standards(texts.standard_line(rng)) for _ in range(3000)]
    last = [found[0].value.number % 10 for found in numbers if found]
    counts = np.bincount(last, minlength=10) / len(last)
    assert counts.min() > 0.05 and counts.max() < 0.2


def test_thai_digits_are_a_fifth_to_a_third_of_number_lines():
    rng = np.random.default_rng(8)
    share = np.mean([any(c in THAI_DIGITS for c in texts.standard_line(rng)) for _ in range(2000)])
    assert 0.18 <= share <= 0.33


def test_a_shard_depends_on_seed_and_number_alone(fonts, tmp_path):
    once, again = (draw_shard(fonts, 3, 4, 6) for _ in range(2))
    other = draw_shard(fonts, 3, 5, 6)
    assert all(np.array_equal(a.pixels, b.pixels) and a.text == b.text for a, b in zip(once, again, strict=True))
    assert [line.text for line in other] != [line.text for line in once]
    (path,) = fill(tmp_path, fonts, 3, range(4, 5), 6)
    shard = read_shard(path)
    assert shard.texts == tuple(line.text for line in once)
    assert all(np.array_equal(shard.line(i), line.pixels) for i, line in enumerate(once))


def test_crops_have_the_readers_height_and_show_ink(fonts):
    press = LinePress(fonts, np.random.default_rng(1), hard=0.2)
    lines = [press.draw("มอก. 2879-2560", digit) for digit in (8, 16, 32, 50)]
    assert all(line and line.pixels.shape[0] == HEIGHT and line.pixels.shape[1] <= MOST_WIDE for line in lines)
    assert all(np.ptp(line.pixels) > 8 for line in lines if line)


def test_a_line_too_long_is_not_drawn(fonts):
    assert LinePress(fonts, np.random.default_rng(2)).draw("มอก. 2879-2560 " * 12, 20) is None


def test_some_families_are_kept_for_testing():
    kept = [p.name for p in packages() if p.test]
    used = [p.name for p in packages() if not p.test]
    thai = [p for p in packages() if p.script == "thai"]
    assert len({p.name for p in packages()}) == len(packages()) == len(kept) + len(used)
    assert system_test_families() and 0.15 <= sum(p.test for p in thai) / len(thai) <= 0.35


def test_of_a_family_the_named_weights_are_taken_upright_and_italic(tmp_path, monkeypatch):
    names = [
        "X_100Thin.ttf",
        "X_400Regular.ttf",
        "X_400Regular_Italic.ttf",
        "X_500Medium.ttf",
        "X_700Bold.ttf",
        "LICENSE_400",
    ]
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        for name in names:
            tar.addfile(tarfile.TarInfo(f"package/{name}"))
    monkeypatch.setattr(
        fetch_fonts.subprocess, "run", lambda *_, cwd, **__: (Path(cwd) / "x.tgz").write_bytes(archive.getvalue())
    )
    digest = hashlib.sha256(archive.getvalue()).hexdigest()
    every = fetch_fonts.fetch(Package("x", "1", digest), tmp_path / "every")
    two = fetch_fonts.fetch(Package("x", "1", digest, weights=["400", "700"]), tmp_path / "two")
    assert [p.name for p in sorted(every.glob("*.ttf"))] == names[1:5]
    assert [p.name for p in sorted(two.glob("*.ttf"))] == [
        "X_400Regular.ttf",
        "X_400Regular_Italic.ttf",
        "X_700Bold.ttf",
    ]
    assert all(set(p.weights) <= set(WEIGHTS) for p in packages())
