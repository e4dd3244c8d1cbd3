"""Reading the pages of TISI's public look-up: the table of licences of one standard, and the page behind a QR link.

Pure functions of a page's text. The table (`table#table1`, seven columns: licence number, type, day of issue,
standard and title, holder, PDF, detail) is as seen in July 2026; a page that looks otherwise is refused, never guessed
at. Its columns hold no status and no expiry: those stay unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from verifier.days import day_of
from verifier.errors import UnexpectedPage
from verifier.numbers import LicenceNumber, StandardNumber, find_licences, parse_licence, parse_standard

COLUMN_COUNT = 7
TYPES = {"ทำ": "ท", "นำเข้า": "น", "แสดง": "ส"}
DAY = re.compile(r"(\d{2})-(\d{2})-(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row of the table. `number` is None when its text is no licence number; the text is kept in any case."""

    text: str
    number: LicenceNumber | None
    type: str
    issued: date | None
    standard: StandardNumber
    title: str
    holder: str


def decode_page(data: bytes, charset: str | None) -> str:
    """A page's text: UTF-8 when it is that, else the charset that the server names, else cp874 (TIS-620).

    Raises UnexpectedPage for bytes that none of these explains.
    """
    for encoding in ("utf-8", charset, "cp874"):
        try:
            return data.decode(encoding or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnexpectedPage("the page is in no known encoding")


def licences_of_standard(page: str, standard: StandardNumber) -> list[PageRow]:
    """The rows of the look-up page of `standard`, in the page's order; empty when the table says there are none.

    Raises UnexpectedPage when the table is missing, has other columns, or holds another standard's rows.
    """
    table = LexborHTMLParser(page).css_first("table#table1")
    if table is None:
        raise UnexpectedPage(f"no table of licences on the page of {standard}", standard=str(standard))
    rows: list[PageRow] = []
    headed = False
    for line in table.css("tr"):
        cells = [(cell.tag, cell.text(separator=" ", strip=True)) for cell in line.iter() if cell.tag in ("td", "th")]
        if cells and all(tag == "th" for tag, _ in cells):
            headed = True
            if len(cells) != COLUMN_COUNT:
                raise UnexpectedPage(f"{len(cells)} columns where {COLUMN_COUNT} are known", standard=str(standard))
        elif len(cells) == COLUMN_COUNT:
            rows.append(_row([" ".join(text.split()) for _, text in cells], standard))
        elif len(cells) > 1:
            raise UnexpectedPage(f"a row of {len(cells)} cells where {COLUMN_COUNT} are known", standard=str(standard))
    if not headed:
        raise UnexpectedPage("the table has no heading", standard=str(standard))
    return rows


def _row(cells: list[str], asked: StandardNumber) -> PageRow:
    text, kind, day, number_and_title, holder = cells[:5]
    number, _, title = number_and_title.partition(" : ")
    standard = parse_standard(number)
    if standard != asked:
        raise UnexpectedPage(f"a row of {number!r} on the page of {asked}", standard=str(asked))
    return PageRow(text, parse_licence(text), TYPES.get(kind, kind), _day(day, asked), standard, title, holder)


def _day(text: str, asked: StandardNumber) -> date | None:
    if text in ("", "-"):
        return None
    match = DAY.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        return day_of(int(match[3]), int(match[2]), int(match[1]))
    except ValueError as error:
        raise UnexpectedPage(f"{text!r} is no day of the Buddhist era", standard=str(asked)) from error


def licence_on_page(page: str) -> LicenceNumber | None:
    """The one licence number that the page behind a QR link names; None when it names none or several."""
    text = LexborHTMLParser(page).text(separator=" ", strip=True)
    numbers = {found.value for found in find_licences(text) if found.value is not None}
    return numbers.pop() if len(numbers) == 1 else None
