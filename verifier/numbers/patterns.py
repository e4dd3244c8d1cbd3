"""The patterns behind `verifier.numbers`, over folded text (see `verifier.thai.fold`).

Every repetition is bounded and no two neighbours can eat the same characters, so that no line takes long.
"""

from __future__ import annotations

import re

_GAP = " {0,3}"
_SMALL = "[1-9][0-9]{0,2}"
_LARGE = "[1-9][0-9]{0,4}"
_VOLUME = "เล่?ม"
"""Readers often lose the tone mark of เล่ม; the word stays itself."""

_PREFIX = (
    r"(?:(?:ม\.?อ\.?ก|(?<![A-Za-z])(?i:T\.?I\.?S))\.{0,2}"
    rf"{_GAP}(?:(?:เลขที่|(?i:No\b\.?)){_GAP})?:?{_GAP})"
)
_PART = (
    rf"{_GAP}(?:{_VOLUME}(?:ที่)?|(?i:part)){_GAP}(?P<part>{_SMALL})"
    rf"(?:{_GAP}\((?P<subpart>{_SMALL})\))?"
)
STANDARD = re.compile(
    rf"(?P<prefix>{_PREFIX})?(?<![0-9])(?P<number>{_LARGE})(?:{_GAP}\((?P<sub>{_SMALL})\))?(?:{_PART})?"
    rf"(?:{_GAP}-{_GAP}(?P<year>[12][0-9]{{3}}))?"
)
"""A standard's number, มอก. or TIS before it and the year after it optional."""

_LICENCE_STANDARD = rf"{_LARGE}(?:\({_SMALL}\)|{_GAP}{_VOLUME}{_GAP}{_SMALL}(?:\({_SMALL}\))?)?"
LICENCE = re.compile(
    rf"(?:\({_GAP}(?P<office>[1-9][0-9]?){_GAP}\){_GAP})?(?P<type>[A-Za-zก-ฮ]{{0,2}}){_GAP}(?<![0-9])"
    rf"(?P<seq>{_LARGE}){_GAP}-{_GAP}(?P<n>{_LARGE}){_GAP}/{_GAP}(?P<standard>{_LICENCE_STANDARD})"
)
"""A licence's number; `type` takes any two letters before it, whatever they are worth."""

NORMAL_LICENCE = re.compile(
    rf"(?:\((?P<office>[1-9][0-9]?)\))?(?P<type>นค|ท|น|ส)(?P<seq>{_LARGE})-(?P<n>{_LARGE})/"
    rf"(?P<standard>{_LARGE}(?:\({_SMALL}\)|เล่ม{_SMALL}(?:\({_SMALL}\))?)?)"
)
"""A licence's number in normal form, and nothing else."""

COMMUNITY = re.compile(
    rf"(?:มผช|(?<![A-Za-z])TCPS)\.?{_GAP}(?:เลขที่{_GAP})?:?{_GAP}"
    rf"(?P<number>{_LARGE}){_GAP}/{_GAP}(?P<year>[12][0-9]{{3}})"
)
"""A community product standard's number."""

_LEAD = (
    r"(?:ใบอนุญาต|เลขที่|หมายเลข|แสดงเครื่องหมาย|มาตรฐาน|ทำ|นำเข้า|มอก\.?|สมอ\.?|"
    r"(?i:\bTISI?\b\.?|\bLicen[cs]e|\bNumber|\bNo\b\.?))[ .:]{0,3}"
)
LEADS = re.compile(f"(?:{_LEAD}){{0,8}}")
"""Words that announce a licence's number, and nothing else."""
ENDS_IN_LEAD = re.compile(f"{_LEAD}$")

RUNS_ON = re.compile(r"[0-9A-Za-z]|[(.:,][0-9]| {0,2}[-/] {0,2}[0-9]")
"""After a number: print that belongs to it, so that what was matched is only a piece."""
YEAR_LOST = re.compile(rf" {{0,2}}[-(]| {{0,2}}(?:{_VOLUME}|(?i:part))|.{{0,9}}[0-9]")
"""After a number without its year: signs that the rest of it was not read."""
BROKEN_OFFICE = re.compile(r"(?:^|[^A-Za-zก-๎]).?.[)\]}] {0,3}$")
"""Before a licence: a bracket that should hold an office and holds something else."""
