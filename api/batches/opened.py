"""The archive of the batch under review, kept open for a while: the directory of a large one takes seconds to read."""

from __future__ import annotations

import threading
from pathlib import Path

from verifier.batch.source import Source, open_source

KEPT_S = 30.0
"""How long an archive stays open after it was last read; a deleted one takes room for as long at most."""


class Opened:
    """One source at a time, read by one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._path: Path | None = None
        self._source: Source | None = None
        self._timer: threading.Timer | None = None

    def read(self, path: Path, name: str, limit: int) -> bytes:
        """At most `limit` + 1 bytes of a file in the source at `path`. Raises FileMissing, BadSource."""
        with self._lock:
            if self._path != path or self._source is None:
                self._let_go()
                self._source, _ = open_source(path)
                self._path = path
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(KEPT_S, self.close)
            self._timer.daemon = True
            self._timer.start()
            return self._source.read(name, limit)

    def close(self, path: Path | None = None) -> None:
        """Lets go of the source, or of that one only."""
        with self._lock:
            if path is None or path == self._path:
                self._let_go()

    def _let_go(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._source is not None:
            self._source.close()
        self._source = self._path = self._timer = None
