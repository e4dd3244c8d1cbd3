"""Which holder is meant: names of firms as they were read, matched with the holders of licences.

A wrong match would tie a product to a stranger's licence, so `best_match` abstains unless one firm is near and no
other is. Names in another script (English print, Thai list) are never near.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_high
from typing import TypeAlias

from verifier.names.calibration import probability
from verifier.names.distance import distance, edits, most_alike
from verifier.names.parse import cut_off, letters, normal, parted, tidy
from verifier.thai import LETTER_LOOK_ALIKES, fold_text, normal_form

__all__ = ["NameMatch", "adds_word", "best_match", "likeness", "looks", "normal", "tidy", "together"]

_TONES = "็่้๊๋์"
_NO_TONES = str.maketrans(dict.fromkeys(_TONES))
_LATIN_LOOK_ALIKES = ("0dq", "1jt", "mn", "uvwy", "gc", "pf")
_GROUPS = (*LETTER_LOOK_ALIKES, *_LATIN_LOOK_ALIKES)
_SKELETON = str.maketrans({c: group[0] for group in _GROUPS for c in group[1:]} | dict.fromkeys(_TONES + "ัิีึืฺุู"))
_INITIALS = re.compile(
    "(?:เอช|เอฟ|เอ็ม|เอ็น|เอส|เอ็กซ์|เอ|บี|ซี|ดี|อี|จี|ไอ|เจ|เค|แอล|โอ|พี|คิว|อาร์|ที|ยู|วี|วาย|แซด|ดับบลิว|ดับเบิ้ลยู|[a-z]){1,5}"
)

FORGIVING_MIN_LETTERS = 24
"""Letters from which on a name may have one edit that no look-alike explains; a shorter one may have none."""
MIN_LEAD_EDITS = 2
"""Edits that no look-alike explains by which the next firm must be farther away."""
MAX_SOFT_SHARE = 0.25
"""Share of a name's letters that may be lost marks or look-alikes."""
NEAR_MIN_LETTERS = 7
"""Normal forms of fewer letters must be read to the letter: there every letter makes another firm."""
WORD_LETTERS = 3
"""So many letters side by side of which a name has none are a word more, and make another firm's: นิวไทยไฟฟ้า."""
MAX_FIRMS_BY_LOOK = 20
"""Firms that one look is compared with in full: the likest ones."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What `best_match` found. `index` of the holder, None when it abstains; `score` its likeness, 0..1.

    `group`: all holders of the same firm (equal normal forms), `index` among them. `runner_up`: likeness of the
    next *firm*. `ambiguous`: a firm is near, and another is not far enough from it. `probability`: that the nearest
    firm is the one printed, given that the printed one is among the holders (`names.calibration`); 0 when nothing was
    compared.
    """

    index: int | None
    score: float
    runner_up: float
    ambiguous: bool
    group: tuple[int, ...] = ()
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class _Difference:
    """How far a reading is from a holder: edits of any kind, and those that no look-alike or lost mark explains."""

    edits: int
    hard: int
    length: int

    @property
    def likeness(self) -> float:
        return max(0.0, 1 - (self.edits + self.hard) / 2 / max(self.length, 1))

    @property
    def near(self) -> bool:
        forgiven = self.length >= FORGIVING_MIN_LETTERS
        return self.edits == 0 or (
            self.length >= NEAR_MIN_LETTERS and self.hard <= forgiven and self.edits <= MAX_SOFT_SHARE * self.length
        )


def _difference(read: str, holder: str) -> _Difference:
    length = max(len(read), len(holder))
    if re.sub(r"[^0-9]", "", read) != re.sub(r"[^0-9]", "", holder):
        return _Difference(length, length, length)
    hard = distance(read.translate(_SKELETON), holder.translate(_SKELETON))
    return _Difference(distance(read, holder), hard, length)


def looks(name: str) -> str:
    """What names that readers confuse have in common, for finding rivals and never for a match.

    The normal form without tones and upper and lower vowels, and with one letter for each group of look-alikes.
    """
    return parted(name)[1].translate(_SKELETON)


def likeness(a: str, b: str) -> float:
    """How alike two names look, 0..1; 1 for equal normal forms, 0 when a figure or the known legal form differs.

    One minus the edits over the longer length; a lost mark or a look-alike letter is half an edit.
    """
    (kind_a, core_a), (kind_b, core_b) = parted(a), parted(b)
    if not core_a or not core_b or (kind_a and kind_b and kind_a != kind_b):
        return 0.0
    return _difference(core_a, core_b).likeness


