"""The list that a running service uses: opened again when its file is replaced, without a request ever failing."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from verifier.errors import ListProblem, MokCheckError
from verifier.registry.snapshot import SqliteRegistry

CHECK_EVERY_S = 1.0
"""Seconds between two looks at whether the list's file was replaced."""

Stamp = tuple[int, int, int, int]


class LiveRegistry:
    """Holds the snapshot in use. Take it once with `current()` and keep it for the whole verification.

    A file that has taken the list's name is opened at the next call, at most once in `check_every_s`. While the new
    file cannot be read, or is gone, the old snapshot stays in use and `problem` says why.
    """

    def __init__(self, path: Path, *, check_every_s: float = CHECK_EVERY_S) -> None:
        """Opens the list. Raises ListMissing, ListUnreadable."""
        self.path = path
        self.problem: MokCheckError | None = None
        self._check_every_s = check_every_s
        self._lock = threading.Lock()
        self._stamp = _stamp(path)
        self._registry = SqliteRegistry.open(path)
        self._checked = time.monotonic()

    def current(self) -> SqliteRegistry:
        """The newest snapshot that could be read. Never waits for another thread; never raises."""
        if time.monotonic() - self._checked >= self._check_every_s and self._lock.acquire(blocking=False):
            try:
                self._look_again()
            finally:
                self._lock.release()
        return self._registry

    def _look_again(self) -> None:
        """Opens the file if it is another than before. The stamp is taken first: a later change is seen next time."""
        self._checked = time.monotonic()
        stamp = _stamp(self.path)
        if stamp == self._stamp and self.problem is None:
            return
        try:
            self._registry = SqliteRegistry.open(self.path)
        except ListProblem as error:
            self.problem = error
        else:
            self.problem = None
            self._stamp = stamp


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
