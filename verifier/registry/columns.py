"""Which columns of a table of licences hold which field, and what they say of it, on which all of them must agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from verifier.errors import ListRejected
from verifier.registry.cells import (
    BadCell,
    holder_cell,
    is_empty,
    licence_cell,
    qr_id_cell,
    standard_cell,
    status_cell,
    text_cell,
    type_cell,
    words,
)
from verifier.registry.day_cells import date_cell
from verifier.registry.schema import holder_key
from verifier.registry.tables import Cells, Vocabulary
from verifier.registry.tables.headings import Places, check_mapping, read_mapping, seen

READERS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "licence": licence_cell,
        "standard": standard_cell,
        "holder": holder_cell,
        "product": text_cell,
        "status": status_cell,
        "qr_id": qr_id_cell,
        "licence_type": type_cell,
        "issued": date_cell,
        "suspended_from": date_cell,
        "suspended_to": date_cell,
        "trade_mark": text_cell,
        "factory": text_cell,
        "holder_en": holder_cell,
    }
)
"""Every field of the list, in the order of the documented columns, and how its cells are read."""
REQUIRED = ("licence", "standard", "holder")
DESCRIPTIVE = ("product", "trade_mark", "factory")
"""Fields that decide nothing; what several columns say of one of them is joined."""
STAND_INS = MappingProxyType({"company": "holder"})
COMPARED_BY: Mapping[str, Callable[[Any], object]] = MappingProxyType(
    {"standard": lambda value: value[0], "holder": holder_key, "holder_en": holder_key}
)
"""By what the values of several columns are compared, where not as they are."""
EXCHANGEABLE = (("licence", "standard"), ("licence", "holder"), ("standard", "holder"))
MIN_SWAPPED_SHARE, MAX_IN_PLACE_SHARE = 0.9, 0.1
"""Two columns are exchanged where at least the first share of the sample's rows reads as the other field and at most
the second as the field of the heading."""


def list_vocabulary(mapping: Path | None = None) -> Vocabulary:
    """The headings of tables of licences: the words of `list_words.toml`, and what the file `mapping` adds.

    Raises FileMissing; ListRejected for a mapping that names an unknown field.
    """
    return Vocabulary(words().columns, STAND_INS, read_mapping(mapping, tuple(READERS))["columns"])


def list_columns(header: Sequence[str], vocabulary: Vocabulary) -> Places:
    """Field → columns, in the order of `READERS`. Raises ListRejected when one that must be there is not."""
    check_mapping(vocabulary, header)
    found = vocabulary.places(header)
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        detail = f"the table has no column for: {', '.join(missing)}; {seen(header)}"
        raise ListRejected(detail, columns=", ".join(missing))
    return {name: found[name] for name in READERS if name in found}


def read_field(name: str, cells: Cells, columns: Sequence[int]) -> Any:
    """What a row says of a field; None where it says nothing. Raises BadCell.

    Empty cells say nothing against filled ones; filled ones must mean the same, or else the reason is `cell.disagree`.
    """
    read = READERS[name]
    if len(columns) == 1:
        return read(cells[columns[0]])
    values = [read(cells[column]) for column in columns if not is_empty(cells[column])]
    if name in DESCRIPTIVE:
        return ", ".join(dict.fromkeys(values)) or None
    if not values:
        return read("")
    if len(set(map(COMPARED_BY.get(name, lambda value: value), values))) > 1:
        raise BadCell("cell.disagree")
    return next((value for value in values if name == "standard" and value[1]), values[0])  # the one with a title


def unswapped(places: Places, sample: Sequence[Cells]) -> tuple[Places, tuple[tuple[str, str], ...]]:
    """Exchanges two columns when each heading stands over the other's values in nearly every row of the sample.

    Returns the places and the pairs of fields that were exchanged.
    """
    found, swapped = dict(places), []
    for name, other in EXCHANGEABLE:
        here, there = found[name], found[other]
        if not sample or len(here) + len(there) > len((name, other)):
            continue
        misplaced = (
            _share(name, here, sample) <= MAX_IN_PLACE_SHARE and _share(name, there, sample) >= MIN_SWAPPED_SHARE
        )
        if misplaced and _share(other, here, sample) >= MIN_SWAPPED_SHARE:
            found[name], found[other] = there, here
            swapped.append((name, other))
    return found, tuple(swapped)


def _share(name: str, columns: Sequence[int], sample: Sequence[Cells]) -> float:
    """The share of the sample's rows whose cell in the one column reads as field `name`."""
    fit = 0
    for cells in sample:
        try:
            fit += bool(columns[0] < len(cells) and READERS[name](cells[columns[0]]))
        except BadCell:
            continue
    return fit / max(len(sample), 1)
