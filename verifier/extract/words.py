"""The words of `data/statement_words.toml`, which announce something or qualify a number, as readers may see them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from verifier.domain import StatementKind
from verifier.thai import RECENT_TEXTS, fold_text, letters_of, normal_form, squeezed

FUZZY_MIN_LETTERS, FUZZY_LATIN_MIN_LETTERS = 6, 10
"""A word of this many letters is recognised with a letter misread, shorter ones only as they are. Latin ones must be
longer, as a letter makes `licensee` of `license n`."""
FUZZY_TWICE_MIN_LETTERS, SURE_LETTERS = 12, 2
"""A word of this many letters with two misread, if its first letters are not: they may be the ไม่ that denies."""
OWN_WORD = re.compile(r"(?<![ก-๎])ม ?\.? ?อ ?\.? ?ก|(?<![A-Za-z])T\.?I\.?S(?![A-Za-z])", re.IGNORECASE)
"""The word that announces a standard, as it should be."""
_LICENCES = re.compile(r"(?<![ก-๎])(?:ไม่|มี|ไม่มี|รับ)?ม ?\.? ?อ ?\.? ?ก(?![ก-๎])|(?<![a-z])(?:tisi?|licen[cs]\w*)")
"""Words for standard and licence, but อนุญาต, which is looked for with a letter misread."""
_PERMITS = {"อนุญาต": 1, "ใบอนุญาต": 2}
"""Words for a licence, and how many letters of theirs may be misread."""

_THAI = re.compile("[ก-๎]")
_HEAD_ENDS = re.compile("[:;]|บริษัท|ห้างหุ้นส่วน|หจก")
"""Where what announces a firm ends: at a colon, or where the firm's name begins."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789" + "".join(map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E47))))
_BITS = {letter: 1 << place for place, letter in enumerate(_LETTERS)}
_ALL = (1 << len(_LETTERS)) - 1


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the list: as written there, without spaces, tone marks and case (`bare`), and in which script.

    `letters`: what it is written in, as `letters_in` has it. `most_misread`: letters of it that may be misread, 0 for a
    short word.
    """

    written: str
    bare: str
    thai: bool
    letters: int
    most_misread: int

    @classmethod
    def of(cls, written: str) -> Word:
        """A word as the list has it."""
        bare, thai = squeezed(written), _THAI.search(written) is not None
        long = len(bare) >= (FUZZY_MIN_LETTERS if thai else FUZZY_LATIN_MIN_LETTERS)
        most_misread = 1 + (len(bare) >= FUZZY_TWICE_MIN_LETTERS) if long else 0
        return cls(written, bare, thai, letters_in(bare), most_misread)


@dataclass(frozen=True, slots=True)
class _Print:
    """A line of print as words are looked for in it: without spaces and tone marks (`bare`), with them (`lower`).

    `absent`: all letters but those that `bare` is written in, as `letters_in` has them.
    """

    bare: str
    lower: str
    absent: int


@dataclass(frozen=True, slots=True)
class Announcing:
    """Words that announce `kind`, unless one of `not_after` stands right before or after them."""

    kind: StatementKind
    words: tuple[Word, ...]
    others: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Qualifying:
    """Words that change what a number says: in its own line, in lines next to it too, or anywhere in large print.

    `alone` are words that do so when they are all that a line of large print says.

    `goods` are names of goods, which say something only in the number's own line and where no other word stands.
    `excused_in` are phrases in which the words are of something else: a guarantee, opening hours.
    `with_number` and `beside_number` are all that count in a number's own line, and in one next to it.
    """

    kind: StatementKind
    own_line: tuple[Word, ...]
    near: tuple[Word, ...]
    anywhere: tuple[Word, ...]
    alone: tuple[Word, ...]
    not_after: tuple[Word, ...]
    goods: tuple[Word, ...]
    excused_in: tuple[Word, ...]
    with_number: tuple[Word, ...]
    beside_number: tuple[Word, ...]


@lru_cache(RECENT_TEXTS)
def _print(text: str) -> _Print:
    bare = squeezed(text)
    return _Print(bare, fold_text(normal_form(text)).casefold(), _ALL & ~letters_in(bare))


def letters_in(text: str) -> int:
    """The Latin and Thai letters and the figures that a text is written in, a bit for each."""
    found = 0
    for character in set(text):
        found |= _BITS.get(character, 0)
    return found


@cache
def announcing() -> tuple[Announcing, ...]:
    """What is announced, by its words; licensee before licence, whose words it holds."""
    rows = table()["announces"]
    order = ("licensee", "importer", "maker", "seller", "licence")
    return tuple(
        Announcing(StatementKind(kind), _words(rows[kind]["words"]), _words(rows[kind].get("not_after", ())))
        for kind in order
    )


@cache
def qualifying() -> tuple[Qualifying, ...]:
    """What changes a number's meaning, by its words."""
    return tuple(_qualifying(kind, row) for kind, row in table()["qualifies"].items())


@cache
def goods_of_others() -> tuple[Word, ...]:
    """What says of a firm that these goods go with those of its making."""
    return _words(table()["goods_of_others"]["words"])


