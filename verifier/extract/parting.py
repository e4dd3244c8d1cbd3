"""Thai print parted into words: those that describe goods, also misread, and those that speak of more than that.

A squeezed line is parted at the least cost: into words as they are written, and misread where these are not all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from verifier.extract.company import denies_nothing, of_no_account, of_weight, says_nothing, stated, weighty_denied
from verifier.extract.label_vocabulary import thai_words
from verifier.extract.word_places import HALF, LETTER, LETTERS_A_MISREADING, Part, misread, written
from verifier.thai import RECENT_TEXTS

MISREAD_MIN_LETTERS, NEARLY_MIN_LETTERS = 3, 4
"""A shorter describing word, or speaking one, is known as it is written alone."""
LONG_LETTERS = 6
"""Of a speaking word of so many letters a small vowel more may be misread."""
COVERS_TIMES = 2
"""A describing word so many times as long as a speaking one may hold it by a misreading."""
CUT_LETTERS = 3
"""A misread speaking word that takes but a part of a word of so many letters, as it is written, is a chance."""
SURE_LETTERS = 6
"""A describing word of so many letters that stands in a line as it is written is that word."""

_UNKNOWN, _WORD, _MISREADING, _SAID = 1.0, 0.05, 0.3, 0.3
"""What an unknown letter, a word, half a misread letter and a speaking word cost a parting: of two, the one with longer
words wins."""


class Parting(NamedTuple):
    """A squeezed line of Thai: its words, the pieces that are of no word, and the words that speak.

    `hinting`: words that speak if the line was read well, being misread themselves or of weight by what they stand in.
    """

    bare: str
    parts: tuple[Part, ...]
    unknown: tuple[str, ...]
    speaking: tuple[str, ...]
    hinting: tuple[str, ...]

    @property
    def unsure(self) -> tuple[str, ...]:
        """What is left without misread words and long ones; nothing of a line that is read as it is written."""
        if not self.unknown and not any(each.misread for each in self.parts):
            return ()
        sure = [each for each in self.parts if each.misread or each.end - each.start >= SURE_LETTERS]
        return tuple(_without(self.bare, sure).split())


@lru_cache(RECENT_TEXTS)
def part(bare: str, denied: frozenset[int] = frozenset()) -> Parting:
    """The words of a squeezed line of Thai: as they are written if these are all of it, else also misread.

    `denied`: where ไม่ was read with its tone mark, which no word of ไม้ holds that begins before it: ข้างต้นไม่ถูก.
    """
    known = thai_words()
    exact, said = list(written(bare, known.parted)), list(written(bare, known.speaks))
    parts, unknown = cheapest(bare, exact, said)
    near: list[Part] = []
    starts = _starts(bare, parts, exact)
    for others in (False, True):
        if unknown:
            seen = misread(bare, known.parted, _most_misread, starts, others=others)
            parts, unknown = cheapest(bare, [*exact, *(word for word in seen if not of_weight(bare, word))], said)
            near = list(misread(bare, known.speaks, _speaking_misread, starts, others=others))
    spoken = [word for word in said if not _held(word, parts, exact) and not denies_nothing(word, bare, parts, exact)]
    spoken += [word for word in said if word.start in denied and _in_wood(word, parts)]
    hints = [*(word for word in near if not _held(word, parts)), *stated(bare, [*parts, *_overlaid(exact, parts)])]
    if not unknown and says_nothing(bare, parts, [*spoken, *hints]):
        spoken, hints = [], []
    left_out = of_no_account(bare, parts)
    speaking, hinting = ([word.word for word in words if word.word not in left_out] for words in (spoken, hints))
    return Parting(bare, parts, unknown, _once(speaking), _once([*hinting, *weighty_denied(parts)]))


def cheapest(bare: str, found: Sequence[Part], said: Sequence[Part]) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The parting that leaves the fewest letters unknown, with the fewest misread in the fewest words.

    What a speaking word (`said`) takes is neither a describing one nor unknown.
    """
    ending: dict[int, list[tuple[float, Part]]] = {}
    for each in found:
        ending.setdefault(each.end, []).append((_WORD + _MISREADING * each.misread, each))
    for each in said:
        ending.setdefault(each.end, []).append((_SAID, each))
    costs: list[float] = [0.0]
    last: list[Part | None] = [None]
    for end in range(1, len(bare) + 1):
        prices: list[tuple[float, Part | None]] = [(costs[-1] + _UNKNOWN, None)]
        prices += [(costs[each.start] + price, each) for price, each in ending.get(end, ())]
        price, word = min(prices, key=itemgetter(0))
        costs.append(price)
        last.append(word)
    words: list[Part] = []
    at = len(bare)
    while at:
        if (there := last[at]) is not None:
            words.append(there)
        at = there.start if there is not None else at - 1
    spoken = frozenset(said)
    return tuple(word for word in reversed(words) if word not in spoken), tuple(_without(bare, words).split())


