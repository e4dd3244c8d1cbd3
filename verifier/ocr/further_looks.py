"""Further looks at lines that the cheapest reader does not read for sure, before anything agrees.

Print in Chinese and Japanese, which that reader does not know, is given to one that does, as are bare numbers: a word
before them may be lost. Thai lines that are nearly words which speak of papers, tests and states are read in other
widths: one of them may show the word as it stands. Print next to a number that stays garbled is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.domain import Photo, Reading, Region
from verifier.domain.geometry import Quad
from verifier.extract.label_words import may_speak, speaking_words, unknown_thai, unknown_words
from verifier.extract.unexplained import UNKNOWN_MIN_CONFIDENCE
from verifier.extract.words import OWN_WORD
from verifier.names.parse import may_name_firm, tidy
from verifier.numbers import find_licences, find_standards
from verifier.ocr.overlooked import READ_MIN_PX, mean, surest
from verifier.protocols import LineReader
from verifier.thai import EAST_ASIAN

FOREIGN_MAX_CONFIDENCE, FOREIGN_MIN_ASPECT, MAX_FOREIGN = 0.8, 1.8, 8
"""Lines that are read worse, and are so many times as long as high, may be in a script that the reader does not know;
the longest of them are looked at."""
FOREIGN_SURE, FOREIGN_MIN_LETTERS = 0.75, 3
"""Print is East Asian when so many of its letters are read with this mean confidence: texture is read as one or two."""
AGAIN_CONFIDENCES, MAX_AGAIN = (0.6, 0.98), 8
"""Between these mean confidences a line may have another word than was read; the least sure are read again."""
AGAIN_SURE = 0.7
"""Mean confidence from which a further look shows words, as `extract.unexplained.LEGIBLE_MIN_CONFIDENCE`."""
AGAIN_MAX_LOSS = 0.1
"""A look whose mean confidence is lower than that of what was read by more than this shows a word no better."""
MAX_BARE_NUMBERS = 6
"""Of lines that are a number and nothing else so many are looked at, the highest first."""
GARBLED_MIN_PX, GARBLED_MIN_SCORE, GARBLED_MIN_ASPECT = 24.0, 0.75, 5.0
"""Print that everybody should read is so high, so surely a line, and so many times as long as high."""
GARBLED_CONFIDENCES, GARBLED_LETTERS, GARBLED_SHARE = (0.5, 0.85), 10, 0.7
"""It is garbled when it is read with a mean confidence between these, and so many of its Thai letters, and this share,
are of no word."""
GARBLED_REACH = 1.0
"""How far from a number or a firm it stands at most, in heights of that."""
_BARE_NUMBER = re.compile(r"\W*[A-Za-zก-๎]{0,3}[\W_]*[0-9]{2,5}\W*$")


def by_another_reader(reader: LineReader, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
    """What a reader that knows East Asian letters makes of lines read badly, and of those that are but a number.

    Handed on are the first where it surely reads such letters, and the others where it sees the word that announces a
    standard. A line that is both is read once.
    """
    badly, bare = _read_badly(readings), _bare_numbers(readings)
    lines = list(dict.fromkeys([*badly, *bare]))
    seen = dict(zip(lines, reader.read(photo, lines) if lines else (), strict=True))
    foreign = [r for r in map(seen.__getitem__, badly) if mean(r) >= FOREIGN_SURE and _is_east_asian(r.text)]
    announcing = [r for r in map(seen.__getitem__, bare) if mean(r) >= AGAIN_SURE and OWN_WORD.search(r.text)]
    return foreign + announcing


def _read_badly(readings: Sequence[Reading]) -> list[Region]:
    poor = [r for r in surest(readings) if mean(r) < FOREIGN_MAX_CONFIDENCE and r.region.quad.height >= READ_MIN_PX]
    poor = [r for r in poor if r.region.quad.width >= FOREIGN_MIN_ASPECT * r.region.quad.height]
    return [r.region for r in sorted(poor, key=lambda r: -r.region.quad.width)[:MAX_FOREIGN]]


def _bare_numbers(readings: Sequence[Reading]) -> list[Region]:
    bare = [r for r in surest(readings) if _BARE_NUMBER.match(r.text) and r.region.quad.height >= READ_MIN_PX]
    return [r.region for r in sorted(bare, key=lambda r: -r.region.quad.height)[:MAX_BARE_NUMBERS]]


def _is_east_asian(text: str) -> bool:
    return len(EAST_ASIAN.findall(text)) >= FOREIGN_MIN_LETTERS


def garbled_lines(readings: Sequence[Reading]) -> list[Region]:
    """Lines next to a number or a firm that are print, and of which no reader made words: in a script like Thai."""
    best = [r for r in surest(readings) if r.region.quad.height >= GARBLED_MIN_PX]
    anchors = [r.region.quad for r in best if _is_anchor(r.text)]
    return [r.region for r in best if _garbled(r) and any(_next_to(r.region.quad, quad) for quad in anchors)]


def _is_anchor(text: str) -> bool:
    return bool(find_licences(text) or any(found.has_year for found in find_standards(text)) or tidy(text))


def _garbled(reading: Reading) -> bool:
    quad, (letters, share) = reading.region.quad, unknown_thai(reading.text)
    low, high = GARBLED_CONFIDENCES
    print_ = reading.region.score >= GARBLED_MIN_SCORE and quad.width >= GARBLED_MIN_ASPECT * quad.height
    nothing = not _is_anchor(reading.text) and not may_name_firm(reading.text)
    return print_ and nothing and low <= mean(reading) < high and letters >= GARBLED_LETTERS and share >= GARBLED_SHARE


def _next_to(line: Quad, other: Quad) -> bool:
    return line != other and other.distance(line) <= GARBLED_REACH * other.height


def again(reader: LineReader, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
    """Looks in the reader's other widths at lines that may speak of papers, tests and states: those that do."""
    low, high = AGAIN_CONFIDENCES
    unsure = [r for r in surest(readings) if low <= mean(r) < high and r.region.quad.height >= READ_MIN_PX]
    unsure = [r for r in unsure if not speaking_words(r.text) and (may_speak(r.text) or _unknown(r))]
    unsure = sorted(unsure, key=mean)[:MAX_AGAIN]
    lines = [r.region for r in unsure]
    looks = [
        pair for other in reader.other_looks if lines for pair in zip(other.read(photo, lines), unsure, strict=True)
    ]
    return [
        look
        for look, seen in looks
        if mean(look) >= max(AGAIN_SURE, mean(seen) - AGAIN_MAX_LOSS)
        and (speaking_words(look.text) or (mean(look) > mean(seen) and _told(look)))
    ]


def _told(look: Reading) -> bool:
    """Whether what a look shows is told, as words that nobody knows."""
    return mean(look) >= UNKNOWN_MIN_CONFIDENCE and unknown_words(look.text) != ""


def _unknown(reading: Reading) -> bool:
    """Whether a line is unsure, and says what is not known to describe goods as it was read."""
    return mean(reading) < UNKNOWN_MIN_CONFIDENCE and unknown_words(reading.text) != ""
