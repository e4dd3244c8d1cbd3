"""Which column of a table holds which field: by heading, by a saved mapping, and never against what the cells show."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from verifier.errors import FileMissing, ListRejected
from verifier.registry.cells import (
    BadCell,
    date_cell,
    licence_cell,
    qr_id_cell,
    standard_cell,
    status_cell,
    text_cell,
    type_cell,
    words,
)
from verifier.registry.schema import plain_key
from verifier.registry.tables import Cells

READERS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "licence": licence_cell,
        "standard": standard_cell,
        "holder": text_cell,
        "product": text_cell,
        "status": status_cell,
        "qr_id": qr_id_cell,
        "licence_type": type_cell,
        "issued": date_cell,
        "suspended_from": date_cell,
        "suspended_to": date_cell,
        "trade_mark": text_cell,
        "factory": text_cell,
        "holder_en": text_cell,
    }
)
"""Every field of the list, in the order of the documented columns, and how its cells are read."""
REQUIRED = ("licence", "standard", "holder")
EXCHANGEABLE = (("licence", "standard"), ("licence", "holder"), ("standard", "holder"))
NEARLY_ALL, HARDLY_ANY = 0.9, 0.1

Places = dict[str, int]


def recognised(header: Sequence[str]) -> Places:
    """Field → column, by the words of `list_words.toml`. Our own name for a field goes first, else the first column."""
    places: Places = {}
    for own in (True, False):
        for place, heading in enumerate(header):
            name = words().columns.get(plain_key(heading))
            if name is not None and (not own or plain_key(name) == plain_key(heading)):
                places.setdefault(name, place)
    return _complete({name: places[name] for name in READERS if name in places})


def mapped(header: Sequence[str], mapping: Path) -> Places:
    """Field → column, by a TOML file with a table `[columns]` of `field = "heading"`.

    Raises FileMissing, and ListRejected for an unknown field or heading.
    """
    try:
        wanted = tomllib.loads(mapping.read_text("utf-8"))["columns"]
    except FileNotFoundError as error:
        raise FileMissing(f"there is no file {mapping}", path=str(mapping)) from error
    except (ValueError, KeyError) as error:
        raise ListRejected(f'{mapping.name} must hold a table [columns] of field = "heading" ({error})') from error
    headings = {heading.strip(): place for place, heading in reversed(list(enumerate(header)))}
    for name, heading in wanted.items():
        if name not in READERS:
            raise ListRejected(f"{mapping.name}: there is no field {name!r}; fields are {', '.join(READERS)}")
        if heading not in headings:
            raise ListRejected(f"{mapping.name}: the table has no heading {heading!r}")
    return _complete({name: headings[wanted[name]] for name in READERS if name in wanted})


def _complete(places: Places) -> Places:
    missing = [name for name in REQUIRED if name not in places]
    if missing:
        raise ListRejected(f"the table has no column for: {', '.join(missing)}", columns=", ".join(missing))
    return places


def unswapped(places: Places, sample: Sequence[Cells]) -> tuple[Places, tuple[tuple[str, str], ...]]:
    """Exchanges two columns when each heading stands over the other's values in nearly every row of the sample.

    Returns the places and the pairs of fields that were exchanged.
    """
    found, swapped = dict(places), []
    for name, other in EXCHANGEABLE:
        here, there = found[name], found[other]
        misplaced = _share(name, here, sample) <= HARDLY_ANY and _share(name, there, sample) >= NEARLY_ALL
        if sample and misplaced and _share(other, here, sample) >= NEARLY_ALL:
            found[name], found[other] = there, here
            swapped.append((name, other))
    return found, tuple(swapped)


def _share(name: str, place: int, sample: Sequence[Cells]) -> float:
    """The share of the sample's rows whose cell at `place` reads as field `name`."""
    fit = 0
    for cells in sample:
        try:
            fit += bool(place < len(cells) and READERS[name](cells[place]))
        except BadCell:
            continue
    return fit / max(len(sample), 1)
