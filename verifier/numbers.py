"""Numbers of Thai industrial standards (มอก., TIS) and of licences for the mark: parse, find, print, compare.

Normal forms (used in data, JSON and look-ups): `2424-2565`, `62368 เล่ม 1-2563`, `60335 เล่ม 2(13)-2564`,
`1180(1)-2538`; `ท7195-54/1040`, `(3)ท1021-49/1040`. ASCII digits, no prefix, Buddhist years.

`parse_*` take a whole string that somebody calls a number; `find_*` look for numbers in a line of print,
where most figures are something else, and let go of whatever is not certainly one. Nothing is ever put right:
a year out of range, a leading zero or a digit too many make no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TypeVar

from verifier.context import speaks_of_other
from verifier.grammar import (
    BROKEN_OFFICE,
    COMMUNITY,
    ENDS_IN_LEAD,
    LEADS,
    LICENCE,
    NORMAL_LICENCE,
    RUNS_ON,
    STANDARD,
    YEAR_LOST,
)
from verifier.thai import LOST_DIGIT, TYPE_LOOK_ALIKES, digits_look_alike, fold

N = TypeVar("N", "StandardNumber", "LicenceNumber")

EARLIEST_YEAR = 2511
"""The Industrial Product Standards Act is of B.E. 2511 (1968)."""
LATEST_YEAR = 2575
"""Default for the latest Buddhist year that is believed."""
_BUDDHIST_ERA = 543


@dataclass(frozen=True, slots=True, order=True)
class StandardNumber:
    """The number of a standard: `number`, then if given `(sub)`, `เล่ม part(subpart)` and Buddhist `year`."""

    number: int
    sub: int | None = None
    part: int | None = None
    subpart: int | None = None
    year: int | None = None

    def __str__(self) -> str:
        text = str(self.number)
        if self.sub is not None:
            text += f"({self.sub})"
        if self.part is not None:
            text += f" เล่ม {self.part}"
            if self.subpart is not None:
                text += f"({self.subpart})"
        return text if self.year is None else f"{text}-{self.year}"

    def without_year(self) -> StandardNumber:
        """The same standard in no particular edition."""
        return StandardNumber(self.number, self.sub, self.part, self.subpart)

    def printed_thai(self) -> str:
        """As Thai labels print it: `มอก. 62368 เล่ม 1-2563`."""
        return f"มอก. {self}"

    def printed_english(self) -> str:
        """As English labels print it: `TIS 62368 Part 1-2563`."""
        return f"TIS {self}".replace("เล่ม", "Part")


@dataclass(frozen=True, slots=True, order=True)
class LicenceNumber:
    """`[(office)] type seq-n/standard`, e.g. (3)ท1021-49/1040; `type`: ท น ส นค; `standard` has no year."""

    type: str
    seq: int
    n: int
    standard: str
    office: int | None = None

    def __str__(self) -> str:
        office = "" if self.office is None else f"({self.office})"
        return f"{office}{self.type}{self.seq}-{self.n}/{self.standard}"

    def belongs_to(self, standard: StandardNumber) -> bool:
        """Whether the licence's own standard, which never has a year, can be `standard`.

        How licences write a part is not settled: `62368`, `62368(1)` and `62368เล่ม1` all fit `62368 เล่ม 1`.
        """
        own = parse_standard(self.standard)
        if own is None or own.number != standard.number:
            return False
        if own.part is not None:
            return (own.part, own.subpart) == (standard.part, standard.subpart)
        return own.sub is None or own.sub == (standard.sub or standard.part)


@dataclass(frozen=True, slots=True, order=True)
class CommunityNumber:
    """The number of a community product standard (มผช.), never in the list of licences: `247/2552`."""

    number: int
    year: int

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


@dataclass(frozen=True, slots=True)
class FoundStandard:
    """A standard number in a line; `raw` is `line[start:end]`, with มอก. or TIS when `prefixed`."""

    value: StandardNumber
    start: int
    end: int
    raw: str
    prefixed: bool

    @property
    def has_year(self) -> bool:
        """Whether the edition was printed too."""
        return self.value.year is not None


@dataclass(frozen=True, slots=True)
class FoundLicence:
    """A licence number in a line: `raw` is `line[start:end]`.

    `suspect`: the form fits, but the type's letter is missing or is no licence letter; `value` is None then.
    """

    value: LicenceNumber | None
    start: int
    end: int
    raw: str
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class FoundCommunity:
    """A community standard's number in a line: `raw` is `line[start:end]`."""

    value: CommunityNumber
    start: int
    end: int
    raw: str


