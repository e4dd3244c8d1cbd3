"""A label filmed by hand: the phone comes closer, its focus hunts, the hand shakes, a lamp is mirrored in the label."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np

from models.recipe.camera import Floats, Projection, Shot
from models.recipe.damage import defocus, motion
from models.recipe.scene import GROUNDS
from models.recipe.sheet import Sheet
from verifier.domain import Pixels

FPS = 10
SIZE = (1600, 1200)
SECONDS = 8


@dataclass(frozen=True, slots=True)
class Hand:
    """How one film goes; times in seconds, lengths in shares of the picture's width unless said.

    It begins `far` (share of the picture that the label takes) and is `near` after `arrives`; the focus is lost by
    `defocus_px` at first and found `focused`, lost again for half a second at `hunts`; the hand trembles by `tremor`
    and jerks by `jerk` for half a second at each of `jerks`; a lamp is mirrored in the label from `glares` to `tilted`
    (equal: never), when the hand tilts the label.
    """

    far: float
    near: float
    arrives: float
    defocus_px: float
    focused: float
    hunts: float
    tremor: float
    jerk: float
    jerks: tuple[float, ...]
    glares: float
    tilted: float
    lamp: tuple[float, float]


def hand(rng: np.random.Generator) -> Hand:
    """A film by chance; every second one has a mirrored lamp while the label is near."""
    arrives = float(rng.uniform(1.5, 3.0))
    glares = arrives - 0.5
    return Hand(
        far=float(rng.uniform(0.22, 0.45)), near=float(rng.uniform(0.8, 0.97)), arrives=arrives,
        defocus_px=float(rng.uniform(2, 6)), focused=arrives + float(rng.uniform(0.2, 1.2)),
        hunts=arrives + float(rng.uniform(1.5, 4.5)), tremor=float(rng.uniform(0.0006, 0.0025)),
        jerk=float(rng.uniform(0.01, 0.04)), jerks=tuple(float(rng.uniform(0.5, SECONDS)) for _ in range(3)),
        glares=glares, tilted=glares + (float(rng.uniform(1.5, 3.0)) if rng.random() < 0.5 else 0.0),
        lamp=(float(rng.uniform(-0.1, 0.25)), float(rng.uniform(-0.15, 0.2))),
    )  # fmt: skip


def film(sheet: Sheet, seed: int, index: int) -> Iterator[Pixels]:
    """The frames (H×W×3 RGB), FPS a second; equal seeds give equal films."""
    rng = np.random.default_rng([seed, index, 1])
    how, set_ = hand(rng), Set.by_chance(sheet, rng)
    before = np.zeros(2)
    for n in range(FPS * SECONDS):
        time = n / FPS
        place = _place(how, time, rng)
        tilt = 7.0 * _step(time, how.tilted, 0.4) if how.tilted > how.glares else 0.0
        shot = replace(set_.held, fill=_fill(how, time), shift=(place[0], place[1]), yaw=set_.held.yaw + tilt)
        scene = set_.seen(shot)
        for change in _optics(how, time, place - before):
            scene = change(scene)
        before = place
        yield set_.sensed(scene, n)


def crisp(sheet: Sheet, seed: int, index: int) -> Pixels:
    """The same label as a patient person would photograph it: near, still, sharp, without the lamp."""
    rng = np.random.default_rng([seed, index, 1])
    how, set_ = hand(rng), Set.by_chance(sheet, rng)
    return set_.sensed(set_.seen(replace(set_.held, fill=how.near)), 0)


@dataclass(frozen=True, slots=True)
class Set:
    """What stays the same through a film: label, ground, light, the grain of the sensor, how the label is held."""

    print_: Pixels
    ground: Pixels
    light: Floats
    grain: Floats
    held: Shot

    @classmethod
    def by_chance(cls, sheet: Sheet, rng: np.random.Generator) -> Set:
        turn, yaw, pitch = (float(rng.normal(0, s)) for s in (4, 7, 7))
        ys, xs = np.mgrid[0 : SIZE[1], 0 : SIZE[0]].astype(np.float32)
        way, strength, exposure = rng.uniform(0, 2 * math.pi), rng.uniform(0, 0.4), rng.uniform(0.75, 1.05)
        slope = (xs / SIZE[0] - 0.5) * math.cos(way) + (ys / SIZE[1] - 0.5) * math.sin(way)
        grain = rng.standard_normal((SIZE[1], SIZE[0], 3), dtype=np.float32) * float(rng.uniform(1, 4))
        return cls(
            np.asarray(sheet.picture), GROUNDS[str(rng.choice(sorted(GROUNDS)))](SIZE, (150, 120, 96), rng),
            np.asarray(exposure * (1 + strength * slope), np.float32)[..., None],
            np.asarray(cv2.GaussianBlur(grain, (0, 0), 0.7) * 1.9, np.float32),
            Shot(SIZE, turn=turn, yaw=yaw, pitch=pitch, blur=float(rng.uniform(0.4, 0.9))),
        )  # fmt: skip

    def seen(self, shot: Shot) -> Floats:
        """The light that falls into a still lens."""
        high, wide = self.print_.shape[:2]
        projection = Projection((wide, high), shot)
        reduction = max(1.0, 1 / projection.scale)
        near = cv2.GaussianBlur(self.print_, (0, 0), 0.35 * reduction) if reduction > 1.05 else self.print_
        label = cv2.warpPerspective(near, projection.matrix, SIZE, flags=cv2.INTER_CUBIC)
        cover = cv2.warpPerspective(np.ones((high, wide), np.float32), projection.matrix, SIZE)
        scene = cv2.blendLinear(label, self.ground, cover, 1 - cover).astype(np.float32)
        return np.asarray(cv2.GaussianBlur(scene * self.light, (0, 0), shot.blur), np.float32)

    def sensed(self, scene: Floats, n: int) -> Pixels:
        """What the sensor makes of it; the grain is another in each frame."""
        grain = np.roll(self.grain, (37 * n, 61 * n), (0, 1))
        return np.clip(np.round(scene + grain), 0, 255).astype(np.uint8)


def _step(time: float, at: float, takes: float) -> float:
    """0 before `at`, 1 once it `takes` seconds more, smooth between."""
    share = min(1.0, max(0.0, (time - at) / takes))
    return share * share * (3 - 2 * share)


def _fill(how: Hand, time: float) -> float:
    return how.far * (how.near / how.far) ** _step(time, 0.2, how.arrives - 0.2)


def _place(how: Hand, time: float, rng: np.random.Generator) -> np.ndarray:
    """Where the label's centre is, off the middle: slow sway, tremor, jerks."""
    sway = 0.012 * np.array([math.sin(1.9 * time), math.cos(1.3 * time)])
    wide = 4.0 if time < how.arrives else 1.0
    jerk = sum(how.jerk * math.sin(14 * (time - at)) for at in how.jerks if 0 <= time - at < 0.5)
    return sway + wide * how.tremor * rng.standard_normal(2) + np.array([jerk, 0.6 * jerk])


