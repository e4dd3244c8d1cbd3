"""Which column of a shop's product table holds what, and its cells → a claim that nobody had to photograph.

Cells are forgiven their form (spelling, digits, dashes, several numbers in one cell) and never their content: what
cannot be understood is a problem of its row, named with its column, and nothing is guessed in its place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from verifier.domain import Claim, SeenCode, SeenHolder, SeenLicence, SeenStandard, TargetKind
from verifier.domain.geometry import Quad
from verifier.errors import FileMissing, ListRejected
from verifier.links.official import official_links
from verifier.links.target import judge_target
from verifier.names.parse import tidy
from verifier.numbers import parse_licence, parse_standard
from verifier.registry.catalogue import Catalogue
from verifier.registry.cells import EMPTY, is_formula, words
from verifier.registry.schema import plain_key
from verifier.registry.tables import Cells
from verifier.thai import fold, normal_form

T = TypeVar("T")
FIELDS = ("standard", "licence", "qr", "holder", "category")
TELLING = ("standard", "licence", "qr")
"""At least one of these columns must be there."""
NOWHERE = Quad.of_box(0, 0, 1, 1)
_SEVERAL = re.compile(r"[\n,;|]+| และ | and | & ")
_QR_ID = re.compile(r"[0-9]{8,10}")


@dataclass(frozen=True, slots=True)
class Columns:
    """Field → column of the table. `categories`: the shop's own words for kinds of goods → ours, "" for none."""

    places: Mapping[str, int]
    categories: Mapping[str, str]


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


def find_columns(header: Sequence[str], mapping: Path | None = None) -> Columns:
    """The columns, by the words of `list_words.toml` or by a TOML file with `[columns]` and, if wanted, `[categories]`.

    Raises FileMissing; ListRejected for an unknown field or heading, and when nothing telling is there.
    """
    if mapping is None:
        places: dict[str, int] = {}
        for place, heading in enumerate(header):
            name = words().goods.get(plain_key(heading))
            if name is not None:
                places.setdefault(name, place)
        return _complete(Columns(places, {}))
    try:
        saved = tomllib.loads(mapping.read_text("utf-8"))
    except FileNotFoundError as error:
        raise FileMissing(f"there is no file {mapping}", path=str(mapping)) from error
    except ValueError as error:
        raise ListRejected(f"{mapping.name}: {error}") from error
    headings = {heading.strip(): place for place, heading in reversed(list(enumerate(header)))}
    wanted, own = saved.get("columns", {}), saved.get("categories", {})
    for name, heading in wanted.items():
        if name not in FIELDS:
            raise ListRejected(f"{mapping.name}: there is no field {name!r}; fields are {', '.join(FIELDS)}")
        if heading not in headings:
            raise ListRejected(f"{mapping.name}: the table has no heading {heading!r}")
    for word, key in own.items():
        if not isinstance(key, str):
            raise ListRejected(f"{mapping.name}: the kind of goods for {word!r} must be a text")
    return _complete(
        Columns({n: headings[h] for n, h in wanted.items()}, {plain_key(word): key for word, key in own.items()})
    )


def _complete(columns: Columns) -> Columns:
    if not set(TELLING) & set(columns.places):
        raise ListRejected(f"the table has a column for none of: {', '.join(TELLING)}", columns=", ".join(TELLING))
    return columns


def read_row(cells: Cells, columns: Columns, catalogue: Catalogue) -> Row:
    """What a row states. Equal cells give equal rows."""
    problems: list[Problem] = []

    def cell(name: str) -> str:
        place = columns.places.get(name)
        text = cells[place].strip() if place is not None and place < len(cells) else ""
        if is_formula(text):
            problems.append(Problem(name, "cell.formula", text))
            return ""
        return "" if text.casefold() in EMPTY else text

    def all_of(name: str, parse: Callable[[str], T | None]) -> Iterator[tuple[T, str]]:
        whole = cell(name)
        for text in (part.strip() for part in _SEVERAL.split(whole)) if whole else ():
            value = parse(text) if text else None
            if value is not None:
                yield value, text
            elif text:
                problems.append(Problem(name, f"{name}.unreadable", text))

    claim = Claim(
        standards=tuple(SeenStandard(v, t, 0, 0, NOWHERE, 1.0, True) for v, t in all_of("standard", parse_standard)),
        licences=tuple(SeenLicence(v, t, 0, 0, NOWHERE, 1.0, True) for v, t in all_of("licence", parse_licence)),
        holders=tuple(_holder(text) for text in [cell("holder")] if text),
        codes=tuple(_codes(cell("qr"), problems)),
        photos=0,
    )
    return Row(claim, _category(cell("category"), columns, catalogue, problems), tuple(problems))


def _holder(text: str) -> SeenHolder:
    return SeenHolder(tidy(text) or normal_form(text), text, 0, 0, NOWHERE, 1.0, True)


def _codes(cell: str, problems: list[Problem]) -> Iterator[SeenCode]:
    """Links or bare ids. Whatever does not look like TISI's own is no official code, and the row says so."""
    for text in cell.split():
        folded = fold(text).text.removesuffix(".0")
        payload = _link_of(folded) if _QR_ID.fullmatch(folded) else text
        target = judge_target(payload)
        if target.kind is TargetKind.OTHER:
            problems.append(Problem("qr", "qr.not_official", text))
        yield SeenCode(payload, "QRCode", target, 0, 0, NOWHERE)


def _link_of(qr_id: str) -> str:
    form = next(form for form in official_links().forms if form.carries == "qr_id")
    return f"https://{form.host}{form.path}?{form.parameter}={qr_id}"


def _category(cell: str, columns: Columns, catalogue: Catalogue, problems: list[Problem]) -> str | None:
    wanted = columns.categories.get(plain_key(cell), cell) if cell else ""
    if not wanted:
        return None
    found = catalogue.category(wanted)
    if found is None:
        problems.append(Problem("category", "category.unknown", cell))
        return None
    return found.key
