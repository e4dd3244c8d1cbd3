"""Thai letters and signs on pictures: the font, line breaking without a dictionary, tick, cross, question mark."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from PIL import ImageDraw, ImageFont, features

from verifier.domain import Outcome
from verifier.errors import EngineMissing

FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
FONT_NAMES = (
    ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf"),
    ("Loma.ttf", "Loma-Bold.ttf"),
    ("Loma.otf", "Loma-Bold.otf"),
    ("Garuda.ttf", "Garuda-Bold.ttf"),
    ("Thonburi.ttc", "Thonburi.ttc"),
    ("LeelawUI.ttf", "LeelaUIb.ttf"),
    ("tahoma.ttf", "tahomabd.ttf"),
)
"""Fonts with Thai and Latin letters (regular, bold), the best liked first."""

CLUSTER = re.compile(r"[เแโใไ]?.[ะาำๅ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]*", re.DOTALL)
"""What must not be torn apart at the end of a line: leading vowel, letter, following vowels and tone marks."""


@lru_cache(maxsize=1)
def _font_files() -> tuple[Path, Path]:
    found: dict[str, Path] = {}
    for folder in FONT_FOLDERS:
        root = Path(folder).expanduser()
        if root.is_dir():
            for path in root.rglob("*.[to]t[fc]"):
                found.setdefault(path.name, path)
    for regular, bold in FONT_NAMES:
        if regular in found:
            return found[regular], found.get(bold, found[regular])
    raise EngineMissing("no Thai font is installed (Debian: apt install fonts-thai-tlwg)", engine="fonts-thai-tlwg")


def regular_font() -> tuple[Path, str]:
    """The file and the family of a font with Thai and Latin letters. Raises EngineMissing when none is installed."""
    path = _font_files()[0]
    return path, str(ImageFont.truetype(path).getname()[0])


@lru_cache(maxsize=32)
def font(size: float, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """A font with Thai and Latin letters, `size` in pixels. Raises EngineMissing when none is installed."""
    layout = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC
    return ImageFont.truetype(_font_files()[bold], size, layout_engine=layout)


def wrap(text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """The text in lines of at most `width` pixels, broken at spaces or else between clusters; one cluster at least."""
    lines = [""]
    for word in re.findall(r"\S+\s*", text):
        if face.getlength(lines[-1] + word.rstrip()) <= width:
            lines[-1] += word
            continue
        if lines[-1]:
            lines.append("")
        for cluster in CLUSTER.findall(word):
            if lines[-1] and face.getlength((lines[-1] + cluster).rstrip()) > width:
                lines.append("")
            lines[-1] += cluster
    return [line.rstrip() for line in lines]


def sign(
    draw: ImageDraw.ImageDraw,
    outcome: Outcome | None,
    centre: tuple[float, float],
    size: float,
    colour: tuple[int, int, int],
) -> None:
    """A tick (pass), a cross (fail), `!` (warn), `?` (unknown) or a dot, `size` pixels high, about `centre`."""
    x, y = centre
    half, width = size * 0.38, max(2, round(size / 6))
    if outcome is Outcome.PASS:
        points = [(x - half, y), (x - half * 0.25, y + half * 0.8), (x + half, y - half * 0.8)]
        draw.line(points, fill=colour, width=width, joint="curve")
    elif outcome is Outcome.FAIL:
        draw.line([(x - half, y - half), (x + half, y + half)], fill=colour, width=width)
        draw.line([(x - half, y + half), (x + half, y - half)], fill=colour, width=width)
    elif outcome is None:
        draw.ellipse((x - half / 2, y - half / 2, x + half / 2, y + half / 2), fill=colour)
    else:
        draw.text(
            centre, "!" if outcome is Outcome.WARN else "?", font=font(size * 1.15, bold=True), fill=colour, anchor="mm"
        )
