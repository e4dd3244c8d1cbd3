"""The Thai reader: Tesseract with the script model `Thai` (Thai and Latin in one net), through pytesseract.

All lines of a photo are read at once, page by page, by a Tesseract that stays (`tesseract_stream`); pytesseract finds
the program, asks whether it can read Thai, and reads the lines when the one that stays has ended. The pictures live in
a temporary folder for as long as the call lasts.
"""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytesseract

from verifier.domain import Photo, Reading, Region
from verifier.errors import EngineFailed, EngineMissing
from verifier.image.crop import Grey, clean, cut_line
from verifier.ocr.tesseract_stream import StreamEnded, TesseractStream
from verifier.protocols import ReadingCost

Table = Mapping[str, Sequence[object]]

LANGUAGE = "Thai"
LINE_HEIGHT_PX = 48
"""Height of a line as Tesseract sees it, without its margin."""
CROP_MARGIN = 0.0
"""Lines as the detector boxes them hold their tone marks and lower vowels; more margin only makes the print smaller."""
OPTIONS = ("-l", LANGUAGE, "--psm", "7", "--dpi", "300")
"""Every picture is one line of text; 300 dpi keeps Tesseract from guessing a resolution."""

BLANK = np.full((32, 32), 255, np.uint8)
"""A picture without print."""
WORD_LEVEL = 5
"""The level of words in Tesseract's table."""
MIN_SPACE_PX = LINE_HEIGHT_PX * 3 / 16
"""Narrowest gap beside a Thai letter that is a space."""


class TesseractReader:
    """Reads lines in Thai, Latin and 0-9. Its Thai model cannot write ๔ ๖ ๗ ๘ ๙ at all."""

    reads_thai = True
    reads_thai_digits = False
    minimum_height_px = 10.0
    cost = ReadingCost.LAST_RESORT
    other_looks: tuple[TesseractReader, ...] = ()

    def __init__(self, timeout_s: float = 20.0) -> None:
        """`timeout_s` bounds one call of `read`. Raises EngineMissing without the program or its `Thai` model."""
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # Tesseract's own threads only make it slower
        try:
            version = pytesseract.get_tesseract_version()
        except (pytesseract.TesseractNotFoundError, SystemExit) as error:
            raise EngineMissing(f"Tesseract 4.1 or later cannot be run: {error}", engine="tesseract") from error
        self.version = f"tesseract-{version}/{LANGUAGE}"
        self._timeout_s = timeout_s
        self._stream = TesseractStream((pytesseract.pytesseract.tesseract_cmd, *OPTIONS))
        try:
            with _laid_out([BLANK]) as names:
                pages_of(self._anew(names), 1)
        except EngineFailed as error:
            if "loading language" not in error.detail:
                raise
            message = f"Tesseract lacks the script model {LANGUAGE} (Debian: tesseract-ocr-script-thai)"
            raise EngineMissing(message, engine="tesseract") from error

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        """One reading for each line; its text is empty where nothing was read. Raises EngineFailed."""
        crops = [clean(cut_line(photo, line.quad, LINE_HEIGHT_PX, CROP_MARGIN)) for line in lines]
        return [
            Reading(text, line, self.version, confidences)
            for line, (text, confidences) in zip(lines, self.read_crops(crops), strict=True)
        ]

    def read_crops(self, crops: Sequence[Grey]) -> list[tuple[str, tuple[float, ...]]]:
        """Text and one probability a character for each cleaned line (h×w uint8). Raises EngineFailed."""
        if not crops:
            return []
        with _laid_out([*crops, BLANK]) as names:
            try:
                table: Table = self._stream.table(names[:-1], names[-1], self._timeout_s)
            except (StreamEnded, OSError):
                table = self._anew(names[:-1])
        return pages_of(table, len(crops))

    def _anew(self, names: Sequence[Path]) -> Table:
        """The table of a Tesseract started for the pictures of this call alone. Raises EngineMissing, EngineFailed."""
        pages = names[0].with_name("pages.txt")
        pages.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
        try:
            table: Table = pytesseract.image_to_data(
                str(pages), config=" ".join(OPTIONS), timeout=self._timeout_s, output_type=pytesseract.Output.DICT
            )
        except pytesseract.TesseractNotFoundError as error:
            raise EngineMissing(f"Tesseract cannot be run: {error}", engine=self.version) from error
        except (RuntimeError, OSError, UnicodeError) as error:  # TesseractError is a RuntimeError, a timeout too
            raise EngineFailed(f"{self.version}: {error}", engine=self.version) from error
        return table


@contextmanager
def _laid_out(pictures: Sequence[Grey]) -> Iterator[list[Path]]:
    """Pictures as files, for as long as they are needed."""
    with tempfile.TemporaryDirectory(prefix="mokcheck-") as folder:
        names = [Path(folder, f"{i}.png") for i in range(len(pictures))]
        for name, picture in zip(names, pictures, strict=True):
            cv2.imwrite(str(name), picture, [cv2.IMWRITE_PNG_COMPRESSION, 1])
        yield names


def pages_of(table: Table, count: int) -> list[tuple[str, tuple[float, ...]]]:
    """Text and character probabilities of each of `count` pages of Tesseract's word table.

    Tesseract rates words by their least certain character; each character gets its word's figure in whole percents (all
    that pytesseract hands on), a space that of the word after it. Raises EngineFailed when the table is not about
    `count` pages.
    """
    texts, ends, pages = [""] * count, [0.0] * count, set()
    ratings: list[list[float]] = [[] for _ in range(count)]
    try:
        columns = (table[name] for name in ("page_num", "level", "text", "conf", "left", "width"))
        for page, level, text, confidence, left, width in zip(*columns, strict=True):
            at = int(str(page)) - 1
            pages.add(at)
            if int(str(level)) != WORD_LEVEL or not (word := str(text).strip()):
                continue
            if texts[at] and _parted(texts[at][-1], word[0], float(str(left)) - ends[at]):
                word = " " + word
            texts[at] += word
            ratings[at] += [min(1.0, max(0.0, int(float(str(confidence))) / 100))] * len(word)
            ends[at] = float(str(left)) + float(str(width))
        if pages != set(range(count)):
            raise ValueError(f"{count} lines were given, pages {sorted(pages)} came")
    except (KeyError, IndexError, ValueError) as error:
        raise EngineFailed(f"Tesseract answered nonsense: {error}", engine="tesseract") from error
    return [(text, tuple(rating)) for text, rating in zip(texts, ratings, strict=True)]


def _parted(before: str, after: str, gap: float) -> bool:
    """Whether print has a space between two words of Tesseract's table, `gap` pixels apart.

    Thai is written without spaces, so the table makes a word of every Thai letter; only there the gap has to tell.
    """
    if not (_is_thai(before) or _is_thai(after)):
        return True
    return gap >= MIN_SPACE_PX and after not in ".,:;)]" and unicodedata.category(after) != "Mn"


def _is_thai(character: str) -> bool:
    return "\u0e00" <= character <= "\u0e7f"
