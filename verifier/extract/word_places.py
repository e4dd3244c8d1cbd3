"""Where words stand in a squeezed line of Thai: as they are written, and with letters misread for others.

Letters are misread for those that readers of print were seen to take for one another, or that look alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from verifier.extract.label_vocabulary import Beginnings
from verifier.names.confusions import everyone
from verifier.thai import LETTER_LOOK_ALIKES

LETTER, HALF, OTHER = 2, 1, 4
"""What a letter misread for one that it looks like counts, a small vowel or a letter seen twice, and any other letter,
in half letters."""
LETTERS_A_MISREADING = 4
"""One letter of a word may be misread for every this many of its own."""
OTHER_AFTER_LETTERS = 3
"""After so many letters of a word, or at the line's beginning, one may be read as any other, lost or made up."""
MISREAD_TIMES, MISREAD_SHARE = 3, 0.005
"""A letter may be misread as one that it was seen as so often, and in this share of its places."""
RECENT_STEPS = 8192
"""Steps from a beginning of a word on that are remembered: the same ones are taken in line after line."""
NEVER_COUNTED = ("ขบช", "ธร", "ฉณ")
"""Letters that look alike and stand in too few of the names of which misreadings were counted."""

_SMALL_VOWELS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39"
"""Vowels above and below a letter: readers lose them, and see them where there are tone marks."""
_ALONE = ((OTHER, 0), (OTHER, OTHER))
"""What was misread, and before that, of a word in which one letter is any other and nothing else is misread."""


class Part(NamedTuple):
    """A word of a line from `start` to `end`, as it is in the list, and what of it was misread, in half letters."""

    start: int
    end: int
    word: str
    misread: int


def written(bare: str, known: Beginnings) -> Iterator[Part]:
    """Where words stand in a line as they are written."""
    for start in range(len(bare)):
        for end in range(start + 1, len(bare) + 1):
            piece = bare[start:end]
            if piece not in known.goes_on:
                break
            if piece in known.words:
                yield Part(start, end, piece, 0)


def misread(
    bare: str, known: Beginnings, most: Callable[[str], int], starts: Sequence[int], *, others: bool
) -> Iterator[Part]:
    """Where words stand in a line, from `starts` on, with so much misread as `most` has it.

    Letters are taken for those that they look like; with `others` one also for any.
    """
    for start in starts:
        states = {"": 0}
        for end, letter in enumerate(bare[start:], start + 1):
            after: dict[str, int] = {}
            for prefix, cost in states.items():
                any_other = others and cost == 0 and (len(prefix) >= OTHER_AFTER_LETTERS or end == 1)
                for longer, more in _steps(known, prefix, letter, any_other):
                    price = cost + more
                    if price > LETTER + len(longer) // 2 and (price, cost) not in _ALONE:
                        continue
                    if price < after.get(longer, price + 1):
                        after[longer] = price
            if not after:
                break
            states = after
            yield from (Part(start, end, w, c) for w, c in states.items() if c and w in known.words and c <= most(w))


@lru_cache(RECENT_STEPS)
def _steps(known: Beginnings, prefix: str, letter: str, any_other: bool) -> Sequence[tuple[str, int]]:
    """What a beginning of a word may become with the next letter of a line, and what is misread then, at the least.

    With `any_other` the letter may also be any other.
    """
    least: dict[str, int] = {}
    for longer, more in chain(_alike(prefix, letter, known), _other(prefix, letter, known) if any_other else ()):
        if more < least.get(longer, more + 1):
            least[longer] = more
    return tuple(least.items())


def _alike(prefix: str, letter: str, known: Beginnings) -> Iterator[tuple[str, int]]:
    """The same with the letter as it is, read for one that it looks like, seen twice, and a small vowel lost."""
    small, alike, follow = letter in _SMALL_VOWELS, look_alikes().get(letter, ""), known.goes_on[prefix]
    if letter in follow:
        yield prefix + letter, 0
    for other in alike:
        if other in follow and not (small and other in _SMALL_VOWELS):
            yield prefix + other, LETTER
    if prefix:
        if small or letter == prefix[-1] or prefix[-1] in alike:
            yield prefix, HALF if small or letter == prefix[-1] else LETTER
        for vowel in _SMALL_VOWELS:
            if vowel in follow and (small or letter in known.goes_on[prefix + vowel]):
                yield prefix + vowel + ("" if small else letter), HALF


def _other(prefix: str, letter: str, known: Beginnings) -> Iterator[tuple[str, int]]:
    """The same with a letter made up, lost, or read as one that it does not look like."""
    if prefix:
        yield prefix, OTHER
    for other in known.goes_on[prefix]:
        yield prefix + other, OTHER
        if letter in known.goes_on[prefix + other]:
            yield prefix + other + letter, OTHER


@cache
def look_alikes() -> Mapping[str, str]:
    """What may have been printed where a letter was read: what readers were seen to confuse, and what looks alike."""
    counted, pairs = everyone(), set[tuple[str, str]]()
    for (printed, read), times in counted.wrong.items():
        if printed and read and times >= MISREAD_TIMES and times >= MISREAD_SHARE * counted.seen[printed]:
            pairs |= {(printed, read), (read, printed)}
    for group in (*LETTER_LOOK_ALIKES, *NEVER_COUNTED):
        pairs |= {(one, other) for one in group for other in group if one != other}
    read_as: dict[str, str] = {}
    for printed, read in sorted(pairs):
        read_as[read] = read_as.get(read, "") + printed
    return MappingProxyType(read_as)
