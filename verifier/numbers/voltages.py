"""Voltages in print: what goods are rated for, as labels say, and the bounds that titles of standards set.

`12VDC`, `220-240 V~`, `0.6/1 kV`, `250 โวลต์`; `ไม่เกิน 450/750 โวลต์`, `voltage > 50 V`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from verifier.thai import RECENT_TEXTS, fold

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,6}(?:[.,][0-9]{1,2})?(?![0-9])"
_UNIT = r"(?:(?P<kilo{0}>k|กิโล) ?)?(?:v(?:olts?)?|โวล[ตทดลค]?[์็]?)"
_TO = r" ?(?P<to>-|~|/|to|ถึง) ?"
_RATING = re.compile(
    rf"(?:(?<=ac)|(?<=dc)|(?<![0-9a-z.,/]))(?:(?P<first>{_NUMBER}) ?(?:{_UNIT.format(1)})?{_TO})?"
    rf"(?P<last>{_NUMBER}) ?(?:\([0-9.]{{1,5}}\) ?)?{_UNIT.format(2)}(?:(?! ?/ ?m)(?![a-z])|(?= ?[ad]\.? ?c))"
)
"""One voltage or two with the unit behind the last, in folded text of lower case. `05VV-F` is a cable's type, `12VA` a
power, `3 V/m` a field."""
_OF_OTHERS = re.compile(
    r"ทดสอบ|ทน|กระชาก|ขาออก|เอาต์พุต|จ่ายไฟออก|สัญญาณ|แบตเตอรี่|ถ่าน|"
    r"test|withst|surge|impulse|spark|out ?put|usb|dimm|signal|control|batter"
)
"""Words before a voltage that goods are not rated for, but tested at, or give."""
_WORD = re.compile("[a-zก-๙]{3}")
"""What ends a list of such voltages: `Output 5V 3A, 9V 2A` gives both."""
_TESTED = re.compile(r"[ (,:]{0,3}(?:ทดสอบ|test)")
"""What stands behind a voltage at which goods are tested."""
_LEAST = re.compile(r"(?:มากกว่า|เกินกว่า|ตั้งแต่|from|over|above|exceeding|>) ?$")
_OPEN = re.compile(r"(?:มากกว่า|เกินกว่า|over|above|exceeding|>) ?$")
"""Words before a voltage that goods must exceed."""
_MOST = re.compile(r"(?:ไม่เกิน|ไม่มากกว่า|ถึง|not exceeding|not more than|up to(?: and including)?|≤|<=) ?$")
_BEFORE = 30
"""Characters before a voltage that tell what it is."""


@dataclass(frozen=True, slots=True)
class Rating:
    """The voltages that goods are rated for, in volts, `least` to `most`; equal where one is told.

    `pair`: they stand as `450/750` does, for cables the voltage to earth and that between conductors.
    """

    least: float
    most: float
    pair: bool = False

    def __str__(self) -> str:
        if self.least == self.most:
            return f"{self.most:g}"
        return f"{self.least:g}{'/' if self.pair else '-'}{self.most:g}"

    @classmethod
    def parse(cls, value: str) -> Rating | None:
        """The rating that `str` wrote so; None for other texts."""
        match = re.fullmatch(r"([0-9.e+]+)(?:([-/])([0-9.e+]+))?", value)
        try:
            return match and cls(float(match[1]), float(match[3] or match[1]), match[2] == "/")
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Bounds:
    """The rated voltages that a standard is for, in volts. `open`: `least` itself is not among them.

    `pair`: `most` is the second of a pair, and the second of a label's pair is held against it.
    """

    least: float = 0.0
    most: float = math.inf
    open: bool = False
    pair: bool = False

    def exclude(self, rating: Rating) -> bool:
        """Whether none of the voltages of a rating is among these."""
        lowest = rating.most if self.pair and rating.pair else rating.least
        return lowest > self.most or rating.most < self.least or (self.open and rating.most == self.least)


@dataclass(frozen=True, slots=True)
class FoundRating:
    """A rating in a line, at `start`..`end` of it."""

    value: Rating
    start: int
    end: int


@lru_cache(RECENT_TEXTS)
def find_ratings(line: str) -> tuple[FoundRating, ...]:
    """The voltages in a line of print that goods may be rated for; none that they are tested at, or give."""
    folded = fold(line)
    found, text, done, others = [], folded.text.lower(), 0, False
    for match in _RATING.finditer(text):
        before, done = text[done : match.start()], match.end()
        others = _OF_OTHERS.search(before) is not None or (others and not _WORD.search(before))
        if not others and not _TESTED.match(text, match.end()):
            found.append(FoundRating(_rating(match), *folded.span(*match.span())))
    return tuple(found)


@lru_cache(RECENT_TEXTS)
def bounds_in(title: str) -> Bounds | None:
    """The bounds that the title of a standard sets to rated voltages; None where it sets none in such words."""
    text = fold(title).text.lower()
    least, most, over, pair = 0.0, math.inf, False, False
    for rating, before in _with_words(text):
        if _MOST.search(before):
            most, pair = (rating.most, rating.pair) if most == math.inf else (most, pair)
        elif _LEAST.search(before) and not least:
            least, over = rating.least, _OPEN.search(before) is not None
    return Bounds(least, most, over, pair) if least or most < math.inf else None


def _with_words(text: str) -> Iterator[tuple[Rating, str]]:
    """Each voltage of a title with what stands before it; of `60 ถึง 115 kV` both ends."""
    for match in _RATING.finditer(text):
        rating, before = _rating(match), text[max(0, match.start() - _BEFORE) : match.start()]
        if match["to"] in ("to", "ถึง", "-", "~"):
            yield Rating(rating.least, rating.least), before
            yield Rating(rating.most, rating.most), "ถึง"
        else:
            yield rating, before


def _rating(match: re.Match[str]) -> Rating:
    times = 1000.0 if match["kilo2"] else 1.0
    last = _volts(match["last"]) * times
    if match["first"] is None:
        return Rating(last, last)
    first = _volts(match["first"]) * (1000.0 if match["kilo1"] else times)
    return Rating(min(first, last), max(first, last), match["to"] == "/")


def _volts(figures: str) -> float:
    """`1,000` is a thousand, `0,6` six tenths, and so is `06`, which has lost its point."""
    if re.match("0[0-9]", figures):
        figures = f"0.{figures[1:]}"
    return float(figures.replace(",", "" if re.search(r",[0-9]{3}(?![0-9])", figures) else "."))
