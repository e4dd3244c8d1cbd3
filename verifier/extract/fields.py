"""Readings → fields: which numbers and names stand in the lines, and which of them are read beyond doubt.

A number is accepted (`certain`) when what stands before it says what it is, nothing read in the same place contradicts
it, and what the readers saw of it makes it likely enough (`belief`). What only looks like a number stays in the claim
as uncertain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeAlias, TypeVar

from verifier.domain import Reading
from verifier.domain.geometry import Quad
from verifier.extract.candidates import (
    Sighting,
    announces,
    certainty_of,
    certainty_of_misread,
    digit_runs,
    firms,
    holds,
    licence_forms,
    licences,
    places,
    standards,
)
from verifier.extract.confidence import Contested, Evidence, Kind, accepted_from, belief
from verifier.extract.figures import fuse
from verifier.names.parse import normal, whole
from verifier.numbers import LicenceNumber, StandardNumber
from verifier.thai import THAI_DIGITS, TYPE_LOOK_ALIKES

T = TypeVar("T")
Seen: TypeAlias = Sequence[Sighting[T]]
Stands: TypeAlias = Callable[[Seen[T], Seen[T], Sequence[Reading]], bool]
"""Whether a value may be accepted at all; asked with its sightings, those of other values in the same place, and all
readings of the place."""

_APART = re.compile(r"[A-Za-z] ")

OUTWEIGHS = 0.2
"""A reader that looked twice is held to the look that is more certain by this much."""
LETTER = 0.5
"""The letter of a licence's type, which only one reader can read, must be at least this certain."""


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A number or a name read somewhere. `certain` = accepted; `readers` = the versions of those that agree.

    `confidence`: the share of values of such evidence that are right; where something speaks against the value
    (`evidence` None), how certain the best look was of its least certain character.
    """

    value: T
    text: str
    quad: Quad
    confidence: float
    certain: bool
    readers: tuple[str, ...]
    evidence: Evidence | None = None


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
        found[0].extend(_weigh("standard", [s for r in place for s in standards(r)], place, _standard_stands))
        found[1].extend(_weigh("licence", [s for r in place for s in licences(r)], place, _licence_stands))
        found[2].extend(_weigh("holder", [s for r in place for s in firms(r)], place, _firm_stands, normal))
    return Fields(_ranked(found[0]), _ranked(found[1]), _ranked(found[2]))


def _weigh(
    kind: Kind,
    sightings: Seen[T],
    place: Sequence[Reading],
    stands: Stands[T],
    key: Callable[[T], object] = lambda value: value,
) -> Iterator[Field[T]]:
    """One field for each value sighted in a place; what an accepted value explains is not told again."""
    groups: dict[object, list[Sighting[T]]] = {}
    for sighting in sightings:
        groups.setdefault(key(sighting.value), []).append(sighting)
    fields = {}
    for name, seen in groups.items():
        others = [s for s in sightings if s not in seen]
        fields[name] = _field(
            kind, seen, place, _evidence(kind, seen, others, place) if stands(seen, others, place) else None
        )
    if kind == "standard" and not any(field.certain for field in fields.values()):
        fields = {name: _settled(field, groups[name], sightings, place) for name, field in fields.items()}
        if settled := [field for field in fields.values() if field.certain]:
            yield max(
                settled, key=lambda field: field.confidence
            )  # all that else was seen here are errors of its looks
            return
    accepted = [groups[name] for name, field in fields.items() if field.certain]
    for name, seen in groups.items():
        if fields[name].certain or not any(_explains(sure, s) for s in seen for sure in accepted):
            yield fields[name]


def _settled(field: Field[T], seen: Seen[T], sightings: Seen[T], place: Sequence[Reading]) -> Field[T]:
    """The field of a standard's number, accepted where all looks together make it likely enough, figure by figure."""
    others = [s for s in sightings if s not in seen]
    if not _announced_with_year(seen, place) or _goes_beyond(others, seen):
        return field
    evidence = contested(seen, others, place)
    probability = belief("contested", evidence) if evidence.tells else 0.0
    return replace(field, certain=True, confidence=probability) if probability >= accepted_from("contested") else field


