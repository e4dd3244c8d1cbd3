"""Whether a line of print is made of what labels of goods say, by `data/label_words.toml`.

A closed world: what is not known to describe goods may speak of a paper, a test or an exception in words that no
grammar has, so it is told, never passed over. A name is the one thing that cannot be known: a Latin word by itself is
taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from verifier.extract.label_vocabulary import (
    LATIN_WORD,
    MISREAD_LATIN,
    MISREAD_THAI,
    NAME_LETTERS,
    SPEAKS_MISREAD_LETTERS,
    latin_about,
    most_misread,
    phrases_about,
    reach,
    thai_about,
    vocabulary,
    written_phrases,
)
from verifier.thai import EAST_ASIAN, RECENT_TEXTS, fold_text, letters_of, normal_form, squeezed

NAMES_A_LINE = 2
"""Latin words that are unknown in a line of which nothing is known to speak: a name; more are a sentence."""
THAI_NAME_LETTERS = 6
"""Thai letters, vowels among them, that may be left unknown in a line: a short brand, a smudge."""
UNKNOWN_SHARE = 0.4
"""A line less of whose Thai letters is unknown is one of known words, some of them read badly."""
RECENT_PIECES = 16_384
"""Pieces of lines of which it is remembered whether they are words: looks at one line are made of mostly the same."""
MIN_LETTERS, WORD_MAX_LETTERS = 2, 18
"""Thai letters of the shortest and the longest word that is looked for in what is left of a line."""
SURE_LETTERS = 5
"""A describing word of so many letters that stands in a line as it is written is that word."""
NEARLY_MIN_LETTERS, NEARLY_LETTERS = 4, 3
"""A piece of a line is nearly a speaking word of this many letters when it differs in one of every so many of them."""

CROSSED_MAX_LETTERS = 5
"""A longer word with an X behind it is a model's name."""

_THAI = re.compile("[ก-ฺเ-๎]+")
_WEB = re.compile(r"\S*(?:www\.|https?:|@|\.com|\.co\.|\.net|\.org|\.th\b)\S*")
_NUMBER_WORD = re.compile(
    r"\bno(?! ?[a-z])|(?<=\bmodel) no\b|(?<=\bserial) no\b|(?<=\bitem) no\b|(?<=\bpart) no\b|(?<=\blot) no\b"
)
"""`No.` for a number, which denies nothing."""
_CROSS = re.compile(r"^([^0-9]*)[ .:][×✗✕✘x]\s*$")
_AS_LETTERS = str.maketrans("015", "ois")
_FIGURES_AS_LETTERS = (str.maketrans("0134578", "oieastb"), str.maketrans("0134578", "oleastb"))
"""Figures that are written for the letters that they look like."""
_PARTED = re.compile(
    r"(?<![^\W_])(?:[^\W\d_][\u0e30-\u0e4e]{0,3}[.·•*_/|-] ?){2,}[^\W\d_][\u0e30-\u0e4e]{0,3}(?![^\W_])"
)
"""Letters with a sign between every two of them."""
_ADDRESS = re.compile(r"\S*(?:www|https?|@|[.,](?:com|co|net|org|shop|info|th)\b)\S*")
"""An address, its dots misread."""
_RUN = re.compile("[a-z0-9]+")
SHORT_MISREAD_LETTERS = 3
"""A line of so many Thai letters and more that is a word for false goods but for one of them is that word."""
_NEARLY_NOT = re.compile("[ไใโ][มปนบษถ]")
"""About what ไม่, which denies, is read as."""
_NO_VOWEL = re.compile("\u0e31(?=[อาำะ])")
"""A vowel where Thai has none: a tone mark, misread."""


@lru_cache(RECENT_TEXTS)
def unknown_words(text: str) -> str:
    """What a line says that is not known to describe goods; "" when all of it is, or may be a name."""
    lower = _plain(text)
    if found := _crossed(lower) or false_words(text):
        return found
    if _is_phrase(lower):
        return ""
    thai, latin = _pieces(lower), list(_tokens(lower))
    speaking = _said(thai, latin)
    unknown, letters = sum(map(len, thai)), sum(map(len, _THAI.findall(squeezed(lower))))
    thai = thai if speaking or unknown >= max(THAI_NAME_LETTERS, UNKNOWN_SHARE * letters) else ()
    return " ".join([*thai, *(latin if speaking or len(latin) > NAMES_A_LINE else [])])


def unknown_latin(text: str) -> tuple[str, ...]:
    """The Latin words of a line that are not known to describe goods, names among them."""
    lower = _plain(text)
    return () if _is_phrase(lower) else tuple(_tokens(lower))


