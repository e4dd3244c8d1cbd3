"""Thai writing as machines see it: digits, normal forms, and the characters that readers confuse.

Nothing here repairs a reading. `fold` and `normal_form` bring equal print to equal code points; the tables of
look-alikes serve near misses and warnings, never a match.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width space and joiners, word joiner, byte-order mark: invisible in print."""
DASHES = "‐‑‒–—―−﹣－⁃ー"
SLASHES = "⁄∕／"
SPACES = "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"

EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")
"""A letter of Chinese, Japanese or Korean print."""

RECENT_TEXTS = 1024
"""Texts of which normal forms are remembered: the lines of a photo, which one rule after the other asks about."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD: dict[int, int | str | None] = {
    **_FULL_WIDTH,
    **{ord(c): "-" for c in DASHES},
    **{ord(c): "/" for c in SLASHES},
    **{ord(c): " " for c in SPACES},
    **{ord(c): str(n) for n, c in enumerate(THAI_DIGITS)},
    **{ord(c): None for c in ZERO_WIDTH},
}
_INVISIBLE: dict[int, str | None] = {ord(c): " " for c in SPACES} | {ord(c): None for c in ZERO_WIDTH}
_TO_ASCII = str.maketrans(THAI_DIGITS, "0123456789")
_TO_THAI = str.maketrans("0123456789", THAI_DIGITS)

_NIKHAHIT, _SARA_AA, _SARA_AM = "\u0e4d\u0e32\u0e33"
_TONES = "\u0e48-\u0e4c"  # four tones and thanthakhat
_MARKS = f"\u0e31\u0e34-\u0e3a\u0e47{_TONES}{_NIKHAHIT}{_SARA_AM}"
_RUN = re.compile(f"[{_MARKS}]{{2,}}")
_RUN_AND_AA = re.compile(f"[{_MARKS}]+{_SARA_AA}?")
_NO_LETTER = re.compile(r"[^a-zก-ฺเ-๎]")
_RAISED = re.compile("[\u0e47-\u0e4e]")
_ANY_SPACE = re.compile(r"\s+")
_NO_THAI = re.compile(
    f"[\x80-\x9f]|(?:^|[^ก-ฮ{_MARKS}])[{_MARKS}]|(?<=[A-Za-z])[ก-๛](?![ก-๛])|(?<![ก-๛])[ก-๛](?=[A-Za-z])"
)
"""A control character; a mark above or below that stands on no consonant; one Thai character alone beside a Latin
letter."""
_SURELY_THAI = re.compile(r"(?<![ก-๛])(?:[ก-ฮ]{1,2} ?[0-9]+(?:\([0-9]+\))?-[0-9]+/[0-9]+|[ก-๛](?:[ก-๛]{2})+(?![ก-๛]))")
"""A licence number with its letter; or three, five, seven … Thai characters in a row, for in East Asian character sets
letters are two bytes each and in Latin ones symbols like © and ° stand alone."""


def to_ascii_digits(text: str) -> str:
    """`๒๔๒๔` → `2424`; everything else stays."""
    return text.translate(_TO_ASCII)


def to_thai_digits(text: str) -> str:
    """`2424` → `๒๔๒๔`; everything else stays."""
    return text.translate(_TO_THAI)


@lru_cache(RECENT_TEXTS)
def normal_form(text: str) -> str:
    """One spelling for one look: NFC, sara am in one piece, vowel before tone, no mark twice, `เเ` → `แ`.

    Invisible characters go, every kind of space becomes one plain space. Digits and dashes stay as they are.
    """
    text = text.translate(_INVISIBLE).replace("เเ", "แ")
    if _NIKHAHIT in text:
        text = _RUN_AND_AA.sub(lambda run: _join_sara_am(run[0]), text)
    text = _RUN.sub(lambda run: "".join(sorted(set(run[0]), key=_mark_order)), text)
    return unicodedata.normalize("NFC", re.sub(r" {2,}", " ", text).strip())


def from_tis620(data: bytes) -> str | None:
    """The text of bytes in TIS-620 that can hardly be anything but Thai; None for others.

    Latin, Japanese and Chinese sets use the same bytes: `café` would have a tone mark on the f, and 阿 is ฐข.
    """
    try:
        text = data.decode("tis_620")
    except UnicodeDecodeError:
        return None
    return text if _SURELY_THAI.search(text) and not _NO_THAI.search(text) else None


def _join_sara_am(run: str) -> str:
    joins = run[-1] == _SARA_AA and _NIKHAHIT in run
    return run[:-1].replace(_NIKHAHIT, "") + _SARA_AM if joins else run


def _mark_order(mark: str) -> tuple[bool, str]:
    """Vowels, then tones and nikhahit, then sara am, which ends the syllable."""
    return (mark == _SARA_AM, mark)


@dataclass(frozen=True, slots=True)
class Folded:
    """Text with its digits, dashes, slashes and spaces in ASCII and nothing invisible.

    `offsets[i]` is where `text[i]` stood in the original, whose length is the last entry.
    """

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of the original that `text[start:end]`, not empty, came from."""
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(RECENT_TEXTS)
def fold(text: str) -> Folded:
    """Folds digits, dashes, slashes, spaces and full-width ASCII; drops what is invisible."""
    kept = [i for i, c in enumerate(text) if c not in ZERO_WIDTH]
    return Folded(text.translate(_FOLD), (*kept, len(text)))


