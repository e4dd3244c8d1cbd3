"""The cheapest reader's look at lines that nobody read yet, in the directions in which print may stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from verifier.domain import Photo, Reading, Region
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.extract.label_words import speaking_words
from verifier.extract.statement_words import speaks_of_licences
from verifier.extract.statements import statements
from verifier.names.parse import may_name_firm
from verifier.numbers import find_licences, find_standards
from verifier.ocr.ensemble import upside_down
from verifier.ocr.overlooked import READ_MIN_PX, mean, surest
from verifier.ocr.window import overlap
from verifier.protocols import LineReader
from verifier.thai import letters_of

READ_MIN_CONFIDENCE = 0.8
"""Mean confidence below which a line is read upside down as well."""
TURN_MAX_CONFIDENCE = 0.85
"""Mean confidence below which a line that was read is tried upside down before anything agrees."""
END_HEIGHTS, LONGER_MIN_CONFIDENCE = 2.0, 0.9
"""How far before and behind a line of weight another look goes, in heights of it, and how well it must read: at the
edge of a label there are shapes that look like letters."""
MIRROR_MIN_CONFIDENCE, MIRROR_MARGIN, MIRROR_MIN_LETTERS = 0.85, 0.1, 4
"""A line is in mirror writing when so many letters are read with this mean confidence in its mirror image, and so much
surer than as it stands, and they are of weight: names such as AASAKI read as well either way."""


_NUMBER = re.compile("[0-9]{3}")


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


def lengthened(reader: LineReader, photo: Photo, readings: Sequence[Reading], taken: Sequence[Quad]) -> list[Reading]:
    """Lines of words on licences and standards, read with what stands before and behind their boxes.

    These may have cut a word off that takes back the rest.

    Lines with numbers are left: behind these the reader sees letters in the edge of a label. A box is not lengthened
    into `taken` places, which are other print and signs, nor out of the photo; handed on are the readings that surely
    show what was read before, and more letters.
    """
    found = []
    for reading in surest(readings):
        quad = reading.region.quad
        if quad.height < READ_MIN_PX or _NUMBER.search(reading.text) or not speaks_of_licences(reading.text):
            continue
        others = [place for place in taken if place != quad and not quad.contains(place.centre)]
        free = [end for end in _ends(quad) if not any(overlap(end, place) > 0 for place in others)]
        if free:
            whole = _joined(quad, free).clipped(photo.width, photo.height)
            found.append((reading, replace(reading.region, quad=whole)))
    again = reader.read(photo, [region for _, region in found]) if found else ()
    more = zip(again, (old for old, _ in found), strict=True)
    return [new for new, old in more if mean(new) >= LONGER_MIN_CONFIDENCE and _goes_on(old.text, new.text)]


def _goes_on(text: str, longer: str) -> bool:
    short, long = letters_of(text), letters_of(longer)
    return short in long and len(long) > len(short)


def _ends(quad: Quad) -> tuple[Quad, Quad]:
    """The places before and behind a line, each `END_HEIGHTS` heights long."""
    a, b, c, d = quad.corners
    share = END_HEIGHTS * quad.height / max(quad.width, 1.0)
    along = ((b[0] - a[0]) * share, (b[1] - a[1]) * share), ((c[0] - d[0]) * share, (c[1] - d[1]) * share)
    (ux, uy), (lx, ly) = along
    before = Quad(((a[0] - ux, a[1] - uy), a, d, (d[0] - lx, d[1] - ly)))
    return before, Quad((b, (b[0] + ux, b[1] + uy), (c[0] + lx, c[1] + ly), c))


def _joined(quad: Quad, ends: Sequence[Quad]) -> Quad:
    """A line with the ends that were found free, one or both of `_ends`."""
    a, b, c, d = quad.corners
    for end in ends:
        if end.corners[1] == a:
            a, d = end.corners[0], end.corners[3]
        else:
            b, c = end.corners[1], end.corners[2]
    return Quad((a, b, c, d))


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
