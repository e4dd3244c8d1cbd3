"""Where words stand in a squeezed line of Thai: as they are written, and with letters misread for others.

Letters are misread for those that readers of print were seen to take for one another, or that look alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

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
RECENT_STATES = 2048
"""Places in the words of one list that are remembered, with what the letters that followed led to."""
LISTS = 16
"""Lists, each with what may be misread of its words, of which that is remembered."""
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


Prices: TypeAlias = tuple[tuple[str, int], ...]
"""Beginnings of words, and what of each was misread, in half letters."""


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
    ways = _ways(known, most, others)
    for start in starts:
        state = ways.begin if start else ways.begin_line
        for end in range(start, len(bare)):
            letter = bare[end]
            after = state.after.get(letter)
            if after is None:
                after = ways.go_on(state, letter)
            if not after.prices:
                break
            for word, price in after.told:
                yield Part(start, end + 1, word, price)
            state = after


class _State:
    """Where a line may be in the words of a list, some letters after a place.

    `prices`: with what words may begin there, and what of it was misread at the least; `told`: the misread words that
    end there; `after`: where it may be with the letters that followed before now.
    """

    __slots__ = ("after", "prices", "told")

    def __init__(self, prices: Prices, told: Prices = ()) -> None:
        self.prices, self.told, self.after = prices, told, dict[str, _State]()


class _Ways:
    """All that was found of how lines go through a list: lines, and looks at one of them, share most of their way."""

    def __init__(self, known: Beginnings, most: Callable[[str], int], others: bool) -> None:
        self._known, self._most, self._others = known, most, others
        self._met: dict[Prices, _State] = {}
        self.begin, self.begin_line = _State((("", 0),)), _State((("", 0),))

    def go_on(self, state: _State, letter: str) -> _State:
        """Where a line is with the next letter; no prices where it is in no word."""
        prices = tuple(self._prices(state, letter).items())
        if (after := self._met.get(prices)) is None:
            if len(self._met) >= RECENT_STATES:
                self._forget()
            after = self._met[prices] = _State(prices, tuple(filter(self._is_told, prices)))
        state.after[letter] = after
        return after

    def _prices(self, state: _State, letter: str) -> dict[str, int]:
        goes_on, begins_line, after = self._known.goes_on, state is self.begin_line, dict[str, int]()
        for prefix, cost in state.prices:
            steps = [(prefix + letter, 0)] if letter in goes_on[prefix] else []
            if cost < LETTER + len(prefix) // 2 + 1:  # else as much is misread as may be, also if it goes on for two
                steps += _alike(prefix, letter, goes_on)
            if self._others and cost == 0 and (len(prefix) >= OTHER_AFTER_LETTERS or begins_line):
                steps += _other(prefix, letter, goes_on)
            for longer, more in steps:
                price = cost + more
                if price > LETTER + len(longer) // 2 and (price, cost) not in _ALONE:
                    continue
                if price < after.get(longer, price + 1):
                    after[longer] = price
        return after

    def _is_told(self, found: tuple[str, int]) -> bool:
        word, price = found
        return price > 0 and word in self._known.words and price <= self._most(word)

    def _forget(self) -> None:
        self._met.clear()
        self.begin.after.clear()
        self.begin_line.after.clear()


@lru_cache(LISTS)
def _ways(known: Beginnings, most: Callable[[str], int], others: bool) -> _Ways:
    return _Ways(known, most, others)


def _alike(prefix: str, letter: str, goes_on: Mapping[str, str]) -> list[tuple[str, int]]:
    """What a beginning of a word may become with the next letter of a line, and what is misread then.

    The letter is read for one that it looks like, seen twice, or there is a small vowel before it that was lost.
    """
    small, alike, follow = letter in _SMALL_VOWELS, look_alikes().get(letter, ""), goes_on[prefix]
    found = [(prefix + other, LETTER) for other in alike if other in follow and not (small and other in _SMALL_VOWELS)]
    if prefix:
        if small or letter == prefix[-1] or prefix[-1] in alike:
            found.append((prefix, HALF if small or letter == prefix[-1] else LETTER))
        for vowel in _SMALL_VOWELS:
            if vowel in follow and (small or letter in goes_on[prefix + vowel]):
                found.append((prefix + vowel + ("" if small else letter), HALF))
    return found


def _other(prefix: str, letter: str, goes_on: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """The same with a letter made up, lost, or read as one that it does not look like."""
    if prefix:
        yield prefix, OTHER
    for other in goes_on[prefix]:
        yield prefix + other, OTHER
        if letter in goes_on[prefix + other]:
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
