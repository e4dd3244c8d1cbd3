"""What is asked of every engine's answer before it is believed; a crash or nonsense becomes `EngineFailed`.

An engine that lies must not become a wrong verdict, and its exception must not become an answer of its own kind.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from verifier.domain import Code, Photo, Reading, Region, RegionKind, Sight
from verifier.domain.geometry import Quad
from verifier.errors import EngineFailed, MokCheckError


@contextmanager
def engine(name: str) -> Iterator[None]:
    """Runs an engine. Raises EngineFailed for whatever it raises outside our own tree of errors."""
    try:
        yield
    except MokCheckError:
        raise
    except Exception as error:
        raise EngineFailed(f"{name}: {type(error).__name__}", engine=name) from error


def regions(found: Sequence[Region], kind: RegionKind, photo: Photo) -> tuple[Region, ...]:
    """The regions, if all are of this kind, lie in the photo and score 0..1. Raises EngineFailed."""
    for region in found:
        _demand(isinstance(region, Region) and region.kind is kind, "a region of another kind")
        _demand((region.mark is not None) == (kind is RegionKind.MARK), "a mark without its kind")
        _demand(0 <= region.score <= 1, "a score outside 0..1")
        _place(region.quad, photo)
    return tuple(found)


def codes(found: Sequence[Code], photo: Photo) -> tuple[Code, ...]:
    """The codes, if all are text in the photo. Raises EngineFailed."""
    for code in found:
        _demand(isinstance(code, Code) and isinstance(code.payload, str), "a payload that is no text")
        _place(code.quad, photo)
    return tuple(found)


def readings(found: Sequence[Reading], photo: Photo) -> tuple[Reading, ...]:
    """The readings, if all are text with one probability a character, or none at all. Raises EngineFailed."""
    for reading in found:
        _demand(isinstance(reading, Reading) and isinstance(reading.text, str), "a reading that is no text")
        _demand(len(reading.confidences) in (0, len(reading.text)), "confidences that do not fit the text")
        _demand(all(0 <= c <= 1 for c in reading.confidences), "a confidence outside 0..1")
        _place(reading.region.quad, photo)
    return tuple(found)


def challenged(sight: Sight, before: Sight, photo: Photo) -> Sight:
    """The sight after its challenge, if nothing was taken from it and all that was added is sound.

    Raises EngineFailed.
    """
    _demand(isinstance(sight, Sight) and sight.challenged, "a sight that was not challenged")
    _demand(sight.photo == before.photo, "another photo's sight")
    for field in ("marks", "codes", "readings", "unread", "struck", "doubted"):
        kept = getattr(sight, field)[: len(getattr(before, field))]
        _demand(kept == getattr(before, field), "a sight that lost what was seen")
    readings((*sight.readings, *sight.doubted), photo)
    codes(sight.codes, photo)
    regions(sight.marks, RegionKind.MARK, photo)
    for region in (*sight.unread, *sight.struck):
        _place(region.quad, photo)
    return sight


def _place(quad: Quad, photo: Photo) -> None:
    """Corners are finite and the middle lies in the photo; a corner may stick out where print is cut off."""
    x, y = quad.centre
    _demand(all(math.isfinite(v) for corner in quad.corners for v in corner), "a corner that is no number")
    _demand(0 <= x <= photo.width and 0 <= y <= photo.height, "a place outside the photo")


def _demand(holds: bool, lie: str) -> None:
    if not holds:
        raise EngineFailed(lie)
