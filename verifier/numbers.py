"""Numbers of Thai industrial standards (มอก. / TIS) and of licences to use the mark: parse, find, print, compare.

Normal forms (used in data, JSON and look-ups): `2424-2565`, `62368 เล่ม 1-2563`, `60335 เล่ม 2(13)-2564`,
`1180(1)-2538`; `ท7195-54/1040`, `(3)ท1021-49/1040`. ASCII digits, no prefix, Buddhist years.

`parse_*` take a whole string that somebody calls a number; `find_*` look for numbers in a line of print, where most
figures are something else, and let go of whatever is not certainly one. Nothing is ever put right: a year out of range,
a leading zero or a digit too many make no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TypeVar

from verifier.context import speaks_of_other
from verifier.thai import TYPE_LOOK_ALIKES, digits_look_alike, fold

N = TypeVar("N", "StandardNumber", "LicenceNumber")

EARLIEST_YEAR = 2511
"""The Industrial Product Standards Act is of B.E. 2511 (1968)."""
LATEST_YEAR = 2575
"""Default for the latest Buddhist year that is believed."""
_BUDDHIST_ERA = 543


@dataclass(frozen=True, slots=True, order=True)
class StandardNumber:
    """The number of a standard: `number`, optional `(sub)`, optional `เล่ม part(subpart)`, optional Buddhist `year`."""

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
    """`[(office)] type seq-n/standard`, e.g. (3)ท1021-49/1040; `type` is one of ท น ส นค; `standard` has no year."""

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
    """A standard number in a line: `raw` is `line[start:end]`, with its prefix when `prefixed` (มอก. or TIS was read)."""

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

    `suspect`: it has the form of one but the letter of its type is missing or no licence letter; `value` is None then.
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


# ---- the grammar (of folded text; every repetition is bounded, so that no line can take long) -------------------------

_S = " {0,3}"
_PREFIX = rf"(?:(?:ม\.?อ\.?ก|(?<![A-Za-z])(?i:T\.?I\.?S))\.?{_S}(?:(?:เลขที่|(?i:No\b\.?)){_S})?:?{_S})"
_PART = rf"{_S}(?:เล่?ม(?:ที่)?|(?i:part)){_S}(?P<part>[1-9][0-9]{{0,2}})(?:{_S}\((?P<subpart>[1-9][0-9]{{0,2}})\))?"
_NUMBER = rf"(?P<number>[1-9][0-9]{{0,4}})(?:{_S}\((?P<sub>[1-9][0-9]{{0,2}})\))?(?:{_PART})?"
_STANDARD = re.compile(rf"(?P<prefix>{_PREFIX})?(?<![0-9]){_NUMBER}(?:{_S}-{_S}(?P<year>[12][0-9]{{3}}))?")

_LEAD = (
    r"(?:ใบอนุญาต|เลขที่|หมายเลข|แสดงเครื่องหมาย|มาตรฐาน|ทำ|นำเข้า|มอก\.?|สมอ\.?|"
    r"(?i:\bTISI?\b\.?|\bLicen[cs]e|\bNumber|\bNo\b\.?))[ .:]{0,3}"
)
_LICENCE_STANDARD = r"[1-9][0-9]{0,4}(?:\([1-9][0-9]{0,2}\)| {0,3}เล่?ม {0,3}[1-9][0-9]{0,2}(?:\([1-9][0-9]{0,2}\))?)?"
_LICENCE = re.compile(
    rf"(?:\({_S}(?P<office>[1-9][0-9]?){_S}\){_S})?(?P<type>[A-Za-zก-ฮ]{{0,2}}){_S}(?<![0-9])"
    rf"(?P<seq>[1-9][0-9]{{0,4}}){_S}-{_S}(?P<n>[1-9][0-9]{{0,4}}){_S}/{_S}(?P<standard>{_LICENCE_STANDARD})"
)
_COMMUNITY = re.compile(
    rf"(?:มผช|(?<![A-Za-z])TCPS)\.?{_S}(?:เลขที่{_S})?:?{_S}(?P<number>[1-9][0-9]{{0,4}}){_S}/{_S}(?P<year>[12][0-9]{{3}})"
)

_RUNS_ON = re.compile(r"[0-9A-Za-z]|[(.:,][0-9]| {0,2}[-/] {0,2}[0-9]")
"""After a number: print that belongs to it, so that what was matched is only a piece."""
_YEAR_LOST = re.compile(r" {0,2}[-(]| {0,2}(?:เล่?ม|(?i:part))|.{0,9}[0-9]")
"""After a number without its year: signs that the rest of it was not read."""
_ENDS_IN_LEAD = re.compile(rf"{_LEAD}$")
_BROKEN_OFFICE = re.compile(r"(?:^|[^A-Za-zก-๎]).?.[)\]}] {0,3}$")
_TYPES = frozenset({"ท", "น", "ส", "นค"})


def parse_standard(text: str, latest_year: int = LATEST_YEAR) -> StandardNumber | None:
    """The standard that the whole of `text` names, prefix and year optional; None when it names none beyond doubt.

    Christian years become Buddhist ones; years outside 2511..`latest_year` (B.E.) are not believed.
    """
    match = _STANDARD.fullmatch(fold(text).text.strip())
    return _standard(match, latest_year) if match else None


def find_standards(line: str, latest_year: int = LATEST_YEAR) -> list[FoundStandard]:
    """The standards named in a line of print, left to right.

    Without มอก. or TIS before it only `number-year` with a Buddhist year is a candidate, and only where nothing before
    it speaks of something else; callers decide what a candidate that is not `prefixed` is worth. A value without a year
    may be the legible half of a number.
    """
    folded, found = fold(line), []
    for match in _STANDARD.finditer(folded.text):
        prefixed, year = match["prefix"] is not None, match["year"]
        after = folded.text[match.end() : match.end() + 12]
        if _RUNS_ON.match(after) or (year is None and _YEAR_LOST.match(after)):
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
    return not month_and_year and not speaks_of_other(match.string[max(0, match.start() - 40) : match.start()])


def _standard(match: re.Match[str], latest_year: int) -> StandardNumber | None:
    number, sub, part, subpart, year = (
        None if match[name] is None else int(match[name]) for name in ("number", "sub", "part", "subpart", "year")
    )
    if year is None and " (" in match[0]:
        return None  # what stands in brackets after a gap may be the office of a licence
    if year is not None:
        year = year if year >= EARLIEST_YEAR else year + _BUDDHIST_ERA
        if not EARLIEST_YEAR <= year <= latest_year:
            return None
    return None if number is None else StandardNumber(number, sub, part, subpart, year)


def parse_licence(text: str) -> LicenceNumber | None:
    """The licence that the whole of `text` names, words such as ใบอนุญาตเลขที่ before it optional; else None."""
    found = find_licences(text)
    if len(found) != 1 or fold(text[found[0].end :]).text.strip():
        return None
    before = fold(text[: found[0].start]).text.strip()
    return found[0].value if re.fullmatch(rf"(?:{_LEAD}){{0,8}}", before) else None


def find_licences(line: str) -> list[FoundLicence]:
    """The licence numbers in a line of print, left to right, and as `suspect` what is one but for the letter of its type.

    No letter is ever guessed: a Latin `n` is no ท, and such a candidate has no value.
    """
    folded, found = fold(line), []
    for match in _LICENCE.finditer(folded.text):
        if _RUNS_ON.match(folded.text[match.end() : match.end() + 6]):
            continue
        start = match.start("type") if match["office"] is None else match.start()
        before, letters = folded.text[max(0, start - 40) : start], match["type"]
        for size in (2, 1):
            kind, rest = letters[-size:], letters[:-size]
            if kind in _TYPES and len(kind) == size and _stands_alone(before, rest, match["office"]):
                begin = start + (len(rest) if match["office"] is None else 0)
                first, last = folded.span(begin, match.end())
                found.append(FoundLicence(_licence(match, kind), first, last, line[first:last]))
                break
        else:
            lead = match["office"] is not None or _ENDS_IN_LEAD.search(before) is not None
            if _stands_alone(before, "", match["office"]) and (_may_be_type(letters) if letters else lead):
                begin = start + (len(match[0]) - len(match[0].lstrip()) if match["office"] is None else 0)
                first, last = folded.span(begin, match.end())
                found.append(FoundLicence(None, first, last, line[first:last], suspect=True))
    return found


def _stands_alone(before: str, rest: str, office: str | None) -> bool:
    """Whether the type's letter begins a word, or follows a word that announces a licence."""
    if office is not None:
        return not rest
    before += rest
    if _BROKEN_OFFICE.search(before):
        return False
    return not before or not re.search(r"[0-9A-Za-zก-๎/.-]$", before) or _ENDS_IN_LEAD.search(before) is not None