def _optics(how: Hand, time: float, moved: np.ndarray) -> list[Callable[[Floats], Floats]]:
    """What the lens and the moving hand make of the light: defocus, smear over a third of a frame's time, the lamp."""
    changes: list[Callable[[Floats], Floats]] = []
    if how.glares <= time < how.tilted:
        changes.append(partial(_lamp, at=how.lamp))
    lost = how.defocus_px * (1 - _step(time, how.focused - 0.6, 0.6)) if time < how.focused else 0.0
    if 0 <= time - how.hunts < 0.5:
        lost = how.defocus_px
    if lost > 0.5:
        changes.append(partial(defocus, radius=lost))
    length = float(np.hypot(*(moved * SIZE))) / 3
    if length > 1:
        changes.append(partial(motion, length=min(length, 60.0), angle=math.degrees(math.atan2(moved[1], moved[0]))))
    return changes


def _lamp(scene: Floats, at: tuple[float, float]) -> Floats:
    """A mirrored lamp: burnt out in its middle, fading outwards."""
    height, width = scene.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    away = ((xs - (0.5 + at[0]) * width) ** 2 + (ys - (0.5 + at[1]) * height) ** 2) / (0.07 * width) ** 2
    return np.asarray(scene + 420 * np.exp(-away)[..., None], np.float32)


def stream(frames: Iterator[Pixels]) -> Iterator[bytes]:
    """The frames as YUV4MPEG2, which Chromium's fake camera shows over and over."""
    yield b"YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 C420\n" % (*SIZE, FPS)
    for frame in frames:
        yield b"FRAME\n" + cv2.cvtColor(frame, cv2.COLOR_RGB2YUV_I420).tobytes()


def jpeg(pixels: Pixels) -> bytes:
    """A frame as a file."""
    return bytes(cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])[1])
