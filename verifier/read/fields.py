"""Readings → fields: which numbers and names stand in the lines, and which of them are read beyond doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from verifier.geometry import Quad
from verifier.models import Reading
from verifier.numbers import LicenceNumber, StandardNumber

T = TypeVar("T")


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
    raise NotImplementedError