def fold_text(text: str) -> str:
    """`fold(text).text`, when nobody asks for the places."""
    return text.translate(_FOLD)


DIGIT_LOOK_ALIKES = ("17", "68", "38", "56", "06", "08", "89", "49", "35", "27", "09", "13", "19", "39", "59")
"""Pairs of Arabic digits that readers of print take for one another: the first ten collected from OCR practice (`?`),
the others seen three times or more among 96 digits that our readers took for others
(`bench/reading_errors/reading.json`)."""
LOST_DIGIT = "1"
"""The digit that readers lose: 23 of 44 lost figures, most of them beside another narrow one (`reading.json`)."""
THAI_DIGIT_LOOK_ALIKES = ("๔๕", "๓๗", "๐๑", "๒๖")
"""Pairs of Thai digits that readers of print take for one another; ๔/๕ is by far the commonest."""
TYPE_LOOK_ALIKES = {"ท": "กหฑถภพnNhHmM", "น": "บษมuUvV", "ส": "ลศคaAsS", "ค": "ดตศaA"}
"""What the letters of a licence's type (ท น ส, and the ค of นค) are read as by mistake."""
LETTER_LOOK_ALIKES = (
    *("กถภทหฑ", "นบษม", "สลศ", "คดตฅ", "ขชซฃ", "ผพฝฟฬ", "ฎฏฐ", "อฮ", "าๅำ", "เแ", "ใไโ"),
    *("0oO", "1lIi", "5sS", "8bB"),
)
"""Groups of Thai letters, and of Latin letters and digits, that readers confuse; no character is in two groups."""


def digits_look_alike(a: str, b: str) -> bool:
    """Whether one digit (ASCII) may be a misreading of the other, printed in Arabic or in Thai figures."""
    return a + b in _DIGIT_PAIRS


_DIGIT_PAIRS = frozenset(
    pair[::step] for pair in map(to_ascii_digits, DIGIT_LOOK_ALIKES + THAI_DIGIT_LOOK_ALIKES) for step in (1, -1)
)


@lru_cache(RECENT_TEXTS)
def squeezed(text: str) -> str:
    """A text without spaces, tone marks and invisible characters, in lower case, digits in ASCII."""
    return _ANY_SPACE.sub("", _RAISED.sub("", fold_text(normal_form(text)).casefold()))


def letters_of(text: str) -> str:
    """The letters and vowels of a text, squeezed."""
    return _NO_LETTER.sub("", squeezed(text))
