"""Looks: paper, ink, type, sizes and arrangement of a label, drawn by chance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from models.recipe.fetch_fonts import FOLDER, packages
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
PENS: tuple[Colour, ...] = ((200, 20, 34), (24, 50, 170), (255, 236, 120))
ARRANGEMENTS = ("under", "under", "under", "beside", "left", "above", "centred")
STYLES = ("sticker", "sticker", "box", "box", "columns")
LEFT_OUT = frozenset({"Purisa"})
"""Families whose letters imitate handwriting: no label prints its numbers in them."""
TYPEWRITERS = "Tlwg"
"""Families that begin so are typewriter faces: all of them together are drawn as often as one other family."""
UNLIKE = ("Oblique", "Italic", "Thin", "ExtraLight", "Light")
"""Styles that are left out."""


@cache
def fonts() -> tuple[tuple[FontFile, ...], ...]:
    """Upright Thai fonts, family by family: of this machine, and those kept for testing where they were fetched.

    Raises FontMissing.
    """
    tested = [FOLDER / p.name for p in packages() if p.test and p.script == "thai"]
    families: dict[str, list[FontFile]] = {}
    for font in (*find_fonts(), *find_fonts([folder for folder in tested if folder.is_dir()])):
        if font.family not in LEFT_OUT and not any(word in font.style for word in UNLIKE):
            home = TYPEWRITERS if font.family.startswith(TYPEWRITERS) else font.family
            families.setdefault(home, []).append(font)
    if not families:
        raise FontMissing("no Thai font: install fonts-thai-tlwg")
    return tuple(tuple(families[name]) for name in sorted(families))


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

    @property
    def pen(self) -> Colour:
        """Ink of pens and stamps: one that stands out from the paper."""
        apart = {pen: sum(abs(a - b) for a, b in zip(pen, self.paper, strict=True)) for pen in PENS}
        return one(self.rng(9), [pen for pen in PENS if apart[pen] >= 0.6 * max(apart.values())])

    def rng(self, what: int = 0) -> np.random.Generator:
        """A generator of its own for each use, the same each time."""
        return np.random.default_rng([self.seed, what])


def look(rng: np.random.Generator, *, small: bool = False, least_em: float = 24.0) -> Look:
    """Any look; `small` keeps to photos of about a megapixel."""
    paper, ink = one(rng, PAPERS)
    top = 34.0 if small else 58.0
    em = float(np.exp(rng.uniform(np.log(least_em), np.log(max(top, least_em + 4)))))
    style = one(rng, STYLES[:3] if small else STYLES)
    return Look(
        seed=int(rng.integers(2**31)), style=style, arrangement=one(rng, ARRANGEMENTS), number=_font(rng),
        body=_font(rng), display=_font(rng), paper=paper, ink=ink, em=em, mark=round(em * rng.uniform(3.4, 6.2)),
        weight=float(rng.uniform(-0.004, 0.008)) if chance(rng, 0.4) else 0.0, code=float(rng.uniform(0.95, 1.4)),
        anchor=(float(rng.uniform(0, 1)), float(rng.uniform(0, 1))),
    )  # fmt: skip


def _font(rng: np.random.Generator) -> FontFile:
    return one(rng, one(rng, fonts()))


def font_names() -> str:
    """The families that are drawn with."""
    return ", ".join(sorted({font.family for family in fonts() for font in family}))


def fingerprint() -> str:
    """One hash over the font files that are drawn with."""
    return _hash(font for family in fonts() for font in family)
