"""The detector: every mark at every size, turn and ink; nothing else that is round or square."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from tests.support.decoys import DECOYS
from verifier.detect.drawing import mark_mask
from verifier.detect.marks import THRESHOLD, NetDetector
from verifier.domain import MarkKind, RegionKind
from verifier.domain.geometry import Quad
from verifier.finder.net import FinderNet

RING, BARE, HANDS = MarkKind.COMPULSORY, MarkKind.VOLUNTARY, MarkKind.COMMUNITY
INKS = {
    "black on white": ((20, 22, 25), (240, 238, 233)),
    "white on black": ((235, 235, 235), (25, 25, 28)),
    "red on cream": ((190, 30, 35), (238, 228, 205)),
    "gold on brown": ((205, 165, 80), (70, 45, 30)),
    "ochre on white": ((200, 150, 30), (245, 245, 245)),
    "grey on grey": ((120, 120, 120), (150, 150, 150)),
    "blue on orange": ((25, 50, 140), (240, 150, 60)),
    "silver on white": ((185, 188, 192), (225, 226, 228)),
}
BLACK = INKS["black on white"]


@pytest.fixture(scope="module")
def detector():
    return NetDetector(FinderNet())


def page(mask, *, ink=BLACK[0], ground=BLACK[1], side=320, at=None, blur=0.6, noise=3.0, seed=1):
    """A side×side RGB uint8 photo of one shape (S×S uint8, 255 ink) with its upper left corner at `at`, and its box."""
    size = mask.shape[0]
    x, y = at or ((side - size) // 2, (side - size) // 2)
    cover = np.zeros((side, side, 1))
    cover[y : y + size, x : x + size, 0] = mask / 255
    scene = np.array(ground) * (1 - cover) + np.array(ink) * cover
    if blur:
        scene = cv2.GaussianBlur(scene, (0, 0), blur)
    scene = scene + np.random.default_rng(seed).normal(0, noise, scene.shape)
    return np.clip(scene, 0, 255).astype(np.uint8), Quad.of_box(x, y, x + size, y + size)


def seen(detector, pixels):
    return detector.candidates(pixels, THRESHOLD)


def holds(regions, kind, box):
    """One region, of this kind, at this place and size."""
    assert len(regions) == 1, [(r.mark, r.score, r.quad.bounds) for r in regions]
    (region,) = regions
    assert region.mark is kind
    assert math.dist(region.quad.centre, box.centre) < 0.08 * box.width + 1
    assert 0.85 < region.quad.width / box.width < 1.15
    return region


SIZES = {RING: (20, 24, 36, 48, 96, 200, 300), BARE: (36, 48, 96, 200, 300), HANDS: (36, 48, 96, 200, 300)}


@pytest.mark.parametrize(("kind", "size"), [(kind, size) for kind in SIZES for size in SIZES[kind]])
def test_a_mark_of_any_size_is_found_for_what_it_is(detector, kind, size):
    pixels, box = page(mark_mask(kind, size), noise=2.0)
    holds(seen(detector, pixels), kind, box)


@pytest.mark.parametrize("kind", MarkKind)
def test_a_mark_turned_any_way_is_found_and_its_corners_follow_the_print(detector, kind):
    for turn in range(-180, 180, 40):
        pixels, box = page(mark_mask(kind, 72, turn), seed=turn + 180)
        region = holds(seen(detector, pixels), kind, box)
        off = (region.quad.angle - turn + 180) % 360 - 180
        if kind is HANDS:  # the same after a quarter turn
            off = (off + 45) % 90 - 45
        assert abs(off) < 4, turn


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("kind", MarkKind)
def test_a_mark_in_any_ink_is_found(detector, kind, ink):
    pixels, box = page(mark_mask(kind, 64), ink=INKS[ink][0], ground=INKS[ink][1])
    holds(seen(detector, pixels), kind, box)


@pytest.mark.parametrize("kind", [RING, BARE])
@pytest.mark.parametrize("squeeze", [0.8, 0.65])
def test_a_mark_seen_aslant_is_found(detector, kind, squeeze):
    pixels, _ = page(mark_mask(kind, 110), side=360)
    narrow = cv2.resize(pixels, (round(360 * squeeze), 360), interpolation=cv2.INTER_AREA)
    (region,) = seen(detector, narrow)
    assert region.mark is kind
    x0, y0, x1, y1 = region.quad.bounds
    assert (x1 - x0) / (y1 - y0) == pytest.approx(squeeze, abs=0.1)


def embossed(kind, size, seed, *, face):
    """A mark raised from the material it is of, lit from one side; `face`: how much lighter its face is."""
    side, rng = 320, np.random.default_rng(seed)
    height, low = np.zeros((side, side)), (side - size) // 2
    height[low : low + size, low : low + size] = mark_mask(kind, size) / 255
    height = cv2.GaussianBlur(height, (0, 0), 1.2)
    dy, dx = np.gradient(height)
    light = rng.uniform(0, 2 * math.pi)
    shade = 60 * (dx * math.cos(light) + dy * math.sin(light)) + face * height
    scene = 150 + shade[..., None] + rng.normal(0, 2, (side, side, 3))
    return np.clip(scene, 0, 255).astype(np.uint8), Quad.of_box(low, low, low + size, low + size)


@pytest.mark.parametrize("size", [64, 96, 160])
@pytest.mark.parametrize("kind", MarkKind)
def test_an_embossed_mark_whose_face_has_a_shade_of_its_own_is_found(detector, kind, size):
    for seed in range(4):
        pixels, box = embossed(kind, size, seed, face=25 if seed % 2 else -25)
        holds(seen(detector, pixels), kind, box)


@pytest.mark.parametrize("kind", MarkKind)
def test_a_mark_seen_by_the_light_on_its_flanks_alone_is_seldom_missed_and_never_mistaken(detector, kind):
    found = []
    for seed in range(6):
        pixels, box = embossed(kind, 96, seed, face=0)
        found.append(seen(detector, pixels))
        assert all(r.mark is kind and box.contains(r.quad.centre) for r in found[-1])
    assert sum(map(bool, found)) >= 5


@pytest.mark.parametrize("kind", MarkKind)
def test_a_mark_printed_in_dots_is_found_from_further_off(detector, kind):
    y, x = np.mgrid[0:96, 0:96] * (2 * math.pi / 5)
    dots = mark_mask(kind, 96) * np.clip(0.9 * (np.cos(x) + np.cos(y)) + 0.6, 0, 1)
    pixels, box = page(dots.astype(np.uint8))
    holds(seen(detector, pixels), kind, box)


def turned(mask, degrees):
    """A shape turned within its square, small enough not to lose its corners."""
    size = mask.shape[0]
    middle = (size / 2 - 0.5, size / 2 - 0.5)
    return cv2.warpAffine(mask, cv2.getRotationMatrix2D(middle, degrees, 0.75), (size, size), flags=cv2.INTER_AREA)


def crowd(draw):
    """One shape eight times on one page: four sizes, dark on light and light on dark, straight and turned."""
    halves = []
    for (ink, ground), turn in ((BLACK, 0), (BLACK[::-1], 20)):
        cover = np.zeros((180, 380), np.uint8)
        x = 8
        for size in (24, 40, 84, 160):
            mask = draw(size)
            cover[10 : 10 + size, x : x + size] = turned(mask, turn) if turn else mask
            x += size + 20
        share = cover[..., None] / 255
        halves.append(np.array(ground) * (1 - share) + np.array(ink) * share)
    scene = cv2.GaussianBlur(np.vstack(halves), (0, 0), 0.6)
    return np.clip(scene + np.random.default_rng(5).normal(0, 3, scene.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("name", DECOYS)
def test_what_stands_beside_marks_on_packages_is_refused(detector, name):
    assert seen(detector, crowd(DECOYS[name])) == ()


def test_the_page_of_decoys_would_show_marks(detector):
    found = seen(detector, crowd(lambda size: mark_mask(RING, size)))
    assert [region.mark for region in found] == [RING] * 8


def test_a_bare_mark_that_is_mirrored_is_none(detector):
    pixels, box = page(mark_mask(BARE, 120, 15))
    holds(seen(detector, pixels), BARE, box)
    assert seen(detector, np.ascontiguousarray(pixels[:, ::-1])) == ()


def test_several_marks_of_all_kinds_are_told_apart_and_none_twice(detector):
    pages = [[page(mark_mask(kind, 60 + 8 * n), side=160, seed=n)[0] for kind in MarkKind] for n in range(2)]
    found = seen(detector, np.vstack([np.hstack(row) for row in pages]))
    where = {(int(x // 160), int(y // 160)): region.mark for region in found for x, y in [region.quad.centre]}
    assert len(found) == 6
    assert where == {(column, row): kind for row in range(2) for column, kind in enumerate(MarkKind)}


def test_a_mark_fills_the_photo_or_is_cut_by_its_edge(detector):
    holds(seen(detector, page(mark_mask(RING, 300), side=310)[0]), RING, Quad.of_box(5, 5, 305, 305))
    cut = page(mark_mask(RING, 120))[0][:, 100:160]  # the left half alone
    for region in seen(detector, np.ascontiguousarray(cut)):
        x0, y0, x1, y1 = region.quad.bounds
        assert x0 >= 0 and y0 >= 0 and x1 <= cut.shape[1] and y1 <= cut.shape[0]


def test_a_small_mark_on_a_large_photo_is_placed_to_the_pixel(detector):
    pixels, box = page(mark_mask(RING, 90, 30), side=2000, at=(1301, 777), noise=2)
    region = holds(seen(detector, pixels), RING, box)
    assert math.dist(region.quad.centre, box.centre) < 2.5


@pytest.mark.parametrize("shape", [(32, 32), (20, 900), (33, 1200), (240, 320)])
def test_where_there_is_nothing_nothing_is_found(detector, shape):
    noise = np.random.default_rng(9).integers(0, 256, (*shape, 3), dtype=np.uint8)
    for pixels in (np.zeros((*shape, 3), np.uint8), np.full((*shape, 3), 255, np.uint8), noise):
        assert seen(detector, pixels) == ()


def test_a_photo_gives_regions_inside_it_best_first_and_is_left_alone(detector):
    pixels = np.hstack([page(mark_mask(BARE, size), side=160, blur=blur)[0] for size, blur in ((80, 0.6), (40, 2.0))])
    pixels = np.vstack([pixels, np.full((160, 320, 3), BLACK[1], np.uint8)])
    pixels.flags.writeable = False
    regions = detector.candidates(pixels, 0.0)
    assert len(regions) > 1 and [r.score for r in regions] == sorted((r.score for r in regions), reverse=True)
    assert all(0 <= r.score <= 1 and r.kind is RegionKind.MARK and r.mark is not None for r in regions)
    assert all(0 <= v <= 320 for r in regions for corner in r.quad.corners for v in corner)


def test_eight_threads_see_what_one_sees(detector):
    pages = [page(mark_mask(kind, size, 17), seed=size)[0] for kind in (RING, HANDS) for size in (40, 70)]
    alone = [seen(detector, pixels) for pixels in pages]
    assert all(alone)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda n: seen(detector, pages[n % 4]), range(16))) == alone * 4