def _qualifying(kind: str, row: Mapping[str, Sequence[str]]) -> Qualifying:
    own_line, near, anywhere = _words(row["own_line"]), _words(row["near"]), _words(row["anywhere"])
    return Qualifying(
        StatementKind(kind),
        own_line,
        near,
        anywhere,
        alone=_words(row.get("alone", ())),
        not_after=_words(row.get("not_after", ())),
        goods=_words(row.get("goods", ())),
        excused_in=_words(row.get("excused_in", ())),
        with_number=(*anywhere, *near, *own_line),
        beside_number=(*anywhere, *near),
    )


def find(words: Sequence[Word], text: str, *, fuzzy: bool = True) -> Word | None:
    """The first of the words that stands in a line of print, else the first that does misread; None when none does.

    The cheapest question comes first: what letters of a word stand nowhere in the line?
    """
    line = _print(text)
    absent = line.absent
    possible = [word for word in words if (word.letters & absent).bit_count() <= word.most_misread]
    for word in possible:
        if not word.letters & absent and _stands(word, line):
            return word
    for word in possible if fuzzy else ():
        if word.most_misread and _nearly(word.bare, line.bare, word.most_misread):
            return word
    return None


def may_begin(words: Sequence[Word], text: str, most_misread: int) -> bool:
    """Whether a line may hold, so many letters misread, something that begins with one of the words."""
    line = _print(text)
    possible = (word for word in words if (word.letters & line.absent).bit_count() <= most_misread)
    return any(_nearly(word.bare, line.bare, most_misread) for word in possible)


def rest_after(word: Word, text: str) -> str:
    """What a line says after a word that stands in it; "" when the word stands there only misread or ends it."""
    pattern = r"[\u0e47-\u0e4e\s]*".join(map(re.escape, word.bare))
    found = re.search(pattern, fold_text(normal_form(text)), re.IGNORECASE)
    return fold_text(normal_form(text))[found.end() :].lstrip(" :.-\u0e48\u0e49") if found else ""


def without_announcements(text: str) -> str:
    """A text without the words that announce a number or a role, the longest first."""
    for word in sorted((word for rule in announcing() for word in rule.words), key=lambda word: -len(word.bare)):
        pattern = r"[\u0e47-\u0e4e\s]*".join(map(re.escape, word.bare)) if word.thai else latin(word.written).pattern
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    head = next((text[: found.start()] for found in (_HEAD_ENDS.search(text),) if found), "")
    bare = squeezed(head).strip("|")
    if bare and any(_is_misread(word, bare) for rule in announcing() for word in rule.words):
        return text[len(head) :]
    return text


def _is_misread(word: Word, bare: str) -> bool:
    most = word.most_misread
    return most > 0 and Levenshtein.distance(word.bare, bare, score_cutoff=most) <= most and len(bare) <= len(word.bare)


def _stands(word: Word, line: _Print) -> bool:
    if word.thai:
        return word.bare in line.bare
    return latin(word.written).search(line.lower) is not None


def _nearly(word: str, line: str, most: int) -> bool:
    """Whether a word stands in a squeezed line but for `most` letters, but for one where its first letters differ."""
    if len(line) < len(word) - most:
        return False
    least = 100 * (1 - most / len(word)) - 0.01
    if len(line) >= len(word) and fuzz.partial_ratio(word, line, score_cutoff=least) == 0:
        return False  # the cheaper question first, which holds for lines no shorter than the word
    sizes = range(len(word) - most, len(word) + most + 1)
    windows = (line[start : start + size] for size in sizes for start in range(len(line) - size + 1))
    return any(
        Levenshtein.distance(word, window, score_cutoff=most) <= (most if window.startswith(word[:SURE_LETTERS]) else 1)
        for window in windows
    )


def speaks_of_licences(text: str) -> bool:
    """Whether a line speaks of licences or standards in so many words, อนุญาต a little misread."""
    lower = fold_text(normal_form(text)).casefold()
    return _LICENCES.search(lower) is not None or any(
        _nearly(word, squeezed(text), most) for word, most in _PERMITS.items()
    )


def others_office(text: str) -> bool:
    """Whether a line is about a licence of another office than TISI: advertising, factories, radio."""
    rule = next(rule for rule in announcing() if rule.kind is StatementKind.LICENCE)
    return find(rule.others, text, fuzzy=False) is not None


def stands_alone(words: Sequence[Word], text: str) -> Word | None:
    """The word that a line of print is, and nothing more; None when it is none of them."""
    bare = letters_of(text)
    return next((word for word in words if bare == _letters_of_word(word.written)), None)


@cache
def _letters_of_word(written: str) -> str:
    return letters_of(written)


@cache
def latin(written: str) -> re.Pattern[str]:
    """Where Latin words stand in a line in small letters, no letter before or after them."""
    return re.compile(r"(?<![a-z])" + r"\s*".join(re.escape(part) for part in written.split()) + r"(?![a-z])")


def _words(written: Sequence[str]) -> tuple[Word, ...]:
    return tuple(sorted(map(Word.of, written), key=lambda word: (-len(word.bare), word.bare)))


@cache
def table() -> Mapping[str, Any]:
    """What `data/statement_words.toml` holds, read once."""
    text = (resources.files("verifier") / "data" / "statement_words.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))
