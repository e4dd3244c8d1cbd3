"""The ledger → files for people and programs: CSV, JSON Lines, Parquet, an Excel workbook, and a summary as HTML.

Each is written beside its name and takes the name when it is whole. Equal ledgers give equal bytes: nothing in a result
tells when or how fast it was made.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from verifier.batch.results.rows import Stock
from verifier.batch.source import UNDER_WAY
from verifier.errors import BadRequest, FileMissing, LedgerProblem

SUFFIXES = (".csv", ".jsonl", ".parquet", ".xlsx", ".html")


def check_name(path: Path, source: Path | str | None) -> None:
    """Raises BadRequest for a name of no known kind or that of the source, FileMissing for no such folder."""
    if path.suffix.lower() not in SUFFIXES:
        raise BadRequest(f"{path}: the name must end in one of {', '.join(SUFFIXES)}", path=str(path))
    if not path.absolute().parent.is_dir():
        raise FileMissing(f"{path.parent}: no such folder", path=str(path.parent))
    if isinstance(source, Path) and path.exists() and source.exists() and path.samefile(source):
        raise BadRequest(f"{path} is the source itself", path=str(path))


def write_result(stock: Stock, path: Path, lang: str) -> None:
    """Writes the result of the kind that the name tells. Raises LedgerProblem, ListRejected, BadRequest."""
    with _whole(path) as fresh:
        _writer(path)(stock, fresh, lang)


def _writer(path: Path) -> Callable[[Stock, Path, str], None]:
    """The function that writes this kind of file; its library is loaded when it is needed."""
    match path.suffix.lower():
        case ".csv":
            from verifier.batch.results.text import write_csv as write  # noqa: PLC0415
        case ".jsonl":
            from verifier.batch.results.text import write_json_lines as write  # noqa: PLC0415
        case ".parquet":
            from verifier.batch.results.parquet import write_parquet as write  # noqa: PLC0415
        case ".xlsx":
            from verifier.batch.results.workbook import write_workbook as write  # noqa: PLC0415
        case _:
            from verifier.batch.results.page import write_page as write  # noqa: PLC0415
    return write


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file that takes the name `path` in one step at the end; on an error `path` is as it was.

    It grows in a folder of its own beside it, in which a run that was killed left nothing that lasts.
    """
    folder = path.absolute().with_name(f".{path.name}{UNDER_WAY}")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        fresh = folder / path.name
        yield fresh
        fresh.replace(path)
    except OSError as error:
        raise LedgerProblem(f"{path}: {error.strerror or error}", path=str(path)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
