"""Lines as they stand in the block of a mark: small, hardly printed, close to a ring and to one another.

The same studio as `lines`, with the print of `label_print` and the texts of `label_texts`.
"""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.recipe import label_print
from models.recipe.label_numbers import block_number, neighbour
from models.recipe.label_texts import label_line
from models.recipe.line_effects import smeared
from models.recipe.lines import EM, Corners, Line, LinePress, Mask
from models.recipe.words import chance
from verifier.thai import normal_form

PRINT_OF_RING: Final = (0.10, 0.14)
"""Height of figures under a ring, in diameters of the ring."""
GAP_OF_RING: Final = 0.03
"""Gap between the lines under a ring, in its diameters."""
SMALLEST, LARGEST = 5.5, 36.0
"""Heights of figures in the photo, px: most of them small."""
FAINTEST: Final = 3.5
"""Deviation of a crop's grey levels under which nothing can be read."""
JOINED: Final = 0.05
"""Share of lines in which a neighbour of another height and type stands in the same box."""


class LabelPress(LinePress):
    """Draws the lines of marks' blocks; `draw_said` takes its texts from `label_texts`."""

    def draw_said(self) -> Line | None:
        """One photographed line with a text by chance; None when it would be too wide or too faint."""
        rng = self.rng
        digit = float(np.exp(rng.uniform(math.log(SMALLEST), math.log(LARGEST))))
        if chance(rng, JOINED):
            return self._draw_joined(digit)
        said = label_line(rng)
        line = self.draw(said.text, digit)
        if line is None or float(line.pixels.std()) < FAINTEST:
            return None
        return Line(line.pixels, line.text, line.digit_height, said.usual)

    def _draw_joined(self, digit: float) -> Line | None:
        """A number and what stands beside it, read as one box: each in its own height and type."""
        first, second = neighbour(self.rng), block_number(self.rng).text
        if chance(self.rng, 0.35):
            first, second = second, first
        self._second = second
        text = normal_form(f"{first} {second}")
        line = self.draw(first, digit)
        self._second = ""
        return Line(line.pixels, text, digit) if line else None

    _second = ""

    def _print(self, text: str) -> tuple[Mask, float]:
        mask, cap = super()._print(text)
        self._cap = cap
        if not self._second:
            return mask, cap
        other, cap_of_other = super()._print(self._second)
        scale = cap / cap_of_other * float(self.rng.uniform(0.62, 1.5))
        size = (max(4, round(other.shape[1] * scale)), max(4, round(other.shape[0] * scale)))
        other = np.asarray(cv2.resize(other, size, interpolation=cv2.INTER_AREA), np.float32)
        gap = round(cap * float(self.rng.uniform(0.45, 1.6)))
        height = max(mask.shape[0], other.shape[0])
        both = np.zeros((height, mask.shape[1] + gap + other.shape[1]), np.float32)
        places = ((mask, 0), (other, mask.shape[1] + gap))
        for piece, left in places:
            top = round((height - piece.shape[0]) * float(self.rng.uniform(0.3, 0.9)))
            both[top : top + piece.shape[0], left : left + piece.shape[1]] = piece
        return both, cap

    def _ink(self, mask: Mask) -> Mask:
        mask = super()._ink(mask)
        kind, cap = float(self.rng.random()), EM * 0.7
        if kind < 0.14:
            return label_print.dotted(mask, cap, self.rng)
        if kind < 0.19:
            return label_print.stencilled(mask, cap, self.rng)
        return mask

    def _beside(self, ink: Mask, corners: npt.NDArray[np.float64], digit: float) -> Mask:
        """As in `LinePress`, and at times the ring above the line, or the bars of a code beside it."""
        rng = self.rng
        ink = super()._beside(ink, corners, digit)
        top = float(corners[:, 1].min())
        middle = float(corners[:, 0].mean()) + float(rng.normal(0, 2)) * digit
        if chance(rng, 0.3):
            radius = digit / float(rng.uniform(*PRINT_OF_RING)) / 2
            gap = digit * float(rng.uniform(GAP_OF_RING / PRINT_OF_RING[1], 0.6))
            stroke = max(1, round(2 * radius * 0.054))
            centre = (round(middle * 16), round((top - gap - radius) * 16))
            cv2.circle(ink, centre, round((radius - stroke / 2) * 16), 1.0, stroke, cv2.LINE_AA, 4)
        if chance(rng, 0.08):
            away = float(rng.uniform(0.3, 1.2)) * digit
            x = float(corners[:, 0].min()) - away if chance(rng, 0.6) else float(corners[:, 0].max()) + away
            step = -1 if x < middle else 1
            for _ in range(12):
                wide = max(1.0, digit * float(rng.choice([0.06, 0.12, 0.18])))
                a, b = sorted((x, x + step * wide))
                ink[:, max(0, round(a)) : max(0, round(b))] = 1.0
                x += step * (wide + max(1.0, digit * float(rng.choice([0.06, 0.12, 0.18]))))
        return ink

    def _inked(self, ink: Mask, size: tuple[int, int], digit: float) -> Mask:
        rng = self.rng
        if chance(rng, 0.3):
            return super()._inked(ink, size, digit)
        tones = label_print.tones(rng)
        ground = np.full((size[1], size[0]), tones.ground, np.float32)
        if chance(rng, 0.1):
            ground += label_print.concrete(size, digit, rng)
        elif tones.grain:
            ground += rng.standard_normal(ground.shape, dtype=np.float32) * tones.grain
        if chance(rng, 0.08):
            return label_print.moulded(ground, ink, digit, rng)
        level: Mask | float = tones.ink
        if tones.foil:
            level = label_print.foiled(ink, tones.ink, tones.foil, digit, rng)
        return np.asarray(ground * (1 - ink) + level * ink, np.float32)

    def _photograph(self, mask: Mask, scale: float, digit: float) -> tuple[Mask, Corners]:
        photo, corners = super()._photograph(mask, scale, digit)
        if chance(self.rng, 0.12):
            photo = label_print.on_a_cylinder(photo, corners.astype(np.float64), self.rng)
        return photo, corners

    def _damaged(self, photo: Mask, digit: float) -> Mask:
        """As in `LinePress`; a quarter of the lines is out of focus by up to a ninth of the figures' height."""
        rng = self.rng
        if chance(rng, 0.25):
            photo = np.asarray(cv2.GaussianBlur(photo, (0, 0), digit * float(rng.uniform(0.04, 0.11))), np.float32)
        elif chance(rng, 0.1):
            photo = smeared(photo, digit * float(rng.uniform(0.08, 0.22)), float(rng.uniform(0, math.pi)))
        return super()._damaged(photo, digit)
