"""A second opinion on the word before a standard's number, by a reader that was not trained on such numbers.

A reader that has seen มอก. before them alone makes it of มอค., มฮก. and นอก. as well: what it was trained on repairs
what it sees. The other reader looks three times, and the word is doubted where most of its looks surely show another
one, or all of them do and one surely.

It takes ม for บ in some fonts without loops. บอก. is doubted where the readers of numbers, who are shown the word alone
and then repair less, see บ in most looks as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.domain import Photo, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.extract.abbreviation import may_be_meant, other_word
from verifier.extract.candidates import digit_runs, part
from verifier.extract.fields import Field, extract
from verifier.numbers import StandardNumber
from verifier.protocols import LineReader

GROWTHS = ((0.0, 0.0), (0.3, 0.06), (0.3, 0.2))
"""Room left beside the number, and above and below it, for each look, in heights."""
SETTLING = 2
"""Where so many looks see no other word, the last one is not taken: fewer than most would."""
MIN_PX = 18.0
"""Height of a number's line from which on letters of one look are told apart: of 37 genuine photos that agree one, of
15.7 px, was doubted."""
ROOM_FOR_WORD = 3.5
"""Room for the word itself, in heights, where what was read of the number begins with its figures."""
MIN_SURE = 0.3
"""Certainty from which a look counts as sure. Of 280 honest numbers in 294 fonts 1 is doubted so, of 224 before which
one letter was another (and no บ) 212."""

ALONE_GROWTHS = ((0.0, 0.0), (0.15, 0.06), (0.0, 0.15))
"""Room left beside the word, and above and below it, where it is shown alone."""
ALONE_MIN_SHARE = 0.6
"""Share of the looks at the word alone that must see its first letter so. Of 680 honest numbers in 294 fonts none is
doubted, of 377 with บอก. 211."""

_IN_LATIN = re.compile(r"\s*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class AbbreviationCheck:
    """Asks other readers for the word before accepted standard numbers. Safe to share between threads."""

    readers: Sequence[LineReader] = ()
    of_numbers: Sequence[LineReader] = ()

    def doubts(self, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
        """For each accepted standard number before which most looks of a reader show another word, the surest of them.

        `readings` are those of the photo; numbers announced by TIS are left out. Raises EngineFailed.
        """
        return [
            doubt
            for field in extract(readings).standards
            if field.certain and not _IN_LATIN.match(field.text)
            for reader in self.readers
            if field.quad.height >= max(MIN_PX, reader.minimum_height_px)
            for doubt in self._doubted(photo, reader, field)
        ]

    def _doubted(self, photo: Photo, reader: LineReader, field: Field[StandardNumber]) -> Iterator[Reading]:
        digits, places = digit_runs(field.text), _places(field.quad, field.text)
        looks = list(reader.read(photo, places[:SETTLING]))
        if not any(other_word(look, digits)[0] for look in looks):
            return
        looks += reader.read(photo, places[SETTLING:])
        told = [(look, *other_word(look, digits)) for look in looks]
        others = [(sure, word, look) for look, word, sure in told if word]
        clear = [other for other in others if not may_be_meant(other[1])]
        if _enough(clear, len(looks)):
            yield max(clear, key=_sure)[-1]
        elif _enough(others, len(looks)):
            _, word, look = max((other for other in others if other not in clear), key=_sure)
            if self._seen_alone(photo, field, word[-3]):
                yield look

    def _seen_alone(self, photo: Photo, field: Field[StandardNumber], letter: str) -> bool:
        """Whether most looks at the word alone see this letter first."""
        word = re.match("[^0-9๐-๙]+", field.text)
        if word is None:
            return False
        line = Reading(field.text, Region(RegionKind.LINE, field.quad, 1.0), "")
        places = [Region(RegionKind.LINE, part(line, 0, word.end()).grown(*g), 1.0) for g in ALONE_GROWTHS]
        seen = [look.text.lstrip()[:1] == letter for reader in self.of_numbers for look in reader.read(photo, places)]
        return sum(seen) >= ALONE_MIN_SHARE * max(len(seen), 1)


def _places(number: Quad, text: str) -> list[Region]:
    room = ROOM_FOR_WORD if text[:1].isdigit() else 0.0
    return [Region(RegionKind.LINE, number.grown(room + beside, above), 1.0) for beside, above in GROWTHS]


def _enough(others: Sequence[tuple[float, str, Reading]], looks: int) -> bool:
    """Whether so many of the looks show another word that it is doubted."""
    sure = sum(_sure(other) >= MIN_SURE for other in others)
    return 2 * sure > looks or (sure > 0 and len(others) == looks)


def _sure(other: tuple[float, str, Reading]) -> float:
    return other[0]