@lru_cache(RECENT_TEXTS)
def speaking_words(text: str) -> str:
    """The words of a line that speak of papers, tests, states and exceptions; "" where none do."""
    lower = _plain(text)
    if found := _crossed(lower) or false_words(text):
        return found
    return "" if _is_phrase(lower) else " ".join(_said(_pieces(lower), list(_tokens(lower))))


def unknown_thai(text: str) -> tuple[int, float]:
    """How many Thai letters of a line no describing word accounts for, and what share of its Thai letters they are."""
    lower = _plain(text)
    unknown, letters = sum(map(len, _pieces(lower))), sum(map(len, _THAI.findall(squeezed(lower))))
    return (0, 0.0) if _is_phrase(lower) else (unknown, unknown / max(letters, 1))


@lru_cache(RECENT_TEXTS)
def may_speak(text: str) -> bool:
    """Whether what is unknown in a line is nearly a Thai word that speaks: worth another look, and no more."""
    for piece in _pieces(_plain(text)):
        if _NEARLY_NOT.search(piece):
            return True
        for said in vocabulary().speaks_thai:
            size = len(said)
            if NEARLY_MIN_LETTERS <= size <= len(piece) + 1:
                least = 100 * (1 - (size // NEARLY_LETTERS) / size) - 0.01
                if fuzz.partial_ratio(said, piece, score_cutoff=least) > 0:
                    return True
    return False


def false_words(text: str) -> str:
    """Words that call goods false, where they are hard to see: in an address, with figures, parted; "" for none."""
    lower = fold_text(normal_form(text)).casefold()
    known = vocabulary()
    for word in _ADDRESS.findall(lower) + [run for run in lower.split() if run[:1] in "#@"]:
        if any(said in word for said in known.false) or any(_speaking_thai(squeezed(word))):
            return str(word).strip()
    for run in _RUN.findall(lower):
        if any(map(str.isdigit, run)) and not run.isdigit():
            spelled = [run.strip("0123456789"), *(run.translate(table) for table in _FIGURES_AS_LETTERS)]
            if any(word.startswith(known.false) for word in spelled):
                return str(run)
    for parted in _PARTED.findall(lower):
        joined = re.sub(r"[.·•*_/| -]", "", parted)
        if joined.startswith(known.false) or any(_speaking_thai(squeezed(joined))):
            return str(parted)
    whole = letters_of(lower)
    near = [said for said in known.false_thai if min(len(said), len(whole)) >= SHORT_MISREAD_LETTERS]
    if whole not in known.thai and any(Levenshtein.distance(whole, said, score_cutoff=1) <= 1 for said in near):
        return whole
    words = LATIN_WORD.findall(lower)
    if len(words) <= NAMES_A_LINE and not _THAI.search(lower):
        for word in words:
            cut = [said for said in known.false if len(word) >= SHORT_MISREAD_LETTERS and len(said) == len(word) + 1]
            if word not in known.latin and any(Levenshtein.distance(word, said) == 1 for said in cut):
                return str(word)
    return ""


def _crossed(lower: str) -> str:
    """A short word with a cross behind it, as lists mark what is not fulfilled; "" for none."""
    found = _CROSS.search(lower)
    return lower.strip() if found and 1 <= len(letters_of(found[1])) <= CROSSED_MAX_LETTERS else ""


def _plain(text: str) -> str:
    lower = _NO_VOWEL.sub("", fold_text(normal_form(text)).casefold())
    return _NUMBER_WORD.sub(" ", _WEB.sub(" ", lower))


def _said(thai: Sequence[str], latin: Sequence[str]) -> list[str]:
    """The speaking ones among the unknown pieces and words of a line."""
    return [piece for piece in thai if any(_speaking_thai(piece))] + [word for word in latin if _speaks_latin(word)]


@lru_cache(RECENT_TEXTS)
def _is_phrase(lower: str) -> bool:
    """Whether a line is one describing phrase, a little misread, and has no speaking word beyond those of it."""
    bare = letters_of(lower)
    for phrase, most, words in phrases_about(len(bare)):
        if Levenshtein.distance(bare, phrase, score_cutoff=most) <= most:
            latin = {word for word in LATIN_WORD.findall(lower) if _speaks_latin(word)} | set(_speaking_phrases(lower))
            own = set(_speaking_thai(bare)) <= set(_speaking_thai(phrase))
            return bare == phrase or (own and all(_is_of(word, words) for word in latin))
    return False


def _is_of(word: str, words: frozenset[str]) -> bool:
    """Whether a speaking word is one of a phrase's, a little misread."""
    return word in words or any(Levenshtein.distance(word, own) <= len(own) // MISREAD_LATIN for own in words)


@lru_cache(RECENT_TEXTS)
def _pieces(lower: str) -> tuple[str, ...]:
    """What is left of the Thai of a line when the words that describe goods are taken out, also a little misread."""
    bare = "".join(_THAI.findall(squeezed(lower)))
    described = [match.span() for match in vocabulary().thai_found.finditer(bare)]
    for word in _speaking_thai(bare):
        for found in re.finditer(re.escape(word), bare):
            if not any(start <= found.start() and found.end() <= end for start, end in described):
                return (bare,)
    sure = [(start, end) for start, end in described if end - start >= SURE_LETTERS]
    ends, starts = [0, *(end for _, end in sure)], [*(start for start, _ in sure), len(bare)]
    rest = [bare[end:start] for end, start in zip(ends, starts, strict=True)]
    if nearly := tuple(piece for piece in rest if _nearly_speaks(piece)):
        return nearly
    return _least_unknown(bare) if any(map(_least_unknown, rest)) else ()  # a long word may end a misread one


def _nearly_speaks(piece: str) -> bool:
    """Whether letters that are no describing words as written hold a long speaking word, a little misread."""
    return any(
        fuzz.partial_ratio(said, piece, score_cutoff=100 * (1 - (len(said) // MISREAD_THAI) / len(said)) - 0.01) > 0
        for said in vocabulary().speaks_thai
        if SPEAKS_MISREAD_LETTERS <= len(said) <= len(piece)
    )


def _least_unknown(bare: str) -> tuple[str, ...]:
    """The pieces of squeezed Thai that no parting into describing words, each a little misread, accounts for."""
    size, known = len(bare), vocabulary().thai_words
    best: list[tuple[int, str]] = [(0, "")] + [(size + 1, "")] * size
    for start in range(size):
        cost, left = best[start]
        if cost + 1 < best[start + 1][0]:
            best[start + 1] = (cost + 1, left + bare[start])
        for end in range(start + MIN_LETTERS, min(size, start + WORD_MAX_LETTERS) + 1):
            piece = bare[start:end]
            if cost < best[end][0] and (piece in known or _misread_thai(piece)):
                best[end] = (cost, left + " ")
    return tuple(best[size][1].split())


def _tokens(lower: str) -> Iterator[str]:
    """The Latin words of a line that do not describe goods: those that speak, and those as long as a name."""
    known = vocabulary()
    yield from _speaking_phrases(lower)
    for phrase in written_phrases():
        lower = lower.replace(phrase, " ")
    for token in LATIN_WORD.findall(lower):
        word = token.translate(_AS_LETTERS)
        if any(map(str.isdigit, word)) or not known.latin.isdisjoint((token, word, word.removesuffix("s"))):
            continue  # what has figures is a model's name or a rating
        parts = [part for part in word.split("-") if part]
        plain = len(word) < NAME_LETTERS or all(
            part in known.latin or _misread(part, latin_about(len(part))) for part in parts
        )
        if _speaks_latin(word) or not plain:
            yield word


def _speaking_phrases(lower: str) -> Iterator[str]:
    """Speaking ones of several words, and in East Asian letters, wherever they stand."""
    return (said for said in vocabulary().speaks_latin if (" " in said or EAST_ASIAN.search(said)) and said in lower)


def _speaking_thai(bare: str) -> Iterator[str]:
    return (word for word in vocabulary().speaks_thai if word in bare)


def _speaks_latin(word: str) -> bool:
    """Whether a Latin word is a speaking one or begins with one of four letters or more, one letter misread."""
    known = vocabulary()
    if word in known.speaks_latin or word.startswith(known.speaks_beginning):
        return True
    if word.startswith("un") and word.removeprefix("un").startswith(known.speaks_latin):
        return True
    return any(
        process.extractOne(word[:length], said, scorer=Levenshtein.distance, score_cutoff=1) is not None
        for length, said in known.speaks_misread.items()
    )


@lru_cache(RECENT_PIECES)
def _misread_thai(piece: str) -> bool:
    return _misread(piece, thai_about(len(piece)))


def _misread(piece: str, words: Sequence[str]) -> bool:
    """Whether a piece of a line is one of these words with few letters misread, and no speaking one."""
    found = process.extractOne(piece, words, scorer=Levenshtein.distance, score_cutoff=reach(len(piece)))
    return (
        found is not None
        and found[1] <= most_misread(found[0])
        and set(_speaking_thai(piece)) <= set(_speaking_thai(found[0]))
    )