def contested(seen: Seen[T], others: Seen[T], place: Sequence[Reading]) -> Contested:
    """What all looks at a place make of one of the numbers sighted there."""
    fused = fuse(seen[0].digits, place)
    return Contested(
        fused.worst,
        fused.agreeing,
        max(s.confidence for s in seen),
        max((s.confidence for s in others), default=0.0),
        fused.looks,
        fused.readers,
    )


def contested_in(readings: Sequence[Reading]) -> Iterator[tuple[StandardNumber, Contested]]:
    """Numbers with their year where none is accepted by single looks, and what all looks make of them, if it tells."""
    for place in places(readings):
        sightings = [s for reading in place for s in standards(reading)]
        values = dict.fromkeys(s.value for s in sightings)
        alone = {value: [s for s in sightings if s.value == value] for value in values}
        rest = {value: [s for s in sightings if s.value != value] for value in values}
        fields = (
            _field("standard", seen, place, _evidence("standard", seen, rest[value], place))
            for value, seen in alone.items()
            if _standard_stands(seen, rest[value], place)
        )
        if not any(field.certain for field in fields):
            for value, seen in alone.items():
                evidence = contested(seen, rest[value], place)
                if evidence.tells and _announced_with_year(seen, place) and not _goes_beyond(rest[value], seen):
                    yield value, evidence


def _goes_beyond(others: Seen[T], seen: Seen[T]) -> bool:
    """Whether another sighting holds this number's figures and more: this one may be a piece of it."""
    longer = (o for o in others if len(o.digits) > len(seen[0].digits) and holds(o.digits, seen[0].digits))
    return any(not _outweighed(other, seen) for other in longer)


def _field(kind: Kind, seen: Seen[T], place: Sequence[Reading], evidence: Evidence | None) -> Field[T]:
    best = max(seen, key=lambda s: (s.confidence, s.announced))
    shown = max(seen, key=lambda s: (s.announced, s.confidence, len(s.text)))
    confidence = belief(kind, evidence) if evidence else best.confidence
    in_thai = kind == "standard" and evidence is not None and evidence.thai_digits
    certain = evidence is not None and confidence >= accepted_from("thai_digits" if in_thai else kind)
    return Field(
        best.value, shown.text, shown.quad, confidence, certain, tuple(sorted(_readers(seen, place))), evidence
    )


def _readers(seen: Seen[T], place: Sequence[Reading]) -> set[str]:
    return {s.reading.reader for s in seen} | {r.reader for r in place if _supports(r, seen)}


def _evidence(kind: Kind, seen: Seen[T], others: Seen[T], place: Sequence[Reading]) -> Evidence:
    """What speaks for a value and what was read besides.

    A licence's digits are seen by readers too that do not know its letter.
    """
    best, *again = sorted(seen, key=lambda s: -s.confidence)
    other = [s.confidence for s in again if s.reading.reader != best.reading.reader]
    against = [o.confidence for o in others]
    if kind == "licence":
        other += [certainty_of(r, best.digits) for r in place if r.reader != best.reading.reader]
        against = [o.confidence for o in others if not _supports(o.reading, seen)]
        against += [form.confidence for form in _forms(seen, place) if form.digits != best.digits]
    return Evidence(
        best=best.confidence,
        again=max((s.confidence for s in again if s.reading.reader == best.reading.reader), default=0.0),
        other=max(other, default=0.0),
        readers=len(_readers(seen, place)),
        against=max(against, default=0.0),
        length=len(best.text),
        thai_digits=any(c in THAI_DIGITS for c in best.text),
    )


def _explains(accepted: Seen[T], other: Sighting[T]) -> bool:
    """Whether an accepted value accounts for another sighting: a piece of it, or a worse look of the same reader."""
    piece = bool(other.digits) and holds(accepted[0].digits, other.digits) and _supports(other.reading, accepted)
    return piece or _outweighed(other, accepted)


