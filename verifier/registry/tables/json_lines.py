"""JSON Lines: one object a line, whose names are the headings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from verifier.errors import ListRejected
from verifier.registry.tables.table import Table, text_of
from verifier.registry.tables.text import encoding_of


def read_json_lines(path: Path) -> Table:
    """The table in a file of JSON objects; its header holds every name that one of them has.

    Raises ListRejected for a line that is no object, names something twice or holds half a character.
    """
    names: dict[str, None] = {}
    for _, record in _records(path):
        names.update(dict.fromkeys(record))
    header = tuple(names)
    rows = ((line, [record.get(name, "") for name in header]) for line, record in _records(path))
    return Table(header, rows)


def _records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding=encoding_of(path)) as file:
        for line, text in enumerate(file, 1):
            if not text.strip():
                continue
            try:
                record = json.loads(text, object_pairs_hook=_object)
                values = {name: _text(value) for name, value in record.items()} if isinstance(record, dict) else None
                "".join(chain(values or (), (values or {}).values())).encode()
            except UnicodeEncodeError as error:
                raise ListRejected(f"{path.name}, line {line}: half of a surrogate pair", line=line) from error
            except (ValueError, RecursionError) as error:
                raise ListRejected(f"{path.name}, line {line}: {error}", line=line) from error
            if values is None:
                raise ListRejected(f"{path.name}, line {line}: not an object", line=line)
            yield line, values


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object, unless two values have one name, of which JSON keeps the last without a word. Raises ValueError."""
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(n for n in names if names.count(n) > 1)!r} is named twice")
    return record


def _text(value: object) -> str:
    """A value as a person would have typed it: the items of a list stand on lines of their own."""
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return "\n".join(map(text_of, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else text_of(value)
