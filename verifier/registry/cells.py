"""From a cell of somebody's table to a value: forgiving about form, never about content.

Digits, dashes, spaces, calendars and the words for a state are brought to one form. What cannot be understood beyond
doubt raises `BadCell` with the code of a reason; nothing is ever guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from verifier.domain import LicenceStatus, StatementKind, TargetKind
from verifier.extract.statement_words import qualifying
from verifier.extract.words import find
from verifier.links.official import official_links
from verifier.links.target import judge_target
from verifier.numbers import LicenceNumber, StandardNumber, parse_licence, parse_standard
from verifier.registry.schema import plain_key
from verifier.thai import fold, normal_form

NOT_IN_FORCE = (StatementKind.DENIED, StatementKind.COMPARED, StatementKind.PENDING, StatementKind.EXPIRED)
ENDED = (LicenceStatus.SUSPENDED, LicenceStatus.CANCELLED, LicenceStatus.REVOKED)
"""States in which a licence is not, or not always, in force."""
EMPTY = frozenset({"", "-", "–", "—", "n/a", "na", "null", "none", "nan"})
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)", re.IGNORECASE)
"""What a spreadsheet shows in place of a formula's value when there is none."""
_SIGNED = re.compile(r"[+-][0-9.,]*", re.ASCII)
_QR_ID = re.compile(r"(\d{6,12})(?:\.0)?", re.ASCII)
_TITLE = re.compile(r"\s*[:：](?:\s+|$)|\s+[:：]\s*")
"""Between a standard and its title: a colon with a space on either side, as in TISI's own tables."""
_STERILE = "ปราศจากเชื้อ"
"""Of goods, in the titles of five standards: they are without germs, not without a licence."""
_GARBLED = re.compile(r"(?:เ[ธน][\x80-\xa0ก-๛€…‘’“”•–—]){3}|[\ufffd\x80-\x9f]|\?{3}")
"""Thai in UTF-8 that was read as cp874 (each letter begins with เธ or เน), and signs for letters that were lost."""
_BRANCH = r"(?:สำนักงานใหญ่|สนญ\.?|สาขา(?:ที่)?\s*(?:เลขที่\s*)?[0-9๐-๙]{0,5}|head\s+office|branch\s*(?:no\.?\s*)?[0-9]{0,5})"
_LEGAL_FORM_BEFORE = r"(?:(?<=จำกัด)|(?<=\))|(?<=ltd)|(?<=ltd\.)|(?<=limited))"
_BRANCH_BEHIND = re.compile(
    rf"\s*[(\[]\s*{_BRANCH}\s*[)\]]\s*$|{_LEGAL_FORM_BEFORE}\s*[-,/]?\s*{_BRANCH}\s*$|\s+(?:สำนักงานใหญ่|สาขาที่\s*[0-9๐-๙]+)\s*$",
    re.IGNORECASE,
)
"""What invoices put behind a firm's name: which of its offices this is. The firm is the same."""


class BadCell(ValueError):
    """A cell that cannot be taken; the message is the code of the reason."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `list_words.toml`: headings, months as `plain_key` gives them; states, types as `exact_key` does.

    `remarks`, `noes`, `alone`, `remark_headings`: of the table `remarks`, as they are written there.
    """

    columns: Mapping[str, str]
    states: Mapping[str, LicenceStatus]
    types: Mapping[str, str]
    months: Mapping[str, int]
    catalogue: Mapping[str, str]
    goods: Mapping[str, str]
    remarks: tuple[str, ...]
    noes: tuple[str, ...]
    alone: tuple[str, ...]
    remark_headings: tuple[str, ...]


@cache
def words() -> Words:
    """The words that ship with the package."""
    data = tomllib.loads((resources.files("verifier") / "data" / "list_words.toml").read_text("utf-8"))

    def by_word(table: str, key: Callable[[str], str] = plain_key) -> dict[str, str]:
        return {key(word): name for name, found in data[table].items() for word in (name, *found)}

    return Words(
        columns=by_word("columns"),
        states={word: LicenceStatus(name) for word, name in by_word("states", exact_key).items()},
        types=by_word("types", exact_key),
        months={word: int(name) for word, name in by_word("months").items()},
        catalogue=by_word("catalogue"),
        goods=by_word("goods"),
        remarks=tuple(data["remarks"]["ending"]),
        noes=tuple(data["remarks"]["no"]),
        alone=tuple(data["remarks"]["alone"]),
        remark_headings=tuple(data["remarks"]["headings"]),
    )


def exact_key(text: str) -> str:
    """A word as it is compared whole: case, kind of spaces and script of digits do not count, signs (`active?`) do."""
    return fold(normal_form(text)).text.casefold()


def is_empty(text: str) -> bool:
    """Whether a cell says that it holds nothing."""
    return text.strip().casefold() in EMPTY


def is_garbled(text: str) -> bool:
    """Whether letters were lost when the table was saved or joined from files of several encodings."""
    return _GARBLED.search(text) is not None


