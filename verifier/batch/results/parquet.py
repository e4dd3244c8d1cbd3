"""Parquet, for stocks that are joined with other tables: the columns of the CSV, lists kept as lists."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

from verifier.batch.results.columns import COLUMNS, MACHINE
from verifier.batch.results.rows import Line, Stock
from verifier.errors import BadRequest

GROUP_ROWS = 5_000
"""Rows of one row group, so that a table of any length takes little memory."""
LISTS = ("standards", "licences", "holders", "codes", "qr", "gtins", "marks")
"""What was seen, as lists."""


def write_parquet(stock: Stock, path: Path, lang: str) -> None:
    """One row a product. Raises BadRequest where the extra is not installed."""
    try:
        import pyarrow  # noqa: PLC0415 - an extra; only this kind of file needs it
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415
    except ImportError as error:
        raise BadRequest("writing .parquet needs the extra `parquet`: pip install 'mokcheck[parquet]'") from error
    plain = [column.name for column in COLUMNS if column.name not in LISTS]
    more = [name for name in MACHINE if name not in LISTS]
    text, texts = pyarrow.string(), pyarrow.list_(pyarrow.string())
    fields = [
        ("number", pyarrow.int64()),
        *((name, text) for name in (*plain, *more, "day", "list") if name != "number"),
    ]
    schema = pyarrow.schema([*fields, *((f"seen_{name}", texts) for name in LISTS)])
    lines = stock.lines()
    with ParquetWriter(path, schema, compression="zstd") as writer:
        while some := list(islice(lines, GROUP_ROWS)):
            writer.write_table(pyarrow.Table.from_pylist([_row(line, stock, lang) for line in some], schema))


def _row(line: Line, stock: Stock, lang: str) -> dict[str, Any]:
    values: dict[str, Any] = {column.name: column.value(line, lang) for column in COLUMNS if column.name not in LISTS}
    values |= {name: value(line, lang) for name, value in MACHINE.items() if name not in LISTS}
    values |= {f"seen_{name}": line.outcome[name] for name in LISTS}
    return {**values, "number": line.number, "day": stock.day, "list": json.dumps(stock.list, ensure_ascii=False)}
