"""Readings → fields: which numbers and names stand in the lines, and which of them are read beyond doubt.

A number is accepted (`certain`) when nothing read in the same place contradicts it, what stands before it says what
it is, and either two independent readers saw it or one saw every character of it with near certainty. What only looks
like a number stays in the claim as uncertain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from verifier.geometry import Quad
from verifier.models import Reading
from verifier.numbers import LicenceNumber, StandardNumber
from verifier.read.sightings import Sighting, figures, firms, licences, places, standards
from verifier.thai import TYPE_LOOK_ALIKES

T = TypeVar("T")
Seen: TypeAlias = Sequence[Sighting[T]]
Look: TypeAlias = Callable[[Reading], Iterable[Sighting[T]]]
Accept: TypeAlias = Callable[[Seen[T], Seen[T], Sequence[Reading]], bool]
"""Asked with the sightings of a value, those of other values in the same place, and all readings of the place."""

ALONE = 0.97
"""A single reader is believed when its least certain character of the number is at least this certain."""
OUTWEIGHS = 0.2
"""A reader that looked twice is held to the look that is more certain by this much."""
LETTER = 0.5
"""The letter of a licence's type, which only one reader can read, must be at least this certain."""
FIRM = 0.6
"""A firm's name is accepted when two looks at it agree and the least certain character is at least this certain."""


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A number or a name read somewhere. `certain` = accepted; `readers` = the versions of those that agree."""

    value: T
    text: str
    quad: Quad
    confidence: float
    certain: bool
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """All fields of one photo, the most certain first; one entry for each place and value."""

    standards: tuple[Field[StandardNumber], ...] = ()
    licences: tuple[Field[LicenceNumber], ...] = ()
    holders: tuple[Field[str], ...] = ()


def extract(readings: Sequence[Reading]) -> Fields:
    """The fields of one photo's readings (of any number of readers)."""
    found: tuple[list[Field[StandardNumber]], list[Field[LicenceNumber]], list[Field[str]]] = ([], [], [])
    for place in places(readings):
        found[0].extend(_weigh(place, standards, _standard_is_certain))
        found[1].extend(_weigh(place, licences, _licence_is_certain))
        found[2].extend(_weigh(place, firms, _firm_is_certain))
    return Fields(_ranked(found[0]), _ranked(found[1]), _ranked(found[2]))


def _weigh(place: Sequence[Reading], look: Look[T], accept: Accept[T]) -> Iterator[Field[T]]:
    """One field for each value that `look` finds in the readings of a place."""
    sightings = [sighting for reading in place for sighting in look(reading)]
    for value in dict.fromkeys(sighting.value for sighting in sightings):
        seen = [s for s in sightings if s.value == value]
        best = max(seen, key=lambda s: (s.confidence, s.announced))
        shown = max(seen, key=lambda s: (s.announced, len(s.text), s.confidence))
        readers = tuple(sorted({s.reading.reader for s in seen}))
        certain = accept(seen, [s for s in sightings if s.value != value], place)
        yield Field(value, shown.text, shown.quad, best.confidence, certain, readers)


def _standard_is_certain(seen: Seen[StandardNumber], others: Seen[StandardNumber], place: Sequence[Reading]) -> bool:
    value = seen[0].value
    if value.year is None or not any(s.announced for s in seen):
        return False
    agreeing = {id(s.reading) for s in seen}
    for other in others:
        own = max((s.confidence for s in seen if s.reading.reader == other.reading.reader), default=0.0)
        if id(other.reading) in agreeing or other.value == value.without_year() or own >= other.confidence + OUTWEIGHS:
            continue
        return False  # another number was read here, and not by a worse look of the same reader
    return len({s.reading.reader for s in seen}) > 1 or any(s.confidence >= ALONE for s in seen)


def _licence_is_certain(seen: Seen[LicenceNumber], others: Seen[LicenceNumber], place: Sequence[Reading]) -> bool:
    value = seen[0].value
    readers = {s.reading.reader for s in seen}
    supported = False
    for reading in place:
        here = figures(reading)
        if here and not any(f.are_of(value) for f in here):
            return False  # other digits
        if any(f.are_of(value) and _another_letter(f.letters, value.type) for f in here):
            return False
        supported |= bool(here) and reading.reader not in readers
    return supported and len(seen) > 1 and all(s.confidence >= LETTER for s in seen)


def _another_letter(letters: str, kind: str) -> bool:
    """Whether the letters before a licence's digits are those, or are taken for those, of another type."""
    for read, own in zip(reversed(letters), reversed(kind), strict=False):
        others = "".join(letter + alike for letter, alike in TYPE_LOOK_ALIKES.items() if letter != own)
        if read in others and read not in own + TYPE_LOOK_ALIKES[own]:
            return True
    return False


def _firm_is_certain(seen: Seen[str], others: Seen[str], place: Sequence[Reading]) -> bool:
    return len(seen) > 1 and not others and all(s.confidence >= FIRM for s in seen)


def _ranked(fields: Sequence[Field[T]]) -> tuple[Field[T], ...]:
    return tuple(sorted(fields, key=_rank))


def _rank(field: Field[T]) -> tuple[bool, float, tuple[tuple[float, float], ...], str]:
    return not field.certain, -field.confidence, field.quad.corners, str(field.value)