_TYPES = frozenset({"ท", "น", "ส", "นค"})


def parse_standard(text: str, latest_year: int = LATEST_YEAR) -> StandardNumber | None:
    """The standard that the whole of `text` names, prefix and year optional; None when in doubt.

    Christian years become Buddhist ones; years outside 2511..`latest_year` (B.E.) are not believed.
    """
    match = STANDARD.fullmatch(fold(text).text.strip())
    return _standard(match, latest_year) if match else None


def find_standards(line: str, latest_year: int = LATEST_YEAR) -> list[FoundStandard]:
    """The standards named in a line of print, left to right.

    Without มอก. or TIS before it only `number-year` with a Buddhist year is a candidate, and only where
    nothing before it speaks of something else; callers decide what a candidate that is not `prefixed` is worth.
    A value without a year may be the legible half of a number.
    """
    folded, found = fold(line), []
    for match in STANDARD.finditer(folded.text):
        prefixed, year = match["prefix"] is not None, match["year"]
        after = folded.text[match.end() : match.end() + 12]
        if RUNS_ON.match(after) or (year is None and YEAR_LOST.match(after)):
            continue
        if not prefixed and not _bare_is_plausible(match):
            continue
        if (value := _standard(match, latest_year)) is not None:
            start, end = folded.span(*match.span())
            found.append(FoundStandard(value, start, end, line[start:end], prefixed))
    return found


def _bare_is_plausible(match: re.Match[str]) -> bool:
    if match["year"] is None or int(match["year"]) < EARLIEST_YEAR:
        return False
    month_and_year = match["part"] is None and int(match["number"]) <= 12
    before = match.string[max(0, match.start() - 40) : match.start()]
    return not month_and_year and not speaks_of_other(before)


def _standard(match: re.Match[str], latest_year: int) -> StandardNumber | None:
    names = ("sub", "part", "subpart", "year")
    sub, part, subpart, year = (int(match[name]) if match[name] else None for name in names)
    if year is None and " (" in match[0]:
        return None  # what stands in brackets after a gap may be the office of a licence
    if year is not None:
        year = year if year >= EARLIEST_YEAR else year + _BUDDHIST_ERA
        if not EARLIEST_YEAR <= year <= latest_year:
            return None
    return StandardNumber(int(match["number"]), sub, part, subpart, year)


def parse_licence(text: str) -> LicenceNumber | None:
    """The licence that the whole of `text` names, words such as ใบอนุญาตเลขที่ before it optional; else None."""
    if plain := NORMAL_LICENCE.fullmatch(text):  # a short cut: lists hold millions of these
        return _licence(plain, plain["type"])
    found = find_licences(text)
    if len(found) != 1 or fold(text[found[0].end :]).text.strip():
        return None
    before = fold(text[: found[0].start]).text.strip()
    return found[0].value if LEADS.fullmatch(before) else None


