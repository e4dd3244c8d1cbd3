"""Where the photos of a stock are: a folder or an archive, as names under one root and a way to read each.

Names are as they stand there, parted by `/`. What is not a plain file with the name of a picture is told, never opened.
"""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.parse import unquote, urlsplit

from verifier.errors import BadSource, FileMissing

PICTURES = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".avif", ".heic", ".heif"})
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".jsonl", ".ndjson")
MANIFESTS = tuple(f"manifest{suffix}" for suffix in TABLES)
"""Names under which a manifest at the root of a folder or an archive is taken without being asked for."""
LITTER = frozenset({"thumbs.db", "desktop.ini", ".ds_store", "__macosx"})
"""What systems leave in folders; nobody misses it."""
UNDER_WAY = ".new"
"""How folders end, behind a name that begins with a dot, in which results are written."""
OF_LEDGERS = (".ledger", ".ledger-wal", ".ledger-shm", ".ledger-journal", ".ledger.lock")
"""How the files of ledgers end, which may lie beside the photos."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a source. `stamp` changes when its content does; `problem` is a code that says why it is not read."""

    name: str
    stamp: str
    problem: str = ""


class Source(Protocol):
    """A place that holds photos."""

    label: str
    """What people call it: the name of the folder or file."""

    def entries(self) -> Iterator[Entry]:
        """Every file in any order, those included that are not read. Raises BadSource, FileMissing."""
        ...

    def top(self) -> Iterable[str]:
        """Names of the files at the root."""
        ...

    def read(self, name: str, limit: int) -> bytes:
        """At most `limit` + 1 bytes of a file. Raises FileMissing where it is gone or damaged."""
        ...

    def is_there(self) -> bool:
        """Whether the whole is still where it was; a file alone may be gone."""
        ...

    def close(self) -> None:
        """Lets go of what is open."""
        ...


class Folder:
    """A folder and all folders in it; links are not followed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.label = root.resolve().name or str(root)

    def entries(self) -> Iterator[Entry]:
        """As `Source.entries`; a folder that cannot be read is an entry with a problem."""
        if not self.root.is_dir():
            raise FileMissing(f"{self.root}: no such folder", path=str(self.root))
        yield from self._walk()

    def top(self) -> Iterable[str]:
        """As `Source.top`."""
        return sorted(path.name for path in self.root.iterdir() if path.is_file()) if self.root.is_dir() else ()

    def is_there(self) -> bool:
        """As `Source.is_there`."""
        return self.root.is_dir()

    def read(self, name: str, limit: int) -> bytes:
        """As `Source.read`. Nothing but a plain file is opened, and that without waiting."""
        path = self.root / name
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_NOFOLLOW", 0))
            with os.fdopen(handle, "rb") as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise FileMissing(f"{path}: not a file", path=str(path))
                return file.read(limit + 1)
        except (OSError, ValueError) as error:
            raise FileMissing(f"{path}: {getattr(error, 'strerror', None) or error}", path=str(path)) from error

    def close(self) -> None:
        """Nothing is open."""

    def _walk(self) -> Iterator[Entry]:
        waiting = deque([(self.root, "")])
        while waiting:
            folder, before = waiting.popleft()
            deeper: list[tuple[Path, str]] = []
            try:
                with os.scandir(folder) as found:
                    for item in found:
                        name = f"{before}{item.name}"
                        if is_litter(name):
                            continue
                        if not _speakable(name):
                            yield Entry(name.encode("utf-8", "backslashreplace").decode(), "", "source.name")
                        elif item.is_symlink():
                            yield Entry(name, "", "source.link")
                        elif item.is_dir():
                            deeper.append((Path(item.path), f"{name}/"))
                        elif not item.is_file():
                            yield Entry(name, "", "source.no_file")
                        else:
                            yield Entry(name, stamp_of(item.stat()), unread_by_name(name))
            except OSError:
                yield Entry(before or ".", "", "source.unreadable")
            waiting.extendleft(reversed(deeper))


def stamp_of(facts: os.stat_result) -> str:
    """Changes when a file's content does, also where whoever made it set its size and its time to another's.

    The time of the last change of the inode is the system's own; nobody sets it.
    """
    return f"{facts.st_size}-{facts.st_mtime_ns}-{facts.st_ctime_ns}-{facts.st_ino}"


def place_of(text: str) -> Path | str:
    """What somebody calls a source: a path, or the URL of an object store as it stands; `file://` is a path."""
    if "://" not in text:
        return Path(text)
    return Path(unquote(urlsplit(text).path)) if text.lower().startswith("file:///") else text


def open_source(path: Path | str) -> tuple[Source, Path | None]:
    """The source at a path or URL and, where that is a manifest itself, its path: its photos lie beside it.

    Raises FileMissing, BadSource; BadRequest, ObjectsUnreachable for a URL.
    """
    if isinstance(path, str):
        from verifier.batch.objects import open_objects  # noqa: PLC0415 - it needs what stands above, and an extra

        return open_objects(path)
    if path.is_dir():
        return Folder(path), None
    if not path.is_file():
        raise FileMissing(f"{path}: no such file or folder", path=str(path))
    if path.suffix.lower() in TABLES:
        return Folder(path.absolute().parent), path
    if path.suffix.lower() == ".zip":
        from verifier.batch.archive import Archive  # noqa: PLC0415 - it needs what stands above

        return Archive(path), None
    if path.suffix == ".fetched":
        from verifier.batch.fetched import Fetched  # noqa: PLC0415

        return Fetched(path), None
    raise BadSource(f"{path.name}: neither a folder, a .zip nor a manifest ({', '.join(TABLES)})", path=str(path))


def unread_by_name(name: str) -> str:
    """The problem of a file that is not called like a picture; empty for one that is."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in PICTURES:
        return ""
    return "source.nested" if suffix in (".zip", ".rar", ".7z", ".tar", ".gz") else "source.no_picture"


def is_address(text: str) -> bool:
    """Whether a cell of a manifest names an address and no file."""
    return "://" in text


def is_litter(name: str) -> bool:
    """Whether a name is what systems leave behind, in a folder or an archive."""
    parts = name.casefold().split("/")
    if any(part.startswith(".") and part.endswith(UNDER_WAY) for part in parts):
        return True
    return bool(LITTER & set(parts)) or parts[-1].startswith(("._", "~$")) or parts[-1].endswith(OF_LEDGERS)


def _speakable(name: str) -> bool:
    """Whether a name is text; names of old systems may hold bytes that are none."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
