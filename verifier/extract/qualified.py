"""Words that change what a number says: in its own line, beside it, in its row, or in large print anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.domain.geometry import Quad
from verifier.extract.affirms import affirms
from verifier.extract.excuses import excused
from verifier.extract.fields import Fields
from verifier.extract.postal import is_address
from verifier.extract.print_lines import NEXT_LINE_HEIGHTS, Line, Statement, line_mean, numbers_of, offset
from verifier.extract.statement_words import qualifying
from verifier.extract.unexplained import LEGIBLE_MIN_CONFIDENCE
from verifier.extract.words import Word, find, stands_alone

LARGE_HEIGHTS = 0.7
"""Print that denies counts wherever it stands if it is at least this many times as high as the lowest number."""
ROW_HEIGHTS, LEVEL = 20.0, 0.5
"""A word stands in a number's row, behind dots that lead to it, say, up to so many heights of the number from it, and
so far above or below its middle."""


def qualified(lines: Sequence[Line], fields: Fields) -> Iterator[Statement]:
    """Words that change what a number beside them says, or that deny in large print wherever they stand."""
    numbers = [(quad, value) for quad, value, _ in numbers_of(fields)]
    large = LARGE_HEIGHTS * min((quad.height for quad, _ in numbers), default=0.0)
    for line in lines:
        own = [text for quad, text in numbers if line.quad.contains(quad.centre)]
        row = [text for quad, text in numbers if not own and _in_row(line.quad, quad)]
        near = [text for quad, text in numbers if quad.distance(line.quad) <= NEXT_LINE_HEIGHTS * quad.height]
        for rule in qualifying():
            words: Sequence[Word] = ()
            if own:
                words = rule.with_number
            elif near:
                words = rule.beside_number
            elif line.quad.height >= large:
                words = rule.anywhere
            for reading in line.readings:
                word = find(words, reading.text) or (find(rule.goods, reading.text) if own else None)
                if word is None and line.quad.height >= large:
                    word = stands_alone(rule.alone, reading.text)
                if word is None and row and line_mean(reading) >= LEGIBLE_MIN_CONFIDENCE:
                    word = stands_alone(rule.in_row, reading.text)
                own_date = word and of_something_else(rule.not_after, word, reading.text)
                said = word and not own_date and not excused(rule.excused_in, word, reading.text)
                if word and said and not (affirms(reading.text) or is_address(reading.text)):
                    value = (own or near or row or [""])[0]
                    yield Statement(rule.kind, reading.text, word.written, value, line.quad, reading.confidence)
                    break


def of_something_else(before: Sequence[Word], word: Word, text: str) -> bool:
    """Whether one of the words stands right before another: วันหมดอายุ is the goods' own, ประเทศผู้ผลิต names no firm."""
    return any(find([Word.of(other.written + word.written)], text, fuzzy=False) for other in before)


def _in_row(place: Quad, number: Quad) -> bool:
    along, down = offset(number, place)
    return (
        abs(down) <= LEVEL * number.height
        and abs(along) - (number.width + place.width) / 2 <= ROW_HEIGHTS * number.height
    )
