"""What the looks at one place say for a value that was sighted there, and what they say against it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, TypeVar

from verifier.domain import Reading
from verifier.extract.candidates import Sighting, certainty_of, digit_runs, holds, licence_forms
from verifier.extract.confidence import Evidence, Kind
from verifier.thai import THAI_DIGITS

T = TypeVar("T")
Seen: TypeAlias = Sequence[Sighting[T]]
"""The sightings of one value in one place."""

OUTWEIGHS = 0.2
"""A reader that looked twice is held to the look that is more certain by this much."""


def readers_of(seen: Seen[T], place: Sequence[Reading]) -> set[str]:
    """Versions of the readers that show all digits of a value."""
    return {s.reading.reader for s in seen} | {r.reader for r in place if supports(r, seen)}


def supports(reading: Reading, seen: Seen[T]) -> bool:
    """Whether a reading shows all digits of a value, whatever it made of the letters between them."""
    return bool(seen[0].digits) and holds(digit_runs(reading.text), seen[0].digits)


def outweighed(other: Sighting[T], seen: Seen[T]) -> bool:
    """Whether the reader of another sighting was surer of this value when it looked again."""
    own = max((s.confidence for s in seen if s.reading.reader == other.reading.reader), default=0.0)
    return own >= other.confidence + OUTWEIGHS


def contradicts(other: Sighting[T], seen: Seen[T]) -> bool:
    """Whether a sighting of another value in the same place speaks against this one."""
    if any(s.reading is other.reading for s in seen) or outweighed(other, seen):
        return False
    return not supports(other.reading, seen) or holds(other.digits, seen[0].digits)


def explains(accepted: Seen[T], other: Sighting[T]) -> bool:
    """Whether an accepted value accounts for another sighting: a piece of it, or a worse look of the same reader."""
    piece = bool(other.digits) and holds(accepted[0].digits, other.digits) and supports(other.reading, accepted)
    return piece or outweighed(other, accepted)


def goes_beyond(others: Seen[T], seen: Seen[T]) -> bool:
    """Whether another sighting holds this number's figures and more: this one may be a piece of it."""
    longer = (o for o in others if len(o.digits) > len(seen[0].digits) and holds(o.digits, seen[0].digits))
    return any(not outweighed(other, seen) for other in longer)


def forms_beside(seen: Seen[T], place: Sequence[Reading]) -> list[Sighting[str]]:
    """What other readers saw of the form of a licence number, whatever they made of its letter."""
    readers = {s.reading.reader for s in seen}
    return [form for reading in place if reading.reader not in readers for form in licence_forms(reading)]


def who_saw(digits: Sequence[str], place: Sequence[Reading]) -> set[str]:
    """Versions of the readers that show those runs of digits, one behind the other."""
    return {reading.reader for reading in place if holds(digit_runs(reading.text), digits)}


def evidence_for(kind: Kind, seen: Seen[T], others: Seen[T], place: Sequence[Reading]) -> Evidence:
    """What speaks for a value and what was read besides.

    A licence's digits are seen by readers too that do not know its letter.
    """
    best, *again = sorted(seen, key=lambda s: -s.confidence)
    other = [s.confidence for s in again if s.reading.reader != best.reading.reader]
    against = [o.confidence for o in others]
    if kind == "licence":
        other += [certainty_of(r, best.digits) for r in place if r.reader != best.reading.reader]
        against = [o.confidence for o in others if not supports(o.reading, seen)]
        against += [form.confidence for form in forms_beside(seen, place) if form.digits != best.digits]
    return Evidence(
        best=best.confidence,
        again=max((s.confidence for s in again if s.reading.reader == best.reading.reader), default=0.0),
        other=max(other, default=0.0),
        readers=len(readers_of(seen, place)),
        against=max(against, default=0.0),
        length=len(best.text),
        thai_digits=any(c in THAI_DIGITS for c in best.text),
    )
