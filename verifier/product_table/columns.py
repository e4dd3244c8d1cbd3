"""Which columns of a shop's product table hold what, and the shop's own words for kinds of goods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from verifier.domain import StatementKind
from verifier.errors import ListRejected, TableRejected
from verifier.registry.cells import words
from verifier.registry.schema import plain_key
from verifier.registry.tables import Vocabulary
from verifier.registry.tables.headings import Places, check_mapping, read_mapping, seen

FIELDS = ("standard", "licence", "qr", "holder", "category")
TELLING = ("standard", "licence", "qr")
"""At least one of these columns must be there."""
STAND_INS = MappingProxyType({"maker_or_importer": "holder"})
_MAKERS = ("ผลิต", "ผู้ทำ", "mak", "manufactur")
"""What stands in headings of who makes the goods; others of `maker_or_importer` name who imports them."""


@dataclass(frozen=True, slots=True)
class Words:
    """How a shop names columns, and its words for kinds of goods (by `plain_key`) → ours, "" for none."""

    headings: Vocabulary
    categories: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's headings; field → its columns, all of which are read; the shop's kinds of goods as in `Words`."""

    header: tuple[str, ...]
    places: Places
    categories: Mapping[str, str]

    @property
    def used(self) -> Mapping[str, str]:
        """Field → heading, or headings, that it is taken from."""
        return {name: " + ".join(self.header[c] for c in columns) for name, columns in self.places.items()}

    @property
    def unused(self) -> tuple[int, ...]:
        """Columns that no field is taken from."""
        used = {column for columns in self.places.values() for column in columns}
        return tuple(column for column in range(len(self.header)) if column not in used)

    @property
    def roles(self) -> Mapping[int, StatementKind]:
        """Columns that name who makes or imports the goods, beside one of the licensee's own → which of the two."""
        return _roles(self.header, self.unused)

    @property
    def unused_headings(self) -> tuple[str, ...]:
        """Headings of the columns that nothing is taken from."""
        told = (column for column in self.unused if column not in self.roles)
        return tuple(self.header[column] for column in told if self.header[column].strip())


def shop_words(mapping: Path | None = None) -> Words:
    """The words of `list_words.toml`, and what a TOML file with `[columns]` and perhaps `[categories]` adds to them.

    Raises FileMissing; ListRejected for an unknown field and for a kind of goods that is no text.
    """
    saved = read_mapping(mapping, FIELDS, more=("categories",))
    for word, key in saved["categories"].items():
        if not isinstance(key, str):
            raise ListRejected(f"{mapping}: the kind of goods for {word!r} must be a text")
    headings = Vocabulary(words().goods, STAND_INS, saved["columns"])
    return Words(headings, {plain_key(word): key for word, key in saved["categories"].items()})


@contextmanager
def of_goods() -> Iterator[None]:
    """Tells what is wrong with a table of goods as that, and not of a list of licences. Raises TableRejected."""
    try:
        yield
    except TableRejected:
        raise
    except ListRejected as error:
        raise TableRejected(error.detail, **error.params) from error


@lru_cache(maxsize=64)
def _roles(header: tuple[str, ...], unused: tuple[int, ...]) -> Mapping[int, StatementKind]:
    known = Vocabulary(words().goods, {}, {})
    named = [column for column in unused if set(STAND_INS) & set(known.fields(header[column]))]
    makes = {column for column in named if any(word in header[column].casefold() for word in _MAKERS)}
    return {column: StatementKind.MAKER if column in makes else StatementKind.IMPORTER for column in named}


def find_columns(header: Sequence[str], spoken: Words | None = None) -> Columns:
    """The columns of a table with this header.

    Raises ListRejected for a heading of the mapping that is not there, and when nothing telling is there.
    """
    spoken = spoken or shop_words()
    check_mapping(spoken.headings, header)
    found = spoken.headings.places(header)
    if not set(TELLING) & set(found):
        detail = f"the table has a column for none of: {', '.join(TELLING)}; {seen(header)}"
        raise ListRejected(detail, columns=", ".join(TELLING))
    places = {name: found[name] for name in FIELDS if name in found}
    return Columns(tuple(header), places, spoken.categories)
