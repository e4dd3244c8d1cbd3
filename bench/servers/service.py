"""A `mokcheck serve` in processes of its own, for benchmarks and tests."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

MOKCHECK = str(Path(sys.executable).with_name("mokcheck"))
RUNNING = re.compile(r"running on (http://[\d.:]+)", re.IGNORECASE)


class Served:
    """A running service at `url`; `log` is what it has written so far.

    `command` replaces `mokcheck serve --port 0`. Raises RuntimeError with the log when it is not up in `wait_s`.
    """

    def __init__(
        self, *options: str, environment: dict[str, str] | None = None, wait_s: float = 120, command: str = ""
    ) -> None:
        self.log, self.url = "", ""
        arguments = [sys.executable, command, *options] if command else [MOKCHECK, "serve", "--port", "0", *options]
        self.process = subprocess.Popen(
            arguments,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            env=os.environ | (environment or {}),
        )
        self._up = threading.Event()
        threading.Thread(target=self._follow, daemon=True).start()
        if not self._up.wait(wait_s):
            self.kill()
            raise RuntimeError(self.log)

    def _follow(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log += line
            if found := RUNNING.search(line):
                self.url = found[1]
                self._up.set()

    def __enter__(self) -> Served:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def family(self) -> Iterator[int]:
        """The process ids of the service: the first process and its children."""
        yield self.process.pid
        for task in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            yield from map(int, task.read_text().split())

    def resident_mb(self) -> float:
        """Memory of all its processes, shared pages counted once (PSS), in MB."""
        found = 0
        for pid in self.family():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    found += int(line.split()[1])
        return found / 1024

    def processor_s(self) -> float:
        """Processor time of all its processes so far, programs that they ran and waited for included, in seconds."""
        found = 0
        for pid in self.family():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            found += sum(map(int, fields[11:15]))
        return found / os.sysconf("SC_CLK_TCK")

    def stop(self, wait_s: float = 90) -> int:
        """Asks it to end, as an operator would, and waits. Returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(wait_s)

    def kill(self) -> None:
        """Ends it and its children at once, if they still run."""
        if self.process.poll() is None:
            for pid in list(self.family()):
                os.kill(pid, signal.SIGKILL)
            self.process.wait(10)
