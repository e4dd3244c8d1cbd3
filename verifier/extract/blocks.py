"""Lines one under the other that say together what none says by itself: a sentence, a word broken by syllables.

A Latin word by itself is taken for a name (`label_words`); a language that nobody here reads, set in short lines, would
pass as names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from verifier.domain import StatementKind
from verifier.extract.label_words import NAMES_A_LINE, latin_of, speaking_words, unknown_latin
from verifier.extract.print_lines import NEXT_LINE_HEIGHTS, Line, Statement, line_mean, offset, statement_of
from verifier.extract.statement_words import without_announcements
from verifier.extract.unexplained import LEGIBLE_MIN_CONFIDENCE, UNKNOWN_MIN_CONFIDENCE
from verifier.extract.weight import leads
from verifier.names.parse import may_name_firm, tidy
from verifier.thai import fold_text, letters_of, normal_form

NAMES_A_BLOCK = 2
"""Latin words that are unknown in lines one under the other and may still be names: a brand, a model, a place."""
SYLLABLE_LETTERS = (2, 6)
"""Letters of a line that may be a part of a word, fewest and most."""
UNREAD_SHARE = 0.6
"""A text is in a language that nobody reads when this share of its Latin words is unknown."""
SAME_NAME_LETTERS, SAME_NAME_SHARE = 4, 0.6
"""Two words are one name when they share a run of so many letters, and of this share of the shorter one."""
HEIGHTS_ALIKE = (0.7, 1.4)
"""Lines of one text are about as high as each other: ratio of the lower one's height to the upper one's."""
_BEGINS = re.compile(r"\s*(?:[-–•*·●▪]|[0-9๐-๙]{1,2}[.)]|ข้อควรระวัง|คำเตือน|caution|warning)", re.IGNORECASE)
"""With which a line begins that says something else than the line above: an item of a list, a caution."""
_NOUGHT = re.compile("(?<=[a-z])0|0(?=[a-z])")


def unknown_texts(lines: Sequence[Line]) -> Iterator[Statement]:
    """One statement for every text of two lines and more with more unknown Latin words than names account for."""
    named = {id(line): (line, words) for line in lines if (words := _names(line))}
    below = {key: _below(line, [other for other, _ in named.values()]) for key, (line, _) in named.items()}
    under = {id(other) for other in below.values() if other is not None}
    for key, (line, words) in named.items():
        if key in under:
            continue
        told, seen, last = list(words), {key}, below[key]
        while last is not None and id(last) not in seen:
            seen.add(id(last))
            told += named[id(last)][1]
            last = below[id(last)]
        all_words = [word for each in seen for word in latin_of(named[each][0].readings[0].text)]
        unread = len(told) >= UNREAD_SHARE * len(all_words)
        if len(seen) > 1 and unread and len(_distinct(told)) > NAMES_A_BLOCK:
            yield statement_of(StatementKind.WORDS, line.readings[0], " ".join(told))


def broken_words(lines: Sequence[Line]) -> Iterator[Statement]:
    """A speaking word whose syllables stand in short lines one under the other, the first that there is."""
    short = [line for line in lines if SYLLABLE_LETTERS[0] <= len(_syllable(line)) <= SYLLABLE_LETTERS[1]]
    for first in short:
        told, column = _syllable(first), [first]
        while (below := _below(column[-1], short)) is not None and below not in column:
            column.append(below)
            told += _syllable(below)
            if words := speaking_words(told):
                yield statement_of(StatementKind.WORDS, first.readings[0], words)
                return


def going_on(lines: Sequence[Line]) -> frozenset[int]:
    """The ids of lines right under one that names a mark, a paper or who gives it: its sentence may go on there."""
    firsts = (line for line in lines if line_mean(line.readings[0]) >= LEGIBLE_MIN_CONFIDENCE)
    below = (_below(line, lines) for line in firsts if leads(line.readings[0].text))
    return frozenset(id(line) for line in below if line and not _BEGINS.match(line.readings[0].text))


def _syllable(line: Line) -> str:
    """The letters of a legible line that speaks of nothing by itself, a nought between them taken for an O."""
    surest = line.readings[0]
    if line_mean(surest) < LEGIBLE_MIN_CONFIDENCE or speaking_words(surest.text):
        return ""
    return letters_of(_NOUGHT.sub("o", fold_text(normal_form(surest.text)).casefold()))


def _below(line: Line, others: Sequence[Line]) -> Line | None:
    """The nearest of the lines that stand right under one, in print of its size."""
    found = [other for other in others if other is not line and _is_next(line, other)]
    return min(found, key=lambda other: line.quad.distance(other.quad), default=None)


def _names(line: Line) -> Sequence[str]:
    """The unknown Latin words of a line that is legible, names no firm, and is told of by no word of its own."""
    surest = line.readings[0]
    if line_mean(surest) < UNKNOWN_MIN_CONFIDENCE or may_name_firm(surest.text) or tidy(surest.text):
        return ()
    words = unknown_latin(without_announcements(surest.text))
    return words if len(words) <= NAMES_A_LINE else ()


def _distinct(words: Sequence[str]) -> list[str]:
    """Words without those that hold a run of another: a brand stands in its address too, and is misread otherwise."""
    kept: list[str] = []
    for word in sorted(words, key=len, reverse=True):
        runs = (SequenceMatcher(None, word, other, autojunk=False).find_longest_match().size for other in kept)
        if all(run < max(SAME_NAME_LETTERS, SAME_NAME_SHARE * len(word)) for run in runs):
            kept.append(word)
    return kept


def _is_next(line: Line, other: Line) -> bool:
    """Whether `other` stands right under a line, in print of its size."""
    along, down = offset(line.quad, other.quad)
    low, high = HEIGHTS_ALIKE
    beside = abs(along) <= max(line.quad.width, other.quad.width) / 2
    near = line.quad.distance(other.quad) <= NEXT_LINE_HEIGHTS * line.quad.height
    return down > 0 and beside and near and low <= (other.quad.height + 1) / (line.quad.height + 1) <= high
