"""Marks drawn by code, honest and lying ones: what a close look says of them."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from tests.support.lying_marks import LIES, REACH, RING_LIES, Setting, any_setting, honest, squashed
from verifier.detect.inspection import MIN_SIDE_PX, Inspector
from verifier.detect.kinds import COMMUNITY, COMPULSORY, VOLUNTARY, Mark
from verifier.detect.marks import NetDetector
from verifier.domain import MarkFault, MarkKind, MarkLikeness, Photo, Quality
from verifier.domain.geometry import Quad
from verifier.finder.net import FinderNet
from verifier.image.pyramid import halved

MARKS = {MarkKind.COMPULSORY: COMPULSORY, MarkKind.VOLUNTARY: VOLUNTARY}
FAULTS = {
    "half filled": {MarkFault.PART_ADDED},
    "quarter erased": {MarkFault.PART_MISSING},
    "crossed out": {MarkFault.PART_ADDED},
    "double ring": {MarkFault.SECOND_RING, MarkFault.RING_SIZE},
    "dashed ring": {MarkFault.RING_BROKEN},
    "broken ring": {MarkFault.RING_BROKEN},
    "wrong ring": {MarkFault.RING_SIZE, MarkFault.SECOND_RING},
    "pieces missing": {MarkFault.PART_MISSING},
    "pieces added": {MarkFault.PART_ADDED},
}
"""The fault, or one of those, that each lie is called."""


@pytest.fixture(scope="module")
def inspect() -> Inspector:
    return Inspector()


def photographed(
    mask, setting: Setting, side: float, seed: int, *, turn=0.0, squeeze=1.0, blur=0.7, noise=3.0, bend=0.0,
    ink=(25, 25, 30), paper=(236, 233, 226), relief=False, dots=0.0,
):  # fmt: skip
    """A mask as a mark about `side` px wide in a photo, and the quad round it; `bend`: W of a cylinder's radius."""
    width = setting.ring if setting.kind is MarkKind.COMPULSORY else 1.0
    per_w, size = side / width, round(2.4 * side)
    rng = np.random.default_rng(seed)
    a = math.radians(turn)
    turned = np.array([[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]]) @ np.diag([squeeze, 1.0]) * per_w
    y, x = np.mgrid[0:size, 0:size] + 0.5 - size / 2
    u, v = np.linalg.inv(turned) @ np.stack([x.ravel(), y.ravel()])
    if bend:
        u = bend * np.arcsin(np.clip(u / bend, -1, 1))
    at = [((w + REACH) / (2 * REACH) * len(mask) - 0.5).reshape(size, size).astype(np.float32) for w in (u, v)]
    soft = cv2.GaussianBlur(mask, (0, 0), max(0.3, 0.4 * len(mask) / (2 * REACH * per_w)))
    cover = cv2.remap(soft, *at, cv2.INTER_LINEAR, borderValue=0).astype(np.float32)[..., None] / 255
    if dots:
        grid = np.cos(2 * np.pi * x / dots) + np.cos(2 * np.pi * y / dots)
        cover *= np.clip(grid * 0.6 + 0.9, 0, 1).astype(np.float32)[..., None]
    if relief:
        down, right = np.gradient(cv2.GaussianBlur(cover[..., 0], (0, 0), 1.0))
        scene = np.array(paper) * 0.7 + (90 * (right + down))[..., None]
    else:
        scene = np.array(paper) * (1 - cover) + np.array(ink) * cover
    scene = scene * (0.8 + 0.2 * (x / size + 0.5))[..., None]
    scene = cv2.GaussianBlur(scene, (0, 0), blur) + rng.normal(0, noise, (size, size, 1))
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * width / 2 @ turned.T + size / 2
    corners += rng.normal(0, 0.01 * side, (1, 2))
    return np.clip(scene, 0, 255).astype(np.uint8), Quad.of_points(corners.tolist())


def look(inspect: Inspector, mask, setting: Setting, side: float, seed: int, **how) -> MarkLikeness:
    pixels, quad = photographed(mask, setting, side, seed, **how)
    seen = inspect(halved(pixels), quad, MARKS[setting.kind])
    assert seen is not None
    return seen


