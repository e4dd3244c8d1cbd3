"""Files that their owner alone may read, made before SQLite opens them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def make_private(path: Path) -> None:
    """Makes an empty file for its owner alone (mode 0600) where there is none. Raises OSError.

    A file that is there is not opened: a process that closes any descriptor of a file loses all its locks on it (POSIX;
    SQLite's "How To Corrupt An SQLite Database File", 2.2). A database without its locks is taken for unused by the
    next process that closes it, which deletes the write-ahead log with what was just written.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