def _once(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _starts(bare: str, parts: Sequence[Part], exact: Sequence[Part]) -> Sequence[int]:
    """Where a misread word may begin: not within a long one that stands there, but where any other begins in it."""
    long = (each for each in parts if each.end - each.start >= SURE_LETTERS)
    within = {at for each in long for at in range(each.start + 1, each.end)} - {each.start for each in exact}
    return [at for at in range(len(bare)) if at not in within]


def _held(said: Part, parts: Sequence[Part], exact: Sequence[Part] = ()) -> bool:
    """Whether a speaking word is in a describing one or a chance of two.

    `parts` are the words of the line, `exact` all that are written in it.
    """
    others = (word for word in exact if not any(_cuts(word, each) for each in parts))
    if any(_holds(each, said) for each in (*parts, *others)):
        return True
    over = [each for each in parts if each.start < said.end and said.start < each.end]
    if said.misread and any(_takes_a_part(said, each) for each in over):
        return True
    sure = [each for each in over if each.misread == 0]
    places = {at for each in sure for at in range(each.start, each.end)}
    whole = places.issuperset(range(said.start, said.end))
    return whole and (said.misread > 0 or any(each.start < said.start for each in sure))


def _in_wood(no: Part, parts: Sequence[Part]) -> bool:
    """Whether ไม่ stands in the middle of a word of ไม้ (ต้นไม้), which it is without its tone mark."""
    return any(each.start < no.start < each.end and each.word in thai_words().wooden for each in parts)


def _overlaid(exact: Sequence[Part], parts: Sequence[Part]) -> list[Part]:
    """Words for states, as they are written, of which a parting made other words, misread."""
    sure = {at for each in parts if not each.misread for at in range(each.start, each.end)}
    return [
        each
        for each in exact
        if each.word in thai_words().states
        and not sure.issuperset(range(each.start, each.end))
        and not any(over.start <= each.start < over.end and each.word in over.word for over in parts)
    ]


def _holds(word: Part, said: Part) -> bool:
    """Whether a describing word holds a speaking one, by itself or as a misreading."""
    if not word.start <= said.start <= said.end <= word.end:
        return False
    longer = len(word.word) >= COVERS_TIMES * len(said.word) and said.word not in thai_words().negates
    return word.word not in thai_words().states and (said.word in word.word or longer or said.misread > word.misread)


def _takes_a_part(said: Part, whole: Part) -> bool:
    """Whether a misread word takes but a part of one that stands there as it is written."""
    sure = whole.misread == 0 and whole.end - whole.start >= CUT_LETTERS
    return sure and (whole.start < said.start or said.end < whole.end)


def _cuts(word: Part, whole: Part) -> bool:
    """Whether a word begins or ends within another that stands there as it is written."""
    within = whole.start < word.start < whole.end < word.end or word.start < whole.start < word.end < whole.end
    return whole.misread == 0 and within


@cache
def _most_misread(word: str) -> int:
    """How much of a describing word may be misread, in half letters: of one that holds a speaking word, of the rest."""
    if len(word) < MISREAD_MIN_LETTERS or word in thai_words().states:
        return 0
    speaks = max((len(said) for said in thai_words().speaks.words if said in word), default=0)
    return 2 * (len(word) - speaks) // LETTERS_A_MISREADING


def _speaking_misread(word: str) -> int:
    if len(word) < NEARLY_MIN_LETTERS or word in thai_words().negates:
        return 0
    return len(word) // LETTERS_A_MISREADING * LETTER + (len(word) >= LONG_LETTERS) * HALF


def _without(bare: str, parts: Sequence[Part]) -> str:
    """A line with blanks for words of it."""
    rest = list(bare)
    for each in parts:
        rest[each.start : each.end] = " " * (each.end - each.start)
    return "".join(rest)
