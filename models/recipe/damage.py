"""What happens to print and pictures: relief, dots and wear; glare, wrap, defocus, motion; being sent on."""

from __future__ import annotations

import io
import math

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from models.recipe.scene import value_noise
from models.recipe.words import chance
from verifier.domain import Pixels

Floats = npt.NDArray[np.float32]


def relief(print_: Pixels, paper: tuple[int, int, int], rng: np.random.Generator) -> Pixels:
    """Moulded, embossed or engraved without ink: the print as height, lit from one side. RGB in and out."""
    height = np.abs(print_.astype(np.float32) - np.asarray(paper, np.float32)).max(axis=2) / 255
    height = cv2.GaussianBlur(height, (0, 0), float(rng.uniform(0.8, 1.8)))
    light = rng.uniform(0, 2 * math.pi)
    slope = cv2.Sobel(height, cv2.CV_32F, 1, 0) * math.cos(light) + cv2.Sobel(height, cv2.CV_32F, 0, 1) * math.sin(
        light
    )
    shade = 1 + slope * float(rng.uniform(0.12, 0.35)) + height * float(rng.uniform(-0.06, 0.06))
    return _picture(np.asarray(paper, np.float32) * shade[..., None])


def dotted(print_: Pixels, paper: tuple[int, int, int], rng: np.random.Generator) -> Pixels:
    """Dot print: ink only where a fine grid of dots lets it through."""
    pitch, ys = float(rng.uniform(3, 5)), np.mgrid[0 : print_.shape[0], 0 : print_.shape[1]].astype(np.float32)
    grid = np.cos(ys[0] * 2 * math.pi / pitch) + np.cos(ys[1] * 2 * math.pi / pitch)
    keep = np.clip(grid * 0.6 + float(rng.uniform(0.6, 1.0)), 0, 1)[..., None]
    return _picture(print_ * keep + np.asarray(paper, np.float32) * (1 - keep))


def worn(print_: Pixels, paper: tuple[int, int, int], rng: np.random.Generator) -> Pixels:
    """Rubbed off in spots and scratched."""
    size = (print_.shape[1], print_.shape[0])
    gone = (value_noise(size, (60, 60), rng, 4) > float(rng.uniform(0.55, 0.8))).astype(np.float32)
    for _ in range(int(rng.integers(0, 6))):
        ends = [(int(rng.integers(size[0])), int(rng.integers(size[1]))) for _ in range(2)]
        cv2.line(gone, ends[0], ends[1], 1.0, int(rng.integers(1, 4)))
    share = np.asarray(cv2.GaussianBlur(gone, (0, 0), 0.8), np.float32)[..., None]
    return _picture(print_ * (1 - share) + np.asarray(paper, np.float32) * share)


def finish(print_: Pixels, paper: tuple[int, int, int], rng: np.random.Generator) -> tuple[Pixels, str]:
    """Two thirds of labels are plainly printed, the rest in relief, dotted or worn; returns picture and name."""
    name = str(rng.choice(["plain", "relief", "dotted", "worn"], p=[0.68, 0.1, 0.1, 0.12]))
    ways = {"relief": relief, "dotted": dotted, "worn": worn}
    return (ways[name](print_, paper, rng), name) if name in ways else (print_, name)


def glare(scene: Floats, rng: np.random.Generator) -> Floats:
    """One to three burnt-out spots or streaks."""
    height, width = scene.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    light = np.zeros((height, width), np.float32)
    for _ in range(int(rng.integers(1, 4))):
        turn, cx, cy = rng.uniform(0, math.pi), rng.uniform(0, width), rng.uniform(0, height)
        along, across = rng.uniform(0.05, 0.5) * width, rng.uniform(0.01, 0.08) * width
        u = (xs - cx) * math.cos(turn) + (ys - cy) * math.sin(turn)
        v = -(xs - cx) * math.sin(turn) + (ys - cy) * math.cos(turn)
        light += np.exp(-((u / along) ** 2) - (v / across) ** 2) * float(rng.uniform(60, 220))
    return scene + light[..., None]


def wrap(scene: Floats, rng: np.random.Generator) -> Floats:
    """Shrink-wrap: what lies below is displaced a little, and creases shine."""
    height, width = scene.shape[:2]
    field = value_noise((width, height), (float(rng.uniform(80, 300)), float(rng.uniform(40, 160))), rng)
    dx, dy = cv2.Sobel(field, cv2.CV_32F, 1, 0), cv2.Sobel(field, cv2.CV_32F, 0, 1)
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    moved = cv2.remap(scene, xs + dx * 14, ys + dy * 14, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    steep = np.abs(dx + dy)
    crease = np.clip(steep / float(np.quantile(steep, 0.97)) * 2 - 1, 0, 1)
    return np.asarray(moved + (crease * float(rng.uniform(20, 110)))[..., None], np.float32)


def defocus(scene: Floats, radius: float) -> Floats:
    """A disc of that radius in px."""
    side = 2 * math.ceil(radius) + 1
    ys, xs = np.mgrid[0:side, 0:side] - side // 2
    kernel = np.clip(radius + 0.5 - np.hypot(xs, ys), 0, 1).astype(np.float32)
    return np.asarray(cv2.filter2D(scene, -1, kernel / kernel.sum()), np.float32)


def motion(scene: Floats, length: float, angle: float) -> Floats:
    """A straight smear of `length` px, `angle` in degrees."""
    side = 2 * math.ceil(length / 2) + 1
    kernel = np.zeros((side, side), np.float32)
    half = np.array([math.cos(math.radians(angle)), math.sin(math.radians(angle))]) * length / 2
    ends = [tuple(int(v) for v in np.round((side // 2 + s * half) * 16)) for s in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_AA, 4)
    return np.asarray(cv2.filter2D(scene, -1, kernel / kernel.sum()), np.float32)


def sharpen(scene: Floats, amount: float) -> Floats:
    """Over-sharpening as telephones do it."""
    return np.asarray(scene + amount * (scene - cv2.GaussianBlur(scene, (0, 0), 1.4)), np.float32)


def sent_on(data: bytes, rng: np.random.Generator) -> bytes:
    """As after a social app: made smaller and back to size at times, and pressed again. JPEG in and out."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    if chance(rng, 0.4):
        share = float(rng.uniform(0.6, 0.9))
        smaller = picture.resize(
            (round(picture.width * share), round(picture.height * share)), Image.Resampling.BILINEAR
        )
        picture = smaller.resize(picture.size, Image.Resampling.BICUBIC)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=int(rng.integers(35, 80)))
    return out.getvalue()


def _picture(scene: npt.NDArray[np.floating]) -> Pixels:
    return np.clip(np.round(scene), 0, 255).astype(np.uint8)
