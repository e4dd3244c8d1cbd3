"""Sentences that laws, standards and custom put on labels: a line that is one of them, or a piece of one, says nothing.

They are printed over as many lines as there is room for, broken anywhere. `data/label_words/prescribed.txt` holds those
no piece of which can take a licence back.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from verifier.extract.same_words import adds, speaks_of_more
from verifier.thai import RECENT_TEXTS, letters_of

PIECE_LETTERS = 12
"""A shorter line is known as a whole sentence alone: pieces of so few letters could be of anything."""
LETTERS_A_MISREADING = 8
"""One letter may be misread for every so many."""


@lru_cache(RECENT_TEXTS)
def prescribed(text: str) -> bool:
    """Whether a line is a sentence of the list or a piece of one, a little misread."""
    bare = letters_of(text)
    if bare in _whole():
        return True
    if len(bare) < PIECE_LETTERS:
        return False
    least = 100 * (1 - 1 / LETTERS_A_MISREADING)
    found = process.extractOne(bare, _long(), scorer=fuzz.partial_ratio, score_cutoff=least)
    if found is None or len(bare) > len(found[0]) + 1:
        return False
    place = fuzz.partial_ratio_alignment(bare, found[0])
    assert place is not None
    piece = found[0][place.dest_start : place.dest_end]
    most = len(bare) // LETTERS_A_MISREADING
    near = Levenshtein.distance(bare, piece, score_cutoff=most) <= most
    return near and (bare == piece or not (speaks_of_more(text, bare, piece) or adds(bare, piece)))


@cache
def _whole() -> frozenset[str]:
    return frozenset(_sentences())


@cache
def _long() -> Sequence[str]:
    return [sentence for sentence in _sentences() if len(sentence) >= PIECE_LETTERS]


@cache
def _sentences() -> Sequence[str]:
    text = (resources.files("verifier") / "data" / "label_words" / "prescribed.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [bare for line in lines if (bare := letters_of(line))]
