"""Whether the words of a line that nobody explains are of weight: about what a licence says.

Cautions, directions and praise of goods deny, limit and tell of states in words without end (`ไม่เยิ้ม`, `Inspect before
each use`), and nobody can list what they speak of. What takes a licence back speaks of marks, papers, makers, of these
goods or of trade. So mild words, and words that are not known, count in a line with such a word alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from verifier.extract.label_vocabulary import LATIN_WORD, NAME_LETTERS, Beginnings, latin_words, thai_words
from verifier.extract.label_words import latin_of, parting_of, speaking_words, unknown_latin
from verifier.extract.parting import Parting
from verifier.extract.plain_lines import plain
from verifier.extract.subjects import names_only
from verifier.extract.word_places import Part, misread, written
from verifier.thai import EAST_ASIAN, RECENT_TEXTS, letters_of

FOREIGN_WORDS, FOREIGN_SHARE = 3, 0.6
"""A line in a language that nobody reads: so many Latin words are unknown, and this share of all of them."""
FOREIGN_LETTERS = 12
"""So many Thai letters that are of no known word, and the same share of all of them, are a dialect or misread."""
BARE_LETTERS = 8
"""A line that begins with a word that denies and says fewer letters beside says nothing else: `ไม่ผ่าน`, `not ok`."""

_SIGN = re.compile(r"^\W*[a-z0-9](?![a-z0-9])|(?<![a-z0-9])[a-z0-9]\W*$")
"""A letter by itself at either end of a line, which an arrow is read as."""
MISREAD_MIN_LETTERS, ONE_MISREAD = 4, 2
"""Letters of a word that tells what a line is about, from which on one may be misread for one of its look, which counts
two half letters."""


@lru_cache(RECENT_TEXTS)
def of_weight(text: str) -> bool:
    """Whether what a line says in words that nobody explains may be about a licence, its marks or these goods."""
    said = speaking_words(text)
    for phrase in (each for each in latin_words().mild if " " in each):
        said = said.replace(phrase, " ")
    told = [*said.split(), *parting_of(text).hinting]
    if names_only(text, told):
        return _foreign(text)
    if any(not _mild(word) for word in told) or _foreign(text) or _bare(text, told):
        return True
    return _about(text, told)


@lru_cache(RECENT_TEXTS)
def denies_weightily(text: str) -> bool:
    """Whether a line denies, in a word as it is written, and is about what a licence says; or is East Asian."""
    known, told = thai_words(), speaking_words(text).split()
    if any(EAST_ASIAN.search(word) for word in told):
        return True
    denies = any(word in known.negates for word in parting_of(text).speaking)
    denies = denies or any(word in latin_words().light for word in told)
    return denies and _about(text, told)


def leads(text: str) -> bool:
    """Whether a line names a mark, a paper or who gives it, so that mild words in the line below may be of that."""
    if _written_in(parting_of(text), thai_words().leads):
        return True
    latin = f" {' '.join(LATIN_WORD.findall(plain(text)))} "
    return any(f" {words} " in latin for words in latin_words().leads)


def says_more(text: str) -> bool:
    """Whether a line holds a word that speaks or tells of a state, a mild one too."""
    return speaking_words(text) != "" or parting_of(text).hinting != ()


def _mild(word: str) -> bool:
    """Whether a word that speaks is a mild one; what turns one round (untested) is none."""
    mild = latin_words().mild
    long = tuple(each for each in mild if len(each) >= NAME_LETTERS)
    return word in thai_words().mild or word in mild or word.startswith(long)


def _foreign(text: str) -> bool:
    """Whether most of a line is in words that nobody knows, enough of them for a sentence."""
    parting, unknown = parting_of(text), unknown_latin(text)
    if len(unknown) >= FOREIGN_WORDS and len(unknown) >= FOREIGN_SHARE * len(latin_of(text)):
        return True
    letters = sum(map(len, parting.unknown))
    return letters >= FOREIGN_LETTERS and letters >= FOREIGN_SHARE * len(parting.bare)


def _bare(text: str, told: list[str]) -> bool:
    """Whether a line denies, or limits, and says next to nothing else: `^ เฉพาะกล่อง`, `plug only`."""
    bare = letters_of(_SIGN.sub(" ", plain(text)))
    denials, limits = (*thai_words().negates, *latin_words().light), (*thai_words().limits, "only")
    begins = next((word for word in told if word in (*denials, *limits) and bare.startswith(word)), "")
    ends = next((word for word in told if word in limits and bare.endswith(word)), "")
    told_once = len(begins or ends) if len(begins + ends) > len(bare) else len(begins + ends)
    return (begins or ends) != "" and len(bare) - told_once < BARE_LETTERS


def _about(text: str, told: list[str]) -> bool:
    known, parting = thai_words(), parting_of(text)
    if _written_in(parting, known.about):
        return True
    latin = latin_words()
    words = LATIN_WORD.findall(plain(text))
    if any(word in latin.about or word.removesuffix("s") in latin.about for word in words):
        return True
    tried = any(word in known.tried for word in told) or any(word.startswith(latin.tried) for word in words)
    return tried and (_denies(told, words) or _limits(told, parting, words))


def _denies(told: list[str], latin: list[str]) -> bool:
    return any(word in thai_words().negates for word in told) or any(word in latin_words().light for word in latin)


def _limits(told: list[str], parting: Parting, latin: list[str]) -> bool:
    """Whether a line says that what was tried is a part alone; Latin directions (`Test only ...`) say nothing so."""
    if any(word in thai_words().limits for word in (*told, *(each.word for each in parting.parts))):
        return True
    return "only" in latin and any(word.endswith("ed") and word.startswith(latin_words().tried) for word in latin)


@lru_cache(RECENT_TEXTS)
def _written_in(parting: Parting, words: Beginnings) -> bool:
    """Whether one of these words stands in a line, and not in a longer one that is known."""
    held = [each for each in parting.parts if each.word not in words.words]
    if any(each.word in words.words for each in parting.parts):
        return True
    near = misread(parting.bare, words, _most_misread, range(len(parting.bare)), others=False)
    places = [*written(parting.bare, words), *(word for word in near if not _known(word, held))]
    return any(not any(_within(word, each) for each in held) for word in places)


def _most_misread(word: str) -> int:
    return ONE_MISREAD if len(word) >= MISREAD_MIN_LETTERS else 0


def _known(word: Part, held: Sequence[Part]) -> bool:
    """Whether a word that stands there as it is written takes a part of what may be a misread one."""
    return any(not each.misread and each.start < word.end and word.start < each.end for each in held)


def _within(word: Part, other: Part) -> bool:
    return other.start <= word.start and word.end <= other.end and len(other.word) > len(word.word)
