"""The cheapest reader's look at lines that nobody read yet, in the directions in which print may stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verifier.domain import Photo, Reading, Region
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.extract.label_words import speaking_words
from verifier.extract.statements import statements
from verifier.names.parse import may_name_firm
from verifier.numbers import find_licences, find_standards
from verifier.ocr.ensemble import upside_down
from verifier.ocr.overlooked import mean, surest
from verifier.protocols import LineReader
from verifier.thai import letters_of

READ_MIN_CONFIDENCE = 0.8
"""Mean confidence below which a line is read upside down as well."""
TURN_MAX_CONFIDENCE = 0.85
"""Mean confidence below which a line that was read is tried upside down before anything agrees."""
MIRROR_MIN_CONFIDENCE, MIRROR_MARGIN, MIRROR_MIN_LETTERS = 0.85, 0.1, 4
"""A line is in mirror writing when so many letters are read with this mean confidence in its mirror image, and so much
surer than as it stands, and they are of weight: names such as AASAKI read as well either way."""


def skim(reader: LineReader, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
    """One reading a line by the cheapest reader: in the other direction too where it reads badly."""
    found = list(reader.read(photo, lines)) if lines else []
    poor = [k for k, reading in enumerate(found) if mean(reading) < READ_MIN_CONFIDENCE]
    turned = [replace(found[k].region, quad=upside_down(found[k].region.quad)) for k in poor]
    for k, again in zip(poor, reader.read(photo, turned) if turned else (), strict=True):
        if mean(again) > mean(found[k]):
            found[k] = again
    return found


def turned(reader: LineReader, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
    """Lines that the first look read badly, read upside down: those that read better so."""
    poor = [reading for reading in surest(readings) if mean(reading) < TURN_MAX_CONFIDENCE]
    turned = [replace(reading.region, quad=upside_down(reading.region.quad)) for reading in poor]
    again = reader.read(photo, turned) if turned else ()
    return [new for new, old in zip(again, poor, strict=True) if mean(new) > mean(old)]


def mirrored(reader: LineReader, photo: Photo, readings: Sequence[Reading]) -> list[Region]:
    """Lines in mirror writing, as through the back of a film: nobody may be expected to read them."""
    poor = [reading for reading in surest(readings) if mean(reading) < MIRROR_MIN_CONFIDENCE]
    turned = [replace(reading.region, quad=_mirror_image(reading.region.quad)) for reading in poor]
    again = reader.read(photo, turned) if turned else ()
    return [
        old.region
        for new, old in zip(again, poor, strict=True)
        if mean(new) >= max(MIRROR_MIN_CONFIDENCE, mean(old) + MIRROR_MARGIN)
        and len(letters_of(new.text)) >= MIRROR_MIN_LETTERS
        and of_weight(new)
    ]


def suspicious(reading: Reading) -> bool:
    """Whether a line, as it was skimmed, may be of weight: a number, something announced, or a firm."""
    if find_licences(reading.text) or any(found.has_year for found in find_standards(reading.text)):
        return True
    return bool(statements([reading], extract([reading]))) or may_name_firm(reading.text)


def of_weight(reading: Reading) -> bool:
    """Whether a line may be of weight, or has words that speak of papers, tests and states."""
    return suspicious(reading) or bool(speaking_words(reading.text))


def _mirror_image(quad: Quad) -> Quad:
    a, b, c, d = quad.corners
    return Quad((b, a, d, c))
