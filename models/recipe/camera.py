"""A small camera: perspective, curvature, turn, light, shadow, blur, sensor noise, JPEG; and where things end up."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from models.recipe.sheet import Sheet
from verifier.domain import Pixels
from verifier.domain.geometry import Quad

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shot:
    """One photograph. Angles in degrees: `turn` clockwise in the picture, `yaw` and `pitch` away from the camera.

    `fill`: share of the photo's width (or height) that the sheet takes. `bend`: half the angle of a cylinder that
    the sheet lies on, 0 flat. `shift`: of the sheet's centre, in shares of the photo. `light`: direction and
    strength of the fall-off. `shadow`: darkness of a soft shadow edge across the photo. `blur`: sigma in px. `noise`:
    sigma in grey levels. `exposure`: factor on the light.
    """

    size: tuple[int, int] = (1600, 1200)
    fill: float = 0.88
    turn: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0
    bend: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)
    light: tuple[float, float] = (40.0, 0.25)
    shadow: float = 0.15
    blur: float = 0.6
    noise: float = 2.5
    exposure: float = 0.95
    quality: int = 86


class Projection:
    """From pixels of the sheet to pixels of the photo and back: a cylinder, then a pinhole camera."""

    def __init__(self, sheet: tuple[int, int], shot: Shot) -> None:
        self.sheet, self.bend = sheet, math.radians(shot.bend)
        width, height = sheet
        yaw, pitch, turn = (math.radians(a) for a in (shot.yaw, shot.pitch, shot.turn))
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], np.float64) * (width / 2, height / 2)
        x, y = corners[:, 0], corners[:, 1]
        x, z = x * math.cos(yaw), x * math.sin(yaw)
        y, z = y * math.cos(pitch) - z * math.sin(pitch), y * math.sin(pitch) + z * math.cos(pitch)
        distance = 2.6 * max(width, height)
        x, y = x * distance / (distance + z), y * distance / (distance + z)
        x, y = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
        scale = shot.fill * min(shot.size[0] / np.ptp(x), shot.size[1] / np.ptp(y))
        centre = [(0.5 + s) * side for s, side in zip(shot.shift, shot.size, strict=True)]
        target = np.stack([x * scale + centre[0], y * scale + centre[1]], axis=1)
        source = corners + np.array([width / 2, height / 2])
        self.matrix = cv2.getPerspectiveTransform(source.astype(np.float32), target.astype(np.float32))
        self.scale = float(scale)

    def _bent(self, x: npt.NDArray[np.float64], *, back: bool) -> npt.NDArray[np.float64]:
        if not self.bend:
            return x
        half = self.sheet[0] / 2
        u = (x - half) / half
        if back:
            u = np.arcsin(np.clip(u * math.sin(self.bend), -1, 1)) / self.bend
        else:
            u = np.sin(u * self.bend) / math.sin(self.bend)
        return np.asarray(u * half + half)

    def forward(self, quad: Quad) -> Quad:
        """Where a quad of the sheet lies in the photo."""
        points = np.array(quad.corners, np.float64)
        points[:, 0] = self._bent(points[:, 0], back=False)
        return Quad.of_points(cv2.perspectiveTransform(points[None], self.matrix)[0])

    def maps(self, size: tuple[int, int]) -> tuple[Floats, Floats]:
        """For each pixel of the photo the pixel of the sheet it shows, as cv2.remap wants it."""
        xs, ys = np.meshgrid(np.arange(size[0]) + 0.5, np.arange(size[1]) + 0.5)
        points = np.stack([xs, ys], axis=-1).reshape(1, -1, 2)
        back = cv2.perspectiveTransform(points, np.linalg.inv(self.matrix))[0].reshape(size[1], size[0], 2)
        return (self._bent(back[..., 0], back=True) - 0.5).astype(np.float32), (back[..., 1] - 0.5).astype(np.float32)


def photograph(
    sheet: Sheet,
    background: Pixels,
    shot: Shot,
    rng: np.random.Generator,
    *,
    optics: Sequence[Callable[[Floats], Floats]] = (),
    processing: Sequence[Callable[[Floats], Floats]] = (),
) -> tuple[bytes, Projection]:
    """The sheet on its background as JPEG bytes, and the way from sheet to photo. `background` is H×W×3 RGB.

    `optics` change the light before the sensor (glare, defocus), `processing` the picture after it (sharpening).
    """
    projection = Projection((sheet.width, sheet.height), shot)
    map_x, map_y = projection.maps(shot.size)
    reduction = max(1.0, 1 / projection.scale)
    print_: Floats = np.asarray(sheet.picture, np.float32)
    if reduction > 1.05:
        print_ = np.asarray(cv2.GaussianBlur(print_, (0, 0), 0.35 * reduction), np.float32)
    seen = cv2.remap(print_, map_x, map_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    edges = (map_x, map_y, sheet.width - 1 - map_x, sheet.height - 1 - map_y)
    cover = np.clip(np.minimum.reduce(edges) * projection.scale + 1, 0, 1)[..., None]
    ground = background.astype(np.float32) * _cast_shadow(cover[..., 0])[..., None]
    scene = np.clip(seen, 0, 255) * cover + ground * (1 - cover)
    scene *= _light(shot, rng)[..., None]
    if shot.blur:
        scene = np.asarray(cv2.GaussianBlur(scene, (0, 0), shot.blur), np.float32)
    for change in optics:
        scene = change(scene)
    scene = scene + _noise(scene, shot, rng)
    for change in processing:
        scene = change(scene)
    out = io.BytesIO()
    pixels = np.clip(np.round(scene), 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(out, "JPEG", quality=shot.quality, optimize=True)
    return out.getvalue(), projection


def _cast_shadow(cover: Floats) -> Floats:
    """Darkness of the ground beside the sheet: its shape, moved down right and softened."""
    moved = np.roll(cover, (18, 14), axis=(0, 1))
    return np.asarray(1 - 0.55 * cv2.GaussianBlur(moved, (0, 0), 14), np.float32)


def _light(shot: Shot, rng: np.random.Generator) -> Floats:
    """Light on each pixel: exposure × a fall-off along one direction × one soft shadow edge."""
    width, height = shot.size
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    xs, ys = xs / width - 0.5, ys / height - 0.5
    direction, strength = math.radians(shot.light[0]), shot.light[1]
    gradient = 1 + strength * (xs * math.cos(direction) + ys * math.sin(direction))
    edge, slant = rng.uniform(-0.3, 0.3), math.radians(rng.uniform(0, 360))
    shade = 1 / (1 + np.exp(-(xs * math.cos(slant) + ys * math.sin(slant) - edge) * 18))
    return np.asarray(shot.exposure * gradient * (1 - shot.shadow * shade), np.float32)


def _noise(scene: Floats, shot: Shot, rng: np.random.Generator) -> Floats:
    """Sensor noise: stronger in bright places, a little correlated between neighbours."""
    grain = rng.standard_normal(scene.shape, dtype=np.float32)
    grain = cv2.GaussianBlur(grain, (0, 0), 0.7) * 1.9
    return np.asarray(grain * shot.noise * np.sqrt(0.4 + np.maximum(scene, 0) / 255), np.float32)
