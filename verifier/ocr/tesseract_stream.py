"""One Tesseract that stays: it is told the names of pictures and answers their words, as long as this process lives.

To start Tesseract 5.3 costs some 60 to 120 ms of processor time before it looks at anything, three quarters of it for
sorting a table of ambiguities that only its old engine uses (`UnicharAmbigs::LoadUniversal`; no option leaves it out).
A line costs 10. With `stream_filelist` it reads names of pictures from its standard input, one page each, for ever.
"""

from __future__ import annotations

import os
import pty
import select
import subprocess
import threading
import time
import tty
import weakref
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from verifier.errors import EngineFailed

COLUMNS = ("level", "page_num", "block_num", "par_num", "line_num", "word_num", "left", "top", "width", "height")
"""Columns of Tesseract's table but the last two, `conf` and `text`."""
READ_BYTES = 65_536
"""Bytes taken from Tesseract at a time, at most."""

Table = dict[str, list[str]]


class StreamEnded(Exception):
    """Tesseract ended, or answered about other pages than it was asked for."""


class TesseractStream:
    """A running Tesseract, started when it is first asked and again when it ended. Safe to share between threads."""

    def __init__(self, command: Sequence[str]) -> None:
        """`command`: the program with its options, less input, output and form, as in `tesseract -l Thai --psm 7`."""
        self._command = [command[0], "-", "-", *command[1:], "-c", "stream_filelist=1", "tsv"]
        self._lock = threading.Lock()
        self._running: _Running | None = None

    def table(self, pictures: Sequence[Path], last: Path, timeout_s: float) -> Table:
        """The rows of Tesseract's table for `pictures`, whose pages count from 1.

        `last` is an empty picture: what is printed for a page is whole when the next one begins. Raises StreamEnded,
        OSError where the program cannot be run, EngineFailed when `timeout_s` are over.
        """
        with self._lock:
            if self._running is None or self._running.owner != os.getpid():  # a forked copy must not speak into it
                self._running = _Running(self._command)
            try:
                return self._running.ask([*pictures, last], time.monotonic() + timeout_s)
            except BaseException:
                self._running.end()
                self._running = None
                raise


class _Running:
    """The program and its ends of the line."""

    def __init__(self, command: Sequence[str]) -> None:
        self.owner, self._pages = os.getpid(), 0
        self._out, theirs = pty.openpty()  # to a terminal a program writes line by line, to a pipe only when it is full
        tty.setraw(theirs)
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=theirs, stderr=subprocess.DEVNULL, start_new_session=True
            )
        except BaseException:
            os.close(self._out)
            raise
        finally:
            os.close(theirs)
        self.end = weakref.finalize(self, _end, self._process, self._out, self.owner)

    def ask(self, pictures: Sequence[Path], until: float) -> Table:
        """The table of all pictures but the last."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write("".join(f"{picture}\n" for picture in pictures).encode())
            self._process.stdin.flush()
        except OSError as error:
            raise StreamEnded(str(error)) from error
        start, self._pages = self._pages, self._pages + len(pictures)
        last, told = f"\n1\t{self._pages}\t".encode(), b"\n"
        while last not in told:
            told += self._more(until)
        return _rows(told.partition(last)[0].decode("utf-8", "replace"), start, len(pictures) - 1)

    def _more(self, until: float) -> bytes:
        if not select.select([self._out], [], [], max(0.0, until - time.monotonic()))[0]:
            raise EngineFailed("Tesseract process timeout", engine="tesseract")
        try:
            more = os.read(self._out, READ_BYTES)
        except OSError:  # what Linux answers when the other end is closed
            more = b""
        if not more:
            raise StreamEnded("Tesseract ended")
        return more


def _rows(told: str, start: int, count: int) -> Table:
    names = (*COLUMNS, "conf", "text")
    rows = [line.split("\t") for line in told.split("\n") if line[:1].isdigit()]
    if any(len(row) != len(names) or not row[1].isdigit() for row in rows):
        raise StreamEnded("rows of another form")
    for row in rows:
        row[1] = str(int(row[1]) - start)
    if {row[1] for row in rows} != {str(page) for page in range(1, count + 1)}:
        raise StreamEnded("other pages than were asked for")
    return {name: [row[k] for row in rows] for k, name in enumerate(names)}


def _end(process: subprocess.Popen[bytes], out: int, owner: int) -> None:
    os.close(out)
    if owner != os.getpid():
        return
    process.kill()
    process.wait()
    if process.stdin:
        with suppress(BrokenPipeError):
            process.stdin.close()