def _outweighed(other: Sighting[T], seen: Seen[T]) -> bool:
    own = max((s.confidence for s in seen if s.reading.reader == other.reading.reader), default=0.0)
    return own >= other.confidence + OUTWEIGHS


def _supports(reading: Reading, seen: Seen[T]) -> bool:
    """Whether a reading shows all digits of a value, whatever it made of the letters between them."""
    return bool(seen[0].digits) and holds(digit_runs(reading.text), seen[0].digits)


def _contradicts(other: Sighting[T], seen: Seen[T]) -> bool:
    """Whether a sighting of another value in the same place speaks against this one."""
    if any(s.reading is other.reading for s in seen) or _outweighed(other, seen):
        return False
    return not _supports(other.reading, seen) or holds(other.digits, seen[0].digits)


def _standard_stands(seen: Seen[StandardNumber], others: Seen[StandardNumber], place: Sequence[Reading]) -> bool:
    value = seen[0].value
    if not _announced_with_year(seen, place):
        return False
    if any(o.value != value.without_year() and _contradicts(o, seen) for o in others):
        return False
    return not any(_misshown(reading, seen) for reading in place)


def _misshown(reading: Reading, seen: Seen[StandardNumber]) -> bool:
    """Whether a look shows other figures in the place of the number's own, whatever it made of what stands round them.

    A reader that knows no Thai takes มอก. for figures and letters: what it shows then has not the form of a number.
    """
    own = max((s.confidence for s in seen if s.reading.reader == reading.reader), default=0.0)
    against = 0.0 if _supports(reading, seen) else certainty_of_misread(reading, seen[0].digits)
    return against > 0 and own < against + OUTWEIGHS


def _announced_with_year(seen: Seen[T], place: Sequence[Reading]) -> bool:
    """Whether a standard's number has its year, and some look shows what announces it before it."""
    if getattr(seen[0].value, "year", None) is None:
        return False
    return any(s.announced for s in seen) or any(announces(r, seen[0].digits) for r in place)


def _licence_stands(seen: Seen[LicenceNumber], others: Seen[LicenceNumber], place: Sequence[Reading]) -> bool:
    """That other figures were seen is weighed (`_evidence`), unless more readers saw them, or saw more of them."""
    value, forms = seen[0].value, _forms(seen, place)
    if max(s.confidence for s in seen) < LETTER or all(_goes_on(s) for s in seen):
        return False
    if any(holds(other.digits, seen[0].digits) and not _outweighed(other, seen) for other in others):
        return False
    elsewhere = [form.digits for form in forms if form.digits != seen[0].digits]
    if any(holds(digits, seen[0].digits) for digits in elsewhere):
        return False
    if any(len(_who_saw(digits, place)) > len(_readers(seen, place)) for digits in elsewhere):
        return False
    agreeing = [_letters(form) for form in forms if form.digits == seen[0].digits]
    if any(_another_letter(letters, value.type) for letters in agreeing):
        return False
    own = value.type[-1]
    return len(seen) > 1 or any(letters[-1] in TYPE_LOOK_ALIKES[own] + own for letters in agreeing if letters)


def _forms(seen: Seen[T], place: Sequence[Reading]) -> list[Sighting[str]]:
    """What other readers saw of the form of a licence number, whatever they made of its letter."""
    readers = {s.reading.reader for s in seen}
    return [form for reading in place if reading.reader not in readers for form in licence_forms(reading)]


def _who_saw(digits: Sequence[str], place: Sequence[Reading]) -> set[str]:
    return {reading.reader for reading in place if holds(digit_runs(reading.text), digits)}


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


def _firm_stands(seen: Seen[str], others: Seen[str], place: Sequence[Reading]) -> bool:
    best = max(s.confidence for s in seen)
    return any(whole(s.value) for s in seen) and all(o.confidence < best for o in others)


def _ranked(fields: Sequence[Field[T]]) -> tuple[Field[T], ...]:
    return tuple(sorted(fields, key=_rank))


def _rank(field: Field[T]) -> tuple[bool, float, tuple[tuple[float, float], ...], str]:
    return not field.certain, -field.confidence, field.quad.corners, str(field.value)
