"""Numbers of licences for the mark: `ท7195-54/1040`, `(3)ท1021-49/1040`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verifier.numbers.patterns import BROKEN_OFFICE, ENDS_IN_LEAD, LEADS, LICENCE, NORMAL_LICENCE, RUNS_ON
from verifier.numbers.standards import StandardNumber, parse_standard
from verifier.thai import TYPE_LOOK_ALIKES, fold

_TYPES = frozenset({"ท", "น", "ส", "นค"})


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
    """Whether letters may be a licence's type misread: one of ท น ส, or the two of นค."""
    alike = TYPE_LOOK_ALIKES
    match list(letters):
        case [one]:
            return any(one in alike[letter] for letter in "ทนส")
        case [first, second]:
            return first in "น" + alike["น"] and second in "ค" + alike["ค"]
    return False


def _licence(match: re.Match[str], kind: str) -> LicenceNumber:
    standard = match["standard"].replace(" ", "").replace("เลม", "เล่ม")
    office = None if match["office"] is None else int(match["office"])
    return LicenceNumber(kind, int(match["seq"]), int(match["n"]), standard, office)
