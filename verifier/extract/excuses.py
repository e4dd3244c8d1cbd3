"""Words that qualify a number and are of something else in a phrase: `Warranty void if the seal is broken`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from verifier.extract.statement_words import speaks_of_licences
from verifier.extract.words import Word, find, latin
from verifier.thai import fold_text, normal_form, squeezed

_WARNS, _THESE = ("ระวัง", "beware"), re.compile(r"นี้|เช่น|คือ|บนกล่อง|ผลิตโดย|\b(?:this|these|such|like|is|are)\b|นี(?:$| )")
"""Words with which a warning of imitations begins, and words that make it one of these goods."""


def excused(phrases: Sequence[Word], word: Word, text: str) -> bool:
    """Whether a word stands in one of the phrases that make it one of something else, and nowhere in the line besides.

    A Thai phrase may have a letter misread, its own word too where it was found so. Never in a line that speaks of
    licences, nor a warning that is of these goods.
    """
    about = [phrase for phrase in phrases if word.bare in phrase.bare]
    if not about or speaks_of_licences(text):
        return False
    rest = fold_text(normal_form(text)).casefold()
    for phrase in about:
        rest = _without(phrase, word, rest) if phrase.thai else latin(phrase.written).sub(" ", rest)
    warned = any(phrase.written.startswith(_WARNS) for phrase in about)
    return find([word], rest) is None and not (warned and _THESE.search(rest))


def _without(phrase: Word, word: Word, text: str) -> str:
    """A Thai text without a phrase, its letters before the word a little misread."""
    bare, lead = squeezed(text), phrase.bare.index(word.bare)
    end = bare.find(word.bare)
    if end < 0:
        return _without_misread(phrase, bare)
    before = bare[:end]
    misread = min(
        Levenshtein.distance(phrase.bare[:lead], before[-size:]) for size in (lead - 1, lead, lead + 1) if size
    )
    tail = bare[end : end + len(phrase.bare) - lead]
    if misread > phrase.most_misread or tail != phrase.bare[lead:]:
        return text
    return before[: max(0, len(before) - lead)] + " " + bare[end + len(phrase.bare) - lead :]


def _without_misread(phrase: Word, bare: str) -> str:
    """A squeezed text without a phrase whose own word was misread in it, as the word was found: a little misread."""
    size = len(phrase.bare)
    windows = [(at, at + length) for length in (size - 1, size, size + 1) for at in range(len(bare) - length + 1)]
    away = {place: Levenshtein.distance(phrase.bare, bare[slice(*place)]) for place in windows}
    best = min(away, key=lambda place: away[place], default=None)
    if best is None or away[best] > phrase.most_misread:
        return bare
    return bare[: best[0]] + " " + bare[best[1] :]
