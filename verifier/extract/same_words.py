"""Whether a misread text is a known phrase, and not that phrase with a word more: `ไร้มาตรฐาน` is no `ได้มาตรฐาน`."""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from verifier.extract.label_vocabulary import LATIN_WORD, NOT_AVAILABLE, latin_words, thai_words
from verifier.extract.word_places import look_alikes
from verifier.thai import fold_text, normal_form


def speaks_of_more(text: str, bare: str, phrase: str) -> bool:
    """Whether a text holds a word that speaks of more than the phrase does: ไร้มาตรฐาน for ได้มาตรฐาน."""
    known = thai_words()
    if any(said in bare and said not in phrase for said in (*known.speaks.words, *known.states)):
        return True
    lower = fold_text(normal_form(text)).casefold()
    words = (word for word in LATIN_WORD.findall(lower) if word not in phrase)
    return NOT_AVAILABLE.search(lower) is not None or any(word in latin_words().speaks for word in words)


def adds(bare: str, phrase: str) -> bool:
    """Whether two letters side by side are of no letter of the phrase: a word, where single ones are misread."""
    made_up = [
        edit.dest_pos
        for edit in Levenshtein.editops(phrase, bare)
        if edit.tag == "insert"
        or (edit.tag == "replace" and phrase[edit.src_pos] not in look_alikes().get(bare[edit.dest_pos], ""))
    ]
    return any(other - one == 1 for one, other in pairwise(made_up))
