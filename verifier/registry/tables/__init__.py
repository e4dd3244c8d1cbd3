"""Tables as people keep them (CSV, Excel workbook, JSON Lines) → headings and rows of text, each with its line.

What stands in the file is read, whatever it says of itself: rows above the headings are named, cells outside a sheet's
stated dimension count, and a file that cannot be read whole is refused with the line and the reason.
"""

from __future__ import annotations

from pathlib import Path

from verifier.errors import FileMissing, ListRejected
from verifier.registry.tables.headings import Vocabulary
from verifier.registry.tables.json_lines import read_json_lines
from verifier.registry.tables.table import Cells, Table
from verifier.registry.tables.text import read_text
from verifier.registry.tables.workbook import read_workbook

__all__ = ["Cells", "Table", "Vocabulary", "read_table"]


def read_table(path: Path, vocabulary: Vocabulary) -> Table:
    """The table in a `.csv`, `.tsv`, `.txt`, `.xlsx` or `.jsonl` file; `vocabulary` tells its headings from its titles.

    Raises FileMissing, and ListRejected for a file that is not such a table; that also while rows are read.
    """
    if not path.is_file():
        raise FileMissing(f"there is no file {path}", path=str(path))
    try:
        return _read(path, vocabulary)
    except OSError as error:
        raise FileMissing(f"{path}: {error.strerror or error}", path=str(path)) from error


def _read(path: Path, vocabulary: Vocabulary) -> Table:
    match path.suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            return read_text(path, vocabulary)
        case ".jsonl" | ".ndjson":
            return read_json_lines(path)
        case ".xlsx":
            return read_workbook(path, vocabulary)
        case suffix:
            kind = suffix or "without a suffix"
            raise ListRejected(
                f"{path.name}: a table must be .csv, .xlsx or .jsonl, not {kind}; save it as one of these"
            )
