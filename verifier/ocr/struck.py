"""Which numbers and firms are struck out, or changed: a line goes through them, a part is patched or written over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.domain import Photo, Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.extract.unexplained import anywhere
from verifier.image.patched import patched
from verifier.image.strike import struck_out
from verifier.names.parse import tidy
from verifier.ocr.overlooked import READ_MIN_PX, in_block, mean

HIGHEST = 1.0
"""Height of a line that may be one, in sides of the mark at most, with its margins."""
WORDS_MIN_PX, WORDS_MIN_CONSONANTS = 30.0, 3
"""Height and Thai consonants from which on what was read in such a line may be what is left of a name or a number."""
READ_WELL = 0.9
"""Mean confidence from which words that describe goods were read for sure: a stroke spoils them."""
MIN_CONFIDENCE = 0.5
"""A number that is less sure is explained or told of by its own finding."""
_CONSONANT = re.compile("[ก-ฮ]")
_SHAPE = re.compile(r"[0-9]{1,6} ?- ?[0-9]{1,4} ?/ ?[0-9]{2,5}|[0-9]{2,5} ?- ?[0-9]{4}")
"""What is left of a licence's or a standard's number where a stroke spoils the letters before it."""


def struck_numbers(photo: Photo, readings: Sequence[Reading], marks: Sequence[Region]) -> list[Region]:
    """The numbers and firms through which a line goes: those read at all well, and beside a mark what may be one.

    Also the accepted numbers, or where there is none what looks like one, of which a part stands on other paper or in
    other ink.
    """
    fields, numbers = extract(readings), set[Quad]()
    quads = [field.quad for field in fields.standards if field.certain or field.confidence >= MIN_CONFIDENCE]
    quads += [field.quad for field in fields.licences if field.certain or field.confidence >= MIN_CONFIDENCE]
    for each in (fields.standards, fields.licences):
        accepted = {field.quad for field in each if field.certain}
        numbers |= accepted or {field.quad for field in each if field.confidence >= MIN_CONFIDENCE}
    quads += [field.quad for field in fields.holders if field.certain or field.confidence >= MIN_CONFIDENCE]
    quads += [reading.region.quad for reading in readings if _may_hold_one(reading, marks)]
    found: list[Quad] = []
    for quad in dict.fromkeys(quads):
        if not any(other.contains(quad.centre) for other in found) and (
            struck_out(photo, quad) or (quad in numbers and patched(photo, quad))
        ):
            found.append(quad)
    return [Region(RegionKind.LINE, quad, 1.0) for quad in found]


def _may_hold_one(reading: Reading, marks: Sequence[Region]) -> bool:
    """Whether a line in a mark's block looks like a number or a firm, or has letters that say nothing known.

    What is struck out is read badly.
    """
    quad = reading.region.quad
    if quad.height < READ_MIN_PX or not in_block(reading.region, marks, HIGHEST):
        return False
    told = _SHAPE.search(reading.text) is not None or tidy(reading.text) is not None
    words = quad.height >= WORDS_MIN_PX and len(_CONSONANT.findall(reading.text)) >= WORDS_MIN_CONSONANTS
    return told or (words and not _known(reading))


def _known(reading: Reading) -> bool:
    """Whether a line was read well and describes goods: a heading may stand in a frame, or be underlined."""
    return mean(reading) >= READ_WELL and not anywhere(reading, near=True)
