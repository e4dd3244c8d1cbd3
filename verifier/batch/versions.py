"""What a stored sight or verdict rests on, as digests: another program never passes for this one.

Rather too often new than once too seldom: any change of a file that may shape what is seen makes new sights.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from importlib import resources
from pathlib import Path

from verifier.domain import Snapshot
from verifier.report.sights import SCHEMA
from verifier.settings import Settings

NOT_SEEING = frozenset(
    {
        *("batch", "cli", "errors", "evaluation", "messages", "product_table", "registry", "report", "rules"),
        *("build.py", "days.py", "private.py", "settings.py"),
        *("categories.toml", "list_words.toml", "rulebook.toml", "standards.csv", "standards.toml"),
        *("standards_source.toml", "stock_words.toml"),
    }
)
"""Rooms and files of the package, by name, that have no part in what is seen in a photo."""
NOT_JUDGING = frozenset({"cli", "weights"})
"""Rooms that have no part in judging what was seen."""
OF_SEEING = ("max_bytes", "max_pixels", "reader_timeout_s")
"""Settings that shape what is seen."""
LENGTH = 16
"""Hexadecimal digits of a digest."""


def seeing_version(engines: Mapping[str, str], settings: Settings) -> str:
    """The digest of all that shapes what is seen: engines, weights, code and settings."""
    shaping = {name: asdict(settings)[name] for name in OF_SEEING}
    return digest([SCHEMA, _package(NOT_SEEING), dict(sorted(engines.items())), shaping])


def judging_version(snapshot: Snapshot | None, settings: Settings) -> str:
    """The digest of what judges: rules, words, catalogue, the list with its day and what it covers."""
    of_list = None if snapshot is None else [snapshot.id, snapshot.date.isoformat(), sorted(snapshot.covers)]
    return digest([_package(NOT_JUDGING), of_list, settings.list_max_age_days])


def digest(data: object) -> str:
    """A short digest of data that JSON can hold."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


@cache
def _package(without: frozenset[str]) -> str:
    """The digest of all files of the package but those under the names `without`."""
    root = Path(str(resources.files("verifier")))
    found = hashlib.sha256()
    for path in sorted(_files(root, without)):
        found.update(f"{path.relative_to(root).as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()[:LENGTH]


def _files(folder: Path, without: frozenset[str]) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in without or path.name.startswith(("__pycache__", ".")):
            continue
        if path.is_dir():
            yield from _files(path, without)
        elif path.suffix != ".pyc":
            yield path
