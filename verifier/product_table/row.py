"""One row of a shop's product table → a claim that nobody had to photograph.

Cells are forgiven their form (spelling, digits, dashes, several numbers in one cell) and never their content: every
cell of every column of a field is looked at, what cannot be understood is a problem of its row, named with its column,
and nothing is guessed in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from verifier.domain import Claim, SeenCode, SeenHolder, SeenLicence, SeenStandard, TargetKind
from verifier.domain.geometry import Quad
from verifier.links.official import official_links
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
from verifier.product_table.columns import Columns
from verifier.registry.catalogue import Catalogue
from verifier.registry.cells import (
    is_empty,
    is_formula,
    is_garbled,
    speaks_against,
    standard_and_title,
    without_branch,
    words,
)
from verifier.registry.schema import holder_key, plain_key
from verifier.registry.tables import Cells
from verifier.thai import ZERO_WIDTH, fold_text, normal_form

Value = TypeVar("Value", bound=Hashable)
Said = TypeVar("Said")
UNREADABLE = {"standard": "standard.unreadable", "licence": "licence.unreadable", "category": "category.unknown"}
NOWHERE = Quad.of_box(0, 0, 1, 1)
_LINE_BREAKS = re.compile(r"[\n\r;|]+")
_SEVERAL = re.compile(r"[\n\r,;|]+| และ | and | & ")
_BETWEEN_LINKS = re.compile(rf"[\s,;|<>\"'“”‘’{ZERO_WIDTH}]+")
_QR_ID = re.compile(r"[0-9]{8,10}")
_NEGATION = re.compile(r"ไม่|\b(?:not|no|non|without)\b", re.IGNORECASE)
_JUDGED = (TargetKind.OFFICIAL, TargetKind.LOOKALIKE)
"""Kinds of target of which the rules say for certain what they mean; any other in a QR column is a problem."""
_ROLES = ("made by", "manufactured by", "produced by", "imported by", "importer", "ผลิตโดย", "นำเข้าโดย", "ผู้รับใบอนุญาตโดย")
"""Words before a firm's name, beside the headings of its columns, that say no more than these do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be understood: `field` (empty: the whole row), code of a reason, the cell as it was."""

    field: str
    reason: str
    cell: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one row states: a claim of one label, the kind of goods (a key of the catalogue), and its problems."""

    claim: Claim
    category: str | None
    problems: tuple[Problem, ...]


def read_row(cells: Cells, columns: Columns, catalogue: Catalogue) -> Row:
    """What a row states. Equal cells give equal rows."""
    row = _Cells(cells, columns)
    standards = row.values("standard", lambda cell: _standards(cell, catalogue))
    licences = row.values("licence", _licences)
    codes = row.values("qr", _links)
    holders: dict[str, tuple[str, str]] = {}
    for _, cell in row.filled("holder"):
        for name, text, whole in _firms(cell):
            holders.setdefault(holder_key(name), (name, text))
            if not whole:
                row.problems.append(Problem("holder", "cell.more", cell))
    categories = row.values("category", lambda cell: _categories(cell, columns, catalogue))
    odd = (code.payload for code in codes.values() if code.target.kind not in _JUDGED)
    row.problems += (Problem("qr", "qr.not_official", payload) for payload in odd)
    claim = Claim(
        standards=tuple(SeenStandard(value, text, 0, 0, NOWHERE, 1.0, True) for value, text in standards.items()),
        licences=tuple(SeenLicence(value, text, 0, 0, NOWHERE, 1.0, True) for value, text in licences.items()),
        holders=tuple(
            SeenHolder(name, text, 0, 0, NOWHERE.moved(0, 2 * place), 1.0, True)  # firms of their own, not looks at one
            for place, (name, text) in enumerate(holders.values())
        ),
        codes=tuple(codes.values()),
        photos=0,
    )
    return Row(claim, next(iter(categories), None) or None, tuple(row.problems))


@dataclass
class _Cells:
    """The cells of a row by field, and what is wrong with them."""

    cells: Cells
    columns: Columns
    problems: list[Problem] = field(default_factory=list)

    def filled(self, name: str) -> Iterator[tuple[str, str]]:
        """Heading and text of every cell of a field that holds one; what a spreadsheet would run is a problem."""
        for column in self.columns.places.get(name, ()):
            text = self.cells[column].strip() if column < len(self.cells) else ""
            if is_formula(text):
                self.problems.append(Problem(name, "cell.formula", text))
            elif name in ("holder", "category") and is_garbled(text):
                self.problems.append(Problem(name, "cell.garbled", text))
            elif not is_empty(text):
                yield self.columns.header[column], text

    def values(self, name: str, parse: Callable[[str], Iterable[tuple[Value | None, Said]]]) -> dict[Value, Said]:
        """What all cells of a field mean, with the text of each value.

        A piece that cannot be understood is a problem, and so are two columns that mean different things.
        """
        found: dict[Value, Said] = {}
        columns: list[tuple[frozenset[Value], str]] = []
        for heading, cell in self.filled(name):
            own: dict[Value, Said] = {}
            for value, said in parse(cell):
                if value is None:
                    self.problems.append(Problem(name, UNREADABLE[name], str(said)))
                else:
                    own.setdefault(value, said)
            columns.append((frozenset(own), f"{heading}: {cell}"))
            found |= {value: said for value, said in own.items() if value not in found}
        if len({values for values, _ in columns}) > 1:
            self.problems.append(Problem(name, "cell.disagree", "; ".join(text for _, text in columns)))
        return found


def _standards(cell: str, catalogue: Catalogue) -> Iterator[tuple[StandardNumber | None, str]]:
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
    return bool(numbers) or speaks_against(title) or _NEGATION.search(title) is not None or is_garbled(title)


def _licences(cell: str) -> Iterator[tuple[LicenceNumber | None, str]]:
    for piece in filter(None, map(str.strip, _SEVERAL.split(cell))):
        yield parse_licence(piece), piece


def _links(cell: str) -> Iterator[tuple[Hashable, SeenCode]]:
    """All links or bare ids in a cell, by what they lead to. Whatever is not exactly TISI's own is kept as it is."""
    pieces = list(filter(None, _BETWEEN_LINKS.split(cell)))
    for text in [cell] if len(pieces) > 1 and judge_target(cell).kind is TargetKind.OFFICIAL else pieces:
        folded = fold_text(text).removesuffix(".0")
        payload = _link_of(folded) if _QR_ID.fullmatch(folded) else text
        target = judge_target(payload)
        yield target.qr_id or target.licence or payload, SeenCode(payload, "QRCode", target, 0, 0, NOWHERE)


def _link_of(qr_id: str) -> str:
    form = next(form for form in official_links().forms if form.carries == "qr_id")
    return f"https://{form.host}{form.path}?{form.parameter}={qr_id}"


def _firms(cell: str) -> Iterator[tuple[str, str, bool]]:
    """Every firm in a cell: its name, the line that names it, and whether that line says nothing more."""
    for text in filter(None, map(str.strip, _LINE_BREAKS.split(cell))):
        line = without_branch(normal_form(text))
        name = tidy(line)
        if name is None:
            yield line, text, True
            continue
        before, _, after = line.partition(name)
        whole = not plain_key(after) and (not plain_key(before) or plain_key(before) in _role_keys())
        yield name, text, whole and name in line
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


def _categories(cell: str, columns: Columns, catalogue: Catalogue) -> Iterator[tuple[str | None, str]]:
    """The catalogue's key for a kind of goods, empty where the shop says that there is none to check."""
    wanted = columns.categories.get(plain_key(cell), cell)
    found = catalogue.category(wanted) if wanted else None
    yield (found.key if found else None if wanted else ""), cell
