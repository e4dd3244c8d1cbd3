"""Thai-capable fonts of this machine, found by looking into the font folders and drawing the letters.

Training and testing draw with different families: `training_fonts(test=False)` and `training_fonts(test=True)`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from models.recipe.fetch_fonts import FOLDER, packages, system_test_families

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path("/Library/Fonts"),
)
NEEDED = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลวศษสหฬอฮะาเแโใไๆฯ๐๑๒๓๔๕๖๗๘๙ABCMXYZabcxyz0123456789()/.,:-"
"""What a font must be able to draw. Vowels above and below are left out: alone they need a dotted circle."""


class FontMissing(LookupError):
    """No font of that family is installed."""


@dataclass(frozen=True, slots=True, order=True)
class FontFile:
    """One font file: `family` and `style` as the file itself names them."""

    family: str
    style: str
    path: Path

    def at(self, size: float) -> ImageFont.FreeTypeFont:
        """The font at `size` px an em, with Raqm's layout, which places Thai vowels and tone marks."""
        return _load(self.path, size)

    @property
    def sha256(self) -> str:
        """Hash of the file, hexadecimal."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


@lru_cache(maxsize=512)
def _load(path: Path, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.RAQM)


def lacks(path: Path, letters: str = NEEDED) -> str:
    """The letters that a font file draws as its box for the unknown, or not at all; all of them when unreadable."""
    try:
        font = ImageFont.truetype(str(path), 24, layout_engine=ImageFont.Layout.BASIC)
        unknown = {bytes(font.getmask(c)) for c in "\U0010fffd\ufff0"} | {b""}
        return "".join(c for c in letters if bytes(font.getmask(c)) in unknown)
    except (OSError, ValueError):
        return letters


def find_fonts(folders: Sequence[Path] = FOLDERS) -> tuple[FontFile, ...]:
    """Every TrueType or OpenType file under `folders` that can draw Thai, sorted by family, style and path."""
    found = []
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in {".ttf", ".otf"}):
            if not lacks(path, "กท๔") and not lacks(path):
                family, style = ImageFont.truetype(str(path), 12).getname()
                found.append(FontFile(family or path.stem, style or "Regular", path))
    return tuple(sorted(found))


LATIN = "ABCMXYZabcxyz0123456789()/.,:-"
"""What a Latin font must be able to draw."""


@dataclass(frozen=True, slots=True)
class FontSet:
    """Fonts to draw with: `thai` ones have Thai and Latin letters, `latin` ones only the latter."""

    thai: tuple[FontFile, ...]
    latin: tuple[FontFile, ...]


@lru_cache(maxsize=4)
def training_fonts(*, test: bool, folder: Path = FOLDER) -> FontSet:
    """The system's Thai fonts and the fetched ones: those kept for testing, or all others. Raises FontMissing."""
    kept = system_test_families()
    thai = [f for f in find_fonts() if (f.family in kept) == test]
    latin: list[FontFile] = []
    for package in packages():
        if package.test != test:
            continue
        files = sorted((folder / package.name).glob("*.[to]tf"))
        if not files:
            raise FontMissing(f"no font {package.name}: run python -m models.recipe fetch-fonts")
        home = latin if package.script == "latin" else thai
        for path in files:
            if not lacks(path, LATIN if package.script == "latin" else NEEDED):
                family, style = ImageFont.truetype(str(path), 12).getname()
                home.append(FontFile(family or path.stem, style or "Regular", path))
    return FontSet(tuple(sorted(set(thai))), tuple(sorted(latin)))


def pick(fonts: Iterable[FontFile], family: str, style: str = "") -> FontFile:
    """The font of that family and style; without a style the plain one. Raises FontMissing."""
    of_family = [f for f in fonts if f.family == family]
    plain = {"", "Regular", "Book", "Medium", "Normal", "Roman"}
    for font in of_family:
        if font.style == style or (not style and font.style in plain):
            return font
    raise FontMissing(f"no font {family} {style or 'Regular'}: install fonts-thai-tlwg")


def fingerprint(fonts: Iterable[FontFile]) -> str:
    """One hash over the given font files, so that a rendering can say what it was drawn with."""
    return hashlib.sha256("".join(sorted(f.sha256 for f in fonts)).encode()).hexdigest()