def without_branch(name: str) -> str:
    """A firm's name without which office it is: `… จำกัด (สำนักงานใหญ่)`, `… จำกัด สาขาที่ 00001`."""
    return _BRANCH_BEHIND.sub("", name)


def speaks_against(note: str, *, own_line: bool = False) -> bool:
    """Whether a text beside a number says that it does not hold: denied, expired, applied for, compared with.

    `own_line`: by short words too (ไม่, `not`), which titles of standards may hold.
    """
    kinds = (kind for kind in qualifying() if kind.kind in NOT_IN_FORCE)
    note = note.replace(_STERILE, " ")
    return any(find((*kind.near, *(kind.own_line if own_line else ())), note, fuzzy=False) for kind in kinds)


def standard_and_title(text: str) -> tuple[str, str]:
    """The parts of `1040-2541 : title`; the title is empty where there is none."""
    if parse_standard(text):
        return text, ""
    number, *title = _TITLE.split(normal_form(text), maxsplit=1)
    return number, "".join(title).strip()


def link_of_qr_id(text: str) -> str | None:
    """The official link that carries this id, given in any digits; None where it has not the form of an id."""
    digits = fold(text).text.strip().removesuffix(".0")  # a number of a spreadsheet may have grown a fraction
    form = next(form for form in official_links().forms if form.carries == "qr_id")
    fits = digits.isdigit() and form.pattern.fullmatch(digits) is not None
    return f"https://{form.host}{form.path}?{form.parameter}={digits}" if fits else None


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run this text, or one of its errors. `-`, `+66 2…` and names are no formulas."""
    return (
        bool(_ERROR.fullmatch(text.strip()))
        or text[:1] in ("=", "@", "\t", "\r")
        or (text[:1] in ("+", "-") and any(c in text for c in "(|!"))
    )


def inert(text: str) -> str:
    """A text that no spreadsheet will run when it stands in a CSV file; numbers and single dashes stay as they are."""
    runs = text.startswith(("=", "+", "-", "@", "\t", "\r")) and not _SIGNED.fullmatch(text)
    return f"'{text}" if runs else text


@lru_cache(maxsize=65536)
def text_cell(cell: str) -> str | None:
    """A text as it stands, in one spelling of its letters; None for an empty cell. Raises BadCell.

    What a spreadsheet would run, and letters that were lost, are no text.
    """
    if is_formula(cell):
        raise BadCell("cell.formula")
    if is_garbled(cell):
        raise BadCell("cell.garbled")
    text = normal_form(cell)
    return None if text.casefold() in EMPTY else text


@lru_cache(maxsize=65536)
def holder_cell(cell: str) -> str | None:
    """The name of a firm, without which of its offices it is; None for an empty cell. Raises BadCell.

    A text without letters, a number or a state that slipped into the column, is no name.
    """
    text = text_cell(cell)
    if text and (not any(map(str.isalpha, text)) or exact_key(text) in words().states or parse_licence(text)):
        raise BadCell("holder.unreadable")
    return without_branch(text) if text else None


def licence_cell(cell: str) -> LicenceNumber:
    """A licence number. Raises BadCell."""
    number = parse_licence(cell)
    if number is None:
        raise BadCell("cell.missing" if text_cell(cell) is None else "licence.unreadable")
    return number


@lru_cache(maxsize=8192)
def standard_cell(cell: str) -> tuple[StandardNumber, str]:
    """A standard, and the title after it when the cell has the form `1040-2541 : title`. Raises BadCell."""
    if text_cell(cell) is None:
        raise BadCell("cell.missing")
    number, title = standard_and_title(cell)
    standard = parse_standard(number)
    if standard is None or speaks_against(title):
        raise BadCell("standard.unreadable")
    return standard, title


@lru_cache(maxsize=1024)
def status_cell(cell: str) -> LicenceStatus:
    """The state of a licence; UNSTATED for an empty cell. Raises BadCell for a word that is not known."""
    if text_cell(cell) is None:
        return LicenceStatus.UNSTATED
    try:
        return words().states[exact_key(cell)]
    except KeyError as error:
        raise BadCell("status.unknown") from error


@lru_cache(maxsize=1024)
def type_cell(cell: str) -> str | None:
    """The letter of a licence's type: ท, น, นค or ส; None for an empty cell. Raises BadCell for an unknown word."""
    if text_cell(cell) is None:
        return None
    try:
        return words().types[exact_key(cell)]
    except KeyError as error:
        raise BadCell("licence_type.unknown") from error


def qr_id_cell(cell: str) -> str | None:
    """The id of an official QR link, given as digits or as the link; None for an empty cell. Raises BadCell."""
    if digits := _QR_ID.fullmatch(cell):
        return digits[1]
    if text_cell(cell) is None:
        return None
    folded = fold(cell).text.strip()
    if digits := _QR_ID.fullmatch(folded):
        return digits[1]
    target = judge_target(folded)
    if target.kind is TargetKind.OFFICIAL and target.qr_id is not None:
        return target.qr_id
    raise BadCell("qr_id.unreadable")
