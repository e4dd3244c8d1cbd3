"""Test lines: fonts that training never saw, and damage of kinds that it never used, as photos with one line each.

What is done to each line is noted as it is drawn (`drawn_lines.damage`), so that figures can be given for everyday
print apart.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from bench.drawn_lines.damage import Damage, contrast_of, misfit
from models.recipe import texts
from models.recipe.fetch_fonts import system_test_families
from models.recipe.fonts import FontSet, find_fonts, training_fonts
from models.recipe.label_lines import LabelPress
from models.recipe.lines import Corners, LinePress, Mask
from verifier.domain import Photo, Quality, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.thai import THAI_DIGITS, normal_form


@dataclass(frozen=True, slots=True)
class Class:
    """A row of the table: what is printed, digits from `least` to `most` px high in the photo, extra blur in px."""

    name: str
    kind: str
    least: float
    most: float
    blur: float = 0.0
    goal: float = 0.0


CLASSES = (
    Class("standard, 0-9, 24 px and more", "standard", 24, 60, goal=0.99),
    Class("standard, 0-9, 14-24 px", "standard", 14, 24, goal=0.95),
    Class("standard, 0-9, 10-14 px", "standard", 10, 14, goal=0.80),
    Class("standard, 0-9, 24 px, blur sigma 2", "standard", 23, 25, blur=2.0, goal=0.85),
    Class("standard, ๐-๙, 18 px and more", "thai standard", 18, 60, goal=0.97),
    Class("licence, 18 px and more", "licence", 18, 60, goal=0.97),
    Class("licence, 10-18 px", "licence", 10, 18),
    Class("firm, 18 px and more", "firm", 18, 60),
)


@dataclass(frozen=True, slots=True)
class Specimen:
    """One photo with one line: what is printed in it, where, and what was done to it."""

    photo: Photo
    line: Region
    text: str
    digit_height: float
    damage: Damage


LABEL_MARGIN = 0.08
"""Margin of a line of `label_specimens` above and below its print, as a share of its photo's height."""
NOT_TOLD = Damage(0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 100)
"""Stands where nobody noted the damage."""
_STANDARD = re.compile(r"(?:มอก|TIS|มอ|อก)[^0-9๐-๙]{0,5}[0-9๐-๙]{2,5}.{0,16}[0-9๐-๙]{4}")


class TestPress(LinePress):
    """Blurs with a disc, compresses with WebP, tapers, adds moiré and dust: what training never does. Notes it all."""

    __test__ = False
    extra_blur = 0.0

    def taken(self, text: str, digit: float) -> tuple[Mask, Corners, Damage] | None:
        """A grey photo (h×w float32) with one line, its box (4×2), and what was done to them; None: too wide."""
        photo = self.photograph(text, digit)
        if photo is None:
            return None
        box = self.boxed(photo[1])
        shaved, loose = misfit(box, photo[1])
        contrast = self._contrast * self._gain
        noise = math.hypot(self._rough * self._gain, self._grain) / max(contrast, 1.0)
        return photo[0], box, Damage(contrast, self._blur / digit, self._kept, shaved, loose, noise, self._quality)

    def _ink(self, mask: Mask) -> Mask:
        """As in training; the same done to a plate full of ink tells how much of it is left."""
        state = self.rng.bit_generator.state
        plate = super()._ink(np.ones_like(mask))
        quarter = plate.shape[1] // 4
        self._kept = float(plate[:, quarter : plate.shape[1] - quarter].mean())
        self.rng.bit_generator.state = state
        return super()._ink(mask)

    def _inked(self, ink: Mask, size: tuple[int, int], digit: float) -> Mask:
        photo = super()._inked(ink, size, digit)
        self._contrast, rest = contrast_of(photo, ink)
        self._rough = float(rest.std())
        return photo

    def _damaged(self, photo: Mask, digit: float) -> Mask:
        rng = self.rng
        height, width = photo.shape
        if rng.random() < 0.4:
            xs = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
            photo = photo * (1 - float(rng.uniform(0, 0.35)) * xs**2)
        if rng.random() < 0.12:
            pitch, turn = float(rng.uniform(2.5, 9)), float(rng.uniform(0, math.pi))
            ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
            depth = float(rng.uniform(3, 14))
            photo = photo + np.cos((xs * math.cos(turn) + ys * math.sin(turn)) * 2 * math.pi / pitch) * depth
            self._rough = math.hypot(self._rough, depth / math.sqrt(2))
        radius = digit * abs(float(rng.normal(0, 0.05))) + 0.3
        self._gain = float(rng.uniform(0.6, 1.1))
        photo = _disc(np.minimum(photo * self._gain, 255), radius)
        if self.extra_blur:
            photo = np.asarray(cv2.GaussianBlur(photo, (0, 0), self.extra_blur), np.float32)
        self._blur = math.hypot(radius / 2, self.extra_blur)  # a disc's standard deviation is half its radius
        if rng.random() < 0.1:
            for _ in range(int(rng.integers(1, 12))):
                spot = (int(rng.integers(width)), int(rng.integers(height)))
                cv2.circle(photo, spot, max(1, round(digit * 0.06)), float(rng.uniform(0, 255)), -1)
        scale = abs(float(rng.normal(0, 2.2)))
        self._grain = scale * math.sqrt(2)
        photo = photo + rng.laplace(0, scale, photo.shape)
        out = np.clip(photo, 0, 255).astype(np.uint8)
        self._quality = int(rng.integers(25, 90)) if rng.random() < 0.7 else 100
        if self._quality < 100:
            _, data = cv2.imencode(".webp", out, (cv2.IMWRITE_WEBP_QUALITY, self._quality))
            out = np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)
        return out.astype(np.float32)


