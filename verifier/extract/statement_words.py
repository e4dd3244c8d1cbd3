"""The words of `data/statement_words.toml`, which announce something or qualify a number."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from rapidfuzz.distance import Levenshtein

from verifier.domain import StatementKind
from verifier.extract.words import Word, find, latin, nearly, thai_pattern
from verifier.thai import RECENT_TEXTS, fold_text, normal_form, squeezed

OWN_WORD = re.compile(r"(?<![ก-๎])ม ?\.? ?อ ?\.? ?ก|(?<![A-Za-z])T\.?I\.?S(?![A-Za-z])", re.IGNORECASE)
"""The word that announces a standard, as it should be."""
_LICENCES = re.compile(r"(?<![ก-๎])(?:ไม่|มี|ไม่มี|รับ)?ม ?\.? ?อ ?\.? ?ก(?![ก-๎])|(?<![a-z])(?:tisi?|licen[cs]\w*)")
"""Words for standard and licence, but อนุญาต, which is looked for with a letter misread."""
_PERMITS = {"อนุญาต": 1, "ใบอนุญาต": 2}
"""Words for a licence, and how many letters of theirs may be misread."""

_HEAD_ENDS = re.compile("[:;]|บริษัท|ห้างหุ้นส่วน|หจก")
"""Where what announces a firm ends: at a colon, or where the firm's name begins."""


@dataclass(frozen=True, slots=True)
class Announcing:
    """Words that announce `kind`, unless one of `not_after` stands right before or after them."""

    kind: StatementKind
    words: tuple[Word, ...]
    others: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Qualifying:
    """Words that change what a number says: in its own line, in lines next to it too, or anywhere in large print.

    `alone` are words that do so when they are all that a line of large print says, `in_row` when they are all that
    stands in a number's row.

    `goods` are names of goods, which say something only in the number's own line and where no other word stands.
    `excused_in` are phrases in which the words are of something else: a guarantee, opening hours.
    `with_number` and `beside_number` are all that count in a number's own line, and in one next to it.
    """

    kind: StatementKind
    own_line: tuple[Word, ...]
    near: tuple[Word, ...]
    anywhere: tuple[Word, ...]
    alone: tuple[Word, ...]
    in_row: tuple[Word, ...]
    not_after: tuple[Word, ...]
    goods: tuple[Word, ...]
    excused_in: tuple[Word, ...]
    with_number: tuple[Word, ...]
    beside_number: tuple[Word, ...]


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
        in_row=_words(row.get("in_row", ())),
        not_after=_words(row.get("not_after", ())),
        goods=_words(row.get("goods", ())),
        excused_in=_words(row.get("excused_in", ())),
        with_number=(*anywhere, *near, *own_line),
        beside_number=(*anywhere, *near),
    )


@lru_cache(RECENT_TEXTS)
def without_announcements(text: str) -> str:
    """A text without the words that announce a number or a role, the longest first."""
    for pattern in _announcements():
        text = pattern.sub(" ", text)
    head = next((text[: found.start()] for found in (_HEAD_ENDS.search(text),) if found), "")
    bare = squeezed(head).strip("|")
    if bare and any(_is_misread(word, bare) for rule in announcing() for word in rule.words):
        return text[len(head) :]
    return text


@cache
def _announcements() -> tuple[re.Pattern[str], ...]:
    """Where each word that announces stands in a line, the longest first."""
    words = sorted((word for rule in announcing() for word in rule.words), key=lambda word: -len(word.bare))
    return tuple(
        re.compile(thai_pattern(word) if word.thai else latin(word.written).pattern, re.IGNORECASE) for word in words
    )


def _is_misread(word: Word, bare: str) -> bool:
    most = word.most_misread
    return most > 0 and Levenshtein.distance(word.bare, bare, score_cutoff=most) <= most and len(bare) <= len(word.bare)


def speaks_of_licences(text: str) -> bool:
    """Whether a line speaks of licences or standards in so many words, อนุญาต a little misread."""
    lower = fold_text(normal_form(text)).casefold()
    return _LICENCES.search(lower) is not None or any(
        nearly(word, squeezed(text), most) for word, most in _PERMITS.items()
    )


def others_office(text: str) -> bool:
    """Whether a line is about a licence of another office than TISI: advertising, factories, radio."""
    rule = next(rule for rule in announcing() if rule.kind is StatementKind.LICENCE)
    return find(rule.others, text, fuzzy=False) is not None


def _words(written: Sequence[str]) -> tuple[Word, ...]:
    return tuple(sorted(map(Word.of, written), key=lambda word: (-len(word.bare), word.bare)))


@cache
def table() -> Mapping[str, Any]:
    """What `data/statement_words.toml` holds, read once."""
    text = (resources.files("verifier") / "data" / "statement_words.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))
