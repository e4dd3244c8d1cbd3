"""What stands in one cell of a product table: numbers, links, firms, a kind of goods, each piece by itself.

A piece that cannot be understood is given as None with its text; nothing of a cell is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from functools import cache

from verifier.domain import SeenCode, TargetKind
from verifier.domain.geometry import Quad
from verifier.links.target import judge_target
from verifier.names.parse import tidy
from verifier.numbers import (
    LicenceNumber,
    StandardNumber,
    find_licences,
    find_standards,
    parse_licence,
    parse_standard,
)
from verifier.registry.catalogue import Catalogue
from verifier.registry.cells import is_garbled, link_of_qr_id, speaks_against, standard_and_title, without_branch, words
from verifier.registry.schema import plain_key
from verifier.thai import ZERO_WIDTH, normal_form

NOWHERE = Quad.of_box(0, 0, 1, 1)
"""The place in a photo of what was in no photo."""
_LINE_BREAKS = re.compile(r"[\n\r;|]+")
_SEVERAL = re.compile(r"[\n\r,;|]+| และ | and | & ")
_BETWEEN_LINKS = re.compile(rf"[\s,;|<>\"'“”‘’{ZERO_WIDTH}]+")
_DOUBT = re.compile(r"[?*!#~^†‡※]")
"""Signs beside a firm's name that make it doubtful or lead to a note."""
_ROLES = ("made by", "manufactured by", "produced by", "imported by", "importer", "ผลิตโดย", "นำเข้าโดย", "ผู้รับใบอนุญาตโดย")
"""Words before a firm's name that say, as the headings of its columns do, that it makes, imports or is the licensee."""


def standards_in(cell: str, catalogue: Catalogue) -> Iterator[tuple[StandardNumber | None, str]]:
    """The standards in a cell, one or several; behind one its title may stand, which must be no more than that."""
    if whole := parse_standard(cell) or _with_its_own_title(cell, catalogue):
        yield whole, cell
        return
    for line in filter(None, map(str.strip, _LINE_BREAKS.split(cell))):
        if titled := _with_its_own_title(line, catalogue):
            yield titled, line
            continue
        numbers, title = standard_and_title(line)
        pieces = [(parse_standard(piece), piece) for piece in map(str.strip, _SEVERAL.split(numbers)) if piece]
        yield from pieces
        known = (catalogue.edition(standard) for standard, _ in pieces if standard is not None)
        own = {plain_key(text) for facts in known if facts for text in (facts.title_th, facts.title_en)}
        if title and plain_key(title) not in own and _says_more(title):
            yield None, line


def _with_its_own_title(line: str, catalogue: Catalogue) -> StandardNumber | None:
    """The standard in `2879-2560 title` where that is the title that the catalogue has, to the letter."""
    for text in (line, f"มอก. {line}"):  # without a prefix `12-2530` may be a month in print
        for found in find_standards(text)[:1]:
            facts, rest = catalogue.edition(found.value), plain_key(text[found.end :])
            titles = {plain_key(facts.title_th), plain_key(facts.title_en)} if facts else set()
            if found.start == 0 and rest and rest in titles:
                return found.value
    return None


def _says_more(title: str) -> bool:
    """Whether what stands where a standard's title belongs may be something else: other numbers, a reservation."""
    numbers = find_standards(title) or find_licences(title)
    return bool(numbers) or speaks_against(title, own_line=True) or is_garbled(title)


def licences_in(cell: str) -> Iterator[tuple[LicenceNumber | None, str]]:
    """The licence numbers in a cell, one or several."""
    for piece in filter(None, map(str.strip, _SEVERAL.split(cell))):
        yield parse_licence(piece), piece


def links_in(cell: str) -> Iterator[tuple[Hashable, SeenCode]]:
    """All links or bare ids in a cell, by what they lead to. Whatever is not exactly TISI's own is kept as it is."""
    pieces = list(filter(None, _BETWEEN_LINKS.split(cell)))
    for text in [cell] if len(pieces) > 1 and judge_target(cell).kind is TargetKind.OFFICIAL else pieces:
        payload = link_of_qr_id(text) or text
        target = judge_target(payload)
        yield target.qr_id or target.licence or payload, SeenCode(payload, "QRCode", target, 0, 0, NOWHERE)


def firms_in(cell: str) -> Iterator[tuple[str, str, bool]]:
    """Every firm in a cell: its name, the line that names it, and whether that line says nothing more."""
    for text in filter(None, map(str.strip, _LINE_BREAKS.split(cell))):
        line = without_branch(normal_form(text))
        name = tidy(line)
        sure = not _DOUBT.search(line)
        if name is None:
            yield line, text, sure
            continue
        before, _, after = line.partition(name)
        alone = not plain_key(after) and (not plain_key(before) or plain_key(before) in _role_keys())
        yield name, text, sure and alone and name in line
        other = tidy(after)
        if other is not None:
            yield other, text, False


@cache
def _role_keys() -> frozenset[str]:
    """Words that may stand before a licensee's name in its cell, by `plain_key`."""
    roles = {"holder", "company", "maker_or_importer"}
    headings = (
        heading for table in (words().goods, words().columns) for heading, name in table.items() if name in roles
    )
    return frozenset(headings) | {plain_key(role) for role in _ROLES}


def category_in(cell: str, own_words: Mapping[str, str], catalogue: Catalogue) -> Iterator[tuple[str | None, str]]:
    """The catalogue's key for a kind of goods, empty where the shop says that there is none to check."""
    wanted = own_words.get(plain_key(cell), cell)
    found = catalogue.category(wanted) if wanted else None
    yield (found.key if found else None if wanted else ""), cell
