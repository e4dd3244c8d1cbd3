"""Lines without end for training a reader: printed by chance, photographed by chance, cut out as the product cuts them.

Everything is grey. A line is drawn large, laid into a small photo at the size it is to have there, damaged, and brought
to 48 px of height the way `verifier.image.crop.cut` does, with boxes as inexact as those of a detector.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from models.recipe.fonts import FontFile, FontSet
from models.recipe.line_effects import arched, blotches, smeared, streaks, texture
from models.recipe.words import chance, clusters, one

Mask = npt.NDArray[np.float32]
Grey = npt.NDArray[np.uint8]
Corners = npt.NDArray[np.float32]

HEIGHT = 48
"""Height of a finished crop in pixels."""
MOST_WIDE = 1000
"""Longer crops are not made."""
EM = 56
"""Size at which lines are drawn, in px an em."""
_THAI = ("\u0e00", "\u0e7f")


@dataclass(frozen=True, slots=True)
class Line:
    """A crop of `HEIGHT`×w, grey uint8, what it says, and the height of its digits in the photo in pixels.

    `usual`: what a reader of habit would write instead, where the text was made to differ from it.
    """

    pixels: Grey
    text: str
    digit_height: float
    usual: str = ""


class LinePress:
    """Draws lines with a set of fonts; keeps the last masks as neighbours for the next. `hard` scales all damage."""

    def __init__(self, fonts: FontSet, rng: np.random.Generator, hard: float = 1.0) -> None:
        self.fonts, self.rng, self.hard = fonts, rng, hard
        self._families = sorted({f.family for f in fonts.thai})
        self._of: dict[str, list[FontFile]] = {}
        for font in (*fonts.thai, *fonts.latin):
            self._of.setdefault(font.family, []).append(font)
        self._latin = sorted({f.family for f in fonts.latin})
        self._last: deque[Mask] = deque(maxlen=64)

    def draw(self, text: str, digit_height: float | None = None) -> Line | None:
        """One photographed line; None when it would be too wide. `digit_height` in photo px, by chance when None."""
        if digit_height is None:
            digit_height = float(np.exp(self.rng.uniform(math.log(6.5), math.log(54))))
        taken = self.photograph(text, digit_height)
        if taken is None:
            return None
        crop = self._cut(*taken)
        return Line(crop, text, digit_height) if crop.shape[1] <= MOST_WIDE else None

    def photograph(self, text: str, digit_height: float) -> tuple[Mask, Corners] | None:
        """A small grey photo (h×w float32, 0..255) that holds the line, and the corners of its ink there (4×2)."""
        mask, cap = self._print(text)
        scale = digit_height / cap
        if mask.shape[1] * scale * HEIGHT / max(8.0, mask.shape[0] * scale) > MOST_WIDE:
            return None
        taken = self._photograph(mask, scale, digit_height)
        self._last.append(mask)
        return taken

    # ---- print -------------------------------------------------------------------------------------------------

    def _print(self, text: str) -> tuple[Mask, float]:
        """The line as ink 0..1, tight to its ink but for a small margin, and the height of its digits, in px."""
        rng = self.rng
        thai = one(rng, self._of[one(rng, self._families)])
        latin = one(rng, self._of[one(rng, self._latin)]) if self._latin and chance(rng, 0.4) else thai
        spacing = float(rng.uniform(0.02, 0.22)) if chance(rng, 0.16) else 0.0
        runs = _runs(text) if latin is not thai else [text]
        size = EM
        width = sum(_font(latin if _is_latin(run) else thai, size).getlength(run) for run in runs)
        room = int(width + len(text) * spacing * size + 2 * size)
        picture = Image.new("L", (room, 3 * size), 0)
        draw, x, base = ImageDraw.Draw(picture), float(size) / 2, 2 * size
        for run in runs:
            font = _font(latin if _is_latin(run) else thai, size)
            for piece in clusters(run) if spacing else [run]:
                draw.text((x, base), piece, font=font, fill=255, anchor="ls")
                x += font.getlength(piece) + spacing * size
        box = _font(latin, size).getbbox("0", anchor="ls")
        cap = max(8.0, float(box[3] - box[1]))
        ink = np.asarray(picture)
        found = cv2.boundingRect(ink)
        if found[2] < 2 or found[3] < 2:
            return np.zeros((size, size), np.float32), cap
        left, top, w, h = found
        mask = ink[max(0, top - 2) : top + h + 2, max(0, left - 2) : left + w + 2].astype(np.float32) / 255
        return self._ink(mask), cap

    def _ink(self, mask: Mask) -> Mask:
        """Bolder, thinner, slanted, squeezed, dotted, worn or in outline, at times."""
        rng = self.rng
        if chance(rng, 0.2):
            kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
            mask = cv2.dilate(mask, kernel) if chance(rng, 0.6) else cv2.erode(mask, kernel)
        elif chance(rng, 0.03):
            kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
            mask = cv2.dilate(mask, kernel) - cv2.erode(mask, kernel) * 0.95
        squeeze = float(rng.uniform(0.55, 1.0)) if chance(rng, 0.35) else float(rng.uniform(0.92, 1.25))
        slant = float(rng.uniform(-0.28, 0.28)) if chance(rng, 0.1) else 0.0
        height, width = mask.shape
        shift = abs(slant) * height
        matrix = np.array([[squeeze, slant, shift if slant < 0 else 0], [0, 1, 0]], np.float32)
        size = (max(4, round(width * squeeze + shift)), height)
        mask = np.asarray(cv2.warpAffine(mask, matrix, size, flags=cv2.INTER_AREA), np.float32)
        if chance(rng, 0.06):
            pitch = float(rng.uniform(4, 8))
            ys, xs = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
            grid = np.cos(xs * (2 * math.pi / pitch)) + np.cos(ys * (2 * math.pi / pitch))
            mask = mask * np.clip(grid * 0.7 + float(rng.uniform(0.5, 1.1)), 0, 1)
        if chance(rng, 0.08):
            mask = mask * (1 - blotches(size, rng, float(rng.uniform(0.35, 0.7))))
        return np.clip(mask, 0, 1).astype(np.float32)

    # ---- photo -------------------------------------------------------------------------------------------------

    def _photograph(self, mask: Mask, scale: float, digit: float) -> tuple[Mask, Corners]:
        """A small grey photo (float32 0..255) with the line at `scale`, and the corners of the line's ink in it."""
        rng = self.rng
        margin = 1.6 * digit + 4
        height, width = mask.shape
        size = (math.ceil(width * scale + 2 * margin), math.ceil(height * scale + 2 * margin))
        turn = math.radians(float(rng.normal(0, 1.4)))
        reach = min(1.0, 14 * digit / max(width * scale, 1.0))  # long lines tilt less, so that they stay inside
        cos, sin = math.cos(turn * reach) * scale, math.sin(turn * reach) * scale
        shear = float(rng.normal(0, 0.05))
        matrix = np.array([[cos, -sin + shear * scale, 0], [sin, cos, 0]])
        middle = matrix[:, :2] @ (width / 2, height / 2)
        matrix[:, 2] = np.array(size) / 2 - middle
        ink = self._laid(mask, matrix, size)
        corners = np.array([(0, 0), (width, 0), (width, height), (0, height)]) @ matrix[:, :2].T + matrix[:, 2]
        for side in (-1, 1):
            if self._last and chance(rng, 0.38):
                other = one(rng, self._last)
                gap = float(rng.uniform(0.02, 0.7)) * height
                away = matrix.copy()
                dy = height + gap if side > 0 else -gap - other.shape[0]
                away[:, 2] += matrix[:, :2] @ (float(rng.uniform(-0.4, 0.4)) * width, dy)
                ink = np.maximum(ink, self._laid(other, away, size))
        ink = self._beside(ink, corners, digit)
        photo = self._inked(ink, size, digit)
        if chance(rng, 0.3):  # a curved surface: a gentle arch
            photo, corners = arched(photo, corners, float(rng.normal(0, 0.16)) * digit)
        return self._damaged(photo, digit), corners.astype(np.float32)

    @staticmethod
    def _laid(mask: Mask, matrix: npt.NDArray[np.float64], size: tuple[int, int]) -> Mask:
        """`mask` brought into a picture of `size` by `matrix`, without aliasing when it gets smaller."""
        scale = math.sqrt(abs(np.linalg.det(matrix[:, :2])))
        if scale < 0.7:
            shape = (max(2, round(mask.shape[1] * scale)), max(2, round(mask.shape[0] * scale)))
            back = np.diag([mask.shape[1] / shape[0], mask.shape[0] / shape[1]])
            matrix = np.hstack([matrix[:, :2] @ back, matrix[:, 2:]])
            mask = np.asarray(cv2.resize(mask, shape, interpolation=cv2.INTER_AREA), np.float32)
        return np.asarray(cv2.warpAffine(mask, matrix, size, flags=cv2.INTER_LINEAR), np.float32)

    def _beside(self, ink: Mask, corners: npt.NDArray[np.float64], digit: float) -> Mask:
        """Rules, frames and the edges of codes and marks around the line, at times."""
        rng = self.rng
        thick = max(1, round(digit * float(rng.uniform(0.06, 0.2))))
        left, right = float(corners[:, 0].min()), float(corners[:, 0].max())
        top, bottom = float(corners[:, 1].min()), float(corners[:, 1].max())
        away = float(rng.uniform(0.12, 0.8)) * digit
        if chance(rng, 0.07):
            y = round(bottom + away) if chance(rng, 0.6) else round(top - away)
            cv2.line(ink, (0, y), (ink.shape[1], y), 1.0, thick)
        if chance(rng, 0.05):
            x = round(right + away + thick) if chance(rng, 0.5) else round(left - away - thick)
            cv2.line(ink, (x, 0), (x, ink.shape[0]), 1.0, thick)
        if chance(rng, 0.05):
            cells = (rng.random((math.ceil(ink.shape[0] / digit * 4), 14)) > 0.5).astype(np.float32)
            block = cv2.resize(cells, (round(digit * 3), ink.shape[0]), interpolation=cv2.INTER_NEAREST)
            x = round(right + away)
            if x < ink.shape[1]:
                ink[:, x:] = np.maximum(ink[:, x:], block[:, : ink.shape[1] - x])
        return ink

    def _inked(self, ink: Mask, size: tuple[int, int], digit: float) -> Mask:
        """Paper and ink as grey levels: any contrast, either polarity, structure in the paper, relief without ink."""
        rng = self.rng
        contrast = float(rng.uniform(20, 70)) if chance(rng, 0.22) else float(rng.uniform(60, 230))
        low = float(rng.uniform(4, 250 - contrast)) if contrast < 245 else 4.0
        paper, tone = (low + contrast, low) if chance(rng, 0.72) else (low, low + contrast)
        ground = np.full((size[1], size[0]), paper, np.float32)
        if chance(rng, 0.5):
            ground += texture(size, rng, digit) * float(rng.uniform(2, 14))
        if chance(rng, 0.08):  # the edge of another colour behind the line
            x = round(float(rng.uniform(0, size[0])))
            ground[:, x:] += float(rng.uniform(-0.45, 0.45)) * contrast
        if chance(rng, 0.06):
            soft = np.asarray(cv2.GaussianBlur(ink, (0, 0), max(0.4, digit * float(rng.uniform(0.03, 0.07)))))
            light = float(rng.uniform(0, 2 * math.pi))
            slope = cv2.Sobel(soft, cv2.CV_32F, 1, 0) * math.cos(light)
            slope = slope + cv2.Sobel(soft, cv2.CV_32F, 0, 1) * math.sin(light)
            return np.asarray(ground + slope * float(rng.uniform(40, 110)) + soft * float(rng.uniform(-10, 10)))
        return np.asarray(ground * (1 - ink) + tone * ink, np.float32)

    def _damaged(self, photo: Mask, digit: float) -> Mask:
        """Light, glare, blur, noise, sharpening, and JPEG once or twice."""
        rng, hard = self.rng, self.hard
        height, width = photo.shape
        if chance(rng, 0.5):
            ramp = np.linspace(-0.5, 0.5, width, dtype=np.float32)[None, :] * float(rng.normal(0, 0.35))
            ramp = ramp + np.linspace(-0.5, 0.5, height, dtype=np.float32)[:, None] * float(rng.normal(0, 0.35))
            photo = photo * (1 + ramp)
        if chance(rng, 0.1 * hard):
            photo = photo + streaks((width, height), rng) * float(rng.uniform(30, 190))
        photo = photo * float(rng.uniform(0.55, 1.12))
        spread = float(np.ptp(photo[:: max(1, height // 24), :: max(1, width // 60)]))
        sigma = digit * abs(float(rng.normal(0, 0.045))) * hard + float(rng.uniform(0.2, 0.6))
        photo = np.asarray(cv2.GaussianBlur(np.minimum(photo, 255), (0, 0), sigma), np.float32)
        if chance(rng, 0.12 * hard):
            photo = smeared(photo, digit * float(rng.uniform(0.08, 0.3)), float(rng.uniform(0, math.pi)))
        if chance(rng, 0.75):
            grain = rng.standard_normal(photo.shape, dtype=np.float32)
            if chance(rng, 0.5):
                grain = np.asarray(cv2.GaussianBlur(grain, (0, 0), 0.7)) * 1.9
            photo = photo + grain * min(abs(float(rng.normal(0, 4.5))) * hard, 0.16 * spread)
        if chance(rng, 0.3):
            photo = photo + float(rng.uniform(0.4, 2.2)) * (photo - cv2.GaussianBlur(photo, (0, 0), 1.3))
        out = np.clip(photo, 0, 255).astype(np.uint8)
        for _ in range(int(rng.choice(3, p=[0.2, 0.5, 0.3]))):
            if digit > 9 and chance(rng, 0.2):
                share = float(rng.uniform(0.6, 0.95))
                small = cv2.resize(out, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
                out = np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
            _, data = cv2.imencode(".jpg", out, (cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(32, 96))))
            out = np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)
        return out.astype(np.float32)

    def boxed(self, corners: Corners) -> Corners:
        """An inexact box about a line's ink, as detectors give it."""
        rng = self.rng
        a, b, c, d = corners
        across, down = (b - a) / max(np.linalg.norm(b - a), 1e-3), (d - a) / max(np.linalg.norm(d - a), 1e-3)
        height = float(np.linalg.norm(d - a))
        up, low = (float(rng.normal(0.12, 0.11)) * height for _ in range(2))
        left, right = (float(rng.uniform(-0.04, 0.45)) * height for _ in range(2))
        if chance(rng, 0.15):  # boxes that shave
            up, low = (float(rng.uniform(-0.08, 0.05)) * height for _ in range(2))
        elif chance(rng, 0.15):  # and boxes that leave much free
            up, low = (float(rng.uniform(0.1, 0.7)) * height for _ in range(2))
        box = np.array(
            [
                a - across * left - down * up,
                b + across * right - down * up,
                c + across * right + down * low,
                d - across * left + down * low,
            ],
            np.float32,
        )
        return box + rng.normal(0, 0.02 * height, (4, 2)).astype(np.float32)

    def _cut(self, photo: Mask, corners: Corners) -> Grey:
        """The crop of such a box, `HEIGHT` px high."""
        box = self.boxed(corners)
        wide = float(np.linalg.norm(box[1] - box[0]) + np.linalg.norm(box[2] - box[3])) / 2
        high = float(np.linalg.norm(box[3] - box[0]) + np.linalg.norm(box[2] - box[1])) / 2
        width = int(np.clip(round(HEIGHT * wide / max(high, 1.0)), 8, MOST_WIDE + 1))
        shrink = min(1.0, 1.5 * HEIGHT / max(high, 1.0))
        if shrink < 1:
            size = (max(1, round(photo.shape[1] * shrink)), max(1, round(photo.shape[0] * shrink)))
            box = box * np.array([size[0] / photo.shape[1], size[1] / photo.shape[0]], np.float32)
            photo = np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_AREA), np.float32)
        target = np.array([(0, 0), (width, 0), (width, HEIGHT), (0, HEIGHT)], np.float32)
        matrix = cv2.getPerspectiveTransform(box - 0.5, target - 0.5)
        crop = cv2.warpPerspective(
            photo, matrix, (width, HEIGHT), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
        return np.clip(np.round(crop), 0, 255).astype(np.uint8)


def _font(font: FontFile, size: int) -> ImageFont.FreeTypeFont:
    return font.at(size)


def _is_latin(run: str) -> bool:
    return not any(_THAI[0] <= c <= _THAI[1] for c in run)


def _runs(text: str) -> list[str]:
    """The text in pieces with and without Thai letters; spaces stay with what is before them."""
    runs: list[str] = []
    for character in text:
        if runs and (character == " " or _is_latin(character) == _is_latin(runs[-1].strip() or character)):
            runs[-1] += character
        else:
            runs.append(character)
    return runs
