"""Lines of print, QR codes and bar codes as alpha masks, drawn once and stamped into many scenes."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import segno
from PIL import Image, ImageDraw

from models.recipe import words
from models.recipe.fonts import FontFile, FontSet
from models.recipe.words import chance, one
from verifier.domain import Pixels

EM = 44
"""Strips are drawn at this many pixels an em."""
_COMBINING = re.compile("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]")


@dataclass(frozen=True, slots=True)
class Strip:
    """One line: `alpha` H×W uint8, 255 ink; `box` left, top, right, bottom of the print in it.

    The box holds all ink (tone marks, lower vowels) and at least the height of a capital.
    """

    alpha: Pixels
    box: tuple[int, int, int, int]
    text: str

    @property
    def height(self) -> int:
        """Height of the box in pixels."""
        return self.box[3] - self.box[1]


def draw_strip(text: str, font: FontFile) -> Strip | None:
    """The line in that font; None when the font draws nothing."""
    face = font.at(EM)
    left, top, right, bottom = (int(v) for v in face.getbbox(text, anchor="ls", language="th"))
    if right - left < 4 or bottom - top < 4:
        return None
    pad = 3
    cap = int(face.getbbox("H", anchor="ls")[1])
    picture = Image.new("L", (right - left + 2 * pad, bottom - top + 2 * pad), 0)
    ImageDraw.Draw(picture).text((pad - left, pad - top), text, 255, font=face, anchor="ls", language="th")
    alpha = np.asarray(picture, np.uint8)
    ys, xs = np.flatnonzero(alpha.max(1) > 60), np.flatnonzero(alpha.max(0) > 60)
    if not len(ys) or not len(xs):
        return None
    y0, y1 = min(int(ys[0]), pad - top + cap), max(int(ys[-1]) + 1, pad - top)
    if y0 < 0 or y1 > alpha.shape[0]:
        up, down = max(0, -y0), max(0, y1 - alpha.shape[0])
        alpha, y0, y1 = np.pad(alpha, ((up, down), (0, 0))), y0 + up, y1 + up
    return Strip(alpha, (int(xs[0]), y0, int(xs[-1]) + 1, y1), text)


def spaced(text: str) -> str:
    """The text with a space between its letters, vowels and tone marks left with theirs."""
    return re.sub(r"(?<=\S)(?=[^\s\u0e31\u0e33-\u0e3a\u0e47-\u0e4e])", " ", text)


@cache
def _titles() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words of the catalogue's titles (TISI open data, CC BY): Thai phrases and English words."""
    table = resources.files("verifier.data").joinpath("standards.csv").read_text("utf-8")
    thai: list[str] = []
    latin: list[str] = []
    for row in csv.DictReader(table.splitlines()):
        thai += re.split(r"\s+", row["title_th"])
        latin += re.split(r"\s+", row["title_en"])
    return tuple(t for t in thai if len(t) > 1), tuple(t for t in latin if len(t) > 1)


def phrase(rng: np.random.Generator, *, thai: bool) -> str:
    """A few words as they stand on goods; broken off anywhere, as lines of a paragraph are."""
    pool = _titles()[0 if thai else 1]
    text = " ".join(one(rng, pool) for _ in range(int(rng.integers(1, 6 if thai else 9))))
    most = int(rng.integers(3, 46))
    text = text[:most]
    while _COMBINING.match(text):
        text = text[1:]
    return text.strip()


def _anything(rng: np.random.Generator) -> str:
    alphabet = one(rng, ("0123456789", "0123456789", "ABCDEFGHKLMNPRSTUVXZ0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    return "".join(one(rng, alphabet) for _ in range(int(rng.integers(1, 14))))


_SHARES = {
    "thai": 0.3, "latin": 0.2, "firm": 0.08, "standard": 0.08, "licence": 0.08,
    "anything": 0.1, "name": 0.06, "label": 0.1,
}  # fmt: skip


def text(rng: np.random.Generator) -> tuple[str, bool]:
    """A line of any kind, and whether it needs a Thai font."""
    kind = str(rng.choice(list(_SHARES), p=list(_SHARES.values())))
    if kind == "latin":
        line = phrase(rng, thai=False)
        return (line.upper() if chance(rng, 0.4) else line), False
    makers: dict[str, Callable[[], str]] = {
        "thai": lambda: phrase(rng, thai=True),
        "firm": lambda: words.firm(rng),
        "standard": lambda: words.printed_standard(rng, words.standard(rng)),
        "licence": lambda: words.printed_licence(rng, words.licence(rng, words.standard(rng))),
        "anything": lambda: _anything(rng),
        "name": lambda: one(rng, (*words.BRANDS, *words.GOODS)),
        "label": lambda: one(rng, (*words.THAI_LINES, *words.LATIN_LINES)),
    }
    return makers[kind](), True


def number(rng: np.random.Generator) -> str:
    """A standard number as printed, now and then with its letters set wide apart."""
    line = words.printed_standard(rng, words.standard(rng))
    return spaced(line) if chance(rng, 0.15) else line


def strips(rng: np.random.Generator, fonts: FontSet, n: int, *, numbers: bool = False) -> list[Strip]:
    """`n` lines of any kind, or of standard numbers, in any font."""
    drawn: list[Strip] = []
    anything = (*fonts.thai, *fonts.latin)
    while len(drawn) < n:
        line, thai = (number(rng), True) if numbers else text(rng)
        if not numbers and chance(rng, 0.06):
            line = spaced(line[:16])
        font = one(rng, fonts.thai if thai else anything)
        strip = draw_strip(line, font) if line else None
        if strip is not None and strip.alpha.shape[1] < 1600:
            drawn.append(strip)
    return drawn


def qr_codes(rng: np.random.Generator, n: int) -> list[Pixels]:
    """`n` QR codes, one pixel a module, 255 dark, with a quiet zone of two modules."""
    codes = []
    for _ in range(n):
        payload = words.link(rng, words.licence(rng, words.standard(rng)))
        matrix = segno.make(payload, error=one(rng, "LMQ"), boost_error=False).matrix_iter(border=0)
        codes.append(np.pad(np.array([[255 if m else 0 for m in r] for r in matrix], np.uint8), 2))
    return codes


def bar_code(rng: np.random.Generator) -> Pixels:
    """Bars of random widths, about 95 modules wide, 40 px high."""
    widths = rng.integers(1, 5, int(rng.integers(30, 50)))
    bars = np.repeat(np.arange(len(widths)) % 2 == 0, widths * 2)
    return np.repeat((bars * 255).astype(np.uint8)[None], int(rng.integers(24, 70)), axis=0)


def choose(rng: np.random.Generator, pool: Sequence[Strip], most: float) -> Strip:
    """A strip at most `most` times as long as high, if a few tries find one."""
    strip = one(rng, pool)
    for _ in range(6):
        if (strip.box[2] - strip.box[0]) <= most * strip.height:
            break
        strip = one(rng, pool)
    return strip
