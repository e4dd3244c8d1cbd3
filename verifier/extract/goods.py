"""Which goods a label names, in the everyday words of `data/categories.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from verifier.extract.print_lines import Line
from verifier.thai import RECENT_TEXTS, fold_text, normal_form, squeezed

MIN_LETTERS = 4
"""A shorter word names too much."""
_FOR_OTHERS = re.compile(
    r"สำหรับ|ใช้กับ|ร่วมกับ|ต่อกับ|ใกล้|พร้อม|ห้าม|\b(?:for|with|to|into|your|compatible|charges?|includes?|inside|avoid|no|not|do)\b"
)
"""Words before which goods are named that others are used with, come with or are kept from."""
_NEXT_WORD = re.compile(
    r"[ -]+(?:pipes?|tanks?|bottles?|hoses?|taps?|pumps?|filters?|dispensers?|coolers?|heaters?|cabinets?|stands?|"
    r"racks?|covers?|cases?|boxes?|bags?|cables?|cords?|plugs?|sockets?|adapt[eo]rs?|chargers?|holders?|brackets?|mats?|"
    r"trays?|lids?|valves?|fittings?|cleaners?|stickers?|parts?|accessories)\b"
)
"""Goods that are named after those that they are for."""

_IS_NONE = re.compile(r"(?:\bnot an? |^\W*not )(?:real |safety )?|ไม่ใช่")
"""Words that deny, right before goods."""


@lru_cache(RECENT_TEXTS)
def goods_in(text: str) -> str:
    """The longest everyday word for a kind of goods that a line of print names as what it is; "" for none."""
    lower, bare = fold_text(normal_form(text)).casefold(), squeezed(text)
    if _FOR_OTHERS.search(lower):
        return ""
    for word, printed, pattern in _words():
        if printed in lower and pattern.search(lower) if pattern else printed in bare:
            return "" if pattern and _is_of_more(lower, pattern) else word
    return ""


def _is_of_more(lower: str, pattern: re.Pattern[str]) -> bool:
    """Whether a word for goods only tells which goods the next one names: drinking water pipe, television cabinet."""
    found = pattern.search(lower)
    return found is not None and _NEXT_WORD.match(lower, found.end()) is not None


@lru_cache(RECENT_TEXTS)
def denied_goods(text: str) -> str:
    """What a line says that goods are not: `not a helmet`, `ไม่ใช่หมวกกันน็อก`; "" for nothing."""
    lower = fold_text(normal_form(text)).casefold()
    for found in _IS_NONE.finditer(lower):
        rest = lower[found.end() :].strip()
        for word, printed, pattern in _words():
            if pattern.match(rest) if pattern else squeezed(rest).startswith(printed):
                return f"{found[0].strip()} {word}"
    return ""


def named(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """Each kind of goods that lines name, once, with the highest line that does."""
    found: dict[str, Line] = {}
    for line in sorted(lines, key=lambda line: -line.quad.height):
        word = next(filter(None, map(goods_in, line.texts)), "")
        if word:
            found.setdefault(word, line)
    return list(found.items())


@cache
def _words() -> tuple[tuple[str, str, re.Pattern[str] | None], ...]:
    """Every word, the longest first: as it is, as it is looked for, and the pattern of a Latin one."""
    text = (resources.files("verifier") / "data" / "categories.toml").read_text("utf-8")
    words = {word for entry in tomllib.loads(text).values() for word in (*entry["th"], *entry["en"])}
    kept = sorted((word for word in words if len(word) >= MIN_LETTERS), key=lambda word: (-len(word), word))
    return tuple(
        (word, word.casefold(), re.compile(rf"\b{re.escape(word.casefold())}s?\b"))
        if word.isascii()
        else (word, squeezed(word), None)
        for word in kept
    )
