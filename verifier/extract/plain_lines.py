"""A line of print as words are looked for in it, and what of it is no word: addresses, numbers' own words, grades."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from verifier.extract.label_vocabulary import NOT_AVAILABLE
from verifier.thai import fold_text, normal_form

_WEB = re.compile(r"\S*(?:www\.|https?:|@|\.com|\.co\.|\.net|\.org|\.th\b)\S*")
_NUMBERED = (
    "model",
    "serial",
    "item",
    "part",
    "lot",
    "batch",
    "tel",
    "phone",
    "ref",
    "reg",
    "art",
    "order",
    "code",
    "cat",
    "id",
)
_NUMBER_WORD = re.compile(
    r"(?<![:?=])(?<![:?=] )\bno(?= ?[^a-z ]|\s*$(?<=^no))|" + "|".join(rf"(?<=\b{word}) no\b" for word in _NUMBERED)
)
"""`No.` for a number, which denies nothing: before figures or a stop, or behind what is numbered. `safe: no` denies."""
_SHORT = (
    (NOT_AVAILABLE, " none "),
    (re.compile(r"(?<![a-z0-9])w/ ?o(?![a-z0-9])"), " without "),
    (re.compile(r"(?<![a-z0-9])n ?\. ?g(?![a-z0-9])|\bqc ?:? ?(?:ng|f)\b"), " not good "),
    (re.compile(r"(?<![a-z0-9])(?:2nd|2) ?-?hand\b"), " second hand "),
    (re.compile(r"(?<![ก-๎])มือ ?2(?![0-9])"), " มือสอง "),
    (re.compile(r"(?<![0-9.])[0-9]{2} ?% ?new\b"), " second hand "),
    (re.compile(r"(?<![0-9.])[0-9]{2} ?% ?ใหม่|สภาพ(?:ดี)? ?[0-9]{2} ?%"), " มือสอง "),
    (re.compile(r"(?<![ก-๎])ตย ?\."), " ตัวอย่าง "),
)
"""Short forms of words that speak, and the words."""
CONTACT = re.compile(r"\b(?:l[iu1]?ne|facebook|fb|ig|instagram|tiktok|youtube|shopee|lazada)\b ?(?:id|official)? ?[:@]")
"""Where to reach a firm: the words behind it are names."""
_GRADE = re.compile(r"(?:เกรด|grade) ?a(?:[+ab]|/[ab])?(?![a-z])")
"""The best grade of goods: `เกรด A/B` of plywood."""
_UNACCENTED: Mapping[int, str | int] = {
    **{code: unicodedata.normalize("NFD", chr(code))[0] for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))},
    **str.maketrans("đøłı", "doli"),
}
"""Latin letters without the marks that other languages than English write over and under them."""
_ONE_LOOK = str.maketrans("i1|0", "lllo")
"""Latin letters and figures that look alike."""
_NO_VOWEL = re.compile("\u0e31(?=[อาำะ])")
"""A vowel where Thai has none: a tone mark, misread."""


def plain(text: str) -> str:
    """A line as words are looked for in it: folded, in lower case, without addresses and the word for a number.

    Short forms of words that speak are written out.
    """
    lower = _NO_VOWEL.sub("", fold_text(normal_form(text)).casefold()).translate(_UNACCENTED)
    lower = _NUMBER_WORD.sub(" ", _GRADE.sub(" ", _WEB.sub(" ", lower)))
    for short, word in _SHORT:
        lower = short.sub(word, lower)
    return lower


def folded(lower: str) -> str:
    """A line in lower case with Latin letters of one look as one: `lnspired by`, `retum` for `return`."""
    return lower.translate(_ONE_LOOK).replace("rn", "m")