def find_licences(line: str) -> list[FoundLicence]:
    """The licence numbers in a line of print, left to right; as `suspect` what only lacks its type's letter.

    No letter is ever guessed: a Latin `n` is no ท, and such a candidate has no value.
    """
    folded, found = fold(line), []
    for match in LICENCE.finditer(folded.text):
        if RUNS_ON.match(folded.text[match.end() : match.end() + 6]):
            continue
        before = folded.text[max(0, match.start() - 40) : match.start()]
        letters, office = match["type"], match["office"]
        ends = (letters[-2:], letters[-1:])
        kind = next((end for end in ends if end in _TYPES and _begins(end, match, before)), "")
        missing = not letters and (office is not None or ENDS_IN_LEAD.search(before) is not None)
        suspect = not kind and _begins(letters, match, before) and (missing or _may_be_type(letters))
        if kind or suspect:
            lead = 0 if office is not None else len(letters) - len(kind or letters)
            lead += len(match[0]) - len(match[0].lstrip())
            start, end = folded.span(match.start() + lead, match.end())
            value = _licence(match, kind) if kind else None
            found.append(FoundLicence(value, start, end, line[start:end], suspect))
    return found


def _begins(kind: str, match: re.Match[str], before: str) -> bool:
    """Whether the last letters of the match, `kind`, begin a word or follow one that announces a licence."""
    rest = match["type"].removesuffix(kind)
    if match["office"] is not None:
        return not rest
    before += rest
    if BROKEN_OFFICE.search(before):
        return False
    return not re.search(r"[0-9A-Za-zก-๎/.-]$", before) or ENDS_IN_LEAD.search(before) is not None


def _may_be_type(letters: str) -> bool:
    alike = TYPE_LOOK_ALIKES
    if len(letters) == 1:
        return any(letters in alike[letter] for letter in "ทนส")
    return len(letters) == 2 and letters[0] in "น" + alike["น"] and letters[1] in "ค" + alike["ค"]


def _licence(match: re.Match[str], kind: str) -> LicenceNumber:
    standard = match["standard"].replace(" ", "").replace("เลม", "เล่ม")
    office = None if match["office"] is None else int(match["office"])
    return LicenceNumber(kind, int(match["seq"]), int(match["n"]), standard, office)


def find_community(line: str, latest_year: int = LATEST_YEAR) -> list[FoundCommunity]:
    """The community product standards (`มผช.247/2552`) named in a line of print."""
    folded, found = fold(line), []
    for match in COMMUNITY.finditer(folded.text):
        year = int(match["year"])
        runs_on = RUNS_ON.match(folded.text[match.end() : match.end() + 6])
        if EARLIEST_YEAR <= year <= latest_year and not runs_on:
            value = CommunityNumber(int(match["number"]), year)
            start, end = folded.span(*match.span())
            found.append(FoundCommunity(value, start, end, line[start:end]))
    return found


_TYPE_SWAPS = {"ท": ("น",), "น": ("ท", "ส", "นค"), "ส": ("น",), "นค": ("น",)}


def confusions(number: N) -> frozenset[N]:
    """All numbers that one confused or lost digit, or the confused letter of a licence's type, makes of `number`.

    Lost are ones (`thai.LOST_DIGIT`); a number with one more is a confusion too, so that the relation is symmetric.
    """
    text = str(number)
    swapped = [
        text[:i] + other + text[i + 1 :]
        for i, char in enumerate(text)
        for other in "0123456789"
        if digits_look_alike(char, other)
    ]
    swapped += [text[:i] + text[i + 1 :] for i, char in enumerate(text) if char == LOST_DIGIT]
    beside = (i for i in range(len(text) + 1) if any(c.isdigit() for c in text[max(0, i - 1) : i + 1]))
    swapped += [text[:i] + LOST_DIGIT + text[i:] for i in beside]
    if isinstance(number, LicenceNumber):
        others = [replace(number, type=kind) for kind in _TYPE_SWAPS[number.type]]
        return frozenset(others + [n for t in swapped if (n := parse_licence(t)) is not None])
    return frozenset(n for t in swapped if (n := parse_standard(t)) is not None)


def confusable(a: N, b: N) -> bool:
    """Whether `a` and `b` differ by exactly one confusion; symmetric, and false for equal numbers."""
    return b in confusions(a)
