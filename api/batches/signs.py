"""Signs of life of a worker: what goes by them when it hangs, as one does whose folder lies on a server that is gone.

A thread that tells every two seconds that the worker lives would tell so of one that hangs as well. So whoever works
gives a sign at every step, and without one for half an hour or more the thread is silent too: other workers take the
batch, and a supervisor (systemd's watchdog, a probe of the file's age) ends the process.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOG = logging.getLogger("mokcheck.batches")
SILENT_S = 1_800.0
"""Longest step without a sign, in seconds, where batches are small."""
SLOWEST_BYTES_S = 1_000_000.0
"""Bytes a second at which the largest batch may come from a share, which is one step."""
ALIVE = "worker.alive"
"""File in the folder of batches whose age says when the worker last lived."""


class Signs:
    """The signs of one worker. `most_bytes`: of its largest batch; `clock`: seconds, monotonic."""

    def __init__(self, folder: Path, most_bytes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._file, self._clock = folder / ALIVE, clock
        self._silent_s = max(SILENT_S, most_bytes / SLOWEST_BYTES_S)
        self._last, self._busy, self._told = clock(), 0, False

    def give(self) -> None:
        """Says that whoever works gets on."""
        self._last = self._clock()

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Signs are expected for as long as this goes on; who waits for work owes none."""
        self.give()
        self._busy += 1
        try:
            yield
        finally:
            self._busy -= 1
            self.give()

    def pass_on(self) -> bool:
        """Tells a supervisor that the worker lives; False, and nothing told but the log, where it is silent."""
        silent = self._busy > 0 and self._clock() - self._last > self._silent_s
        if silent and not self._told:
            LOG.error("hangs", extra={"fields": {"silent_s": int(self._clock() - self._last)}})
        self._told = silent
        if silent:
            return False
        with suppress(OSError):  # a full disk is no reason to call it dead
            self._file.touch()
        _notify(os.environ.get("NOTIFY_SOCKET", ""))
        return True

    def end(self) -> None:
        """Leaves nothing behind, once the worker ends by itself."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)


def _notify(address: str) -> None:
    """Keeps systemd's watchdog quiet (sd_notify(3)), where systemd asked for it."""
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as told:
        told.sendto(b"WATCHDOG=1", f"\0{address[1:]}" if address.startswith("@") else address)
