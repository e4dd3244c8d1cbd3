"""Words that call goods false where they are hard to see: in an address, with figures for letters, parted, cut off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from verifier.extract.label_vocabulary import LATIN_WORD, latin_words, thai_words
from verifier.extract.parting import part
from verifier.thai import RECENT_TEXTS, fold_text, letters_of, normal_form, squeezed

CROSSED_MAX_LETTERS = 5
"""A longer word with an X behind it is a model's name."""
SHORT_MISREAD_LETTERS = 3
"""A line of so many letters and more that is a word for false goods but for one of them is that word."""
BEGINNING_LETTERS = 4
"""So many letters of a word for false goods are that word, cut off."""
FEW_WORDS = 2
"""A line of more Latin words is a sentence, of which each word counts as it is."""

_THAI = re.compile("[ก-ฺเ-๎]")
_CROSS = re.compile(r"^([^0-9]*)[ .:][×✗✕✘x]\s*$")
_FIGURES_AS_LETTERS = (str.maketrans("0134578", "oieastb"), str.maketrans("0134578", "oleastb"))
"""Figures that are written for the letters that they look like."""
_PARTED = re.compile(
    r"(?<![^\W_])(?:[^\W\d_][\u0e30-\u0e4e]{0,3}[.·•*_/|-] ?){2,}[^\W\d_][\u0e30-\u0e4e]{0,3}(?![^\W_])"
)
"""Letters with a sign between every two of them."""
_ADDRESS = re.compile(r"\S*(?:www|https?|@|[.,](?:com|co|net|org|shop|info|th)\b)\S*")
"""An address, its dots misread."""
_RUN = re.compile("[a-z0-9]+")


@lru_cache(RECENT_TEXTS)
def false_words(text: str) -> str:
    """Words that call goods false, or have a cross behind them; "" for none."""
    lower = fold_text(normal_form(text)).casefold()
    return _crossed(lower) or _in_addresses(lower) or _in_figures(lower) or _parted(lower) or _cut(lower)


def _crossed(lower: str) -> str:
    """A short word with a cross behind it, as lists mark what is not fulfilled."""
    found = _CROSS.search(lower)
    return lower.strip() if found and 1 <= len(letters_of(found[1])) <= CROSSED_MAX_LETTERS else ""


def _in_addresses(lower: str) -> str:
    for word in _ADDRESS.findall(lower) + [run for run in lower.split() if run[:1] in "#@"]:
        if any(said in word for said in latin_words().false) or _speaks(squeezed(word)):
            return str(word).strip()
    return ""


def _in_figures(lower: str) -> str:
    for run in _RUN.findall(lower):
        if any(map(str.isdigit, run)) and not run.isdigit():
            spelled = [run.translate(table) for table in _FIGURES_AS_LETTERS]
            spelled += [word for word in (run.strip("0123456789"),) if len(word) >= BEGINNING_LETTERS]
            whole = len(run) >= BEGINNING_LETTERS and any(word in latin_words().speaks for word in spelled)
            if whole or any(word.startswith(latin_words().false) for word in (run.strip("0123456789"), *spelled)):
                return str(run)
    return ""


def spells_word(value: str) -> bool:
    """Whether a value of goods' data, in lower case, spells a word that speaks: `n0t-genuine`, `used1`, `b4-void`."""
    known = latin_words()
    bare = value.strip("0123456789")
    texts = (value, *(each.translate(table) for each in (value, bare) for table in _FIGURES_AS_LETTERS))
    pieces = {piece for text in texts for piece in re.findall("[a-z]{3,}", text)}
    return any(piece in known.speaks or piece.removeprefix("no").startswith(known.begins) for piece in pieces)


def _parted(lower: str) -> str:
    for parted in _PARTED.findall(lower):
        joined = re.sub(r"[.·•*_/| -]", "", parted)
        if joined.startswith(latin_words().false) or _speaks(squeezed(joined)):
            return str(parted)
    return ""


def _cut(lower: str) -> str:
    """A line that is a speaking word of Thai but for one letter, or a word for false goods that lacks one."""
    whole, words = letters_of(lower), LATIN_WORD.findall(lower)
    if _but_for_one(whole) and part(whole).unknown:
        return whole
    if len(words) > FEW_WORDS or _THAI.search(lower):
        return ""
    unknown = (word for word in words if len(word) >= SHORT_MISREAD_LETTERS and word not in latin_words().describes)
    return next((word for word in unknown if any(_lacks_letters(word, said) for said in latin_words().false)), "")


def _lacks_letters(word: str, said: str) -> bool:
    """Whether a word is another but for one letter that it lacks, or the beginning of it, cut off."""
    lacks_one = len(said) == len(word) + 1 and Levenshtein.distance(word, said) == 1
    return lacks_one or (len(word) >= BEGINNING_LETTERS and said.startswith(word))


def _but_for_one(whole: str) -> bool:
    """Whether a line is a speaking word with one letter of four misread, or of three one made up."""
    near = _about_as_long(len(whole))
    return process.extractOne(whole, near, scorer=Levenshtein.distance, score_cutoff=1) is not None


@cache
def _about_as_long(length: int) -> Sequence[str]:
    """The speaking words that a line of so many letters may be, one of them misread, lost or made up."""
    if length < SHORT_MISREAD_LETTERS:
        return ()
    least = SHORT_MISREAD_LETTERS + (length == SHORT_MISREAD_LETTERS)
    return [word for word in thai_words().speaks.words if len(word) >= least and abs(len(word) - length) <= 1]


def _speaks(bare: str) -> bool:
    return any(word in bare for word in thai_words().speaks.words)
