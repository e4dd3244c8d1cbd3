"""Sentences that laws, standards and custom put on labels: a line that is one of them, or a piece of one, says nothing.

They are printed over as many lines as there is room for, broken anywhere. `data/prescribed_sentences.txt` holds those
no piece of which can take a licence back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from verifier.extract.same_words import adds, speaks_of_more
from verifier.thai import RECENT_TEXTS, squeezed

PIECE_LETTERS = 18
"""A shorter line is known as a whole sentence alone: pieces of so few letters could be of anything."""
LETTERS_A_MISREADING = 8
"""One letter may be misread for every so many."""
_NUMBER = re.compile(r"[0-9][0-9.,:/-]*")
_NEITHER = re.compile(r"[^a-z9ก-ฺเ-๎]")


@lru_cache(RECENT_TEXTS)
def prescribed(text: str) -> bool:
    """Whether a line is a sentence of the list or a piece of one, a little misread."""
    bare = _form_of(text)
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
    text = (resources.files("verifier") / "data" / "prescribed_sentences.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [bare for line in lines if (bare := _form_of(line))]


def _form_of(text: str) -> str:
    """Letters and vowels of a text, squeezed, with a 9 for each number: `UN38.3 tested` is not `untested`."""
    return _NEITHER.sub("", _NUMBER.sub("9", squeezed(text)))
