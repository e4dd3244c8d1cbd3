"""Lines as real labels print them: forms that nobody expects, and print that hardly shows."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from models.recipe import label_numbers, label_print, label_texts
from models.recipe.fonts import FontSet, find_fonts
from models.recipe.label_lines import LabelPress
from models.recipe.line_pool import draw_shard, read_shard, write_shard
from models.recipe.lines import HEIGHT, MOST_WIDE
from verifier.numbers import find_licences, find_standards
from verifier.thai import normal_form


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    found = find_fonts()
    if not found:
        pytest.skip("no Thai-capable font on this machine")
    return FontSet(found, ())


def rng_of(seed):
    return np.random.default_rng(seed)


def test_lines_are_short_in_normal_form_and_other_than_usual():
    rng = rng_of(1)
    for _ in range(1500):
        said = label_texts.label_line(rng)
        assert 0 < len(said.text) <= 48 and said.text == normal_form(said.text) and said.usual != said.text


def test_type_letters_are_of_every_kind_and_the_real_ones_stay_a_third():
    rng = rng_of(2)
    letters = Counter()
    for _ in range(4000):
        text = label_numbers.licence_of_any_letter(rng).text
        head = text[: text.rindex("-")].rstrip("0123456789๐๑๒๓๔๕๖๗๘๙ ")
        letters[head[-1]] += 1
    thai = sum(n for c, n in letters.items() if c in label_numbers.CONSONANTS) / letters.total()
    real = sum(letters[c] for c in "ทนสค") / letters.total()
    assert set(label_numbers.CONSONANTS) <= set(letters) and set("TNSnu") <= set(letters)
    assert 0.65 < thai < 0.85 and 0.3 < real < 0.48


@pytest.mark.parametrize("make", [label_numbers.near_licence, label_numbers.near_standard])
def test_near_forms_are_another_number_or_none(make):
    """What habit would read is a number that the printed form is not."""
    rng = rng_of(3)
    find = find_licences if make is label_numbers.near_licence else find_standards
    texts = [make(rng) for _ in range(800)]
    differing = [said for said in texts if said.usual and normal_form(said.text) != normal_form(said.usual)]
    assert len(differing) > 0.75 * len(texts)
    numbers = [bool(find(said.usual)) for said in differing if not set("TNS") & set(said.usual)]
    assert np.mean(numbers) > 0.5, "years and leading zeros that do not exist are among them"
    assert {"/", "."} <= {c for said in differing for c in said.text}


def test_changed_firms_differ_by_few_look_alikes():
    rng = rng_of(4)
    pairs = [label_texts.changed_line(rng) for _ in range(600)]
    pairs = [p for p in pairs if p.usual]
    swaps = Counter(
        (a, b) for p in pairs if len(p.text) == len(p.usual) for a, b in zip(p.usual, p.text, strict=True) if a != b
    )
    assert len(pairs) > 550
    for pair in (("า", "ำ"), ("ั", "้"), ("อ", "ฮ"), ("ด", "ต"), ("ก", "ถ"), ("่", "้")):
        assert swaps[pair] or swaps[pair[::-1]], pair
    assert all(abs(len(p.text) - len(p.usual)) <= 3 for p in pairs)


def test_the_same_seed_says_the_same():
    once, again = ([label_texts.label_line(rng_of(9)) for _ in range(1)] for _ in range(2))
    assert once == again


def test_a_label_shard_repeats_itself_and_keeps_what_is_usual(fonts, tmp_path):
    once, again = (draw_shard(fonts, 3, 4, 24, labels=True) for _ in range(2))
    assert [(a.text, a.usual) for a in once] == [(b.text, b.usual) for b in again]
    assert all(np.array_equal(a.pixels, b.pixels) for a, b in zip(once, again, strict=True))
    write_shard(tmp_path / "a.npz", once)
    shard = read_shard(tmp_path / "a.npz")
    assert shard.texts == tuple(line.text for line in once) and shard.usual == tuple(line.usual for line in once)
    assert any(shard.usual)


def test_label_lines_have_the_readers_height_and_show_something(fonts):
    press = LabelPress(fonts, rng_of(5))
    drawn = [line for line in (press.draw_said() for _ in range(60)) if line]
    assert len(drawn) > 40
    assert all(line.pixels.shape[0] == HEIGHT and line.pixels.shape[1] <= MOST_WIDE for line in drawn)
    assert all(line.pixels.std() >= 3 for line in drawn)
    assert np.median([line.digit_height for line in drawn]) < 18, "most print beside marks is small"


def test_a_neighbour_stands_in_another_height_in_the_same_line(fonts):
    press = LabelPress(fonts, rng_of(6))
    drawn = [line for line in (press._draw_joined(20.0) for _ in range(6)) if line]
    assert drawn and all(find_standards(line.text) or "TIS" in line.text or "มอก" in line.text for line in drawn)
    assert all(" " in line.text for line in drawn)


def letter(cap=40):
    mask = np.zeros((60, 120), np.float32)
    mask[10 : 10 + cap, 20:32] = 1
    mask[10:22, 20:100] = 1
    return mask


def test_dots_lie_where_the_ink_was():
    mask = letter()
    dots = label_print.dotted(mask, 40, rng_of(7))
    assert 0.25 < dots[mask > 0].mean() < 1 and dots[:, 112:].max() == 0
    assert dots.std(axis=0)[25] > 0, "there are gaps along a stroke"


def test_a_stencil_has_bridges_and_soft_edges():
    mask = letter()
    sprayed = label_print.stencilled(mask, 40, rng_of(8))
    assert sprayed[14:18, 36:96].min() < 0.75 * sprayed[14:18, 36:96].max()
    assert sprayed.min() >= 0 and sprayed.max() <= 1


def test_moulded_letters_have_no_tone_of_their_own():
    ground = np.full((60, 120), 120, np.float32)
    relief = label_print.moulded(ground, letter(), 30, rng_of(9))
    edge, inside = np.abs(relief - 120).max(), abs(float(relief[15:19, 50:80].mean()) - 120)
    assert edge > 10 and inside < 0.5 * edge


def test_tones_hold_colours_that_grey_hardly_tells_apart():
    rng = rng_of(10)
    pairs = [label_print.tones(rng) for _ in range(800)]
    apart = np.array([abs(t.ink - t.ground) for t in pairs if not t.foil])
    assert apart.min() >= 14 and np.mean(apart < 45) > 0.15 and np.mean(apart > 120) > 0.15
    assert 0.05 < np.mean([t.foil > 0 for t in pairs]) < 0.4
    assert label_print.grey_of((255, 255, 255)) == pytest.approx(255)
    assert abs(label_print.grey_of((215, 30, 40)) - label_print.grey_of((25, 60, 140))) < 40


def test_a_cylinder_squeezes_the_ends_and_leaves_them_in_place():
    stripes = np.tile(np.repeat([0.0, 200.0], 5), 20)[None, :].repeat(40, 0).astype(np.float32)
    corners = np.array([(0, 5), (200, 5), (200, 35), (0, 35)], float)
    bent = label_print.on_a_cylinder(stripes, corners, rng_of(11))
    edges = np.abs(np.diff((bent[20] > bent[20].max() / 3).astype(int)))
    assert bent.shape == stripes.shape and edges[:60].sum() + edges[140:].sum() >= edges[70:130].sum()


def test_a_cylinder_that_turns_away_from_the_light_is_dark_and_nothing_else():
    """Of an angle beyond a right one the cosine is negative, and a power of it no number."""
    photo, corners = np.full((20, 80), 100, np.float32), np.array([(2, 2), (78, 2), (78, 18), (2, 18)], float)
    for seed in range(60):
        bent = label_print.on_a_cylinder(photo, corners, rng_of(seed))
        assert np.isfinite(bent).all() and bent.min() > 20 and bent.max() <= 100


def test_foil_wanders_about_its_level():
    foil = label_print.foiled(letter(), 150, 40, 20, rng_of(12))
    assert 120 < foil.mean() < 180 and np.ptp(foil) > 40


def test_concrete_is_rough():
    rough = label_print.concrete((200, 60), 20, rng_of(13))
    assert rough.shape == (60, 200) and rough.std() > 3
