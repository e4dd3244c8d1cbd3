"""Names of firms that a line of print leaves open, and what of the lines below may be the rest of them."""

from __future__ import annotations

import re

from verifier.names.parse import (
    COMPANY,
    EN_LIMITED,
    FORM_ALONE,
    GAP,
    LEAD,
    LIMITED,
    MAX_LINE_CHARACTERS,
    MIN_NAME_LETTERS,
    NEARLY_LIMITED,
    PARTNERSHIP,
    SHORT,
    THAI_START,
    parted,
    tidy,
)
from verifier.thai import normal_form

_COMPANY_ALONE = re.compile(rf"{COMPANY}[\s:.]*$")
_OPEN_COMPANY = re.compile(rf"{COMPANY}(?!.*(?:{LIMITED}|{NEARLY_LIMITED}))[^\n]{{2,80}}$")
_OPEN_PARTNERSHIP = re.compile(rf"(?:{PARTNERSHIP}|{SHORT}){GAP}[^\n0-9:;|]{{2,80}}$")
_MORE_NAME = re.compile(r"[ก-๎A-Za-z.&() ]{2,40}$")
_PIECE = r"(?:[^\n:;|/0-9]|(?<![0-9/-])[0-9]{1,4}(?![0-9/-]))"
"""A character of a name, or its figures, which are no address's: `อิเล็กทริค 1998`."""
_COMPANY_ENDS = re.compile(rf"^{_PIECE}{{0,60}}?{LIMITED}")
_BETWEEN = re.compile(rf"^\s*[ก-๎A-Za-z]{_PIECE}{{1,40}}$")
_LATIN_OPEN = re.compile(r"[A-Za-z][A-Za-z0-9 .&'()/+-]{2,80}[,]?$")
_LATIN_ENDS = re.compile(rf"^(?:\((?:Thailand|Public)\){GAP})?(?i:{EN_LIMITED})[\s.]*$")


def begun(text: str) -> bool:
    """Whether a line ends in what may be the beginning of a firm's name, and is no whole one.

    So it is with a company without its จำกัด, a legal form alone, and Latin words without one; and with a partnership,
    whose name has no end that shows.
    """
    line = normal_form(text[:MAX_LINE_CHARACTERS]).strip()
    if FORM_ALONE.search(line) or _OPEN_COMPANY.search(line) or begun_partnership(text):
        return True
    return _LATIN_OPEN.search(line) is not None and tidy(text) is None


def begun_partnership(text: str) -> bool:
    """Whether a line ends in a partnership's name, which may or may not be all of it."""
    return _OPEN_PARTNERSHIP.search(normal_form(text[:MAX_LINE_CHARACTERS]).strip()) is not None


def may_be_begun(name: str, other: str) -> bool:
    """Whether a partnership's name is the beginning of another name in the same form: what a line's end left of it."""
    (kind, core), (kind_of_other, whole_core) = parted(name), parted(other)
    same = kind == kind_of_other == "partnership"
    return same and len(core) >= MIN_NAME_LETTERS and whole_core.startswith(core) and whole_core != core


def goes_on_in(text: str, following: str) -> bool:
    """Whether the name that `begun` found at the end of a line goes on in the line below it."""
    line, after = normal_form(text), normal_form(following[:MAX_LINE_CHARACTERS])
    if THAI_START.search(after) or LEAD.match(after):
        return False
    if _LATIN_ENDS.match(after):
        return _LATIN_OPEN.search(line) is not None
    if FORM_ALONE.search(line) and not _COMPANY_ALONE.search(line):
        return True
    if begun_partnership(text):
        return _MORE_NAME.match(after.strip()) is not None
    return _is_open(line) and _COMPANY_ENDS.match(after) is not None


def goes_on_between(text: str, following: str) -> bool:
    """Whether a company's name that ends in neither line may go on from one in the other, and end in the next."""
    line, after = normal_form(text), normal_form(following[:MAX_LINE_CHARACTERS])
    starts = THAI_START.search(after) or LEAD.match(after)
    return _is_open(line) and not starts and _BETWEEN.match(after) is not None and not goes_on_in(text, following)


def _is_open(line: str) -> bool:
    """Whether a line ends in a company's name without its จำกัด, or in its legal form alone."""
    return _COMPANY_ALONE.search(line) is not None or _OPEN_COMPANY.search(line) is not None
