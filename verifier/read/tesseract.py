"""The Thai reader: Tesseract with the script model `Thai` (Thai and Latin in one net), line by line."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from verifier.errors import EngineFailed
from verifier.models import Photo, Reading, Region
from verifier.read.clean import Grey, clean, cut_line
from verifier.read.libtesseract import LibTesseract

LANGUAGE = "Thai"
HEIGHT = 48
"""Height of a line in pixels as Tesseract sees it, without its margin."""
GROWTH = 0.0
"""Lines as the detector boxes them hold their tone marks and lower vowels; more margin only makes the print smaller."""

WORD = 5
"""The level of words in Tesseract's table."""
SPACE = HEIGHT * 3 / 16
"""A gap this wide beside a Thai letter, in pixels, is a space."""


class TesseractReader:
    """Reads lines in Thai, Latin and 0-9. Its Thai model cannot write ๔ ๖ ๗ ๘ ๙ at all."""

    def __init__(self, timeout_s: float = 20.0) -> None:
        """`timeout_s` bounds one call of `read`. Raises EngineMissing without the library or its `Thai` model."""
        self._engine, self._timeout_s = LibTesseract(LANGUAGE), timeout_s
        self.version = f"tesseract-{self._engine.version}/{LANGUAGE}"

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        """One reading for each line; its text is empty where nothing was read. Raises EngineFailed."""
        crops = [clean(cut_line(photo, line.quad, HEIGHT, GROWTH)) for line in lines]
        return [
            Reading(text, line, self.version, confidences)
            for line, (text, confidences) in zip(lines, self.read_crops(crops), strict=True)
        ]

    def read_crops(self, crops: Sequence[Grey]) -> list[tuple[str, tuple[float, ...]]]:
        """Text and one probability a character for each cleaned line (h×w uint8). Raises EngineFailed."""
        return [words_of(table) for table in self._engine.tables(crops, self._timeout_s)] if crops else []


def words_of(table: str) -> tuple[str, tuple[float, ...]]:
    """Text and character probabilities from Tesseract's table of words (tab-separated, with or without its heading).

    Tesseract rates words by their least certain character; each character gets its word's figure, a space that of the
    word after it. Raises EngineFailed when it is no such table.
    """
    text, end = "", 0.0
    ratings: list[float] = []
    try:
        for row in table.splitlines():
            cells = row.split("\t")
            if cells[0] != str(WORD) or not (word := cells[11].strip()):
                continue
            left, width, confidence = float(cells[6]), float(cells[8]), float(cells[10])
            if text and _parted(text[-1], word[0], left - end):
                word = " " + word
            text += word
            ratings += [min(1.0, max(0.0, confidence / 100))] * len(word)
            end = left + width
    except (IndexError, ValueError) as error:
        raise EngineFailed(f"Tesseract answered nonsense: {error}", engine="tesseract") from error
    return text, tuple(ratings)


def _parted(before: str, after: str, gap: float) -> bool:
    """Whether print has a space between two words of Tesseract's table, `gap` pixels apart.

    Thai is written without spaces, so the table makes a word of every Thai letter; only there the gap has to tell.
    """
    if not (_is_thai(before) or _is_thai(after)):
        return True
    return gap >= SPACE and after not in ".,:;)]" and unicodedata.category(after) != "Mn"


def _is_thai(character: str) -> bool:
    return "\u0e00" <= character <= "\u0e7f"
