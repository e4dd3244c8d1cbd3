"""Whether a name that was read is a listed holder's, or another that was printed to be taken for it.

Who counterfeits may print a licensee's name with a letter changed, and a reader may see the letter that it expects. So
a name counts as the holder's only when some look at it shows the holder's to the letter, and when what all looks show
of every single letter makes it unlikely that another one stands there, even the one that is most easily taken for it.

With `FORGED_SHARE`, the share of names like a licensee's that are forged, and forgers that choose any place and there
the letter that deceives best, the odds that the name is forged are FORGED_SHARE times the mean over the letters of

    max over other letters c of  product over looks of  P(what the look shows | c) / P(what it shows | the holder's).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from verifier.domain.claim import SeenHolder
from verifier.names.confusions import NOTHING, chance, likeliest, measured, taken_for
from verifier.names.distance import edits
from verifier.names.match import likeness
from verifier.names.parse import in_thai, normal, whole

FORGED_SHARE = 0.005
"""Share of the names that read like a licensee's which is supposed to be forged: set, and high; nobody has counted."""
MAX_FORGED_ODDS = 0.00025
"""Odds of being forged up to which a name counts as the holder's."""
LOOK_MIN_CERTAINTY = 0.3
"""A look that is less certain shows nothing to the letter."""
FURTHER_LOOK_WEIGHT = 0.4
"""Weight of the looks beyond the most telling one: they err in the same places."""
TYPICAL_CERTAINTY = 0.65
"""The certainty of a look at which the shares of `names.confusions` hold; surer looks err less."""
CERTAINTY_FACTORS = (0.1, 2.0)
"""The least and the most that a look's certainty multiplies the share of its misreadings by."""
MIN_LETTERS = 7
"""Names with fewer letters must have been accepted by the readers: there every letter makes another firm. So must
names with Latin letters and figures, whose misreadings were not counted."""
EXPECTED_LETTER_SHARE = 0.003
"""Least share of the looks in which a reader sees the letter that belongs into a name, whatever is printed there: it
knows words."""
EXPECTED_MARK_SHARE = 0.02
"""The same of vowels above and below letters."""
_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
ANY = "?"
"""Some letter that nobody was seen to take for the holder's."""
POOR_LOOK_SHARE = 0.1
"""Share of the other errors of a poor look that may be of any one kind."""
MAX_SHARE = 0.9
"""No misreading is taken to be more frequent than this."""
MAX_LOG_ODDS = 5.0
"""Natural logarithm of the odds from which on a letter certainly is another one."""


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at a name, laid beside the holder's.

    `shown[i]`: what was read for letter i of the holder's name; `added[i]`: what was read before it besides.
    """

    readers: tuple[str, ...]
    certainty: float
    shown: tuple[str, ...]
    added: tuple[str, ...]
    errors: int

    @classmethod
    def beside(cls, seen: SeenHolder, holder: str) -> _Look:
        shown, added = list(holder), [NOTHING] * len(holder)
        read = normal(seen.value)
        misread = edits(holder, read)
        for edit in misread:
            if edit.kind == "replace":
                shown[edit.at] = read[edit.to]
            elif edit.kind == "delete":
                shown[edit.at] = NOTHING
            else:
                added[min(edit.at, len(holder) - 1)] += read[edit.to]
        return cls(seen.readers, seen.confidence, tuple(shown), tuple(added), len(misread))

    def speaks(self, own: str, read: str, other: str) -> float:
        """For `other` being printed and not `own`, where `read` was read: the logarithm of their likelihoods' ratio."""
        if read == own:
            return math.log(self._chance(other, own, _expected(own)))
        return -math.log(self._chance(own, other)) if read == other else 0.0

    def _chance(self, printed: str, read: str, least: float = 0.0) -> float:
        """That this look shows `read` for `printed`: the surer, the rarer; a poor look errs anywhere."""
        share = max(chance(self.readers, printed, read) if printed != ANY else 0.0, least)
        if self.errors:
            return min(max(share, POOR_LOOK_SHARE * (self.errors - 1) / len(self.shown)), MAX_SHARE)
        return _scaled(share, self.certainty)


