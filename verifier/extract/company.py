"""Which words that speak count by the company they keep: what they deny, what they stand in, what the line is about.

`ไม่` says nothing of a licence in `ไม่เห็นรอยต่อ`, `เสีย` nothing in `หากสายไฟเสีย`. What excuses a word is that the rest
of the line is known, or that the line instructs, and that nothing of weight stands in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from verifier.extract.label_vocabulary import thai_words
from verifier.extract.word_places import Part
from verifier.thai import squeezed

GAP = "\x1f"
"""Stands in a squeezed line where figures stood, and is of no word."""
COMPANY_LETTERS = 6
"""Letters of known words among which a light one says nothing."""
WEIGHTY_LETTERS = 4
"""A word of weight of so many letters counts also where a longer or a misread word takes its place."""
OBJECT_LETTERS = 4
"""What is denied has an object of at least so many letters: `ไม่พร้อม`, `ห้ามใช้` by themselves are another matter."""
SHORT_STATE_LETTERS = 3
"""A word for a state of so many letters counts between other words: among letters of no word it is a chance."""

_USE = squeezed("ใช้")


def denies_nothing(said: Part, bare: str, parts: Sequence[Part], exact: Sequence[Part]) -> bool:
    """Whether a speaking word denies nothing that a licence says.

    `bare` is the squeezed line, `parts` its words, `exact` all that are written in it.
    """
    known = thai_words()
    if _weighs(bare, parts, known.weighs):
        return False
    return _forbids_handling(said, bare, exact) or _denies_goods(said, bare, parts)


def says_nothing(bare: str, parts: Sequence[Part], spoken: Sequence[Part]) -> bool:
    """Whether only light words speak in a line, among words enough of no weight."""
    known = thai_words()
    if not all(each.word in known.light for each in spoken):
        return False
    rest = [each for each in parts if not any(each.start < said.end and said.start < each.end for said in spoken)]
    heavy = any(each.word in known.states - known.light for each in rest) or _weighs(bare, rest, known.weighs)
    return not heavy and sum(each.end - each.start for each in rest) >= COMPANY_LETTERS


def of_no_account(bare: str, parts: Sequence[Part]) -> frozenset[str]:
    """Words for states that say nothing in a line: one that instructs, and not about what a licence says."""
    known = thai_words()
    told = any(each.word in known.instructs or each.word.startswith(known.instructing) for each in parts)
    instructs = told or any(word in bare for word in known.forbids)
    sure = [each for each in parts if not each.misread]
    return known.when_instructing if instructs and not _weighs(bare, sure, known.papers) else frozenset()


def stated(bare: str, parts: Sequence[Part]) -> list[Part]:
    """The words for states and talk that count: long ones, and those with words or the line's ends on both sides."""
    known, size = thai_words(), len(bare)
    gaps = [at for at, letter in enumerate(bare) if letter == GAP]
    ends = {0, *(each.end for each in parts), *(at + 1 for at in gaps)}
    starts = {size, *(each.start for each in parts), *gaps}
    return [
        each
        for each in parts
        if each.word in known.states
        and not (each.word in known.ending and each.end < size)
        and (each.end - each.start > SHORT_STATE_LETTERS or (each.start in ends and each.end in starts))
    ]


def weighty_denied(parts: Sequence[Part]) -> list[str]:
    """Words of weight right behind a describing one that denies: ห้ามโดนน้ำล็อตนี้."""
    known = thai_words()
    pairs = ((one, other) for one, other in pairwise(parts) if one.end == other.start)
    denied = ((one, other) for one, other in pairs if any(word in one.word for word in known.negates))
    return [other.word for _, other in denied if other.word.startswith(known.weighs)]


def of_weight(bare: str, found: Part) -> bool:
    """Whether what a misread word denies may be something else, of weight (ห้ามใช้ for ห้ามใส่), or it made up a denial."""
    known, read = thai_words(), bare[found.start : found.end]
    for no in known.negates:
        if found.word.startswith(no) and read.startswith(no):
            denied, there = found.word[len(no) :], bare[found.start + len(no) :]
            governed = (*known.governed, *known.governed_lightly)
            return any(there.startswith(word) and not denied.startswith(word) for word in governed)
    return any(no in found.word and no not in read for no in known.negates)


def _forbids_handling(said: Part, bare: str, exact: Sequence[Part]) -> bool:
    """Whether a word forbids what is known, however the rest is read: `ห้ามจุ่ม`, `หากบวมห้ามใช้`, not `ห้ามใช้`."""
    known = thai_words()
    words = [no for no in known.forbids if no.startswith(said.word) and bare.startswith(no, said.start)]
    ends = {said.start + len(no) for no in words}
    weighty = known.governed if bare.startswith(known.conditions) else (*known.governed, *known.governed_lightly)
    return any(each.start in ends and not bare.startswith(weighty, each.start) for each in exact)


def _denies_goods(said: Part, bare: str, parts: Sequence[Part]) -> bool:
    """Whether a word denies what is known to the end of the line, object and all: `ไม่เห็นรอยต่อ`, `ไม่มีขอบคม`."""
    known = thai_words()
    rest = [each for each in parts if each.start >= said.end]
    if said.word not in known.negates or not rest or rest[0].start != said.end:
        return False
    if len(bare[said.end :].replace(GAP, "")) > sum(each.end - each.start for each in rest):
        return False
    if any(each.word in known.states for each in parts) or bare.startswith(known.governed, said.end):
        return False
    if said.word not in known.forbids and bare.startswith(_USE, said.end):
        return False  # without its tone mark ไม่ใช้ is ไม่ใช่
    return len(bare) - said.end >= len(rest[0].word) + OBJECT_LETTERS


def _weighs(bare: str, parts: Sequence[Part], words: tuple[str, ...]) -> bool:
    """Whether a word of weight stands in a line; a long one also where it is taken for another, or begins one."""
    long = tuple(word for word in words if len(word) >= WEIGHTY_LETTERS)
    return any(word in bare for word in long) or any(p.word in words or p.word.startswith(long) for p in parts)