def _may_be_type(letters: str) -> bool:
    alike = TYPE_LOOK_ALIKES
    if len(letters) == 1:
        return any(letters in alike[letter] for letter in "ทนส")
    return letters[0] in "น" + alike["น"] and letters[1] in "ค" + alike["ค"]


def _licence(match: re.Match[str], kind: str) -> LicenceNumber:
    standard = match["standard"].replace(" ", "").replace("เลม", "เล่ม")
    office = None if match["office"] is None else int(match["office"])
    return LicenceNumber(kind, int(match["seq"]), int(match["n"]), standard, office)


def find_community(line: str, latest_year: int = LATEST_YEAR) -> list[FoundCommunity]:
    """The community product standards (`มผช.247/2552`) named in a line of print."""
    folded, found = fold(line), []
    for match in _COMMUNITY.finditer(folded.text):
        year = int(match["year"])
        if not _RUNS_ON.match(folded.text[match.end() : match.end() + 6]) and EARLIEST_YEAR <= year <= latest_year:
            start, end = folded.span(*match.span())
            found.append(FoundCommunity(CommunityNumber(int(match["number"]), year), start, end, line[start:end]))
    return found


# ---- numbers that look alike ----------------------------------------------------------------------------------------

_TYPE_SWAPS = {"ท": ("น",), "น": ("ท", "ส", "นค"), "ส": ("น",), "นค": ("น",)}


def confusions(number: N) -> frozenset[N]:
    """All numbers that one confused digit, or the confused letter of a licence's type, makes of `number`."""
    text, swapped = str(number), []
    for i, char in enumerate(text):
        swapped += [text[:i] + other + text[i + 1 :] for other in "0123456789" if digits_look_alike(char, other)]
    if isinstance(number, LicenceNumber):
        licences = {parse_licence(t) for t in swapped} | {replace(number, type=t) for t in _TYPE_SWAPS[number.type]}
        return frozenset(licences - {None})  # type: ignore[arg-type]
    return frozenset({parse_standard(t) for t in swapped} - {None})  # type: ignore[arg-type]


def confusable(a: N, b: N) -> bool:
    """Whether `a` and `b` differ by exactly one confusion; symmetric, and false for equal numbers."""
    return b in confusions(a)