def _disc(photo: Mask, radius: float) -> Mask:
    side = 2 * math.ceil(radius) + 1
    ys, xs = np.mgrid[0:side, 0:side] - side // 2
    kernel = np.clip(radius + 0.5 - np.hypot(xs, ys), 0, 1).astype(np.float32)
    return np.asarray(cv2.filter2D(photo.astype(np.float32), -1, kernel / kernel.sum()), np.float32)


def test_fonts() -> FontSet:
    """The fonts kept for testing; where only the system's are there, those of them."""
    try:
        return training_fonts(test=True)
    except LookupError:
        kept = system_test_families()
        return FontSet(tuple(f for f in find_fonts() if f.family in kept), ())


def specimens(kind: Class, count: int, seed: int, fonts: FontSet) -> Iterator[Specimen]:
    """`count` photos of one class; the same for the same seed and fonts."""
    rng = np.random.default_rng([seed, CLASSES.index(kind)])
    press = TestPress(fonts, rng)
    press.extra_blur = kind.blur
    made = 0
    while made < count:
        text = normal_form(_MAKERS[kind.kind](rng))
        digit = float(np.exp(rng.uniform(math.log(kind.least), math.log(kind.most))))
        taken = press.taken(text, digit) if len(text) <= 48 else None
        if taken is not None:
            picture, box, damage = taken
            grey = np.clip(np.round(picture), 0, 255).astype(np.uint8)
            line = Region(RegionKind.LINE, Quad.of_points(box.tolist()).clipped(grey.shape[1], grey.shape[0]), 1.0)
            yield Specimen(_photo(grey), line, text, digit, damage)
            made += 1


def label_specimens(count: int, seed: int, fonts: FontSet) -> Iterator[Specimen]:
    """`count` lines as real labels print them (`models.recipe.label_lines`) that hold a standard's number in some form.

    Each fills its photo, 48 px high; how high its figures were in the picture it was drawn for is told.
    """
    press = LabelPress(fonts, np.random.default_rng([seed, len(CLASSES)]))
    made = 0
    while made < count:
        press.hard = float(press.rng.uniform(0.2, 0.8))
        drawn = press.draw_said()
        if drawn is not None and _STANDARD.search(drawn.text):
            height, width = drawn.pixels.shape
            edge = LABEL_MARGIN * height
            line = Region(RegionKind.LINE, Quad.of_box(edge, edge, width - edge, height - edge), 1.0)
            yield Specimen(_photo(drawn.pixels), line, drawn.text, drawn.digit_height, NOT_TOLD)
            made += 1


def _photo(grey: npt.NDArray[np.uint8]) -> Photo:
    pixels = np.repeat(grey[:, :, None], 3, axis=2)
    pixels.setflags(write=False)
    return Photo(pixels, "0" * 64, "0" * 16, Quality(100.0, 128.0, 128.0, 0.0))


def _until(make: Callable[[np.random.Generator], str], thai: bool) -> Callable[[np.random.Generator], str]:
    def wanted(rng: np.random.Generator) -> str:
        while True:
            text = make(rng)
            if any(c in THAI_DIGITS for c in text) == thai:
                return text

    return wanted


_MAKERS = {
    "standard": _until(texts.standard_line, False),
    "thai standard": _until(texts.standard_line, True),
    "licence": texts.licence_line,
    "firm": texts.firm_line,
}
