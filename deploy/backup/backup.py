"""Copies of SQLite files and of folders of cases that are in use, and their way back. Needs Python alone.

    backup.py save FOLDER [--keep N] FILE...     a copy of every file, in a new folder of FOLDER named by the time (UTC)
    (FILE may be a folder of inspectors' cases: its rows at one moment, and every photo and report that they name)
    backup.py check FOLDER                       the latest copy is whole: hashes and SQLite's own check
    backup.py restore COPY TARGET [--over]       the files of a copy into TARGET; over files that are there with --over
    backup.py drill FILE...                      save, restore elsewhere, compare row by row; leaves nothing behind

A copy is what one reader would see at one moment (SQLite's backup in one step, whatever is written meanwhile); `cp` of
a file in use is not. The files of a copy are readable by their owner alone: a store holds digests of keys, and reports.
Photos and reports of cases never change: a copy shares them, by hard links, with the copy before. What has come of a
photo in part is in no copy; the phone that sends it has it still. What retention deletes stays in copies until they go.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

RECORD = "copy.json"
BUSY_S = 60
SIDES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file; of another file's they would spoil a restored one."""
CASES, FILES = "cases.sqlite", "files"
"""In a folder of cases: its rows, and photos and reports by their hash."""
TRIES = 5
"""How often a folder of cases is begun anew, when a case is deleted while its files are copied."""


class Broken(Exception):
    """A copy is not what it was, or does not fit where it should go."""


def save(folder: Path, files: list[Path], keep: int = 0) -> Path:
    """The folder of a new copy; it has its name only when it is whole. Keeps the latest `keep` copies, 0 all."""
    names = [file.name for file in files]
    if len(set(names)) != len(names):
        raise Broken(f"two files of one name: {', '.join(sorted(names))}")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    under_way = folder / f".{name}"
    under_way.mkdir(mode=0o700)
    try:
        last = (copies(folder) or [None])[-1]
        record: dict[str, str] = {}
        for file in files:
            if file.is_dir():
                record |= _copy_cases(file, under_way, last)
            else:
                _copy(file, under_way / file.name)
                record[file.name] = _sha256(under_way / file.name)
        _write(under_way / RECORD, json.dumps(record, indent=1, sort_keys=True).encode())
        check(under_way)
        under_way.rename(folder / name)
    except BaseException:
        shutil.rmtree(under_way, ignore_errors=True)
        raise
    for old in copies(folder)[:-keep] if keep else ():
        shutil.rmtree(old)
    return folder / name


def copies(folder: Path) -> list[Path]:
    """The whole copies in a folder, the oldest first."""
    return sorted(path.parent for path in folder.glob(f"[0-9]*/{RECORD}"))


