"""Lines whose words nobody knows are shown to other eyes, before they keep a label from agreeing.

One reader misreads a letter in every other line of small Thai print, and what it makes of a caution may be a word that
denies. Others err elsewhere: `extract.statements` believes such words when at least half of the looks tell them.
"""

from __future__ import annotations

from collections.abc import Sequence

from verifier.domain import Photo, Reading, Region
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.extract.statements import unknown_lines
from verifier.names.parse import tidy
from verifier.numbers import find_licences, find_standards
from verifier.protocols import LineReader

MAX_LINES = 8
"""Of more lines than this one stays untold for other reasons than its reader's: they are left as they are."""


def told_again(
    readers: Sequence[LineReader], photo: Photo, readings: Sequence[Reading], signs: Sequence[Quad] = ()
) -> list[Reading]:
    """A look of each reader at every line of a photo that is told for words that nobody knows.

    `signs` are where marks and TISI's codes stand. Lines and looks with a number or a firm are left out: what is
    believed of these rests on readers and looks of its own. Raises EngineFailed.
    """
    found = unknown_lines(readings, extract(readings), signs)
    told = [reading for reading in found if _only_words(reading.text)]
    lines: list[Region] = [reading.region for reading in told]
    if not lines or len(lines) > MAX_LINES:
        return []
    looks = [look for reader in readers for look in reader.read(photo, lines)]
    return [look for look in looks if _only_words(look.text)]


def _only_words(text: str) -> bool:
    return not (find_licences(text) or find_standards(text) or tidy(text))
