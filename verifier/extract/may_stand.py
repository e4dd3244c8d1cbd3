"""Whether a value may stand at all, before it is asked how likely it is: what excludes it whatever was read besides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from verifier.domain import Reading
from verifier.extract.candidates import Sighting, announces, certainty_of_misread, holds
from verifier.extract.support import (
    OUTWEIGHS,
    Seen,
    T,
    contradicts,
    forms_beside,
    outweighed,
    readers_of,
    supports,
    who_saw,
)
from verifier.names.parse import whole
from verifier.numbers import LicenceNumber, StandardNumber
from verifier.thai import TYPE_LOOK_ALIKES

Stands: TypeAlias = Callable[[Seen[T], Seen[T], Sequence[Reading]], bool]
"""Whether a value may be accepted at all; asked with its sightings, those of other values in the same place, and all
readings of the place."""

LETTER = 0.5
"""The letter of a licence's type, which only one reader can read, must be at least this certain."""

_APART = re.compile(r"[A-Za-z] ")


def standard_stands(seen: Seen[StandardNumber], others: Seen[StandardNumber], place: Sequence[Reading]) -> bool:
    """Whether a standard's number is announced, has its year, and no look shows other figures in its place."""
    value = seen[0].value
    if not announced_with_year(seen, place):
        return False
    if any(o.value != value.without_year() and contradicts(o, seen) for o in others):
        return False
    return not any(_misshown(reading, seen) for reading in place)


def announced_with_year(seen: Seen[T], place: Sequence[Reading]) -> bool:
    """Whether a standard's number has its year, and some look shows what announces it before it."""
    if getattr(seen[0].value, "year", None) is None:
        return False
    return any(s.announced for s in seen) or any(announces(r, seen[0].digits) for r in place)


def _misshown(reading: Reading, seen: Seen[StandardNumber]) -> bool:
    """Whether a look shows other figures in the place of the number's own, whatever it made of what stands round them.

    A reader that knows no Thai takes มอก. for figures and letters: what it shows then has not the form of a number.
    """
    own = max((s.confidence for s in seen if s.reading.reader == reading.reader), default=0.0)
    against = 0.0 if supports(reading, seen) else certainty_of_misread(reading, seen[0].digits)
    return against > 0 and own < against + OUTWEIGHS


def licence_stands(seen: Seen[LicenceNumber], others: Seen[LicenceNumber], place: Sequence[Reading]) -> bool:
    """That other figures were seen is weighed (`evidence_for`), unless more readers saw them, or saw more of them."""
    value, forms, own = seen[0].value, forms_beside(seen, place), seen[0].digits
    if max(s.confidence for s in seen) < LETTER or all(_goes_on(s) for s in seen):
        return False
    elsewhere = [form.digits for form in forms if form.digits != own]
    rivals = [*elsewhere, *(other.digits for other in others if not outweighed(other, seen))]
    if any(holds(digits, own) or _ends_later(digits, own) for digits in rivals):
        return False
    if any(len(who_saw(digits, place)) > len(readers_of(seen, place)) for digits in elsewhere):
        return False
    agreeing = [_letters(form) for form in forms if form.digits == own]
    if any(_another_letter(letters, value.type) for letters in agreeing):
        return False
    letter = value.type[-1]
    return len(seen) > 1 or any(letters[-1] in TYPE_LOOK_ALIKES[letter] + letter for letters in agreeing if letters)


def _ends_later(digits: Sequence[str], own: Sequence[str]) -> bool:
    """Whether these runs of digits are the same but for the last, which goes on: the other box ended too soon."""
    *before, last = digits or ("",)
    *own_before, own_last = own or ("",)
    return before == own_before and len(last) > len(own_last) and last.startswith(own_last)


def _goes_on(sighting: Sighting[T]) -> bool:
    """Whether a bracket that could not be read follows the number: `685()` for `685(1)`."""
    return sighting.reading.text[sighting.end :].lstrip().startswith("(")


def _letters(form: Sighting[str]) -> str:
    """The letters of a licence's type; none where Latin ones stand apart, which are what became of a word before it."""
    return "" if _APART.search(form.text) else form.value


def _another_letter(letters: str, kind: str) -> bool:
    """Whether the letters before a licence's digits are those, or are taken for those, of another type."""
    for read, own in zip(reversed(letters), reversed(kind), strict=False):
        others = "".join(letter + alike for letter, alike in TYPE_LOOK_ALIKES.items() if letter != own)
        if read in others and read not in own + TYPE_LOOK_ALIKES[own]:
            return True
    return False


def firm_stands(seen: Seen[str], others: Seen[str], place: Sequence[Reading]) -> bool:
    """Whether a firm's name was read whole, and no other name in its place as certainly."""
    best = max(s.confidence for s in seen)
    return any(whole(s.value) for s in seen) and all(o.confidence < best for o in others)