def check(copy: Path) -> dict[str, str]:
    """The files of a copy with their hashes. Raises Broken when one is not what was saved."""
    try:
        record: dict[str, str] = json.loads((copy / RECORD).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Broken(f"{copy}: no copy is here") from error
    for name, sha256 in record.items():
        path = copy / name
        if not _inside(name) or not path.is_file() or _sha256(path) != sha256:
            raise Broken(f"{path} is not what was saved")
        if not _is_database(path):
            continue
        with closing(_read_only(path)) as database:
            told = database.execute("PRAGMA integrity_check").fetchone()[0]
        if told != "ok":
            raise Broken(f"{path}: {told}")
    return record


def restore(copy: Path, target: Path, *, over: bool = False) -> list[Path]:
    """Puts the files of a copy into `target`, each in one step. Stop whatever uses them first."""
    record = check(copy)
    there = [target / name for name in record if (target / name).exists()]
    if there and not over:
        raise Broken(f"{there[0]} is there already")
    target.mkdir(parents=True, exist_ok=True)
    for name in sorted(record, key=lambda name: _is_database(copy / name)):  # files before the rows that name them
        path = target / name
        _make(path.parent, target)
        fresh = path.with_name(f".{path.name}.new")
        _write(fresh, (copy / name).read_bytes())
        for side in SIDES:
            path.with_name(f"{path.name}{side}").unlink(missing_ok=True)
        fresh.replace(path)
    return [target / name for name in record]


def drill(files: list[Path]) -> dict[str, int]:
    """Rows of each file that came back as they were saved, and of cases the files. Raises Broken when one did not."""
    with tempfile.TemporaryDirectory(prefix="mokcheck-drill-") as folder:
        copy = save(Path(folder, "copies"), files)
        back = restore(copy, Path(folder, "back"))
        rows: dict[str, int] = {}
        for path in back:
            name = str(path.relative_to(Path(folder, "back")))
            if not _is_database(path):  # `restore` has compared it with its hash before; now what lies there
                if _sha256(path) != path.name:
                    raise Broken(f"{name} did not come back as it was saved")
                held = f"{Path(name).parts[0]}/{FILES}"
                rows[held] = rows.get(held, 0) + 1
                continue
            kept, restored = contents(copy / name), contents(path)
            if kept != restored:
                raise Broken(f"{name} did not come back as it was saved")
            rows[name] = sum(count for count, _ in restored.values())
        return rows


def contents(path: Path) -> dict[str, tuple[int, str]]:
    """Of each table of a SQLite file its rows: how many, and the digest of all."""
    with closing(_read_only(path)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        found = {}
        for name in names:
            quoted = name.replace('"', '""')
            rows = sorted(repr(row) for row in database.execute(f'SELECT * FROM "{quoted}"'))
            found[name] = len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()
        return found


def _copy_cases(folder: Path, to: Path, last: Path | None) -> dict[str, str]:
    """The rows of a folder of cases at one moment and all files that they name; names and hashes for the record."""
    rows = f"{folder.name}/{CASES}"
    (to / folder.name).mkdir(mode=0o700)
    for _ in range(TRIES):
        (to / rows).unlink(missing_ok=True)
        _copy(folder / CASES, to / rows)
        with closing(_read_only(to / rows)) as database:
            wanted = sorted({sha256 for (sha256,) in database.execute("SELECT sha256 FROM blobs")})
        record = {f"{folder.name}/{FILES}/{sha256[:2]}/{sha256}": sha256 for sha256 in wanted}
        try:
            for name in record:
                path = to / name
                if not path.exists():
                    _make(path.parent, to)
                    _share_or_copy(folder.parent / name, path, last and last / name)
        except FileNotFoundError:  # of a case that was deleted meanwhile
            continue
        for path in (to / folder.name / FILES).glob("??/*"):
            if path.name not in wanted:
                path.unlink()
        return {rows: _sha256(to / rows), **record}
    raise Broken(f"{folder}: files that its rows name are missing; `mokcheck cases audit` tells which")


def _share_or_copy(file: Path, to: Path, known: Path | None) -> None:
    if known is not None and known.is_file() and file.is_file() and _sha256(known) == file.name:
        try:
            os.link(known, to)
        except OSError:  # a file system without hard links
            pass
        else:
            return
    _write(to, file.read_bytes())


def _make(folder: Path, under: Path) -> None:
    """Makes a folder and those above it, up to `under`, for their owner alone."""
    for part in reversed([folder, *folder.parents]):
        if part.is_relative_to(under) and not part.exists():
            part.mkdir(mode=0o700)


def _inside(name: str) -> bool:
    """Whether a name leads to a place in the copy."""
    return not name.startswith("/") and ".." not in Path(name).parts


def _is_database(path: Path) -> bool:
    return path.suffix == ".sqlite" or path.name == CASES or _begins(path) == b"SQLite format 3\0"


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def _copy(file: Path, to: Path) -> None:
    if not file.is_file():
        raise Broken(f"{file}: no such file")
    _write(to, b"")
    opened = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_S)
    with closing(opened) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target, pages=-1)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main(arguments: list[str]) -> int:
    """Does what the command line says; 1 with one line on standard error when that fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("save")
    one.add_argument("folder", type=Path)
    one.add_argument("files", type=Path, nargs="+")
    one.add_argument("--keep", type=int, default=0)
    commands.add_parser("check").add_argument("folder", type=Path)
    back = commands.add_parser("restore")
    back.add_argument("copy", type=Path)
    back.add_argument("target", type=Path)
    back.add_argument("--over", action="store_true")
    commands.add_parser("drill").add_argument("files", type=Path, nargs="+")
    asked = parser.parse_args(arguments)
    try:
        match asked.command:
            case "save":
                print(save(asked.folder, asked.files, asked.keep))
            case "check":
                latest = (copies(asked.folder) or [asked.folder])[-1]
                print(f"{latest}: {', '.join(sorted(check(latest)))} whole")
            case "restore":
                print("\n".join(map(str, restore(asked.copy, asked.target, over=asked.over))))
            case _:
                for name, rows in drill(asked.files).items():
                    what = "files" if name.endswith(f"/{FILES}") else "rows"
                    print(f"{name}: {rows:,} {what} came back as they were saved")
    except (Broken, OSError, sqlite3.Error) as error:
        print(f"backup.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
