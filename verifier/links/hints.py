"""What the texts inside a payload name: licences, ids of official links, standards. All of it, for contradiction alone.

Where a label's print is read with doubt, a code's letters are certain; so numbers are looked for more widely here than
in print: glued to other words, in a link's path, with any separator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from verifier.domain import Hints
from verifier.numbers import LicenceNumber, StandardNumber, find_licences, find_standards, parse_licence

MOST = 32
"""Of each sort. A card or a maker's link names none or a few; who names more hides one among them."""

_GAP = "[ +]{0,3}"
_SEQ = "[0-9]{1,6}"
_STANDARD = rf"[0-9]{{1,6}}(?:\([0-9]{{1,3}}\)|{_GAP}เล่?ม{_GAP}[0-9]{{1,3}}(?:\([0-9]{{1,3}}\))?)?"
_OFFICE = rf"(?:\({_GAP}[0-9]{{1,2}}{_GAP}\){_GAP})?"
_TYPE = rf"(?:(?:นค|[ทนส])(?=[0-9])|(?<![A-Za-zก-๎])(?:นค|[ทนส]){_GAP})"
_LICENCE = re.compile(rf"{_OFFICE}{_TYPE}{_SEQ}{_GAP}-{_GAP}{_SEQ}{_GAP}/{_GAP}{_STANDARD}(?![0-9])")
"""A licence's number, also where its letter ends a Thai word; with a gap behind the letter only where it begins one."""

_ANY = r"[ +]{0,3}[-_./|:,~]{1,4}[ +]{0,3}"
_LETTER = r"(?:[ก-ฮ]{1,2}(?=[0-9])|(?<![A-Za-z0-9ก-๎])(?:[ก-ฮ]{1,2}|[TNStns]|(?i:nk)))[] .)-]{0,3}"
_STRICT = rf"{_SEQ}{_GAP}-{_GAP}{_SEQ}{_GAP}/{_GAP}{_SEQ}(?![0-9])"
_LOOSE = rf"{_SEQ}{_ANY}{_SEQ}{_ANY}{_SEQ}(?![0-9])"
_LEAD = r"(?:ใบอนุญาต|มอก|สมอ|(?i:\blic(?:en[cs]e)?|\bTISI?\b))"
_NUMBER_SIGN = "(?<!บ้าน)เลขที่[ :]{0,3}"
_UNPARSED = (
    re.compile(rf"{_TYPE}[] .)-]{{0,3}}(?P<number>{_LOOSE})"),
    re.compile(rf"{_LETTER}(?P<number>{_STRICT})"),
    re.compile(rf"{_LEAD}[^0-9]{{0,24}}(?P<number>{_LOOSE})"),
    re.compile(rf"{_NUMBER_SIGN}(?P<number>{_STRICT})"),
    re.compile(rf"^\s*(?P<number>{_STRICT})\s*$"),
)
"""Three numbers that a licence's letter, another letter or a word announces as one's, or that stand alone."""

LONGEST_ID = 10
_ID = re.compile(rf"(?<![0-9])(?P<zeros>0*)(?P<id>[0-9]{{8,{LONGEST_ID}}})(?![0-9])")
"""As long as the ids of real links (`data/official_links.toml`); a server may forgive zeros before them."""


def find_hints(texts: Iterable[str]) -> tuple[Hints, bool]:
    """What these texts, unwrapped, name; and whether that is all: of each sort `MOST` are kept."""
    licences: dict[LicenceNumber, None] = {}
    ids: dict[str, None] = {}
    standards: dict[StandardNumber, None] = {}
    unparsed: dict[str, None] = {}
    for text in texts:
        licences |= dict.fromkeys(_licences(text))
        ids |= dict.fromkeys(_ids(text))
        standards |= dict.fromkeys(found.value for found in find_standards(text) if found.prefixed)
        unparsed |= dict.fromkeys(_unparsed(text))
    for number in licences:
        unparsed.pop(figures_of(number), None)
    found = (tuple(licences), tuple(ids), tuple(standards), tuple(unparsed))
    kept = Hints(found[0][:MOST], found[1][:MOST], found[2][:MOST], found[3][:MOST])
    return kept, all(len(sort) <= MOST for sort in found)


def figures_of(number: LicenceNumber) -> str:
    """`seq-n/standard` in figures alone, without office, type and the standard's part."""
    return _figures(str(number).partition(number.type)[2])


def _licences(text: str) -> Iterator[LicenceNumber]:
    yield from (found.value for found in find_licences(text) if found.value is not None)
    for match in _LICENCE.finditer(text):
        number = parse_licence(match[0].replace(" ", "").replace("+", ""))
        if number is not None:
            yield number


def _ids(text: str) -> Iterator[str]:
    for match in _ID.finditer(text):
        yield match["id"]
        if match["zeros"] and len(match[0]) <= LONGEST_ID:
            yield match[0]


def _unparsed(text: str) -> Iterator[str]:
    return (_figures(match["number"]) for shape in _UNPARSED for match in shape.finditer(text))


def _figures(number: str) -> str:
    seq, n, standard, *_ = re.findall("[0-9]+", number)
    return f"{int(seq)}-{int(n)}/{int(standard)}"
