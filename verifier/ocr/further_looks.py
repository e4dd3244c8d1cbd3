"""Further looks at lines that the cheapest reader does not read for sure, before anything agrees.

Print in Chinese and Japanese, which that reader does not know, is given to one that does, as are bare numbers: a word
before them may be lost. Thai lines that are nearly words which speak of papers, tests and states are read in other
widths: one of them may show the word as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np

from verifier.domain import Photo, Quality, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.extract.label_words import may_speak, speaking_words, unknown_words
from verifier.extract.statement_words import OWN_WORD
from verifier.extract.unexplained import UNKNOWN_MIN_CONFIDENCE
from verifier.image.crop import cut_line
from verifier.ocr.ensemble import upside_down
from verifier.ocr.overlooked import READ_MIN_PX, mean, surest
from verifier.protocols import LineReader
from verifier.thai import EAST_ASIAN, letters_of

FOREIGN_MAX_CONFIDENCE, FOREIGN_MIN_ASPECT, MAX_FOREIGN = 0.86, 1.4, 8
"""Lines that are read worse, and are so many times as long as high, may be in a script that the reader does not know;
the longest of them are looked at."""
FOREIGN_SURE, FOREIGN_MIN_LETTERS = 0.75, 3
"""Print is East Asian when so many of its letters are read with this mean confidence: texture is read as one or two."""
LATIN_SURE = 0.9
"""Mean confidence from which on what it reads of papers, tests and states stands there: it reads letters of dots, of
shadows and of outlines better."""
UPRIGHT_DEGREES = 100.0
"""Lines that are turned against the others by more are read upside down."""
SCRIPT_CONFIDENCE = 0.68
"""Mean confidence with which such a line is taken for Latin: what is less is a blurred line of any script."""
SCRIPT_MIN_SCORE, SCRIPT_MIN_ASPECT, SCRIPT_LETTERS, SCRIPT_LATIN, SCRIPT_SEEN = 0.72, 4.5, 8, 0.7, 0.4
"""A line of a script that nobody reads: so surely one, so many times as long as high; of at least so many letters this
share is taken for Latin by one reader, and the other sees at most so many of them."""
WIDENED_MAX_CONFIDENCE, WIDENED_MIN_PX, WIDENED_MAX_ASPECT, MAX_WIDENED = 0.75, 28.0, 5.0, 2
"""Lines that are read worse, are so high and at most so many times as long may be squeezed; the highest are looked at.
"""
WIDENED_PX, WIDENINGS, MAX_WIDENED_PX = 40, (2, 3), 1600
"""Height at which they are shown, how many times as wide as they are, and the widest that they are shown, in px."""
WIDENED_SURE, WIDENED_MARGIN = 0.8, 0.15
"""Mean confidence with which they must be read then, and by how much surer."""
EMPTY = Quality(0.0, 0.0, 0.0, 0.0)
AGAIN_CONFIDENCES, MAX_AGAIN = (0.6, 0.98), 8
"""Between these mean confidences a line may have another word than was read; the least sure are read again."""
AGAIN_SURE = 0.7
"""Mean confidence from which a further look shows words, as `extract.unexplained.LEGIBLE_MIN_CONFIDENCE`."""
AGAIN_MAX_LOSS = 0.1
"""A look whose mean confidence is lower than that of what was read by more than this shows a word no better."""
MAX_BARE_NUMBERS = 6
"""Of lines that are a number and nothing else so many are looked at, the highest first."""
_BARE_NUMBER = re.compile(r"\W*[A-Za-zก-๎]{0,3}[\W_]*[0-9]{2,5}\W*$")


def by_another_reader(
    reader: LineReader, photo: Photo, readings: Sequence[Reading]
) -> tuple[list[Reading], list[Region]]:
    """What a reader that knows East Asian letters makes of lines read badly, and of those that are but a number.

    Handed on are the first where it surely reads such letters, or reads of papers, tests and states, and the others
    where it sees the word that announces a standard; then the lines of a script that it does not know either. A line
    that is both is read once.
    """
    badly, bare = _read_badly(readings), _bare_numbers(readings)
    lines = list(dict.fromkeys([*badly, *bare]))
    seen = dict(zip(lines, reader.read(photo, lines) if lines else (), strict=True))
    seen |= _the_other_way(reader, photo, [line for line in badly if not _one_way(line, _way(readings))], seen)
    foreign = [r for r in map(seen.__getitem__, badly) if mean(r) >= FOREIGN_SURE and _is_east_asian(r.text)]
    foreign += [r for r in map(seen.__getitem__, badly) if mean(r) >= LATIN_SURE and _speaks(r.text)]
    announcing = [r for r in map(seen.__getitem__, bare) if mean(r) >= AGAIN_SURE and OWN_WORD.search(r.text)]
    poor = [r for r in surest(readings) if r.region in badly]
    return foreign + announcing, unknown_scripts(poor, [seen[region] for region in badly], readings)


def _the_other_way(
    reader: LineReader, photo: Photo, lines: Sequence[Region], seen: Mapping[Region, Reading]
) -> dict[Region, Reading]:
    """Lines that were read against all others, of which the reader sees more when they are turned round."""
    turned = [replace(line, quad=upside_down(line.quad)) for line in lines]
    looks = zip(lines, reader.read(photo, turned) if turned else (), strict=True)
    return {line: look for line, look in looks if mean(look) > mean(seen[line])}


def _way(readings: Sequence[Reading]) -> Reading | None:
    """The line that tells which way up the photo is: the longest of those that were read for sure."""
    sure = [r for r in readings if mean(r) >= FOREIGN_MAX_CONFIDENCE]
    return max(sure, key=lambda r: mean(r) * len(r.text), default=None)


def _read_badly(readings: Sequence[Reading]) -> list[Region]:
    poor = [r for r in surest(readings) if mean(r) < FOREIGN_MAX_CONFIDENCE and r.region.quad.height >= READ_MIN_PX]
    poor = [r for r in poor if r.region.quad.width >= FOREIGN_MIN_ASPECT * r.region.quad.height]
    return [r.region for r in sorted(poor, key=lambda r: -r.region.quad.width)[:MAX_FOREIGN]]


def unknown_scripts(lines: Sequence[Reading], others: Sequence[Reading], readings: Sequence[Reading]) -> list[Region]:
    """Lines that one reader takes for Latin and the other, which knows Latin, for hardly a letter: of another script.

    `others` are what the other reader made of the same lines, `readings` all that was read in the photo.
    """
    looks = {other.region.quad: other for other in others}
    way = _way(readings)
    pairs = [(line, looks[line.region.quad]) for line in lines if line.region.quad in looks]
    return [
        line.region
        for line, other in pairs
        if _of_no_script(line, other) and _one_way(line.region, way) and not _read_better(line, readings)
    ]


def _one_way(line: Region, other: Reading | None) -> bool:
    """Whether a line runs about as the other one: what is read upside down was read so for want of anything better."""
    if other is None:
        return True
    apart = abs(line.quad.angle - other.region.quad.angle) % 360
    return min(apart, 360 - apart) < UPRIGHT_DEGREES


def _read_better(line: Reading, readings: Sequence[Reading]) -> bool:
    """Whether another box of the same print was read better: upside down, say."""
    quad = line.region.quad
    return any(r.region.quad.contains(quad.centre) and mean(r) > mean(line) and r.region.quad != quad for r in readings)


def _of_no_script(line: Reading, other: Reading) -> bool:
    quad, letters = line.region.quad, letters_of(line.text)
    latin = sum(letter.isascii() for letter in letters)
    print_ = (
        mean(line) >= SCRIPT_CONFIDENCE
        and line.region.score >= SCRIPT_MIN_SCORE
        and quad.width >= SCRIPT_MIN_ASPECT * quad.height
    )
    unknown = len(letters) >= SCRIPT_LETTERS and latin >= SCRIPT_LATIN * len(letters)
    return print_ and unknown and len(letters_of(other.text)) <= SCRIPT_SEEN * len(letters)


def widened(reader: LineReader, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
    """Lines of squeezed letters, read at twice and three times their width: those that are surely read so."""
    poor = [r for r in surest(readings) if mean(r) < WIDENED_MAX_CONFIDENCE and r.region.quad.height >= WIDENED_MIN_PX]
    aspects = [(r, r.region.quad.width / max(r.region.quad.height, 1.0)) for r in poor]
    poor = [r for r, aspect in aspects if 1 <= aspect <= WIDENED_MAX_ASPECT]
    found = []
    for squeezed_ in sorted(poor, key=lambda r: -r.region.quad.height)[:MAX_WIDENED]:
        crop = cut_line(photo, squeezed_.region.quad, WIDENED_PX)
        looks: list[Reading] = []
        for times in WIDENINGS:
            size = (min(crop.shape[1] * times, MAX_WIDENED_PX), crop.shape[0])
            picture = np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_LINEAR), np.uint8)
            line = Region(RegionKind.LINE, Quad.of_box(0, 0, *size), 1.0)
            looks += reader.read(Photo(picture, "", "", EMPTY), [line])
        best = max(looks, key=mean)
        if mean(best) >= max(WIDENED_SURE, mean(squeezed_) + WIDENED_MARGIN):
            found.append(replace(best, region=squeezed_.region))
    return found


def _bare_numbers(readings: Sequence[Reading]) -> list[Region]:
    bare = [r for r in surest(readings) if _BARE_NUMBER.match(r.text) and r.region.quad.height >= READ_MIN_PX]
    return [r.region for r in sorted(bare, key=lambda r: -r.region.quad.height)[:MAX_BARE_NUMBERS]]


def _speaks(text: str) -> bool:
    """Whether a line that is no number speaks of papers, tests and states, in letters that the other reader knows."""
    return not _is_east_asian(text) and not OWN_WORD.search(text) and speaking_words(text) != ""


def _is_east_asian(text: str) -> bool:
    return len(EAST_ASIAN.findall(text)) >= FOREIGN_MIN_LETTERS


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
