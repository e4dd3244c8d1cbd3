"""Looks: paper, ink, type, sizes and arrangement of a label, drawn by chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from models.recipe.fetch_fonts import FOLDER
from models.recipe.fonts import FontFile, FontMissing, find_fonts
from models.recipe.fonts import fingerprint as _hash
from models.recipe.sheet import Colour
from models.recipe.words import chance, one

PAPERS: tuple[tuple[Colour, Colour], ...] = (
    ((252, 252, 250), (24, 24, 26)), ((250, 246, 232), (50, 36, 26)), ((238, 240, 244), (30, 40, 90)),
    ((255, 255, 255), (0, 0, 0)), ((36, 36, 40), (232, 232, 230)), ((18, 52, 96), (244, 244, 240)),
    ((206, 208, 210), (30, 30, 32)), ((224, 200, 164), (60, 36, 18)), ((120, 30, 40), (250, 240, 230)),
    ((246, 214, 60), (30, 30, 30)), ((20, 110, 80), (240, 250, 240)), ((246, 246, 246), (24, 60, 140)),
)  # fmt: skip
"""Paper and ink, far enough apart to be read."""
ARRANGEMENTS = ("under", "under", "under", "beside", "left", "above", "centred")
STYLES = ("sticker", "sticker", "box", "box", "columns")
LEFT_OUT = frozenset({"Purisa"})
"""Families whose letters imitate handwriting: no label prints its numbers in them."""


@cache
def fonts() -> tuple[FontFile, ...]:
    """Upright Thai fonts of this machine, and those that the recipe keeps for testing where they were fetched.

    Raises FontMissing.
    """
    found = (*find_fonts(), *(find_fonts([FOLDER]) if FOLDER.is_dir() else ()))
    kept = [f for f in found if f.family not in LEFT_OUT and not {"Oblique", "Italic"} & set(f.style.split())]
    kept = [f for f in kept if not any(word in f.style for word in ("Oblique", "Italic", "Thin", "Light"))]
    if not kept:
        raise FontMissing("no Thai font: install fonts-thai-tlwg")
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Look:
    """How one label is printed. `em`: type size of the block in px of the sheet, which are about those of the photo.

    `mark`: width of the mark in px. `anchor`: where the block stands, in shares of the room that is left. `seed`: of
    what else is drawn by chance.
    """

    seed: int
    style: str
    arrangement: str
    number: FontFile
    body: FontFile
    display: FontFile
    paper: Colour
    ink: Colour
    em: float
    mark: int
    weight: float
    code: float
    anchor: tuple[float, float]

    def rng(self, what: int = 0) -> np.random.Generator:
        """A generator of its own for each use, the same each time."""
        return np.random.default_rng([self.seed, what])


def look(rng: np.random.Generator, *, small: bool = False, least_em: float = 24.0) -> Look:
    """Any look; `small` keeps to photos of about a megapixel."""
    of = fonts()
    paper, ink = one(rng, PAPERS)
    top = 34.0 if small else 58.0
    em = float(np.exp(rng.uniform(np.log(least_em), np.log(max(top, least_em + 4)))))
    style = one(rng, STYLES[:3] if small else STYLES)
    return Look(
        seed=int(rng.integers(2**31)), style=style, arrangement=one(rng, ARRANGEMENTS), number=one(rng, of),
        body=one(rng, of), display=one(rng, of), paper=paper, ink=ink, em=em, mark=round(em * rng.uniform(3.4, 6.2)),
        weight=float(rng.uniform(-0.004, 0.008)) if chance(rng, 0.4) else 0.0, code=float(rng.uniform(0.95, 1.4)),
        anchor=(float(rng.uniform(0, 1)), float(rng.uniform(0, 1))),
    )  # fmt: skip


def font_names(of: Sequence[FontFile] | None = None) -> str:
    """The families that are drawn with, for the head of a table."""
    return ", ".join(sorted({font.family for font in of or fonts()}))


def fingerprint() -> str:
    """One hash over the font files that are drawn with."""
    return _hash(fonts())