def adds_word(read: str, name: str) -> bool:
    """Whether a name, however badly read, holds a word more than another one: readers make up single letters."""
    added = [edit.to for edit in edits(normal(name), normal(read)) if edit.kind == "insert"]
    return any(last - first == WORD_LETTERS - 1 for first, last in zip(added, added[WORD_LETTERS - 1 :], strict=False))


def together(looks: Sequence[str], holder: str) -> float:
    """How alike a holder's name and what several looks at one print show together are, 0..1.

    Every letter counts as the look has it that shows it best: what one look blurs another may show. Of letters that
    looks show besides, as many count as half of the looks show. 0 where a look is nothing like the name at all
    (`likeness`).
    """
    name = normal(holder)
    if not looks or not name or not all(likeness(look, holder) for look in looks):
        return 0.0
    lost, added = [1.0] * len(name), []
    for look in looks:
        read, cost, more = normal(look), [0.0] * len(name), 0
        for edit in edits(name, read):
            if edit.kind == "insert":
                more += 1
            else:
                shown = read[edit.to] if edit.kind == "replace" else ""
                cost[edit.at] = 0.5 if shown.translate(_SKELETON) == name[edit.at].translate(_SKELETON) else 1.0
        lost = list(map(min, lost, cost))
        added.append(more)
    return max(0.0, 1 - (sum(lost) + median_high(added)) / len(name))


def best_match(read: str | Sequence[str], holders: Sequence[str]) -> NameMatch:
    """The holder whose name was read, if one firm is near enough and no other nearly as near.

    `read`: a name, or several looks at one print, of which the best for each firm counts. Near: equal but for lost
    marks and look-alike letters (one more edit in long names), no figure and no initial (`เอ.บี.ซี.`) different. A
    company's name without its จำกัด was cut off, and may be the beginning of another firm's: it is never near.
    """
    looks = [(name, *parted(name)) for name in ((read,) if isinstance(read, str) else read)]
    firms: dict[tuple[str, str], list[int]] = {}
    for index, holder in enumerate(holders):
        firms.setdefault(parted(holder), []).append(index)
    ranked = ranked_firms(looks, list(firms))
    if not ranked:
        return NameMatch(None, 0.0, 0.0, ambiguous=False)
    (best, firm, name), others = ranked[0], [difference for difference, _, _ in ranked[1:]]
    runner_up = others[0].likeness if others else 0.0
    group = tuple(firms[firm])
    near = best.near and not cut_off(name) and _initials_agree(parted(name)[1], holders[group[0]])
    if best.edits == 0:
        clear = all(other.edits > 0 for other in others)
    else:
        clear = all(other.hard >= best.hard + MIN_LEAD_EDITS for other in others)
    next_best = min(others, key=lambda other: (other.edits, other.hard), default=None)
    odds = probability(best.edits, best.hard, next_best.edits if next_best else None)
    if near and clear:
        return NameMatch(group[0], best.likeness, runner_up, ambiguous=False, group=group, probability=odds)
    return NameMatch(None, best.likeness, runner_up, ambiguous=near and not clear, probability=odds)


Firm: TypeAlias = tuple[str, str]
"""Legal form and normal form, as `parse.parted` gives them."""


def ranked_firms(looks: Sequence[tuple[str, str, str]], firms: Sequence[Firm]) -> list[tuple[_Difference, Firm, str]]:
    """The firms that any look is like, the nearest first, each with its best look; a look counts for its likest."""
    best: dict[Firm, tuple[_Difference, Firm, str]] = {}
    for name, kind, core in looks:
        fitting = [firm for firm in firms if core and (not kind or not firm[0] or firm[0] == kind)]
        skeletons = [firm[1].translate(_SKELETON) for firm in fitting]
        for i in most_alike(core.translate(_SKELETON), skeletons, limit=MAX_FIRMS_BY_LOOK):
            found = (_difference(core, fitting[i][1]), fitting[i], name)
            if fitting[i] not in best or found[0].likeness > best[fitting[i]][0].likeness:
                best[fitting[i]] = found
    place = {firm: n for n, firm in enumerate(firms)}
    return sorted(best.values(), key=lambda found: (-found[0].likeness, place[found[1]]))


def _initials_agree(core: str, holder: str) -> bool:
    """Whether every initial of the holder's name (`เอ.บี.ซี.`) was read as it is, tone marks apart."""
    text, at, initials = fold_text(normal_form(holder)).casefold(), 0, set[int]()
    plain = parted(holder)[1].translate(_NO_TONES)
    for word in re.split(r"[\s.&()-]+", text):
        initial = letters(word).translate(_NO_TONES)
        if _INITIALS.fullmatch(word) and (found := plain.find(initial, at)) >= 0:
            initials.update(range(found, found + len(initial)))
            at = found + len(initial)
    return not any(edit.to in initials for edit in edits(core.translate(_NO_TONES), plain))