WAYS = {
    "plain": {},
    "turned": {"turn": 137.0},
    "upside down": {"turn": 180.0},
    "from aside": {"squeeze": 0.8, "turn": 20.0},
    "on a cylinder": {"bend": 1.1},
    "blurred": {"blur": 2.2},
    "noisy": {"noise": 14.0},
    "faint": {"ink": (196, 194, 188)},
    "light on dark": {"ink": (240, 240, 240), "paper": (40, 44, 60)},
    "red on cream": {"ink": (190, 30, 35), "paper": (238, 228, 205)},
    "in dots": {"dots": 4.0},
    "in relief": {"relief": True},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", MARKS)
@pytest.mark.parametrize("side", [48, 80, 180])
def test_an_honest_mark_is_never_accused(inspect, kind, side, way):
    rng = np.random.default_rng([side, len(kind)])
    for seed in range(3):
        setting = any_setting(rng, kind)
        seen = look(inspect, honest(setting), setting, side, seed, **WAYS[way])
        assert not seen.faults and not seen.mirrored, (setting, seen)


@pytest.mark.parametrize("kind", MARKS)
def test_an_honest_mark_in_a_plain_photo_is_clear_and_its_squeeze_is_told(inspect, kind):
    setting = Setting(kind)
    for squeeze in (1.0, 0.85, 0.7):
        seen = look(inspect, honest(setting), setting, 100, 3, squeeze=squeeze, turn=33)
        assert seen.clear and seen.frame.squeeze() == pytest.approx(squeeze, abs=0.02)
        assert seen.frame.width == pytest.approx(
            100 / (1.344 if kind is MarkKind.COMPULSORY else 1) * squeeze, rel=0.15
        )


def test_relief_is_not_clear_enough_to_tell(inspect):
    setting = Setting()
    assert not look(inspect, honest(setting), setting, 90, 3, relief=True).clear


@pytest.mark.parametrize(
    ("kind", "lie"), [(k, lie) for k in MARKS for lie in FAULTS if MARKS[k].ringed or lie not in RING_LIES]
)
@pytest.mark.parametrize("side", [64, 100, 180])
def test_a_lie_of_the_mark_is_seen_and_named(inspect, kind, side, lie):
    rng = np.random.default_rng([side, 7])
    caught = []
    for seed in range(6):
        setting = Setting(kind, *((1.344, 0.06) if seed % 2 else (1.24, 0.05)))
        seen = look(inspect, LIES[lie](rng, setting), setting, side, seed, turn=60.0 * seed)
        if seen.clear:  # of a mark that is hardly one any more, too little is left to tell, and it is seldom found
            caught.append(bool(FAULTS[lie] & set(seen.faults)))
    assert len(caught) >= 3 and sum(caught) >= len(caught) - 1, caught


@pytest.mark.parametrize("kind", MARKS)
@pytest.mark.parametrize("side", [60, 130])
@pytest.mark.parametrize("direction", [0.0, 45.0, 100.0])
def test_one_thin_stroke_right_across_a_mark_is_told_and_one_that_ends_in_it_is_not(inspect, kind, side, direction):
    setting, reach = Setting(kind), REACH * 0.97
    way = np.array([math.cos(math.radians(direction)), math.sin(math.radians(direction))])
    for start, crosses in ((-reach, True), (0.0, False)):
        mask = honest(setting).copy()
        ends = [
            tuple(np.round((at * way + REACH) / (2 * REACH) * len(mask)).astype(int).tolist()) for at in (start, reach)
        ]
        cv2.line(mask, ends[0], ends[1], 255, max(2, round(0.05 * len(mask))), cv2.LINE_AA)
        seen = look(inspect, mask, setting, side, 5, turn=20.0)
        assert (MarkFault.CROSSED_OUT in seen.faults) == crosses


@pytest.mark.parametrize("kind", MARKS)
@pytest.mark.parametrize("side", [56, 90, 180])
def test_a_mirrored_mark_is_told_at_any_turn_and_an_honest_one_is_not(inspect, kind, side):
    rng, setting = np.random.default_rng(side), Setting(kind)
    for seed in range(6):
        turn = 55.0 * seed
        assert look(inspect, LIES["mirrored"](rng, setting), setting, side, seed, turn=turn).mirrored
        assert not look(inspect, honest(setting), setting, side, seed, turn=turn).mirrored


@pytest.mark.parametrize("axis", [0, 1])
def test_a_squashed_mark_is_squeezed_in_its_frame(inspect, axis):
    setting = Setting()
    pixels, quad = photographed(squashed(honest(setting), 0.72, axis), setting, 120, 5)
    centre = quad.centre
    size = [60.0, 60.0]
    size[axis] *= 0.72
    tight = Quad.of_box(centre[0] - size[0], centre[1] - size[1], centre[0] + size[0], centre[1] + size[1])
    seen = inspect(halved(pixels), tight, COMPULSORY)
    assert seen is not None and seen.clear
    assert seen.frame.squeeze() == pytest.approx(0.72, abs=0.02)


def test_pieces_of_a_ring_round_a_mark_that_passes_for_a_bare_one_are_seen(inspect):
    setting = Setting()
    pixels, quad = photographed(LIES["dashed ring"](np.random.default_rng(4), setting), setting, 110, 1)
    seen = inspect(halved(pixels), quad.grown((1 / 1.344 - 1) / 2), VOLUNTARY)
    assert seen is not None and MarkFault.RING_BROKEN in seen.faults


def test_print_round_a_bare_mark_is_no_ring(inspect):
    setting = Setting(MarkKind.VOLUNTARY)
    pixels, quad = photographed(honest(setting), setting, 110, 1)
    for y in (40, 245):
        cv2.putText(pixels, "TIS 2879-2560", (20, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (25, 25, 30), 2, cv2.LINE_AA)
    cv2.rectangle(pixels, (45, 60), (218, 205), (25, 25, 30), 3)
    seen = inspect(halved(pixels), quad, VOLUNTARY)
    assert seen is not None and seen.clear and not seen.faults


def test_light_across_a_mark_and_a_shadow_on_it_are_no_faults(inspect):
    setting = Setting()
    pixels, quad = photographed(honest(setting), setting, 120, 1)
    y, x = np.mgrid[0 : len(pixels), 0 : len(pixels)] / len(pixels)
    streak = 150 * np.exp(-(((x + y - 0.85) / 0.06) ** 2))
    shadow = np.where(x - 0.4 * y > 0.42, 0.45, 1.0)
    for scene in (pixels + streak[..., None], pixels * shadow[..., None]):
        seen = inspect(halved(np.clip(scene, 0, 255).astype(np.uint8)), quad, COMPULSORY)
        assert seen is not None and not seen.faults and not seen.mirrored, seen


@pytest.mark.parametrize("mark", [COMPULSORY, VOLUNTARY, COMMUNITY], ids=lambda mark: mark.kind)
def test_what_is_small_flat_or_only_sketched_is_not_inspected(inspect, mark: Mark):
    pixels = np.full((200, 300, 3), 128, np.uint8)
    assert inspect([pixels], Quad.of_box(100, 100, 100 + MIN_SIDE_PX - 1, 100 + MIN_SIDE_PX - 1), mark) is None
    assert inspect([pixels], Quad.of_box(20, 100, 280, 104), mark) is None
    assert inspect([pixels], Quad.of_box(20, 100, 280, 100), mark) is None
    assert (inspect([pixels], Quad.of_box(60, 40, 160, 140), mark) is None) == mark.quarter_alike


@pytest.mark.parametrize("scene", ["even", "noise", "stripes", "half beyond the edge"])
def test_where_there_is_no_mark_nothing_breaks(inspect, scene):
    rng = np.random.default_rng(1)
    pixels = {
        "even": np.full((200, 300, 3), 255, np.uint8),
        "noise": rng.integers(0, 256, (200, 300, 3), dtype=np.uint8),
        "stripes": np.repeat(np.uint8(255) * (np.arange(300) // 4 % 2).astype(np.uint8)[None, :, None], 200, 0).repeat(
            3, 2
        ),
        "half beyond the edge": np.zeros((200, 300, 3), np.uint8),
    }[scene]
    for mark in (COMPULSORY, VOLUNTARY):
        for quad in (Quad.of_box(60, 40, 160, 140), Quad.of_box(-60, -60, 60, 60), Quad.of_box(240, 140, 360, 260)):
            seen = inspect(halved(pixels), quad, mark)
            assert seen is not None and not seen.mirrored
            assert all(math.isfinite(v) for corner in seen.frame.corners for v in corner)


def test_the_detector_inspects_what_it_finds_and_only_that():
    setting = Setting()
    pixels, _ = photographed(LIES["mirrored"](np.random.default_rng(1), setting), setting, 120, 1)
    photo = Photo(pixels, "", "", Quality(0, 0, 0, 0))
    detector = NetDetector(FinderNet())
    (region,) = detector.detect(photo)
    assert region.likeness is not None and region.likeness.mirrored
    assert [r.likeness for r in detector.candidates(pixels, 0.5)] == [None]
    assert detector.detect(photo) == detector.detect(photo)