def is_holders(looks: Sequence[SeenHolder], holder: str) -> bool:
    """Whether the name that these looks at one print show is the holder's, beyond doubt.

    One look shows it to the letter, legal form included, and is not too poor; the readers accepted no other name there,
    and no surer look shows one with one letter replaced; and no letter is likely to be another one (`forged`).
    A Latin name has no word like บริษัท at its beginning: other words must stand before it in its line.
    """
    exact = [seen for seen in looks if likeness(seen.value, holder) == 1 and (seen.certain or whole(seen.value))]
    if not in_thai(holder):
        exact = [seen for seen in exact if _begins(seen)]
    best = max((seen.confidence for seen in exact), default=0.0)
    if best < LOOK_MIN_CERTAINTY or any(seen.certain and seen not in exact for seen in looks):
        return False
    name = normal(holder)
    if any(seen.confidence > best and _one_replaced(normal(seen.value), name) for seen in looks):
        return False
    all_thai = not any(letter.isascii() and letter.isalnum() for seen in exact for letter in seen.value)
    familiar = all_thai and len(name) >= MIN_LETTERS and measured(name)
    if not familiar and not any(seen.certain for seen in exact):
        return False
    return forged(looks, holder) <= MAX_FORGED_ODDS


def _begins(seen: SeenHolder) -> bool:
    """Whether no word is missing at the beginning of a name, such as stood in the line above: some lead to it.

    What nobody read was typed in whole.
    """
    return not seen.readers or any(char.isalpha() for char in seen.text.partition(seen.value)[0])


def is_of(looks: Sequence[SeenHolder], names: Sequence[str]) -> bool:
    """Whether the name that these looks show is one of a holder's names, in either script (`is_holders`)."""
    return any(is_holders(looks, name) for name in names)


def forged(looks: Sequence[SeenHolder], holder: str) -> float:
    """The odds that the name at which these looks were taken is the holder's but for one letter."""
    name = normal(holder)
    if not name:
        return math.inf
    if len(looks) == 1 and normal(looks[0].value) == name:  # a short cut to what follows
        return _forged_though_alone(looks[0].readers, looks[0].confidence, name)
    beside = [_Look.beside(seen, name) for seen in looks]
    odds = [math.exp(min(_changed(beside, i, own), MAX_LOG_ODDS)) for i, own in enumerate(name)]
    odds += [
        math.exp(min(_added(beside, i), MAX_LOG_ODDS))
        for i in range(len(name))
        if any(look.added[i] for look in beside)
    ]
    return FORGED_SHARE * sum(odds) / len(name)


@lru_cache(maxsize=4096)
def _forged_though_alone(readers: tuple[str, ...], certainty: float, name: str) -> float:
    """`forged` for one look without errors: for every letter the likeliest other one was read as the holder's."""
    return (
        FORGED_SHARE * sum(_scaled(max(likeliest(readers, own), _expected(own)), certainty) for own in name) / len(name)
    )


def _expected(own: str) -> float:
    """Least share of the looks in which a reader sees this letter where it belongs, whatever is printed there."""
    return EXPECTED_MARK_SHARE if _MARK.match(own) else EXPECTED_LETTER_SHARE


def _scaled(share: float, certainty: float) -> float:
    """How often a look without errors makes this misreading: the surer it is, the more seldom."""
    low, high = CERTAINTY_FACTORS
    return min(share * min(high, max(low, (1 - certainty) / (1 - TYPICAL_CERTAINTY))), MAX_SHARE)


def _one_replaced(read: str, name: str) -> bool:
    return len(read) == len(name) and sum(one != other for one, other in zip(read, name, strict=True)) == 1


def _changed(looks: Sequence[_Look], i: int, own: str) -> float:
    """For the letter that speaks most against letter i being `own`: the logarithm of the odds."""
    others = (taken_for(own) | {ANY} | {look.shown[i] for look in looks}) - {own}
    return max(_together([look.speaks(own, look.shown[i], c) for look in looks]) for c in others)


def _added(looks: Sequence[_Look], i: int) -> float:
    """For the letter that speaks most for being printed before letter i besides: the logarithm of the odds."""
    others = {look.added[i] for look in looks} - {NOTHING}
    return max(_together([look.speaks(NOTHING, look.added[i], c) for look in looks]) for c in others)


def _together(odds: Sequence[float]) -> float:
    """What several looks say together: the most telling one on either side in full, the others in part."""
    low, high = min(0.0, *odds), max(0.0, *odds)
    rest = sum(odds) - low - high
    return low + high + FURTHER_LOOK_WEIGHT * rest
