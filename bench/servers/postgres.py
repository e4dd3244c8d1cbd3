"""A PostgreSQL server for benchmarks and tests: a private cluster in a temporary folder, on a free port."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB -c max_connections=50"


def programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`; None where PostgreSQL's server is not installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    folders = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


def free_port() -> int:
    """A port of this machine that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Cluster:
    """A server of its own, by the programs of `folder`, with its data in `home`. Raises RuntimeError with their words.

    `options` beside those of the address. Whoever kills it loses what was not written: `OPTIONS` risk that.
    """

    folder: Path
    home: Path
    options: str = OPTIONS
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """The URL of its database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        """Makes its files."""
        if self._as_user():
            shutil.chown(self.home, "postgres", "postgres")
        data = str(self.home / "data")
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        place = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.home}"
        self._control("-l", str(self.home / "log"), "-o", f"{self.options} {place}", "start")

    def stop(self) -> None:
        """Ends it at once."""
        self._control("-m", "immediate", "stop")

    def kill(self) -> None:
        """Ends it by SIGKILL, as a machine that loses its power would, but for what its kernel still writes."""
        os.kill(int((self.home / "data" / "postmaster.pid").read_text("ascii").split()[0]), signal.SIGKILL)

    def _control(self, *words: str) -> None:
        self._run("pg_ctl", "-D", str(self.home / "data"), "-w", *words)

    def _as_user(self) -> dict[str, Any]:
        """The server refuses to run as root."""
        return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.folder / program), *words]
        done = subprocess.run(
            command, cwd=self.home, capture_output=True, text=True, timeout=120, check=False, **self._as_user()
        )
        if done.returncode != 0:
            raise RuntimeError(done.stdout + done.stderr)


@contextmanager
def cluster(folder: Path, options: str = OPTIONS) -> Iterator[Cluster]:
    """A server that runs, and is gone afterwards whether it still does or not. Raises RuntimeError."""
    home = Path(tempfile.mkdtemp(prefix="mokcheck-postgres-"))
    made = Cluster(folder, home, options)
    try:
        made.make()
        made.start()
        try:
            yield made
        finally:
            with suppress(RuntimeError):  # it may be dead already
                made.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The URL of a fresh, empty database, by the programs of `folder`. Raises RuntimeError with what they said."""
    with cluster(folder) as made:
        yield made.url
