"""One row of a shop's product table → a claim that nobody had to photograph.

Cells are forgiven their form (spelling, digits, dashes, several numbers in one cell) and never their content: every
cell of every column of a field is looked at, what cannot be understood is a problem of its row, named with its column,
and nothing is guessed in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import TypeVar

from verifier.domain import Claim, SeenHolder, SeenLicence, SeenStandard, TargetKind
from verifier.numbers import parse_standard
from verifier.product_table.columns import Columns
from verifier.product_table.pieces import NOWHERE, category_in, firms_in, licences_in, links_in, standards_in
from verifier.registry.catalogue import Catalogue
from verifier.registry.cells import is_empty, is_formula, is_garbled
from verifier.registry.remarks import beside, named_in, of_licences
from verifier.registry.schema import holder_key
from verifier.registry.tables import Cells

Value = TypeVar("Value", bound=Hashable)
Said = TypeVar("Said")
UNREADABLE = {"standard": "standard.unreadable", "licence": "licence.unreadable", "category": "category.unknown"}
_PREFIXED = re.compile(r"ม\.?อ\.?ก|T\.?I\.?S", re.IGNORECASE)
_JUDGED = (TargetKind.OFFICIAL, TargetKind.LOOKALIKE)
"""Kinds of target of which the rules say for certain what they mean; any other in a QR column is a problem."""


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
    standards = row.values("standard", lambda cell: standards_in(cell, catalogue))
    licences = row.values("licence", licences_in)
    codes = row.values("qr", links_in)
    holders: dict[str, tuple[str, str]] = {}
    for _, cell in row.filled("holder"):
        for name, text, whole in firms_in(cell):
            holders.setdefault(holder_key(name), (name, text))
            if not whole:
                row.problems.append(Problem("holder", "cell.more", cell))
    row.problems += strays(cells, columns, {*standards, *licences, *codes})
    categories = row.values("category", lambda cell: category_in(cell, columns.categories, catalogue))
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


def strays(cells: Cells, columns: Columns, known: Set[Hashable]) -> Iterator[Problem]:
    """What columns under unknown headings say of a licence, where the others do not say it too.

    Every licence number in a cell; a cell that is nothing but a standard with its prefix, or links that have to do with
    TISI; one under a heading for remarks or a licence's state that says that it is not in force, or is filled in under
    a heading that says so.
    """
    for column in columns.unused:
        text = cells[column].strip() if column < len(cells) else ""
        if not text:
            continue
        heading = columns.header[column]
        found: set[Hashable] = {*named_in([text])} if "/" in text else set()
        if standard := parse_standard(text) if _PREFIXED.match(text) else None:
            found.add(standard)
        links = {key for key, code in links_in(text) if code.target.kind is not TargetKind.OTHER} if "." in text else ()
        if (found | {*links}) - known or (of_licences(heading) and beside(heading, text)):
            yield Problem("", "cell.unread", f"{heading}: {text}")
