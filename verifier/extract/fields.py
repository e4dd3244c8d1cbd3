"""Readings → fields: which numbers and names stand in the lines, and which of them are read beyond doubt.

A number is accepted (`certain`) when what stands before it says what it is, nothing read in the same place contradicts
it, and what the readers saw of it makes it likely enough (`belief`). What only looks like a number stays in the claim
as uncertain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic

from verifier.domain import Reading
from verifier.domain.geometry import Quad
from verifier.extract.candidates import Sighting, firms, licences, places, standards
from verifier.extract.confidence import Contested, Evidence, Kind, accepted_from, belief
from verifier.extract.figures import fuse
from verifier.extract.may_stand import Stands, announced_with_year, firm_stands, licence_stands, standard_stands
from verifier.extract.support import Seen, T, evidence_for, explains, goes_beyond, readers_of
from verifier.extract.wrapped import ends_openly, unwrapped
from verifier.names.parse import normal
from verifier.numbers import LicenceNumber, StandardNumber

RECENT_PHOTOS = 4
"""Readings of which the fields are remembered: one step of a look after the other asks about the same ones."""


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
    return _fields_of(tuple(readings))


@lru_cache(RECENT_PHOTOS)
def _fields_of(readings: tuple[Reading, ...]) -> Fields:
    found: tuple[list[Field[StandardNumber]], list[Field[LicenceNumber]], list[Field[str]]] = ([], [], [])
    lines = places(readings)
    for place in lines:
        found[0].extend(_weigh("standard", [s for r in place for s in standards(r)], place, standard_stands))
        found[1].extend(_weigh("licence", [s for r in place for s in licences(r)], place, licence_stands))
        joined = [whole for whole, _ in unwrapped(place, lines)]
        for named in (joined, place) if joined and ends_openly(place) else (joined or place,):
            found[2].extend(_weigh("holder", [s for r in named for s in firms(r)], named, firm_stands, normal))
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
            kind, seen, place, evidence_for(kind, seen, others, place) if stands(seen, others, place) else None
        )
    if kind == "standard" and not any(field.certain for field in fields.values()):
        fields = {name: _settled(field, groups[name], sightings, place) for name, field in fields.items()}
        if settled := [field for field in fields.values() if field.certain]:
            # what else was seen here are errors of its looks
            yield max(settled, key=lambda field: field.confidence)
            return
    accepted = [groups[name] for name, field in fields.items() if field.certain]
    for name, seen in groups.items():
        if fields[name].certain or not any(explains(sure, s) for s in seen for sure in accepted):
            yield fields[name]


def _settled(field: Field[T], seen: Seen[T], sightings: Seen[T], place: Sequence[Reading]) -> Field[T]:
    """The field of a standard's number, accepted where all looks together make it likely enough, figure by figure."""
    others = [s for s in sightings if s not in seen]
    if not announced_with_year(seen, place) or goes_beyond(others, seen):
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
            _field("standard", seen, place, evidence_for("standard", seen, rest[value], place))
            for value, seen in alone.items()
            if standard_stands(seen, rest[value], place)
        )
        if not any(field.certain for field in fields):
            for value, seen in alone.items():
                evidence = contested(seen, rest[value], place)
                if evidence.tells and announced_with_year(seen, place) and not goes_beyond(rest[value], seen):
                    yield value, evidence


def _field(kind: Kind, seen: Seen[T], place: Sequence[Reading], evidence: Evidence | None) -> Field[T]:
    best = max(seen, key=lambda s: (s.confidence, s.announced))
    shown = max(seen, key=lambda s: (s.announced, not s.text[:1].isdigit(), s.confidence, len(s.text)))
    confidence = belief(kind, evidence) if evidence else best.confidence
    in_thai = kind == "standard" and evidence is not None and evidence.thai_digits
    certain = evidence is not None and confidence >= accepted_from("thai_digits" if in_thai else kind)
    return Field(
        best.value, shown.text, shown.quad, confidence, certain, tuple(sorted(readers_of(seen, place))), evidence
    )


def _ranked(fields: Sequence[Field[T]]) -> tuple[Field[T], ...]:
    return tuple(sorted(fields, key=_rank))


def _rank(field: Field[T]) -> tuple[bool, float, tuple[tuple[float, float], ...], str]:
    return not field.certain, -field.confidence, field.quad.corners, str(field.value)
